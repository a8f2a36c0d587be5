using System.Text.Json;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Pipeline;

/// <summary>A field that was changed; the values are JSON, null where there was or is none.</summary>
public sealed record HistoryChange(string Field, string? Before, string? After);

/// <summary>One change of a record.</summary>
/// <param name="Action">The command's name without its ending: ChangeService.</param>
/// <param name="Who">The member of staff, or the principal that acted.</param>
/// <param name="Fields">The fields concerned.</param>
/// <param name="Reason">As the person gave it; null when none was given or when it was erased.</param>
public sealed record HistoryEntry(DateTimeOffset At, string Action, string Who, IReadOnlyList<string> Fields, string? Reason, IReadOnlyList<HistoryChange> Changes);

/// <summary>Reads from the audit trail how a record came to be what it is. For records without personal data: services, areas, teams, calendars.</summary>
internal sealed class RecordHistory(CustomerFirstDb db)
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
        return [.. rows.Select(row => Entry(row.At, row.Action, row.Name ?? AuditActors.Principal(Codes.Read<ActorKind>(row.ActorKind)), row.Fields, row.Values))];
    }

    private static HistoryEntry Entry(DateTimeOffset at, string action, string who, string[] fields, string? values)
    {
        if (values is null) return new HistoryEntry(at, action, who, fields, null, []);
        using var document = JsonDocument.Parse(values);
        var changes = document.RootElement.TryGetProperty("changes", out var changed) && changed.ValueKind == JsonValueKind.Object
            ? changed.EnumerateObject().Select(field => new HistoryChange(field.Name, Text(field.Value, 0), Text(field.Value, 1))).ToList()
            : [];
        return new HistoryEntry(at, action, who, fields, document.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null, changes);
    }

    private static string? Text(JsonElement pair, int index) =>
        pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() <= index || pair[index].ValueKind == JsonValueKind.Null ? null
        : pair[index].ValueKind == JsonValueKind.String ? pair[index].GetString() : pair[index].GetRawText();
}
