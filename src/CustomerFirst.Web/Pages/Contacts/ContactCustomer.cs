using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <content>Who the customer is. What was typed about the enquiry meanwhile comes along.</content>
public sealed partial class ContactModel
{
    /// <summary>What the customer was searched by the last time.</summary>
    [BindProperty]
    public string? Looked { get; set; }

    /// <summary>"service" where it was looked for just now, not the customer.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sought { get; set; }

    /// <summary>The service was looked for just now, not the customer.</summary>
    public bool SoughtService { get; private set; }

    /// <summary>Nothing was done yet: who the customer is comes first, and can be typed at once.</summary>
    public bool Fresh => HttpMethods.IsGet(Request.Method) && Service is null && !Another && FoundCustomers is null && FoundServices is null && Contact.Tickets.Count == 0;

    /// <summary>An address of this page that does one of the things that it can do, with the service that the enquiry is about.</summary>
    /// <param name="part">The part of the page where somebody goes on afterwards.</param>
    public string To(string handler, string? part = null) => $"{Own}?handler={handler}{(Service is { } service ? $"&service={service}" : Another ? "&another=true" : "")}{(part is null ? "" : $"#{part}")}";

    public async Task<IActionResult> OnPostFindCustomerAsync()
    {
        await ReadTypedAsync();
        await TakeFoundAsync();
        if (await LoadAsync() is { } gone) return gone;
        if (Works && Contact.CustomerId is null && !string.IsNullOrWhiteSpace(Terms)) return await SeekAsync(service: false);
        await LookForServiceAsync();
        return await ShowAsync(await LookForCustomerAsync(asked: true));
    }

    /// <summary>The Enter key in a field of the page finds what is looked for there, and else leaves the page just as it is: only a button raises a ticket or ends the contact.</summary>
    public async Task<IActionResult> OnPostEnterAsync()
    {
        if (!string.IsNullOrWhiteSpace(SoughtAbove)) return await OnPostAwayAsync(KeptLink.Search);
        if (Finder.Asked) return await OnPostFindAddressAsync();
        if (AskedPlace is { } asked) return await OnPostFindPlaceAsync(asked);
        var (customer, service) = (!string.IsNullOrWhiteSpace(Terms), Service is null && !string.IsNullOrWhiteSpace(Words));
        if (!customer && !service) return StatusCode(StatusCodes.Status204NoContent);
        return service && (!customer || Terms == Looked) ? await OnPostFindServiceAsync() : await OnPostFindCustomerAsync();
    }

    private async Task<Error?> LookForCustomerAsync(bool asked = false)
    {
        if (!Works || Contact.CustomerId is not null || (!asked && string.IsNullOrWhiteSpace(Terms))) return null;
        var found = await SendAsync(new FindCustomersQuery(Terms, Take: 10) { Partly = true });
        if (found.Error is { } error) return error;
        FoundCustomers = found.Value;
        // All of them stand on a page of their own, whose address must not have what was typed.
        if (found.Value.Next is not null && await SendAsync(new KeepSearchCommand(Terms!)) is { Ok: true, Value: var kept })
            AllFound = $"/customers/found/{kept}?contact={Id}{(Service is { } service ? $"&service={service}" : "")}";
        return null;
    }

    public Task<IActionResult> OnPostIdentifyAsync() => IdentifyAsync(CustomerId, "The contact is with this customer");

    public Task<IActionResult> OnPostAnonymousAsync() => IdentifyAsync(null, "The customer stays anonymous");

    private async Task<IActionResult> IdentifyAsync(Guid? customerId, string said)
    {
        await ReadTypedAsync();
        if (await LoadAsync() is { } none) return none;
        var named = await SendAsync(new IdentifyCustomerCommand(Id, customerId, Version));
        if (named.Error is { } error) return await LoadAsync() ?? await ShowAsync(error);
        Terms = null;
        if (await KeepAsync() is { } unkept) return await ShowAsync(unkept);
        var kept = HalfWritten(Chosen ?? FormerService) ? ". What you entered is kept: the ticket is not raised yet" : "";
        return Onwards($"{Own}{(Service is { } service ? $"?service={service}" : Another ? "?another=true" : "")}", said + kept);
    }

    // Who it is was found since the enquiry was written: where the form began with where the customer lives, it goes on with where this one does.
    private void FollowCustomer(ServiceToRaise service)
    {
        // Whoever was asked for turned out to be the caller. Somebody else for whom this caller cannot act stays chosen: whose enquiry it is, only the adviser can say.
        if (OnBehalfOf is null)
        {
            Form.For = null;
            ModelState.Remove("Form.For");
        }
        if (_draft?[HomeOf] is { Count: > 0 } before && before != CustomerOrNobody) MoveHome(service.AtCustomersAddress);
    }

    private void MoveHome(bool atCustomersAddress)
    {
        SetPlace(atCustomersAddress && !Finder.Asked && Customer?.Address is { } home ? home : new("", null, null, null, null));
        if (Location is null) Form.Home = null;
    }
}
