using System.Security.Cryptography;
using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>A request with the record that it was read from, in case it has to be refused after all.</summary>
internal sealed record ReadRequest(SourceRequest Request, long Line, string Text);

/// <summary>
/// Saves requests of one run in batches. A batch is one transaction: what is new goes in by COPY, what the source changed goes through the
/// change tracker and so into the audit trail, field by field. A run that was stopped is completed by running it again.
/// </summary>
internal sealed class RequestWriter(CustomerFirstDb db, TicketReferences references, ImportedServices services, NewRows newRows, AuditTrail audit, RequestPlaces places, Guid runId, string system, DateTimeOffset now)
{
    private readonly List<(ReadRequest Row, string Reason)> _refused = [];
    private ImportCounts _counts = new(0, 0, 0, 0, 0, 0);

    /// <summary>What was saved so far; rejected rows are counted by those who reject them.</summary>
    public ImportCounts Counts => _counts;

    /// <summary>Saves a batch and returns the rows that could not be saved, each with its reason.</summary>
    public async Task<IReadOnlyList<(ReadRequest Row, string Reason)>> WriteAsync(IReadOnlyList<ReadRequest> rows, CancellationToken token)
    {
        _refused.Clear();
        await WriteOrHalveAsync(rows, token);
        return _refused;
    }

    // Rows are checked before they come here. Should the database refuse one all the same, halving finds it and the others are kept.
    private async Task WriteOrHalveAsync(IReadOnlyList<ReadRequest> rows, CancellationToken token)
    {
        var refusedBefore = _refused.Count;
        try
        {
            var counts = await WriteOnceAsync(rows, token);
            _counts = new ImportCounts(_counts.Added + counts.Added, _counts.Updated + counts.Updated, _counts.Unchanged + counts.Unchanged, 0, _counts.Negative + counts.Negative, 0);
        }
        catch (Exception failure) when (Refusal(failure) is { } refusal)
        {
            db.ChangeTracker.Clear();
            _refused.RemoveRange(refusedBefore, _refused.Count - refusedBefore);
            await services.LoadAsync(token);
            if (rows.Count == 1)
            {
                _refused.Add((rows[0], $"The database refuses it: {refusal.MessageText}."));
                return;
            }
            await WriteOrHalveAsync([.. rows.Take(rows.Count / 2)], token);
            await WriteOrHalveAsync([.. rows.Skip(rows.Count / 2)], token);
        }
    }

    private static PostgresException? Refusal(Exception failure) =>
        (failure as PostgresException ?? (failure as DbUpdateException)?.InnerException as PostgresException) is { } refused && refused.SqlState[..2] is "22" or "23" or "54" ? refused : null;

    private async Task<ImportCounts> WriteOnceAsync(IReadOnlyList<ReadRequest> rows, CancellationToken token)
    {
        var known = await KnownAsync(rows, token);
        var (fresh, changed, counts) = Sort(rows, known);
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        var made = await BringInAsync(fresh.Values, token);
        await TakeOverAsync(changed, token);
        if (db.ChangeTracker.HasChanges())
        {
            audit.RecordChanges(ImportRequestsHandler.Action);
            await newRows.SaveAsync(token);
        }
        await CopyAsync(made, token);
        await transaction.CommitAsync(token);
        db.ChangeTracker.Clear();
        return counts;
    }

    private async Task<Dictionary<string, Known>> KnownAsync(IReadOnlyList<ReadRequest> rows, CancellationToken token)
    {
        var wanted = rows.Select(r => r.Request.Reference).Distinct().ToArray();
        return await (from reference in db.ExternalReferences
                      join ticket in db.Tickets on reference.TicketId equals ticket.Id
                      where reference.System == system && wanted.Contains(reference.Reference)
                      select new { reference.Reference, reference.TicketId, reference.Fingerprint, BroughtIn = ticket.ImportRunId != null })
            .ToDictionaryAsync(r => r.Reference, r => new Known(r.TicketId, r.Fingerprint, r.BroughtIn), StringComparer.Ordinal, token);
    }

    /// <summary>Tells new from changed from unchanged. No reference stands twice here: see <see cref="RepeatedReferences"/>.</summary>
    private (Dictionary<string, Told> Fresh, Dictionary<string, Told> Changed, ImportCounts Counts) Sort(IReadOnlyList<ReadRequest> rows, Dictionary<string, Known> known)
    {
        var (fresh, changed) = (new Dictionary<string, Told>(StringComparer.Ordinal), new Dictionary<string, Told>(StringComparer.Ordinal));
        var (unchanged, negative) = (0L, 0L);
        foreach (var row in rows)
        {
            var reference = row.Request.Reference;
            var told = new Told(row.Request, row.Request.Fingerprint());
            var earlier = known.GetValueOrDefault(reference);
            if (earlier is { BroughtIn: false })
            {
                _refused.Add((row, "A ticket that was not brought in has this reference already."));
                continue;
            }
            if (row.Request.Negative) negative++;
            if (earlier is null) fresh[reference] = told;
            else if (earlier.Fingerprint.AsSpan().SequenceEqual(told.Fingerprint)) unchanged++;
            else changed[reference] = told;
        }
        return (fresh, changed, new ImportCounts(fresh.Count, changed.Count, unchanged, 0, negative, 0));
    }

    private async Task<List<(Ticket Ticket, Contact Contact, ExternalReference Reference)>> BringInAsync(IReadOnlyCollection<Told> fresh, CancellationToken token)
    {
        var made = new List<(Ticket, Contact, ExternalReference)>(fresh.Count);
        var numbers = await references.TakeAsync(fresh.Count, token);
        foreach (var told in fresh)
        {
            var request = told.Request;
            var contact = Contact.BringIn(Ids.New(request.OpenedAt), request.Channel, request.Source, request.OpenedAt);
            var opening = Opening(request, contact.Id, places.Of(request));
            var ticket = Ticket.BringIn(Ids.New(request.OpenedAt), numbers[made.Count], opening, runId, request.OpenedAt, request.ClosedAt, request.TargetAt);
            var reference = ExternalReference.Create(system, request.Reference, ticket.Id);
            reference.Said(told.Fingerprint, request.ClosedAt);
            made.Add((ticket, contact, reference));
        }
        return made;
    }

    private async Task TakeOverAsync(Dictionary<string, Told> changed, CancellationToken token)
    {
        if (changed.Count == 0) return;
        var wanted = changed.Keys.ToArray();
        var kept = await db.ExternalReferences.Where(r => r.System == system && wanted.Contains(r.Reference)).ToListAsync(token);
        var ids = kept.Select(r => r.TicketId).ToArray();
        var tickets = await db.Tickets.Include(t => t.Intervals.OrderBy(i => i.Sequence)).Where(t => ids.Contains(t.Id)).AsSplitQuery().ToDictionaryAsync(t => t.Id, token);
        var contactIds = tickets.Values.Select(t => t.ContactId).OfType<Guid>().ToArray();
        var contacts = await db.Contacts.Where(c => contactIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, token);
        foreach (var reference in kept)
        {
            var (request, ticket) = (changed[reference.Reference].Request, tickets[reference.TicketId]);
            // A ticket keeps the ward it had; only another point is looked up.
            var moved = (ticket.Latitude, ticket.Longitude) != (request.Latitude, request.Longitude);
            var place = moved ? places.Of(request) : ticket.Place with { Address = request.Address, District = request.District };
            ticket.TakeOver(Opening(request, ticket.ContactId, place), request.OpenedAt, request.ClosedAt, reference.ClosedAt, request.TargetAt, now);
            if (ticket.ContactId is { } contact) contacts[contact].TakeOver(request.Channel, request.Source, request.OpenedAt);
            reference.Said(changed[reference.Reference].Fingerprint, request.ClosedAt);
        }
    }

    private TicketOpening Opening(SourceRequest request, Guid? contactId, TicketPlace place)
    {
        var at = services.Find(request.Service, request.ServiceArea);
        var subject = string.IsNullOrWhiteSpace(request.Subject) ? request.Service : request.Subject;
        return new TicketOpening(at.ServiceId, at.ServiceAreaId, at.Restricted, null, Priority.Normal, subject, request.Details, [], place, request.Channel, request.Source, contactId, null);
    }

    private async Task CopyAsync(List<(Ticket Ticket, Contact Contact, ExternalReference Reference)> made, CancellationToken token)
    {
        if (made.Count == 0) return;
        await db.CopyAsync(made.Select(m => m.Contact), token);
        await db.CopyAsync(made.Select(m => m.Ticket), token);
        await db.CopyAsync(made.SelectMany(m => m.Ticket.Intervals), token);
        await db.CopyAsync(made.Select(m => m.Reference), token);
        await db.CopyAsync(made.Select(m => ContactTicket.Create(m.Contact.Id, m.Ticket.Id, ContactAct.Raised, m.Ticket.OpenedAt)), token);
    }

    // Eight bytes instead of the text, so that a file of millions of rows needs tens of megabytes and not hundreds.

    private sealed record Told(SourceRequest Request, byte[] Fingerprint);

    private sealed record Known(Guid TicketId, byte[]? Fingerprint, bool BroughtIn);
}
