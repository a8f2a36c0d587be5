using System.Globalization;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <content>What was typed about an enquiry that is not raised yet: none of it is lost unasked, whatever happens to the contact meanwhile.</content>
public sealed partial class ContactModel
{
    /// <summary>The contact ends although what was typed has not been raised.</summary>
    [BindProperty]
    public bool EndWithout { get; set; }

    /// <summary>Ending was refused once, because a ticket stands half-written.</summary>
    public bool AsksBeforeEnding { get; private set; }

    /// <summary>The service of an enquiry that stands half-written in a contact that has ended meanwhile; else null.</summary>
    public ServiceToRaise? NotRaised { get; private set; }

    /// <summary>What was entered, to be read where it can no longer be raised.</summary>
    public IEnumerable<(string Label, string Text)> EnteredWords => new[] { ("Subject", Form.Subject) }
        .Concat(NotRaised?.Questions.Select(q => (q.Label, AnswerWords(AnswerTo(q)))) ?? [])
        .Concat([("What the customer said", Form.Details), ("Place", string.Join(", ", new[] { Form.Address, Form.Postcode }.Where(part => !string.IsNullOrWhiteSpace(part)))), ("What you told the customer", Form.CustomerTold)])
        .Where(row => !string.IsNullOrWhiteSpace(row.Item2)).Select(row => (row.Item1, row.Item2!));

    /// <summary>Ends the contact. While a ticket stands half-written it asks first, once.</summary>
    public async Task<IActionResult> OnPostEndAsync()
    {
        await ReadTypedAsync();
        // What is proposed when the page is shown is not what was sent.
        var outcome = End.Outcome;
        if (await LoadAsync() is { } none) return none;
        var asks = !EndWithout && HalfWritten(Chosen ?? NotRaised ?? FormerService);
        if (asks) ModelState.AddModelError(nameof(EndWithout), "You have not raised this ticket. Raise it, or end the contact without it");
        var ended = await SendAsync(new EndContactCommand(Id, outcome, string.IsNullOrEmpty(End.Avoidable) ? null : End.Avoidable != "no", Codes.Read<AvoidableReason>(End.Avoidable), Version) { IdempotencyKey = KeyFor("end") });
        if (ended.Ok) await ForgetEndedAsync();
        if (ended.Ok) return Onwards("/", "The contact has ended", ("Start another", "/contacts/new"));
        if (await LoadAsync() is { } gone) return gone;
        AsksBeforeEnding = asks && Works;
        if (!asks || Works) return await ShowAsync(ended.Error);
        // It has ended already: then there is nothing to ask, and what was typed is offered to another contact.
        ModelState.Clear();
        return await ShowAsync();
    }

    /// <summary>Begins another contact like this one, which has ended, and goes on with the enquiry there.</summary>
    public async Task<IActionResult> OnPostAnewAsync()
    {
        await TakeDraftAsync();
        if (await LoadAsync() is { } gone) return gone;
        if (Works) return LocalRedirect(Own);
        if (!Contact.Mine) return Problem(new NotYourContact());
        var begun = await SendAsync(new BeginContactCommand(Contact.Channel, Contact.NumberDialled, null, Contact.Place, Contact.CustomerId) { IdempotencyKey = KeyFor("anew") });
        if (begun.Error is { } error) return await ShowAsync(error);
        if (!SentBefore)
        {
            await KeepAsync(begun.Value.Id);
            await ForgetDraftAsync();
        }
        return Onwards($"/contacts/{begun.Value.Id}?service={Service}", "A new contact has begun. What you entered is below: the ticket is not raised yet");
    }

    // Whether the form that raises a ticket has anything that somebody would have to enter again. What it began with does not count: a place only where it is not the customer's own address.
    private bool HalfWritten(ServiceToRaise? service) => Form.Priority != Priority.Normal || Form.MemberMayKnowCustomer || Form.For is not null || Finder.Asked || Finder.Uprn is not null || AskedPlace is not null
        || (Location is not null && !AtHome(service))
        || new[] { Form.Subject, Form.Details, Form.CustomerTold }.Concat(Form.Answers.Values).Any(text => !string.IsNullOrWhiteSpace(text));

    // The place is what the form began with.
    private bool AtHome(ServiceToRaise? service) => service is { AtCustomersAddress: true } && Customer?.Address is { } home && (Form.Address, Form.Postcode) == (LinesOf(home), home.Postcode);

    private async Task FindNotRaisedAsync()
    {
        if (Works || !Contact.Mine || (Service ?? _begun) is not { } service) return;
        if (await SendAsync(new GetServiceToRaiseQuery(service)) is { Ok: true, Value: var known } && HalfWritten(known)) NotRaised = known;
    }

    private static string? AnswerWords(string? answer) => DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.Words() : answer;
}
