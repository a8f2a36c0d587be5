using System.Globalization;
using System.Text;
using System.Text.Json;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Web.Common;

/// <summary>The audit trail's names as words for people.</summary>
public static class HistoryWords
{
    // Where the name of a column would say nothing to people, or the wrong thing.
    private static readonly Dictionary<string, string> s_fields = new(StringComparer.Ordinal)
    {
        ["password_hash"] = "password", ["access_failed_count"] = "failed sign-ins", ["lockout_end"] = "locked until", ["two_factor_enabled"] = "two-factor sign-in",
        ["dob"] = "date of birth", ["uprn"] = "property number", ["uprn_id"] = "property number", ["sla"] = "service level", ["go_live"] = "live from", ["resolution_due_at"] = "due",
        ["reply_due_at"] = "first reply due", ["resolution_warn_at"] = "warning before it is due", ["assignee_id"] = "officer", ["team_id"] = "team", ["ward_id"] = "ward", ["constituency_id"] = "constituency",
        ["service_id"] = "service", ["service_area_id"] = "service area", ["customer_id"] = "customer", ["calendar_id"] = "calendar", ["default_team_id"] = "second-response team", ["office_id"] = "office",
        ["opened_at"] = "raised", ["resolved_at"] = "resolved", ["ended_at"] = "ended", ["withdrawn_at"] = "withdrawn", ["contact_id"] = "contact", ["merged_into_id"] = "merged into",
    };

    // Codes that would be read as no words.
    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal) { ["upToToday"] = "today or earlier", ["fromToday"] = "today or later" };

    // Written with every change, and nothing that anybody decided.
    private static readonly HashSet<string> s_machines = new(StringComparer.Ordinal) { "id", "version", "security_stamp", "concurrency_stamp", "match_keys", "index_version", "search_words", "updated_at", "origin_id" };

    /// <summary>A command's name: <c>SetSla</c> is "Set sla".</summary>
    public static string OfAction(string action)
    {
        var words = new StringBuilder(action.Length + 8);
        foreach (var letter in action)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(letter);
        }
        return words.ToString();
    }

    /// <summary>A field's name: <c>can_finish_at_first_contact</c> is "can finish at first contact", <c>signedIn</c> is "signed in".</summary>
    public static string OfField(string field) => s_fields.GetValueOrDefault(field) ?? OfAction(field.Replace('_', ' ').Replace(".", ": ", StringComparison.Ordinal)).Replace("  ", " ", StringComparison.Ordinal);

    /// <summary>Whether both values can be read by people: an id says nothing.</summary>
    public static bool IsPlain(HistoryChange change) => IsPlain(change.Before) && IsPlain(change.After);

    /// <summary>A value as people read it: "yes" for <c>true</c>, a moment in the council's time, a list without brackets.</summary>
    public static string OfValue(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "nothing";
        if (value is "true" or "false") return value == "true" ? "yes" : "no";
        if (value.Length > 18 && value[10] == 'T' && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return at.ShortWords();
        if (value[0] is not ('[' or '{')) return value;
        try
        {
            using var json = JsonDocument.Parse(value);
            return OfJson(json.RootElement) is { Length: > 0 } words ? words : "nothing";
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <summary>"old → new".</summary>
    public static string OfChange(HistoryChange change) => $"{OfValue(change.Before)} → {OfValue(change.After)}";

    private static bool IsPlain(string? value) => value is null || !Guid.TryParse(value, out _);

    private static string OfJson(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(value.EnumerateArray().Any(v => v.ValueKind is JsonValueKind.Object or JsonValueKind.Array) ? "; " : ", ", value.EnumerateArray().Select(OfJson).Where(v => v.Length > 0)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(p => (p.Name, Words: OfJson(p.Value))).Where(p => p.Words.Length > 0 && p is not { Name: "dates", Words: "any" }).Select(p => $"{OfField(p.Name).ToLowerInvariant()} {p.Words}")),
        JsonValueKind.String => Guid.TryParse(value.GetString(), out _) ? "" : s_values.GetValueOrDefault(value.GetString()!, value.GetString()!),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    /// <summary>The names of fields, each once, without those that only the machine needs.</summary>
    public static IReadOnlyList<string> NamesOf(IEnumerable<string> fields) =>
        [.. fields.Where(f => !f.StartsWith("normalized_", StringComparison.Ordinal) && !s_machines.Contains(f)).Select(OfField).Distinct()];

    /// <summary>The same one after another.</summary>
    public static string OfFields(IEnumerable<string> fields) => string.Join(", ", NamesOf(fields));
}
