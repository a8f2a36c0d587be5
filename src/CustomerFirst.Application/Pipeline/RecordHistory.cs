using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Pipeline;

/// <summary>One change of a record.</summary>
/// <param name="Action">The command's name without its ending: ChangeService.</param>
/// <param name="Who">The member of staff, or the principal that acted.</param>
/// <param name="Fields">The fields concerned.</param>
/// <param name="Reason">As the person gave it; null when none was given or when it was erased.</param>
public sealed record HistoryEntry(DateTimeOffset At, string Action, string Who, IReadOnlyList<string> Fields, string? Reason, IReadOnlyList<HistoryChange> Changes);

/// <summary>Reads from the audit trail how a record came to be what it is. For records without personal data: services, areas, teams, calendars.</summary>
internal sealed class RecordHistory(CustomerFirstDb db, Catalogue catalogue)
{
    private const int Shown = 50;

    /// <summary>The latest changes first; looks are left out.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> OfAsync(RecordKind kind, Guid id, CancellationToken token)
    {
        var rows = await (
            from entry in db.Set<AuditEntry>().AsNoTracking()
            where entry.RecordId == id && entry.RecordKind == kind && entry.Action != "viewed"
            orderby entry.Id descending
            from value in db.Set<AuditValue>().Where(v => v.EntryId == entry.Id).DefaultIfEmpty()
            from staff in db.Users.Where(u => u.Id == entry.ActorId).DefaultIfEmpty()
            select new { entry.At, entry.Action, entry.ActorKind, entry.Fields, Values = value == null ? null : value.Values, Name = staff == null ? null : staff.DisplayName }).Take(Shown).ToListAsync(token);
        var changes = new AuditChanges(await catalogue.GetAsync(token));
        return [.. rows.Select(row => (Row: row, Told: changes.Read(row.Values)))
            .Select(r => new HistoryEntry(r.Row.At, r.Row.Action, r.Row.Name ?? AuditActors.Principal(Codes.Read<ActorKind>(r.Row.ActorKind)), r.Row.Fields, r.Told.Reason, r.Told.Changes))];
    }
}
