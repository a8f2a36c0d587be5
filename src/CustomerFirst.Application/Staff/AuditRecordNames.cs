using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// Names of the records that entries of the audit trail are about, where a name tells nothing of a customer: those of staff, programs, services and
/// places. One statement for each kind that is on the page and not in the catalogue.
/// </summary>
internal sealed class AuditRecordNames(CustomerFirstDb db, Catalogue catalogue)
{
    /// <summary>The lines with the names of their records.</summary>
    public async Task<IReadOnlyList<AuditLine>> NameAsync(IReadOnlyList<AuditLine> lines, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        Guid[] Ids(RecordKind kind) => [.. lines.Where(l => l.RecordKind == kind).Select(l => l.RecordId).OfType<Guid>().Distinct()];
        var (staff, clients, calendars) = (Ids(RecordKind.Staff), Ids(RecordKind.ApiClient), Ids(RecordKind.Calendar));
        var named = new Dictionary<Guid, string>();
        if (staff.Length > 0) foreach (var one in await db.Users.AsNoTracking().Where(u => staff.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName }).ToListAsync(token)) named[one.Id] = one.DisplayName;
        if (clients.Length > 0) foreach (var one in await db.Set<ApiClient>().AsNoTracking().Where(c => clients.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(token)) named[one.Id] = one.Name;
        if (calendars.Length > 0) foreach (var one in await db.Calendars.AsNoTracking().Where(c => calendars.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(token)) named[one.Id] = one.Name;
        return [.. lines.Select(line => line with { RecordName = line.RecordId is { } id ? NameOf(line, id) : null })];

        string? NameOf(AuditLine line, Guid id) => line.RecordKind switch
        {
            RecordKind.Ticket => line.Reference,
            RecordKind.Service => snapshot.ServicesById.GetValueOrDefault(id)?.Name,
            RecordKind.ServiceArea => snapshot.AreasById.GetValueOrDefault(id)?.Name,
            RecordKind.Team => snapshot.TeamsById.GetValueOrDefault(id)?.Name,
            RecordKind.Office => snapshot.OfficesById.GetValueOrDefault(id)?.Name,
            _ => named.GetValueOrDefault(id),
        };
    }
}
