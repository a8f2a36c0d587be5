using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Whom a kept search finds, the best first.</summary>
[Needs(Permission.FindCustomers)]
public sealed class FoundModel : CustomersPage, ISearchBox
{
    /// <summary>The kept search.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Search { get; set; }

    /// <summary>The last customer of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public FoundCustomers Found { get; private set; } = null!;

    /// <inheritdoc />
    public string? Text => Found.Terms;

    /// <summary>Back to the best ones; null where they are shown.</summary>
    public string? First => After is null ? null : InContact($"/customers/found/{Search}");

    /// <summary>The next page; null on the last one.</summary>
    public string? Next => Found.Next is { } next ? InContact($"/customers/found/{Search}?after={next}") : null;

    public async Task<IActionResult> OnGetAsync()
    {
        var found = await SendAsync(new FindCustomersQuery(null, Search, After) { Partly = true });
        // A search that is no longer kept: the box again, to be filled in anew.
        if (found.Error is Domain.Common.NotFound) return LocalRedirect(InContact("/customers"));
        if (found.Error is { } error) return Problem(error);
        Found = found.Value;
        return Page();
    }

    /// <summary>The contact in progress is with one of them.</summary>
    public Task<IActionResult> OnPostUseAsync(Guid customer) => OnwardsWithAsync(customer, "The contact is with this customer");
}
