using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <content>Who the customer is. What was typed about the enquiry meanwhile comes along.</content>
public sealed partial class ContactModel
{
    /// <summary>An address of this page that does one of the things that it can do, with the service that the enquiry is about.</summary>
    /// <param name="part">The part of the page where somebody goes on afterwards.</param>
    public string To(string handler, string? part = null) => $"{Own}?handler={handler}{(Service is { } service ? $"&service={service}" : "")}{(part is null ? "" : $"#{part}")}";

    public async Task<IActionResult> OnPostFindCustomerAsync()
    {
        ReadDates();
        var found = await SendAsync(new FindCustomersQuery(Terms, Take: 10) { Partly = true });
        if (await LoadAsync() is { } gone) return gone;
        if (found.Ok) FoundCustomers = found.Value;
        // All of them stand on a page of their own, whose address must not have what was typed.
        if (found is { Ok: true, Value.Next: not null } && await SendAsync(new KeepSearchCommand(Terms!)) is { Ok: true, Value: var kept })
            AllFound = $"/customers/found/{kept}?contact={Id}{(Service is { } service ? $"&service={service}" : "")}";
        return await ShowAsync(found.Error);
    }

    /// <summary>The Enter key in a field of the enquiry finds what is looked for there, and else leaves the page just as it is: only a button raises a ticket.</summary>
    public async Task<IActionResult> OnPostEnterAsync()
    {
        if (Finder.Asked) return await OnPostFindAddressAsync();
        return string.IsNullOrWhiteSpace(Terms) ? StatusCode(StatusCodes.Status204NoContent) : await OnPostFindCustomerAsync();
    }

    public Task<IActionResult> OnPostIdentifyAsync() => IdentifyAsync(CustomerId, "The contact is with this customer");

    public Task<IActionResult> OnPostAnonymousAsync() => IdentifyAsync(null, "The customer stays anonymous");

    private async Task<IActionResult> IdentifyAsync(Guid? customerId, string said)
    {
        ReadDates();
        if (await LoadAsync() is { } none) return none;
        var service = Chosen ?? FormerService;
        var (keeps, began) = (HalfWritten(service), Location is null || AtHome(service));
        var named = await SendAsync(new IdentifyCustomerCommand(Id, customerId, Version));
        if (named.Ok && !keeps) return Onwards(Service is { } enquiry ? $"{Own}?service={enquiry}" : Own, said);
        if (await LoadAsync() is { } gone) return gone;
        if (named.Error is { } error) return await ShowAsync(error);
        if (began) MoveHome(service is { AtCustomersAddress: true });
        if (OnBehalfOf is null) Form.For = null;
        (Version, Terms) = (0, null);
        ModelState.Remove(nameof(Terms));
        ModelState.Remove("Form.For");
        Flash.Now(HttpContext, $"{said}. What you entered is kept: the ticket is not raised yet");
        return await ShowAsync();
    }

    // Where the form began with where the customer lives, it goes on with where the other one does.
    private void MoveHome(bool atCustomersAddress)
    {
        SetPlace(atCustomersAddress && !Finder.Asked && Customer?.Address is { } home ? home : new("", null, null, null, null));
        if (Location is null) Form.Home = null;
    }
}
