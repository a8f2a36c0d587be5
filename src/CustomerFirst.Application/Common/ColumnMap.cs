using System.Text.Json;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Common;

/// <summary>The part of a JSON map that all imports by <c>{"COLUMN": "FIELD"}</c> share. Every mistake is one sentence that names the key.</summary>
internal static class ColumnMap
{
    /// <summary>What people write into maps by hand.</summary>
    public static JsonDocumentOptions Lenient { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The first key of an object, or of one in it, that stands there twice; null when none does.</summary>
    public static string? Twice(JsonElement value) => value.ValueKind != JsonValueKind.Object ? null
        : value.EnumerateObject().CountBy(p => p.Name).FirstOrDefault(k => k.Value > 1).Key ?? value.EnumerateObject().Select(p => Twice(p.Value)).FirstOrDefault(key => key is not null);

    /// <summary>Opens a map and reads it; what <paramref name="read"/> throws as <see cref="MapProblem"/> becomes the sentence.</summary>
    public static Result<T> Read<T>(string json, IReadOnlyList<string> keys, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new MapProblem("it must be an object.");
            if (Twice(root) is { } twice) throw new MapProblem($"it has the key \"{twice}\" twice.");
            foreach (var property in root.EnumerateObject())
                if (!keys.Contains(property.Name)) throw new MapProblem($"it has the unknown key \"{property.Name}\"; known are {string.Join(", ", keys)}.");
            return read(root);
        }
        catch (JsonException broken)
        {
            return Wrong($"it is not JSON (line {broken.LineNumber + 1}, character {broken.BytePositionInLine + 1}).");
        }
        catch (MapProblem problem)
        {
            return Wrong(problem.Message);
        }
    }

    /// <summary>A text; null where it is not there.</summary>
    public static string? Text(JsonElement root, string key) => Given(root, key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new MapProblem($"\"{key}\" must be a text.");

    /// <summary>The texts of an object, in their order; none where it is not there.</summary>
    public static IReadOnlyList<(string Key, string Value)> Pairs(JsonElement root, string key)
    {
        if (Given(root, key) is not { } pairs) return [];
        if (pairs.ValueKind != JsonValueKind.Object) throw new MapProblem($"\"{key}\" must be an object.");
        return [.. pairs.EnumerateObject().Select(p => p.Value.ValueKind == JsonValueKind.String ? (p.Name.Trim(), p.Value.GetString()!) : throw new MapProblem($"\"{key}\" must give {p.Name} a text."))];
    }

    /// <summary>The name of the source: the map's, or else the given one.</summary>
    public static string Source(JsonElement root, string key, string otherwise, int longest)
    {
        var name = Text(root, key) ?? otherwise;
        return string.IsNullOrWhiteSpace(name) ? throw new MapProblem($"\"{key}\" is empty.")
            : name.Contains('\0') ? throw new MapProblem($"\"{key}\" has a character that cannot be stored.")
            : name.Length > longest ? throw new MapProblem($"\"{key}\" must have at most {longest} characters.") : name;
    }

    /// <summary>A value that is there and not null.</summary>
    public static JsonElement? Given(JsonElement root, string key) => root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static NotAccepted Wrong(string problem) => new("Map", $"The map cannot be used: {problem}");
}

/// <summary>What is wrong with a map.</summary>
internal sealed class MapProblem(string message) : Exception(message);
