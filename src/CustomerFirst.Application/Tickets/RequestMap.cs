using System.Text.Json;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Tickets;

/// <summary>How another system's CSV file is read: which column is what, in which time zone and formats its times stand, what its channels are called.</summary>
public sealed class RequestMap
{
    private static readonly string[] s_keys = ["system", "timeZone", "dateFormats", "missing", "columns", "channels"];
    private static readonly string[] s_needed = ["reference", "opened", "service"];

    /// <summary>Every column that a map can name.</summary>
    public static readonly IReadOnlyList<string> ColumnKeys =
        [.. s_needed, "closed", "target", "channel", "serviceArea", "district", "subject", "description", "address", "latitude", "longitude"];

    private RequestMap() { }

    /// <summary>Names the source: a row is the same as an earlier one when system and reference are.</summary>
    public string System { get; private init; } = "";
    /// <summary>Wall-clock times are read in it.</summary>
    public TimeZoneInfo Zone { get; private init; } = TimeZoneInfo.Utc;
    /// <summary>Formats of dates in .NET's notation, the first that fits counts; none for ISO 8601.</summary>
    public IReadOnlyList<string> DateFormats { get; private init; } = [];
    /// <summary>Texts that mean "nothing"; the empty text always does.</summary>
    public IReadOnlySet<string> Missing { get; private init; } = new HashSet<string>();
    /// <summary>Header texts by column key.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; private init; } = new Dictionary<string, string>();
    /// <summary>Channels by the source's own words, to the letter.</summary>
    public IReadOnlyDictionary<string, Channel> Channels { get; private init; } = new Dictionary<string, Channel>();

    /// <summary>Reads a map. What is wrong with it is one sentence.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">The file's name, which names the system where the map does not.</param>
    public static Result<RequestMap> Read(string json, string fileName)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false });
            return Read(document.RootElement, fileName);
        }
        catch (JsonException broken)
        {
            return Wrong($"it is not JSON (line {broken.LineNumber + 1}).");
        }
        catch (MapProblem problem)
        {
            return Wrong(problem.Message);
        }
    }

    private static NotAccepted Wrong(string problem) => new("Map", $"The map cannot be used: {problem}");

    private static RequestMap Read(JsonElement root, string fileName)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new MapProblem("it must be an object.");
        foreach (var property in root.EnumerateObject())
            if (!s_keys.Contains(property.Name)) throw new MapProblem($"it has the unknown key \"{property.Name}\"; known are {string.Join(", ", s_keys)}.");
        return new RequestMap
        {
            System = SystemOf(Text(root, "system") ?? Path.GetFileNameWithoutExtension(fileName)),
            Zone = ZoneOf(Text(root, "timeZone") ?? "Europe/London"),
            DateFormats = [.. Texts(root, "dateFormats").Select(Format)],
            Missing = Texts(root, "missing").Append("").ToHashSet(StringComparer.Ordinal),
            Columns = ColumnsOf(Pairs(root, "columns")),
            Channels = Pairs(root, "channels").ToDictionary(p => p.Key, p => ChannelOf(p.Key, p.Value), StringComparer.Ordinal),
        };
    }

    private static string SystemOf(string name) =>
        string.IsNullOrWhiteSpace(name) ? throw new MapProblem("\"system\" is empty.")
        : name.Contains('\0') ? throw new MapProblem("\"system\" has a character that cannot be stored.")
        : name.Length > ImportLimits.System ? throw new MapProblem($"\"system\" must have at most {ImportLimits.System} characters.") : name;

    private static TimeZoneInfo ZoneOf(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new MapProblem($"\"timeZone\" is no time zone: \"{name}\". Name one as America/New_York.");

    // A format without a year or a day would silently read every row as some other date.
    private static string Format(string format) =>
        format.Length == 1 ? "Oosu".Contains(format[0]) ? format : throw new MapProblem($"\"dateFormats\" has \"{format}\", which names no whole date.")
        : format.Contains('y') && format.Contains('M') && format.Contains('d') ? format
        : throw new MapProblem($"\"dateFormats\" has \"{format}\", which lacks year (y), month (M) or day (d).");

    private static Dictionary<string, string> ColumnsOf(IReadOnlyList<KeyValuePair<string, string>> columns)
    {
        if (columns.FirstOrDefault(c => !ColumnKeys.Contains(c.Key)).Key is { } unknown)
            throw new MapProblem($"\"columns\" has the unknown key \"{unknown}\"; known are {string.Join(", ", ColumnKeys)}.");
        var named = columns.ToDictionary(StringComparer.Ordinal);
        var lacking = s_needed.Where(key => !named.ContainsKey(key)).ToList();
        if (lacking.Count > 0) throw new MapProblem($"\"columns\" must name {string.Join(", ", lacking)}.");
        if (named.ContainsKey("latitude") != named.ContainsKey("longitude")) throw new MapProblem("\"columns\" must name both latitude and longitude, or neither.");
        return named;
    }

    private static Channel ChannelOf(string text, string code) =>
        Codes.Read<Channel>(code) ?? throw new MapProblem($"\"channels\" gives \"{text}\" the channel \"{code}\"; known are {string.Join(", ", Codes.All<Channel>())}.");

    private static string? Text(JsonElement root, string key) => Given(root, key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new MapProblem($"\"{key}\" must be a text.");

    private static IEnumerable<string> Texts(JsonElement root, string key)
    {
        if (Given(root, key) is not { } list) return [];
        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(v => v.GetString()!)] : throw new MapProblem($"\"{key}\" must be a list of texts.");
    }

    private static List<KeyValuePair<string, string>> Pairs(JsonElement root, string key)
    {
        if (Given(root, key) is not { } pairs) return [];
        if (pairs.ValueKind != JsonValueKind.Object) throw new MapProblem($"\"{key}\" must be an object.");
        var given = pairs.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToList();
        return given.All(p => p.Value.ValueKind == JsonValueKind.String)
            ? [.. given.Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!))] : throw new MapProblem($"\"{key}\" must give every key a text.");
    }

    private static JsonElement? Given(JsonElement root, string key) => root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private sealed class MapProblem(string message) : Exception(message);
}
