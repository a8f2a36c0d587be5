using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// Names of the records that entries of the audit trail are about, where a name tells nothing of a customer: those of staff, programs, services and
/// places; of a run of merges the moment at which it was prepared. One statement for each kind that is on the page and not in the catalogue.
/// </summary>
internal sealed class AuditRecordNames(CustomerFirstDb db, Catalogue catalogue)
{
    /// <summary>The lines with the names of their records.</summary>
    public async Task<IReadOnlyList<AuditLine>> NameAsync(IReadOnlyList<AuditLine> lines, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        Guid[] Ids(RecordKind kind) => [.. lines.Where(l => l.RecordKind == kind).Select(l => l.RecordId).OfType<Guid>().Distinct()];
        var (staff, clients) = (Ids(RecordKind.Staff), Ids(RecordKind.ApiClient));
        var named = new Dictionary<Guid, string>();
        if (staff.Length > 0) foreach (var one in await db.Users.AsNoTracking().Where(u => staff.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName }).ToListAsync(token)) named[one.Id] = one.DisplayName;
        if (clients.Length > 0) foreach (var one in await db.Set<ApiClient>().AsNoTracking().Where(c => clients.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(token)) named[one.Id] = one.Name;
        return [.. lines.Select(line => line with { RecordName = OfCatalogue(line, snapshot) ?? (line.RecordId is { } id ? named.GetValueOrDefault(id) : null) })];
    }

    /// <summary>The name that the catalogue knows for the record of a line; null where it knows none.</summary>
    public static string? OfCatalogue(AuditLine line, CatalogueSnapshot snapshot) => line is not { RecordId: { } id } ? null : line.RecordKind switch
    {
        RecordKind.Ticket => line.Reference,
        RecordKind.MergeRun => $"of {Ids.TimeOf(id).ShortWords()}",
        RecordKind.Service => snapshot.ServicesById.GetValueOrDefault(id)?.Name,
        RecordKind.ServiceArea => snapshot.AreasById.GetValueOrDefault(id)?.Name,
        RecordKind.Team => snapshot.TeamsById.GetValueOrDefault(id)?.Name,
        RecordKind.Office => snapshot.OfficesById.GetValueOrDefault(id)?.Name,
        RecordKind.Calendar => snapshot.Calendars.FirstOrDefault(c => c.Id == id)?.Name,
        _ => null,
    };
}
