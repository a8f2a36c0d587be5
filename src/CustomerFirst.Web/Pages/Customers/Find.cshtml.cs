using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>The search box. What is typed is posted and kept on the server: the results' address has an id that says nothing.</summary>
[Needs(Permission.FindCustomers)]
public sealed class FindModel : CustomersPage, ISearchBox
{
    /// <inheritdoc />
    [BindProperty]
    public string? Text { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // Who types a reference wants the ticket, unless they look for the customer of a contact. One that they may not see is not there, and may be other words after all.
        if (Contact is null && TicketReference.Read(Text) is { } reference && await SendAsync(new FindTicketByReferenceQuery(reference)) is { Ok: true }) return LocalRedirect($"/tickets/{reference}");
        var kept = await SendAsync(new KeepSearchCommand(Text ?? ""));
        if (kept.Error is { } error) return Problem(AtField(error, "Terms", nameof(Text)));
        return LocalRedirect(InContact($"/customers/found/{kept.Value}"));
    }
}

/// <summary>A page with the search box.</summary>
internal interface ISearchBox
{
    /// <summary>What was typed.</summary>
    string? Text { get; }

    /// <summary>The address of a page with the contact in progress kept.</summary>
    string InContact(string address);
}
