using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <content>Whose enquiry it is, where the caller acts for somebody. An authority may end while the enquiry is written: then it becomes nobody else's unasked.</content>
public sealed partial class ContactModel
{
    private const string ForField = $"{nameof(Form)}.{nameof(RaiseForm.For)}";

    /// <summary>The form asked whose enquiry it is. Radios of which none is chosen send nothing, and whether they were there only the form knows: an authority may have begun or ended since.</summary>
    [BindProperty]
    public bool ForAsked { get; set; }

    // Whose enquiry it is where it is not the caller's own. Whether the caller may act for them, the command says.
    private Guid? OnBehalfOf => Form.For is { } other && other != Contact.CustomerId && other != Customer?.Id ? other : null;

    // Who calls stands in the contact, which is read only where they say that they act for somebody.
    private async Task<IActionResult?> OnBehalfAsync()
    {
        // The caller's own is an answer too, and an empty one: only none at all is missing.
        if (ForAsked && !Request.Form.ContainsKey(ForField)) ModelState.AddModelError(ForField, "Select whose enquiry this is");
        if (Form.For is null) return null;
        if (await LoadAsync() is { } gone) return gone;
        if (OnBehalfOf is not null && Contact.CustomerId is null) ModelState.AddModelError(ForField, "Nobody is known to have called on behalf of somebody. Find the customer who calls, or choose whose enquiry this is");
        return null;
    }

    private async Task FindNotActedForAsync()
    {
        NotActedFor = null;
        if (OnBehalfOf is not { } other || ActsFor.Any(r => r.CustomerId == other)) return;
        var found = await SendAsync(new GetCustomerQuery(other));
        // Merged since it was chosen: it is the record that stands for them now, or the caller's own.
        if (found.Ok && (found.Value.Id == Customer?.Id || ActsFor.Any(r => r.CustomerId == found.Value.Id)))
        {
            Form.For = found.Value.Id == Customer?.Id ? null : found.Value.Id;
            ModelState.Remove(ForField);
            return;
        }
        NotActedFor = new Choice(other.ToString(), found.Ok ? found.Value.Name : "Somebody whose record is not open", "The caller cannot act for them now");
    }

    private NotAccepted NotFor(MayNotActFor no)
    {
        var (caller, other) = (Customer?.Name ?? "The caller", NotActedFor?.Text ?? "this customer");
        return new NotAccepted(ForField, no.Until is { } day ? $"{caller} could act for {other} until {day.DayWords()}. Select whose enquiry this is." : $"Nothing on record lets {caller} act for {other}. Select whose enquiry this is.");
    }
}
