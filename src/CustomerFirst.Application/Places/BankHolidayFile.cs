using System.Text.Json;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Places;

/// <summary>A bank holiday of a file.</summary>
internal sealed record BankHolidayEntry(string Division, DateOnly Date, string Title);

/// <summary>
/// Reads the bank holidays that GOV.UK publishes: an object of divisions with their events, one such division alone, or a flat list whose
/// entries name their division.
/// </summary>
internal static class BankHolidayFile
{
    private static readonly string[] s_divisions = ["england-and-wales", "scotland", "northern-ireland"];

    /// <summary>Every entry once, or what is wrong.</summary>
    public static async Task<Result<IReadOnlyList<BankHolidayEntry>>> ReadAsync(Stream file, CancellationToken token)
    {
        var entries = new Dictionary<(string, DateOnly), BankHolidayEntry>();
        try
        {
            using var document = await JsonDocument.ParseAsync(file, cancellationToken: token);
            if (Problem(document.RootElement, entries) is { } problem) return new FileNotAccepted(problem);
        }
        catch (JsonException broken)
        {
            return new FileNotAccepted($"The file is not sound JSON: look at line {(broken.LineNumber ?? 0) + 1}.");
        }
        return entries.Count == 0 ? new FileNotAccepted("The file holds no bank holidays.") : entries.Values.ToList();
    }

    private static string? Problem(JsonElement root, Dictionary<(string, DateOnly), BankHolidayEntry> entries) => root.ValueKind switch
    {
        JsonValueKind.Array => EventsProblem(root, null, entries),
        JsonValueKind.Object when root.TryGetProperty("events", out var events) => EventsProblem(events, Text(root, "division"), entries),
        JsonValueKind.Object => root.EnumerateObject().Select(division => DivisionProblem(division, entries)).FirstOrDefault(problem => problem is not null),
        _ => "The file is neither a list of bank holidays nor an object of divisions.",
    };

    private static string? DivisionProblem(JsonProperty division, Dictionary<(string, DateOnly), BankHolidayEntry> entries)
    {
        if (division.Value.ValueKind == JsonValueKind.Array) return EventsProblem(division.Value, division.Name, entries);
        return division.Value.ValueKind == JsonValueKind.Object && division.Value.TryGetProperty("events", out var events)
            ? EventsProblem(events, Text(division.Value, "division") ?? division.Name, entries)
            : $"The division {division.Name} has no events.";
    }

    private static string? EventsProblem(JsonElement events, string? division, Dictionary<(string, DateOnly), BankHolidayEntry> entries)
    {
        if (events.ValueKind != JsonValueKind.Array) return "The events are no list.";
        var number = 0;
        foreach (var entry in events.EnumerateArray())
        {
            var where = $"Entry {++number}{(division is null ? "" : $" of {division}")}";
            if (entry.ValueKind != JsonValueKind.Object) return $"{where} is no bank holiday.";
            var of = division ?? Text(entry, "division");
            if (of is null) return $"{where} names no division.";
            if (!s_divisions.Contains(of)) return $"{where} has the division {of}; known are {string.Join(", ", s_divisions)}.";
            if (!DateOnly.TryParseExact(Text(entry, "date"), "yyyy-MM-dd", out var date)) return $"{where} has no date such as 2026-12-25.";
            if (Text(entry, "title") is not { Length: > 0 and <= 120 } title) return $"{where} has no title, or one of more than 120 characters.";
            entries[(of, date)] = new BankHolidayEntry(of, date, title);
        }
        return null;
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
}
