using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerFirst.Application.Services;

namespace CustomerFirst.Application.Pipeline;

/// <summary>A field that was changed; the values are text or JSON with names in the place of ids, null where there was or is none.</summary>
public sealed record HistoryChange(string Field, string? Before, string? After);

/// <summary>What an entry of the trail says of values: the reason as the person gave it, and what changed. Both are empty once they were erased.</summary>
public sealed record AuditTold(string? Reason, IReadOnlyList<HistoryChange> Changes)
{
    /// <summary>Nothing.</summary>
    public static readonly AuditTold Nothing = new(null, []);
}

/// <summary>
/// Reads the values of entries about what the council decides on itself: services, areas, teams, calendars, offices. What they name by an id has a name
/// in the catalogue.
/// </summary>
internal sealed partial class AuditChanges(CatalogueSnapshot snapshot)
{
    /// <summary>The kinds of record whose values tell nothing of a customer or of somebody's account.</summary>
    public static readonly IReadOnlyList<RecordKind> Open = [RecordKind.Service, RecordKind.ServiceArea, RecordKind.Team, RecordKind.Calendar, RecordKind.Office];

    /// <summary>The values of an entry as <see cref="AuditValue.Values"/> has them; null for none.</summary>
    public AuditTold Read(string? values)
    {
        if (values is null) return AuditTold.Nothing;
        try
        {
            using var document = JsonDocument.Parse(values);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : AuditTold.Nothing;
        }
        catch (JsonException)
        {
            // Not the hub's: the check of the trail names it, and the entry is shown without.
            return AuditTold.Nothing;
        }
    }

    private AuditTold Read(JsonElement values)
    {
        var changes = values.TryGetProperty("changes", out var changed) && changed.ValueKind == JsonValueKind.Object
            ? changed.EnumerateObject().Select(field => new HistoryChange(field.Name, Text(field.Value, 0), Text(field.Value, 1))).ToList()
            : [];
        return new AuditTold(values.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString() : null, changes);
    }

    private string? Text(JsonElement pair, int index)
    {
        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() <= index || pair[index].ValueKind == JsonValueKind.Null) return null;
        var value = pair[index];
        // A text may hold what looks like an id; only a text that is one stands for a record.
        if (value.ValueKind == JsonValueKind.String) return value.GetString() is { } text && Guid.TryParse(text, out var id) ? NameOf(id) ?? text : value.GetString();
        return QuotedId().Replace(value.GetRawText(), match => NameOf(Guid.Parse(match.Groups[1].ValueSpan)) is { } name ? JsonSerializer.Serialize(name) : match.Value);
    }

    private string? NameOf(Guid id) =>
        snapshot.ServicesById.GetValueOrDefault(id)?.Name ?? snapshot.AreasById.GetValueOrDefault(id)?.Name ?? snapshot.TeamsById.GetValueOrDefault(id)?.Name
        ?? snapshot.OfficesById.GetValueOrDefault(id)?.Name ?? snapshot.Calendars.FirstOrDefault(c => c.Id == id)?.Name;

    [GeneratedRegex("\"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\"")]
    private static partial Regex QuotedId();
}
