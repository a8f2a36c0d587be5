using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using CustomerFirst.Web.Pages.Places;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Tickets;

/// <summary>A ticket: what was asked, its timeline, its clocks, and what can be done next.</summary>
[Needs(Permission.ViewTicket)]
public sealed class TicketModel(AttachmentOptions attachments) : TicketPageModel, IKeepsTyped
{
    // The map is as wide as the panel; finer steps would not be seen.
    private const int MapUnits = 300;

    /// <summary>Only this part of the timeline.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Which part of the timeline is shown", Instead = "all of it is shown")]
    public TimelineKind? Show { get; set; }

    /// <summary>What stands in the search box of the bar above.</summary>
    [BindProperty(Name = "Text")]
    public string? SoughtAbove { get; set; }

    [BindProperty]
    public bool CustomerMaySee { get; set; }

    /// <summary>The part of the timeline that is shown.</summary>
    public IEnumerable<TimelineItem> Timeline => Ticket.Timeline.Where(i => Show is null || i.Kind == Show);

    /// <summary>Whether the person may work on this ticket.</summary>
    public bool Works => Ticket.Sight == TicketSight.Full && May(Permission.ProgressTicket);

    /// <summary>The ticket's point in its ward; null without a point, or without a ward to draw it in.</summary>
    public AreaMap? Map { get; private set; }

    /// <inheritdoc />
    public string TypedIn => "composer";

    /// <summary>What stands half-written comes from an earlier look at the page.</summary>
    public bool GoesOn => HalfWritten && HttpMethods.IsGet(Request.Method);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } gone) return gone;
        await TakeDraftAsync(Ticket.Id);
        return Page();
    }

    /// <summary>The address of a part of the timeline, or of all of it.</summary>
    public string Part(TimelineKind? kind) => $"{(kind is { } part ? $"{Address}{(Contact is null ? '?' : '&')}show={part.Code()}" : Address)}#timeline";

    /// <inheritdoc />
    public string Away(string? to) => $"{To("Away")}{(to is null ? "" : $"&to={Uri.EscapeDataString(to)}")}";

    /// <summary>Keeps what stands half-written in the composer and goes where a link or a step of the page leads.</summary>
    public async Task<IActionResult> OnPostAwayAsync(string? to)
    {
        var id = await IdAsync();
        if (id.Error is { } missing) return Problem(missing);
        if (Upload is not null) Flash.Keep(TempData, "The file that you chose was not added: choose it again", null, refused: true);
        if (await KeepAsync(id.Value) is { } error) return await AgainAsync(error);
        return to is null ? StatusCode(StatusCodes.Status204NoContent) : Leave(to, Address);
    }

    /// <summary>The Enter key in a field leaves the page just as it is, but for the search box of the bar above. A disabled button would not do: browsers press the next one instead.</summary>
    public async Task<IActionResult> OnPostEnterAsync() => string.IsNullOrWhiteSpace(SoughtAbove) ? StatusCode(StatusCodes.Status204NoContent) : await OnPostAwayAsync(KeptLink.Search);

    public async Task<IActionResult> OnPostUpdateAsync()
    {
        // The customer has read since that it is done: what was written before may be wrong by now.
        if (SeenState is { } seen && await LoadAsync() is null && Ticket.State != seen && Ticket.State is TicketState.Resolved or TicketState.Closed)
        {
            SeenState = null;
            return Problem(new NotAccepted(nameof(Update), $"The ticket was {Ticket.State.Code()} while you wrote. Read what the customer was told, then send this again if it is still right"));
        }
        return await SendAsync(id => new AddUpdateCommand(id, Update, Contact) { IdempotencyKey = KeyFor("update") }, nameof(Update), "The customer can see your update");
    }

    public Task<IActionResult> OnPostNoteAsync() => SendAsync(id => new AddNoteCommand(id, Note, Contact) { IdempotencyKey = KeyFor("note") }, nameof(Note), "Your note was added");

    public Task<IActionResult> OnPostTakeAsync() =>
        SendAsync(id => new TakeTicketCommand { TicketId = id, Version = Version, ContactId = Contact, IdempotencyKey = KeyFor("take") }, null, "You have the ticket in hand");

    /// <summary>The service has it and nobody of the team does, of which the person is one: the second response takes it with one button.</summary>
    public bool CanHave { get; private set; }

    public Task<IActionResult> OnPostHaveAsync() =>
        SendAsync(id => new AssignTicketCommand { TicketId = id, Version = Version, ContactId = Contact, AssigneeId = Actor.StaffId, IdempotencyKey = KeyFor("have") }, null, "You have the ticket");

    public Task<IActionResult> OnPostResumeAsync() =>
        SendAsync(id => new ResumeTicketCommand { TicketId = id, Version = Version, ContactId = Contact, IdempotencyKey = KeyFor("resume") }, null, "The ticket goes on");

    /// <inheritdoc />
    protected override async Task<IActionResult?> LoadAsync()
    {
        if (await base.LoadAsync() is { } gone) return gone;
        CanHave = Works && May(Permission.AssignTicket) && Ticket is { State: TicketState.WithService, AssigneeId: null, TeamId: { } team } && Actor.Teams.Contains(team);
        if (Ticket.Place is { Latitude: { } latitude, Longitude: { } longitude, WardId: { } ward } && await SendAsync(new OutlineWardQuery(ward)) is { Ok: true } shape)
            Map = AreaMap.Of([shape.Value], new AreaPoint(longitude, latitude), MapUnits);
        return null;
    }

    public async Task<IActionResult> OnPostFileAsync()
    {
        var id = await IdAsync();
        if (id.Error is { } missing) return Problem(missing);
        // Of a much too large file nothing is here but its length.
        if (Upload?.Length > attachments.MaxBytes) return await AgainAsync(new NotAccepted(nameof(Upload), attachments.TooLarge));
        using var bytes = new MemoryStream();
        if (Upload is not null) await Upload.CopyToAsync(bytes, HttpContext.RequestAborted);
        var added = await SendAsync(new AddAttachmentCommand(id.Value, Upload?.FileName, bytes.ToArray(), CustomerMaySee, Contact) { IdempotencyKey = KeyFor("file") });
        if (added.Error is { } error) return await AgainAsync(Renamed(error, "Bytes", nameof(Upload)));
        return await OnwardsAsync(id.Value, nameof(Upload), $"{added.Value.FileName} was added", said => Onwards($"{Address}#timeline", said));
    }

    private async Task<IActionResult> SendAsync(Func<Guid, IRequest<Result<TicketAfter>>> command, string? field, string said)
    {
        var id = await IdAsync();
        if (id.Error is { } missing) return Problem(missing);
        var after = await SendAsync(command(id.Value));
        if (after.Error is { } error) return await AgainAsync(field is null ? error : Renamed(error, "Text", field));
        return after.Value.Unchanged && field is not null
            ? await OnwardsAsync(id.Value, field, "You sent the same words a moment ago: they were not sent again", again => Refused(Address, again))
            : await OnwardsAsync(id.Value, field, said, done => Done(after.Value, done));
    }

    // What was sent is done. What stands half-written in the other fields stays.
    private async Task<IActionResult> OnwardsAsync(Guid id, string? sent, string said, Func<string, IActionResult> go)
    {
        if (sent == nameof(Update)) Update = null;
        if (sent == nameof(Note)) Note = null;
        // No page can choose a file again for somebody.
        if (sent != nameof(Upload) && Upload is not null) said += ". The file that you chose was not added: choose it again";
        return await KeepAsync(id) is { } error ? await AgainAsync(error) : go(said);
    }

    // With nothing written nothing is kept any more.
    private async Task<Error?> KeepAsync(Guid id)
    {
        var fields = new[] { (nameof(Update), Update), (nameof(Note), Note), (nameof(SeenState), SeenState?.Code()) }.Where(f => !string.IsNullOrWhiteSpace(f.Item2)).Select(f => new DraftField(f.Item1, f.Item2!));
        return (await SendAsync(new KeepDraftCommand(id, HalfWritten ? [.. fields] : []))).Error;
    }

    // The form can be sent in several ways, each of which is done once.
    private string? KeyFor(string way) => IdempotencyKey is { } key ? $"{key}-{way}" : null;

    // Both composers stand on one page, so each has a field of its own for the command's text.
    private static Error Renamed(Error error, string property, string field) => error switch
    {
        Invalid invalid => new Invalid(invalid.Problems.ToDictionary(p => p.Key == property ? field : p.Key, p => p.Value)),
        NotAccepted one when one.FieldName == property => one with { FieldName = field },
        _ => error,
    };
}
