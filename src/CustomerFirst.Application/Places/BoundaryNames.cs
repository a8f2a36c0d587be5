using System.Text.Json;
using System.Text.RegularExpressions;

namespace CustomerFirst.Application.Places;

/// <summary>
/// Which properties of a GeoJSON feature hold an area's code and name. The Office for National Statistics names them after the kind and the
/// year (WD22CD and WD22NM, PCON24CD and PCON24NM), in either letter case; other publishers say code and name.
/// </summary>
internal sealed partial class BoundaryNames
{
    private readonly string _prefix;
    private readonly string[] _others;
    private readonly string? _code;
    private readonly string? _name;

    /// <param name="prefix">The kind's letters in ONS files: WD or PCON.</param>
    /// <param name="others">Letters of other kinds that this import may not be given.</param>
    /// <param name="code">The code's property, when the operator said so.</param>
    /// <param name="name">The name's property, when the operator said so.</param>
    public BoundaryNames(string prefix, string[] others, string? code, string? name) => (_prefix, _others, _code, _name) = (prefix, others, code, name);

    /// <summary>Finds the code and the name in a feature's properties; the problem is null when both are there.</summary>
    public (string Code, string Name, string? Problem) Read(JsonElement properties)
    {
        var byName = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (properties.ValueKind == JsonValueKind.Object)
            foreach (var property in properties.EnumerateObject()) byName.TryAdd(property.Name, property.Value);

        if (new[] { _code, _name }.FirstOrDefault(said => said is not null && !byName.ContainsKey(said)) is { } absent)
            return ("", "", $"has no property {absent} (it has {Words(byName.Keys)})");
        if ((_code ?? CodeProperty(byName.Keys)) is not { } codeProperty) return ("", "", NoProperty("code", byName.Keys));
        if ((_name ?? NameProperty(codeProperty, byName)) is not { } nameProperty) return ("", "", NoProperty("name", byName.Keys));
        var (code, name) = (Text(byName, codeProperty), Text(byName, nameProperty));
        if (code.Length is 0 or > 20) return ("", "", Bad(codeProperty, "code", code, 20));
        if (name.Length is 0 or > 120) return ("", "", Bad(nameProperty, "name", name, 120));
        return (code, name, null);
    }

    private string? CodeProperty(Dictionary<string, JsonElement>.KeyCollection names)
    {
        var ons = names.Select(name => (Name: name, Match: OnsCode().Match(name))).Where(found => found.Match.Success).ToList();
        // Files of several years are joined now and then; the latest is meant.
        string? Latest(Func<string, bool> kind) => ons.Where(found => kind(found.Match.Groups["kind"].Value)).OrderByDescending(found => found.Match.Groups["year"].Value).FirstOrDefault().Name;
        return Latest(kind => kind.Equals(_prefix, StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(name => name.Equals("code", StringComparison.OrdinalIgnoreCase))
            ?? Latest(kind => !_others.Contains(kind, StringComparer.OrdinalIgnoreCase));
    }

    private static string? NameProperty(string codeProperty, Dictionary<string, JsonElement> byName)
    {
        var pair = OnsCode().IsMatch(codeProperty) ? codeProperty[..^2] + "NM" : "name";
        return byName.ContainsKey(pair) ? pair : byName.ContainsKey("name") ? "name" : null;
    }

    private string NoProperty(string what, Dictionary<string, JsonElement>.KeyCollection names) =>
        $"has no property for the {what} (known are {_prefix}yy{(what == "code" ? "CD" : "NM")} and {what}; this one has {Words(names)}); say which with --{what}";

    private static string Words(Dictionary<string, JsonElement>.KeyCollection names) => names.Count == 0 ? "none" : string.Join(", ", names);

    private static string Text(Dictionary<string, JsonElement> byName, string property) => !byName.TryGetValue(property, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };

    private static string Bad(string property, string what, string value, int longest) =>
        value.Length == 0 ? $"has no {what} in its property {property}" : $"has a {what} of more than {longest} characters in its property {property}";

    [GeneratedRegex("^(?<kind>[A-Z]+)(?<year>[0-9]{2})CD$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OnsCode();
}
