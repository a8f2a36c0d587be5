using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Everything that was written on the tickets of a customer whose data are erased, and where they were about. What figures need stays: service, area, team, ward, channel, states and their times.
/// Of other customers' tickets only what this customer wrote or reported goes: the rest is about somebody else.
/// </summary>
internal sealed partial class ErasedTicketTexts(CustomerFirstDb db, CurrentActor current, AuditTrail audit, IAttachmentContents contents, AfterSave after, ILogger<ErasedTicketTexts> log)
{
    private const int MostNamed = 10;

    /// <summary>Removes them in the transaction of the context; refuses while one of the tickets is open.</summary>
    /// <param name="members">The record and all that were merged into it.</param>
    /// <param name="field">Of the request, where a refusal belongs.</param>
    public async Task<Error?> RemoveAsync(Guid[] members, string field, DateTimeOffset at, CancellationToken token)
    {
        // Behind locks: nobody reopens one meanwhile.
        await db.Database.SqlQuery<Guid>($"select id as \"Value\" from tickets where customer_id = any({members}) order by id for update").ToListAsync(token);
        var theirs = db.Tickets.AsNoTracking().Where(t => t.CustomerId != null && members.Contains(t.CustomerId.Value));
        if (await OpenAsync(theirs, field, token) is { } open) return open;
        var tickets = await theirs.Select(t => new { t.Id, Area = t.Restricted ? (Guid?)t.ServiceAreaId : null }).ToListAsync(token);
        var ids = tickets.Select(t => t.Id).ToArray();
        var files = await db.Set<Attachment>().Where(a => ids.Contains(a.TicketId)).Select(a => a.Id).ToListAsync(token);
        await db.Database.ExecuteSqlAsync($"""
            update tickets set subject = {RemovedTexts.Words}, details = case when details is null then null else {RemovedTexts.Words} end,
              answers = coalesce((select jsonb_agg(a.answer || jsonb_build_object('value', {RemovedTexts.Words}::text) order by a.n) from jsonb_array_elements(answers) with ordinality a(answer, n)), '[]'::jsonb),
              address = null, postcode = null, uprn = null, latitude = null, longitude = null, texts_removed_at = {at}, version = version + 1, changed_version = version + 1 where id = any({ids});
            update ticket_entries set text = {RemovedTexts.Words} where text <> {RemovedTexts.Words} and (ticket_id = any({ids}) or by_customer_id = any({members})
              or (contact_id in (select id from contacts where customer_id = any({members})) and ticket_id in (select ticket_id from ticket_customers where role = 'reporter' and customer_id = any({members}))));
            update ticket_intervals set reason = {RemovedTexts.Words} where ticket_id = any({ids}) and reason <> {RemovedTexts.Words};
            delete from attachments where ticket_id = any({ids});
            update contacts set place = null, version = version + 1 where customer_id = any({members}) and place is not null;
            delete from audit_values v using audit_entries e where e.id = v.entry_id
              and ((e.record_kind = 'ticket' and e.record_id = any({ids})) or (e.record_kind = 'contact' and e.record_id in (select id from contacts where customer_id = any({members}))));
            """, token);
        foreach (var ticket in tickets) audit.Did(RecordKind.Ticket, ticket.Id, ["texts_removed_at"], ticket.Area);
        if (files.Count > 0) after.Do(() => Remove(files));
        return null;
    }

    private async Task<Error?> OpenAsync(IQueryable<Ticket> theirs, string field, CancellationToken token)
    {
        var open = theirs.Where(t => t.State == TicketState.New || t.State == TicketState.InHand || t.State == TicketState.WithService || t.State == TicketState.WaitingForCustomer || t.State == TicketState.WaitingForOthers);
        if (!await open.AnyAsync(token)) return null;
        // Of those of restricted services nobody else may learn.
        var named = await open.VisibleTo(current.Actor).OrderBy(t => t.OpenedAt).Take(MostNamed).Select(t => t.Reference).ToListAsync(token);
        return new NotAccepted(field, named.Count == 0 ? "The texts cannot be removed at present. Keep them, or ask whoever answers for data protection"
            : $"The texts cannot be removed while tickets are open: {string.Join(", ", named)}. Finish them first, or keep the texts");
    }

    private void Remove(IReadOnlyCollection<Guid> files)
    {
        var left = contents.Remove(files);
        if (left > 0) LogLeft(log, left);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} files of removed attachments could not be deleted from the folder. Nothing names them any more; delete those that no attachment has.")]
    private static partial void LogLeft(ILogger logger, int count);
}
