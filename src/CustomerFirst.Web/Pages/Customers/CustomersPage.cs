using CustomerFirst.Application.Contacts;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>What the pages about customers share: somebody may be looking for the customer of a contact in progress.</summary>
public abstract class CustomersPage : StaffPage
{
    /// <summary>The contact in progress for which a customer is looked for; null otherwise.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Contact", Instead = "the page is shown without one")]
    public Guid? Contact { get; set; }

    /// <summary>The service that was chosen in that contact already.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Service", Instead = "the page is shown without one")]
    public Guid? Service { get; set; }

    /// <summary>Where the contact in progress is.</summary>
    public string ContactAddress => $"/contacts/{Contact}{(Service is { } service ? $"?service={service}" : "")}";

    /// <summary>The address of a page with the contact in progress kept.</summary>
    public string InContact(string address) =>
        Contact is { } contact ? $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}contact={contact}{(Service is { } service ? $"&service={service}" : "")}" : address;

    /// <summary>On to the customer; with a contact in progress back to that, which now knows whose it is.</summary>
    protected async Task<IActionResult> OnwardsWithAsync(Guid customerId, string said)
    {
        if (Contact is not { } contact) return Onwards($"/customers/{customerId}", said);
        var now = await SendAsync(new GetContactQuery(contact));
        if (now.Error is { } gone) return Problem(gone);
        var identified = await SendAsync(new IdentifyCustomerCommand(contact, customerId, now.Value.Version));
        return identified.Error is { } error ? Refused($"/customers/{customerId}", $"{said}, but not for the contact: {error.Message}") : Onwards(ContactAddress, said);
    }

    /// <summary>The same error, with what concerns one property of the request standing beside another field.</summary>
    protected static Error AtField(Error error, string property, string field) =>
        error is Invalid invalid ? new Invalid(invalid.Problems.ToDictionary(p => p.Key == property ? field : p.Key, p => p.Value)) : error;
}
