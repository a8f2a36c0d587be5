using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Every merge of a customer, undone ones too, and what is said of the two records now.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class MergesModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    public CustomerMerges History { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var merges = await SendAsync(new ListMergesQuery(Id));
        if (merges.Error is { } error) return Problem(error);
        History = merges.Value;
        return Page();
    }
}
