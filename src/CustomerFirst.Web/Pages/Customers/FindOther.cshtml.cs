using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Finds the record that a customer's record may have to be merged with.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class FindOtherModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>Posted, so that it stands in no address.</summary>
    [BindProperty]
    public string? Terms { get; set; }

    public CustomerView Customer { get; private set; } = null!;

    /// <summary>Who was found beside the customer; null before anybody searched.</summary>
    public IReadOnlyList<FoundCustomer>? Found { get; private set; }

    public Task<IActionResult> OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await ReadAsync() is not PageResult page) return NotFound();
        var found = await SendAsync(new FindCustomersQuery(Terms));
        if (found.Error is { } error) return Problem(error);
        Found = [.. found.Value.Customers.Where(c => c.Id != Customer.Id)];
        return page;
    }

    private async Task<IActionResult> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        Customer = customer.Value;
        return Customer.Id == Id ? Page() : LocalRedirect($"/customers/{Customer.Id}/merge");
    }
}
