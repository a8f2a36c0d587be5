using System.Buffers;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using NetTopologySuite.Simplify;

namespace CustomerFirst.Application.Places;

/// <summary>GeoJSON Polygons and MultiPolygons (RFC 7946) in WGS84 degrees: reads them, says what is wrong with them, writes them in one way.</summary>
internal static class BoundaryGeometry
{
    // A centimetre; what lies behind it in published files is noise.
    private const int Decimals = 7;

    private static readonly GeometryFactory s_factory = new(new PrecisionModel(), 4326);

    /// <summary>What is wrong with a geometry, as the rest of a sentence ("has a ring that is not closed"); null when nothing is.</summary>
    public static string? Problem(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type)) return "has no geometry";
        if (!geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0)
            return type.ValueEquals("Polygon") || type.ValueEquals("MultiPolygon") ? "has a geometry without coordinates" : WrongType(type);
        if (type.ValueEquals("Polygon")) return PolygonProblem(coordinates);
        return type.ValueEquals("MultiPolygon") ? coordinates.EnumerateArray().Select(PolygonProblem).FirstOrDefault(problem => problem is not null) : WrongType(type);
    }

    /// <summary>A sound geometry as text: type and coordinates, longitude and latitude to seven decimals, nothing else.</summary>
    public static string Canonical(JsonElement geometry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", geometry.GetProperty("type").GetString());
            json.WritePropertyName("coordinates");
            Write(json, geometry.GetProperty("coordinates"));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The geometry of a stored text; x is the longitude, y the latitude.</summary>
    public static Geometry Read(string canonical)
    {
        using var document = JsonDocument.Parse(canonical);
        var coordinates = document.RootElement.GetProperty("coordinates");
        return document.RootElement.GetProperty("type").ValueEquals("Polygon")
            ? Polygon(coordinates)
            : s_factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(Polygon)]);
    }

    /// <summary>
    /// Where a stored text's boundary crosses itself, so that nobody can say what lies within; null where it does not. One that only touches itself
    /// in a point is clear enough, and published files have such.
    /// </summary>
    public static Coordinate? Crossing(string canonical)
    {
        var shape = Read(canonical);
        return Enumerable.Range(0, shape.NumGeometries).Select(part => new IsValidOp(shape.GetGeometryN(part)).ValidationError)
            .FirstOrDefault(error => error?.ErrorType == TopologyValidationErrors.SelfIntersection)?.Coordinate;
    }

    /// <summary>A shape without what is finer than a tolerance, degrees.</summary>
    public static AreaShape Outline(Guid id, string name, Geometry shape, double tolerance)
    {
        var simple = tolerance > 0 ? DouglasPeuckerSimplifier.Simplify(shape, tolerance) : shape;
        // An area smaller than the tolerance would vanish; it is drawn as it is.
        if (simple.IsEmpty) simple = shape;
        return new AreaShape(id, name, [.. Enumerable.Range(0, simple.NumGeometries).Select(simple.GetGeometryN).OfType<Polygon>()
            .SelectMany(p => p.InteriorRings.Prepend(p.ExteriorRing))
            .Select(ring => (IReadOnlyList<AreaPoint>)[.. ring.Coordinates.Select(c => new AreaPoint(c.X, c.Y))])]);
    }

    private static Polygon Polygon(JsonElement rings)
    {
        var read = rings.EnumerateArray().Select(ring => s_factory.CreateLinearRing([.. ring.EnumerateArray().Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))])).ToList();
        return s_factory.CreatePolygon(read[0], [.. read.Skip(1)]);
    }

    private static string WrongType(JsonElement type) => $"has a geometry of type {type}, and a boundary is a Polygon or a MultiPolygon";

    private static string? PolygonProblem(JsonElement rings)
    {
        if (rings.ValueKind != JsonValueKind.Array || rings.GetArrayLength() == 0) return "has a polygon without a ring";
        return rings.EnumerateArray().Select(RingProblem).FirstOrDefault(problem => problem is not null);
    }

    private static string? RingProblem(JsonElement ring)
    {
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < 4) return "has a ring of fewer than four positions";
        foreach (var position in ring.EnumerateArray())
        {
            if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2 || position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number)
                return "has a position that is not a longitude and a latitude";
            if (PositionProblem(position[0].GetDouble(), position[1].GetDouble()) is { } problem) return problem;
        }
        var (first, last) = (ring[0], ring[ring.GetArrayLength() - 1]);
        return Same(first[0], last[0]) && Same(first[1], last[1]) ? null : "has a ring that is not closed: its last position must be its first";
    }

    private static string? PositionProblem(double x, double y)
    {
        if (Math.Abs(x) <= 180 && Math.Abs(y) <= 90)
            return x is > 49 and < 61 && y is > -9 and < 2 ? "has latitude and longitude the wrong way round: GeoJSON puts the longitude first" : null;
        return Domain.Places.NationalGrid.Covers(x, y)
            ? "is drawn in metres of the British National Grid (EPSG:27700), not in WGS84 longitude and latitude: convert the file to EPSG:4326"
            : "has coordinates that are not WGS84 longitude and latitude: convert the file to EPSG:4326";
    }

    private static bool Same(JsonElement a, JsonElement b) => Rounded(a) == Rounded(b);

    private static double Rounded(JsonElement number) => Math.Round(number.GetDouble(), Decimals);

    private static void Write(Utf8JsonWriter json, JsonElement coordinates)
    {
        json.WriteStartArray();
        if (coordinates[0].ValueKind == JsonValueKind.Number)
        {
            // A third number would be a height.
            json.WriteNumberValue(Rounded(coordinates[0]));
            json.WriteNumberValue(Rounded(coordinates[1]));
        }
        else
        {
            foreach (var part in coordinates.EnumerateArray()) Write(json, part);
        }
        json.WriteEndArray();
    }
}
