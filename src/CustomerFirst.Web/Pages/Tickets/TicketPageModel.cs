using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Tickets;

/// <summary>What all pages of one ticket know: the ticket, and the contact in which somebody works on it.</summary>
[TakesFile]
public abstract class TicketPageModel : StaffPage
{
    /// <summary>The ticket's reference, in the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    /// <summary>The contact in progress from which somebody came here; what they do is linked to it.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Contact", Instead = "the ticket is shown without one")]
    public Guid? Contact { get; set; }

    /// <summary>When the form was made: after a change that came too late the page shows what happened since.</summary>
    [BindProperty]
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>The ticket's state when the composer was made, or when what stands in it was written.</summary>
    [BindProperty]
    public TicketState? SeenState { get; set; }

    /// <summary>What the customer will see, as it stands in the composer.</summary>
    [BindProperty]
    public string? Update { get; set; }

    /// <summary>What only staff will see, as it stands in the composer.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>A file that was chosen; only its own button adds it.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The ticket as it is now.</summary>
    public TicketView Ticket { get; private set; } = null!;

    /// <summary>What happened while somebody typed; empty unless the change came too late.</summary>
    public IReadOnlyList<TimelineItem> SinceThen { get; private set; } = [];

    /// <summary>The ticket's page.</summary>
    public string Address => $"/tickets/{Ticket?.Reference ?? Reference}{(Contact is { } contact ? $"?contact={contact}" : "")}";

    /// <summary>Where a form goes to do one of the things that the ticket's page can do, within the contact.</summary>
    public string To(string handler) => WithHandler(Address, handler);

    /// <summary>Whether something stands in the composer that was not sent.</summary>
    public bool HalfWritten => Unsent.Count > 0;

    /// <summary>What stands in the composer and was not sent: "update", "note".</summary>
    protected IReadOnlyList<string> Unsent => [.. new[] { string.IsNullOrWhiteSpace(Update) ? null : "update", string.IsNullOrWhiteSpace(Note) ? null : "note" }.OfType<string>()];

    /// <summary>"Your update and your note are".</summary>
    public string UnsentAre => $"Your {string.Join(" and your ", Unsent)} {(Unsent.Count == 1 ? "is" : "are")}";

    /// <summary>Reads what stands half-written on the ticket's page.</summary>
    protected async Task TakeDraftAsync(Guid ticket)
    {
        if (await SendAsync(new GetDraftQuery(ticket)) is not { Ok: true, Value.Fields: var fields }) return;
        (Update, Note, SeenState) = (Written(nameof(Update)), Written(nameof(Note)), Codes.Read<TicketState>(Written(nameof(SeenState))));

        string? Written(string name) => fields.FirstOrDefault(f => f.Name == name)?.Value;
    }

    /// <summary>An address of this page that does one of the things that it can do.</summary>
    protected string WithHandler(string address, string handler) => $"{address}{(Contact is null ? '?' : '&')}handler={handler}";

    /// <summary>Reads the ticket; the answer is what to show instead when that fails.</summary>
    protected virtual async Task<IActionResult?> LoadAsync()
    {
        var found = await SendAsync(new GetTicketQuery(null, Reference));
        if (found.Error is { } error) return Problem(error is Invalid ? new NotFound("ticket") : error);
        Ticket = found.Value;
        return null;
    }

    /// <summary>This page again, with what went wrong, and with what happened since when that was a stale change.</summary>
    protected async Task<IActionResult> AgainAsync(Error error)
    {
        if (error.Kind is ErrorKind.NotFound or ErrorKind.Forbidden) return Problem(error);
        // The contact ended in another window: what was to be done in it can still be done without it.
        if (error is ContactEnded ended)
        {
            Contact = null;
            error = ended with { Message = "The contact that you did this in has ended. Send it again to do it without the contact." };
        }
        if (await LoadAsync() is { } gone) return gone;
        if (error is Stale or StepNotAllowed && SeenAt is { } seen) SinceThen = [.. Ticket.Timeline.Where(i => i.At > seen)];
        return Problem(error);
    }

    /// <summary>The ticket's id, for a command; the reference in the address is read again, so that a form cannot mix two tickets up.</summary>
    protected async Task<Result<Guid>> IdAsync()
    {
        var found = await SendAsync(new FindTicketByReferenceQuery(Reference));
        return found.Error is { } error ? error : found.Value.Id;
    }

    /// <summary>Goes back to the ticket, or to the queue when it is not seen any more.</summary>
    protected IActionResult Done(TicketAfter after, string said) => after.StillSeen
        ? Onwards($"/tickets/{after.Reference}{(Contact is { } contact ? $"?contact={contact}" : "")}", after.Unchanged, said) : Onwards(Contact is { } c ? $"/contacts/{c}" : "/tickets", said);
}
