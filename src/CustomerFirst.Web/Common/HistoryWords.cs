using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Pages.Places;

namespace CustomerFirst.Web.Common;

/// <summary>What the audit trail says changed, in sentences for people: "Resolution target: 2 working days → 3 working days".</summary>
public static class HistoryWords
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    // Codes that have words elsewhere; what is not listed is taken apart.
    private static readonly Dictionary<string, Func<string, string?>> s_codes = new(StringComparer.Ordinal)
    {
        ["retention"] = code => Codes.Read<RetentionClass>(code) is { } c ? ServiceWords.Of(c) : null,
        ["finished_by"] = code => Codes.Read<ResponseTier>(code) is { } c ? ServiceWords.Of(c) : null,
        ["tier"] = code => Codes.Read<ResponseTier>(code) is { } c ? ServiceWords.Of(c) : null,
        ["kind"] = code => Codes.Read<OfficeKind>(code) is { } c ? ServiceWords.Of(c) : null,
        ["staff_role.role"] = code => Codes.Read<Role>(code) is { } c ? StaffWords.Of(c) : null,
    };

    /// <summary>What changed of a record, a line each. The values of a customer's record are never among them.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<HistoryChange> changes) => [.. changes.SelectMany(Of).Distinct()];

    /// <summary>What changed of a field: one line, or several where it holds a list.</summary>
    public static IReadOnlyList<string> Of(HistoryChange change)
    {
        try
        {
            return change.Field switch
            {
                "sla_version.targets" => [.. Targets(Read<SlaTarget>(change.Before), Read<SlaTarget>(change.After) ?? [])],
                "calendar_version.windows" => [.. Hours(Read<WeeklyWindow>(change.Before), Read<WeeklyWindow>(change.After) ?? [])],
                "exceptional_day.windows" => [Line(change.Field, OfDay(Read<WeeklyWindow>(change.Before)), OfDay(Read<WeeklyWindow>(change.After)))],
                "questions" => [.. Questions(Read<Question>(change.Before) ?? [], Read<Question>(change.After) ?? [])],
                "customer_words" or "staff_role.role" or "staff_service_area.service_area_id" or "staff_team.team_id" => [.. Members(change.Field, Read<string>(change.Before) ?? [], Read<string>(change.After) ?? [])],
                // From which day a version holds has nothing to do with the day of the one before.
                "sla_version.effective_from" or "calendar_version.effective_from" => [Line(change.Field, null, Value(change.Field, change.After))],
                "withdrawn_at" when change.After is null => ["On offer again"],
                // An id that has no name any more says nothing.
                _ when Guid.TryParse(change.Before, out _) || Guid.TryParse(change.After, out _) => [CustomerWords.Capital(FieldWords.Of(change.Field))],
                _ => [Line(change.Field, Value(change.Field, change.Before), Value(change.Field, change.After))],
            };
        }
        catch (JsonException)
        {
            return [Line(change.Field, change.Before, change.After)];
        }
    }

    /// <summary>A value as people read it: "yes" for <c>true</c>, a day or moment as on pages, the words of a code, a list without brackets.</summary>
    public static string OfValue(string field, string? value)
    {
        if (string.IsNullOrEmpty(value)) return "nothing";
        if (value is "true" or "false") return value == "true" ? "yes" : "no";
        if (s_codes.TryGetValue(field, out var words) && words(value) is { } known) return known;
        if (field == "calendar_version.working_day_minutes" && int.TryParse(value, CultureInfo.InvariantCulture, out var minutes)) return Length(minutes);
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date.Words();
        if (value.Length > 18 && value[10] == 'T' && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return at.ShortWords();
        return value;
    }

    /// <summary>"7 hours 30 minutes".</summary>
    private static string Length(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (var hours, 0) => Counted.Of(hours, "hour"),
        (0, var rest) => Counted.Of(rest, "minute"),
        var (hours, rest) => $"{Counted.Of(hours, "hour")} {Counted.Of(rest, "minute")}",
    };

    private static string? Value(string field, string? value) => value is null or "" ? null : OfValue(field, value);

    // What was there before it was first said is nothing, and needs no arrow.
    private static string Line(string field, string? before, string? after) => Labelled(FieldWords.Of(field), before, after);

    private static string Labelled(string label, string? before, string? after) =>
        $"{CustomerWords.Capital(label)}: {(before, after) switch { (null, null) => "nothing", (null, _) => after, (_, null) => $"{before}, removed", _ => $"{before} → {after}" }}";

    private static List<T>? Read<T>(string? json) => json is null ? null : JsonSerializer.Deserialize<List<T>>(json, s_json);

    private static IEnumerable<string> Targets(List<SlaTarget>? before, List<SlaTarget> after)
    {
        foreach (var priority in after.Concat(before ?? []).Select(t => t.Priority).Distinct().OrderDescending())
        {
            var (was, now) = (before?.Find(t => t.Priority == priority), after.Find(t => t.Priority == priority));
            var of = priority == Priority.Normal ? "" : $"{ServiceWords.Of(priority)} priority, ";
            foreach (var (name, target) in new (string, Func<SlaTarget, TargetTime?>)[] { ("first reply target", t => t.Reply), ("resolution target", t => t.Resolution) })
            {
                string? Text(SlaTarget? one, bool known) => !known ? null : one is null ? "as for normal priority" : target(one)?.ToString() ?? "none";
                var (old, present) = (Text(was, before is not null), Text(now, known: true));
                if (old != present) yield return Labelled($"{of}{name}", old, present);
            }
        }
    }

    private static IEnumerable<string> Hours(List<WeeklyWindow>? before, List<WeeklyWindow> after)
    {
        foreach (var day in HoursForm.Week)
        {
            string? Text(List<WeeklyWindow>? windows) => windows is null ? null : OfDay([.. windows.Where(w => w.Day == day)]);
            var (old, present) = (Text(before), Text(after));
            if (old != present) yield return Labelled($"{day}", old, present);
        }
    }

    private static string? OfDay(List<WeeklyWindow>? windows) => windows is null ? null : windows.Count == 0 ? "closed" : HoursForm.Text(windows);

    private static IEnumerable<string> Questions(List<Question> before, List<Question> after)
    {
        static string Text(Question question) => $"“{question.Label}” ({ServiceWords.Of(question)}{(question.Hint is null ? "" : $", hint: {question.Hint}")})";
        foreach (var question in after)
        {
            var was = before.Find(q => q.Key == question.Key);
            if (was is null) yield return $"Question added: {Text(question)}";
            else if (!was.Equals(question)) yield return $"Question changed: {Text(was)} → {Text(question)}";
        }
        foreach (var question in before.Where(q => after.TrueForAll(a => a.Key != q.Key))) yield return $"Question removed: {Text(question)}";
        var stayed = after.Select(q => q.Key).Where(key => before.Exists(q => q.Key == key)).ToList();
        if (!stayed.SequenceEqual(before.Select(q => q.Key).Where(stayed.Contains))) yield return "Questions: asked in another order";
    }

    // What came and what went; an id that has no name any more says nothing.
    private static IEnumerable<string> Members(string field, List<string> before, List<string> after)
    {
        List<string> Parts(IEnumerable<string> values, string how) => [.. values.Where(v => !Guid.TryParse(v, out _)).Select(v => $"{OfValue(field, v)} {how}")];
        var parts = Parts(after.Except(before), "added").Concat(Parts(before.Except(after), "removed")).ToList();
        yield return $"{CustomerWords.Capital(FieldWords.Of(field))}: {(parts.Count == 0 ? "in another order" : string.Join(", ", parts))}";
    }
}
