using System.Text.Json;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Places;

/// <summary>Reads areas from GeoJSON: a FeatureCollection, one Feature, or Features one after the other (GeoJSONL, GeoJSON text sequences).</summary>
internal static class BoundaryFile
{
    private const byte RecordSeparator = 0x1E;

    /// <summary>Every area of the file, or where the first fault is.</summary>
    public static async Task<Result<IReadOnlyList<AreaDrawing>>> ReadAsync(Stream file, BoundaryNames names, CancellationToken token)
    {
        var text = await BytesAsync(file, token);
        var areas = new List<AreaDrawing>();
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        string? problem;
        try
        {
            problem = ReadAll(text.Span, feature => Take(feature, names, areas, seen));
        }
        catch (JsonException broken)
        {
            return new FileNotAccepted($"The file is not sound JSON: look at line {(broken.LineNumber ?? 0) + 1}.");
        }
        if (problem is not null) return new FileNotAccepted(problem);
        return areas.Count == 0 ? new FileNotAccepted("The file holds no GeoJSON features.") : areas;
    }

    private static async Task<Memory<byte>> BytesAsync(Stream file, CancellationToken token)
    {
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, token);
        var bytes = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        // The separators of text sequences (RFC 8142) stand between values, where blanks may stand too.
        bytes.Span.Replace(RecordSeparator, (byte)' ');
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    private static string? ReadAll(ReadOnlySpan<byte> text, Func<JsonElement, string?> take)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read())
        {
            using var value = JsonDocument.ParseValue(ref reader);
            if (TypeOf(value.RootElement) == "FeatureCollection")
            {
                if (!value.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array) return "The file's FeatureCollection has no features.";
                foreach (var feature in features.EnumerateArray())
                    if (take(feature) is { } problem) return problem;
            }
            else if (take(value.RootElement) is { } problem)
            {
                return problem;
            }
        }
        return null;
    }

    private static string? Take(JsonElement feature, BoundaryNames names, List<AreaDrawing> areas, Dictionary<string, int> seen)
    {
        var number = areas.Count + 1;
        if (TypeOf(feature) != "Feature") return $"The file is no GeoJSON with features: {Ordinal(number)} is no Feature.";
        var (code, name, problem) = names.Read(feature.TryGetProperty("properties", out var properties) ? properties : default);
        if (problem is not null) return $"Feature {number} {problem}.";
        if (!seen.TryAdd(code, number)) return $"Feature {number} ({code}) repeats the code of feature {seen[code]}.";
        var geometry = feature.TryGetProperty("geometry", out var drawn) ? drawn : default;
        if (BoundaryGeometry.Problem(geometry) is { } wrong) return $"Feature {number} ({code}) {wrong}.";
        var drawing = BoundaryGeometry.Canonical(geometry);
        if (BoundaryGeometry.Crossing(drawing) is { } at) return $"Feature {number} ({code}) has a boundary that crosses itself at longitude {at.X:0.#####}, latitude {at.Y:0.#####}: mend the shape there.";
        areas.Add(new AreaDrawing(code, name, drawing));
        return null;
    }

    private static string? TypeOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static string Ordinal(int number) => number == 1 ? "the first value" : $"value {number}";
}
