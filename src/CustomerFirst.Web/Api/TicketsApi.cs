using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Api.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Api;

/// <summary>Tickets: raise, read, list, every step, notes, updates and files.</summary>
internal static class TicketsApi
{
    // A form has boundaries and headers around its file.
    private const long AroundFile = 65_536;

    private static readonly Guid s_id = Guid.Parse("0199d3a4-7f00-7000-8000-000000000201");
    private static readonly Guid s_service = Guid.Parse("0199d3a4-7f00-7000-8000-000000000501");
    private static readonly DateTimeOffset s_at = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Adds the addresses.</summary>
    public static void MapTickets(this RouteGroupBuilder root, AttachmentOptions files)
    {
        var tickets = root.MapGroup("/tickets").WithTags("Tickets");
        tickets.MapPost("", RaiseAsync).Sends<RaiseTicketCommand>("raiseTicket", "Raise a ticket",
                "A matter that may have been raised already (the same service in the same contact, or for the same customer or nearby within 30 days) is refused with `possibleDuplicate` and what was found: add a report to that ticket, or send the body again with `despiteSimilar`. Whoever is named as `actingFor` must be able to act for the customer today, by a relationship on record; else it is refused with `mayNotActFor`, which says until when they could. Of a restricted service's ticket a key that is not bound to its area gets the reference and nothing more.")
            .Idempotent().Answers<TicketRaised>(201).Refuses(409, "The matter may have been raised already, the contact has ended, or the idempotency key was used for something else.")
            .Example(new RaiseTicketBody { ServiceId = s_service, Details = "The grey bin was left on Monday.", Answers = new Dictionary<string, string?> { ["bin"] = "Grey" }, Location = new LocationBody("14 Larch Row", "ZZ14 7QH"), CustomerId = Guid.Parse("0199d3a4-7f00-7000-8000-000000000101") },
                new TicketRaised("CF-7K3M-29QX", false, s_id, TicketState.New, 1, s_at.AddDays(2)));
        tickets.MapGet("", ListAsync).Sends<ListTicketsQuery>("listTickets", "List tickets", "Open ones by due time unless the parameters say otherwise. Tickets that are raised meanwhile do not disturb the pages.")
            .Answers<Page<TicketLine>>()
            .Example(answer: new Page<TicketLine>([new(s_id, "CF-7K3M-29QX", 7, TicketState.WithService, Priority.Normal, "Missed bin collection", "Waste management", "Missed bin collection", Channel.Phone, "Waste crews", null, "Larchfield", "14 Larch Row", "ZZ14 7QH", s_at, s_at, null, s_at.AddDays(2), false, 0)],
                "ZHVlfGFzY3w", $"{ApiRegistration.Root}/tickets?limit=1&cursor=ZHVlfGFzY3w"));
        tickets.MapPost("/similar", SimilarAsync).Sends<FindDuplicatesQuery>("findSimilarTickets", "Look for tickets about the same matter", "What raising a ticket would be warned of.")
            .Answers<SimilarTickets>().Example(new SimilarTicketsBody { ServiceId = s_service, Location = new LocationBody(Postcode: "ZZ14 7QH") }, new SimilarTickets([new("CF-7K3M-29QX", s_at, false, true, null, s_id, TicketState.WithService, "Missed bin collection", "14 Larch Row", "ZZ14 7QH")]));

        var ticket = tickets.MapGroup("/{ticket}");
        ticket.MapGet("", ReadAsync).Sends<GetTicketQuery>("readTicket", "Read a ticket", "By id or reference.").WithVersion().Answers<TicketResource>().Refuses(404, "There is no such ticket for this key.").Example(answer: Example());
        ticket.MapGet("/timeline", TimelineAsync).Sends<GetTicketQuery>("readTicketTimeline", "Read what happened on a ticket", "Steps, notes, updates, files, contacts, what its clocks did and how changed targets moved them, the latest first; all of it at once.")
            .Answers<Page<TimelineResource>>().Refuses(404, "There is no such ticket for this key.")
            .Example(answer: new Page<TimelineResource>([new(TimelineKind.Step, s_id, s_at, "Sam Adviser", null, TicketStep.Raise, TicketState.New, "Waste crews", null, true, false, false, null, null, null, null, null)], null, null));
        ticket.MapPost("/notes", NoteAsync).Sends<AddNoteCommand>("addTicketNote", "Write a note", "For staff only. It conflicts with nothing, so it needs no version.").Idempotent().Answers<TicketSaved>()
            .Refuses(404, "There is no such ticket for this key.").Example(new NoteBody("The crew's lorry broke down."), Saved());
        ticket.MapPost("/updates", UpdateAsync).Sends<AddUpdateCommand>("addTicketUpdate", "Write an update", "The customer sees it; the first one is the first reply. It conflicts with nothing, so it needs no version.").Idempotent().Answers<TicketSaved>()
            .Refuses(404, "There is no such ticket for this key.").Refuses(409, "The ticket ended without delivery, or the idempotency key was used for something else.").Example(new UpdateBody("The crew comes on Thursday."), Saved());
        ticket.MapPost("/reports", ReportAsync).Sends<AddToTicketCommand>("addTicketReport", "Add a further report of the same matter", "Instead of raising a duplicate: the customer becomes a reporter of this ticket. One that was resolved is opened again, for which the key needs `reopenTicket`, unless `leaveResolved` says that nobody has to act on the report. Who reports on behalf of the customer is `actingId`, and must be able to act for them today.").Idempotent().Answers<ReportSaved>()
            .Refuses(404, "There is no such ticket for this key.").Refuses(409, "The ticket ended without delivery, or the idempotency key was used for something else.")
            .Example(new ReportBody("Next door was missed too."), new ReportSaved(s_id, "CF-7K3M-29QX", TicketState.WithService, 8, true, CustomerAdded: true, Reopened: false));
        ticket.MapPost("/attachments", AttachAsync).Sends<AddAttachmentCommand>("addTicketAttachment", "Attach a file", $"As `multipart/form-data` with the part `file`. At most {files.MaxBytes / (1024 * 1024.0):0.#} MB; pictures, PDF, text and office documents, told by their content.")
            .Idempotent().DisableAntiforgery().TakesUpTo(files.MaxBytes + AroundFile).Answers<AttachmentResource>(201).Refuses(404, "There is no such ticket for this key.")
            .Example(answer: new AttachmentResource(s_service, "bin.jpg", "image/jpeg", 183_422, $"{ApiRegistration.Root}/attachments/{s_service}"));
        ticket.MapSteps();

        root.MapGet("/attachments/{attachment:guid}", DownloadAsync).WithTags("Tickets").Sends<GetAttachmentQuery>("readAttachment", "Read a file", "Its bytes, with its own media type.")
            .Produces(200, contentType: "application/octet-stream").Refuses(404, "There is no such file for this key.");
    }

    /// <summary>Goes on with the id of the ticket that an address names by id or by reference.</summary>
    internal static async Task<IResult> OnTicketAsync(string named, ApiCall call, Func<Guid, Task<IResult>> then)
    {
        if (Guid.TryParse(named, out var id)) return await then(id);
        if (TicketReference.Read(named) is not { } reference) return call.Problem(new NotFound("ticket"));
        var found = await call.SendAsync(new FindTicketByReferenceQuery(reference));
        return found.Ok ? await then(found.Value.Id) : call.Problem(found.Error!);
    }

    private static Task<IResult> RaiseAsync(RaiseTicketBody body, ApiCall call) => call.SendAsync(body.ToCommand(call.IdempotencyKey), raised =>
        call.Created(raised.ReceiptOnly ? null : $"{ApiRegistration.Root}/tickets/{raised.Reference}", TicketRaised.Of(raised), raised.Version));

    private static Task<IResult> ListAsync([AsParameters] TicketListParameters list, ApiCall call)
    {
        if (call.UnknownParameter(TicketListParameters.Names) is { } unknown) return Task.FromResult<IResult>(unknown);
        var (filter, descending) = (list.ToFilter(), list.Descending ?? false);
        // A place in one order is none in another.
        var standing = TicketOrder.Of(filter, list.Sort?.Value, descending);
        var order = $"{standing.Sort.Code()}|{(standing.Descending ? "desc" : "asc")}|";
        if (!Cursor.TryRead(list.Cursor, out var place) || place?.StartsWith(order, StringComparison.Ordinal) == false) return Task.FromResult<IResult>(Cursor.Unreadable);
        var query = new ListTicketsQuery(filter) { Sort = list.Sort?.Value, Descending = descending, After = place?[order.Length..], Limit = list.Limit ?? 50 };
        return call.SendAsync(query, queue => call.Page<TicketLine>([.. queue.Page.Rows.Select(TicketLine.Of)], queue.Page.Next is { } next ? Cursor.Of(order + next) : null));
    }

    private static Task<IResult> SimilarAsync(SimilarTicketsBody body, ApiCall call) =>
        call.SendAsync(new FindDuplicatesQuery(body.ServiceId, body.CustomerId, body.Location?.ToLocation(), body.ContactId), found =>
            ApiCall.Ok(new SimilarTickets([.. found.Tickets.Select(t => SimilarTicket.Of(t, call.May(Permission.ViewTicket)))])));

    private static Task<IResult> ReadAsync(string ticket, ApiCall call) => call.SendAsync(Named(ticket), found => call.Ok(TicketResource.Of(found), found.Version));

    private static Task<IResult> TimelineAsync(string ticket, ApiCall call) =>
        call.SendAsync(Named(ticket), found => ApiCall.Ok(new Page<TimelineResource>([.. found.Timeline.Select(TimelineResource.Of)], null, null)));

    private static Task<IResult> NoteAsync(string ticket, NoteBody body, ApiCall call) => OnTicketAsync(ticket, call, id =>
        call.SendAsync(new AddNoteCommand(id, body.Text, body.ContactId) { IdempotencyKey = call.IdempotencyKey }, after => call.Changed(TicketSaved.Of(after), after.Version)));

    private static Task<IResult> UpdateAsync(string ticket, UpdateBody body, ApiCall call) => OnTicketAsync(ticket, call, id =>
        call.SendAsync(new AddUpdateCommand(id, body.Text, body.ContactId) { IdempotencyKey = call.IdempotencyKey }, after => call.Changed(TicketSaved.Of(after), after.Version)));

    private static Task<IResult> ReportAsync(string ticket, ReportBody body, ApiCall call) => OnTicketAsync(ticket, call, id =>
        call.SendAsync(new AddToTicketCommand(id, body.Details, body.ContactId, body.CustomerId, body.LeaveResolved, body.ActingId) { IdempotencyKey = call.IdempotencyKey }, after => call.Changed(ReportSaved.Of(after), after.Version)));

    private static Task<IResult> AttachAsync(string ticket, IFormFile file, [FromForm] bool? customerMaySee, ApiCall call) => OnTicketAsync(ticket, call, async id =>
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, call.Token);
        return await call.SendAsync(new AddAttachmentCommand(id, file.FileName, bytes.ToArray(), customerMaySee ?? false) { IdempotencyKey = call.IdempotencyKey },
            added => call.Created($"{ApiRegistration.Root}/attachments/{added.Id}", AttachmentResource.Of(added)));
    });

    private static Task<IResult> DownloadAsync(Guid attachment, ApiCall call) => call.SendAsync(new GetAttachmentQuery(attachment), file => call.File(file.Bytes, file.MediaType, file.FileName));

    private static GetTicketQuery Named(string ticket) => Guid.TryParse(ticket, out var id) ? new GetTicketQuery(id) : new GetTicketQuery(null, ticket);

    private static TicketSaved Saved() => new(s_id, "CF-7K3M-29QX", TicketState.WithService, 8, true);

    private static TicketResource Example() => new(s_id, "CF-7K3M-29QX", 7, TicketState.WithService, Priority.Normal, new(s_service, "Missed bin collection"), new(s_service, "Waste management"), false,
        "Missed bin collection", "The grey bin was left on Monday.", [new("bin", "Which bin was missed?", "Grey")], new("14 Larch Row", "ZZ14 7QH", null, 54.1, 1.2, new(s_service, "Larchfield"), "Kelderby North", null),
        Channel.Phone, null, null, [new(Guid.Parse("0199d3a4-7f00-7000-8000-000000000101"), CustomerRole.Subject)], new(s_service, "Waste crews"), null, s_at, s_at, s_at, null, s_at.AddDays(2), null, null, null, null, 0, false, false, null,
        [TicketStep.Resolve, TicketStep.WaitForCustomer, TicketStep.Cancel]);
}
