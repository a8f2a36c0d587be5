using System.Text;
using System.Text.Json;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>WGS84 degrees, six decimals.</summary>
public readonly record struct DemoPoint(double Latitude, double Longitude);

/// <summary>A constituency, or a ward with its constituency in <paramref name="ParentCode"/>; the ring is closed and anticlockwise.</summary>
public sealed record DemoBoundary(string Code, string Name, string? ParentCode, IReadOnlyList<DemoPoint> Ring);

/// <summary>A postcode with a point inside its ward and the street that it lies on.</summary>
public sealed record DemoPostcode(string Postcode, DemoPoint Point, string WardCode, string Street);

/// <summary>A place with a counter, in the city. The windows are "09:00-17:15" per weekday.</summary>
public sealed record DemoOffice(
    string Code, string Name, string Kind, string Building, string Street, string Postcode, DemoPoint Point, string WardCode, string Telephone, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<string>> OpeningHours);

/// <summary>The city: 10 constituencies of 4 wards, 1,500 postcodes on 300 streets with 20,000 properties, 12 offices. Pure and always the same.</summary>
public sealed record DemoPlaces(
    IReadOnlyList<DemoBoundary> Constituencies,
    IReadOnlyList<DemoBoundary> Wards,
    DemoBoundary City,
    IReadOnlyList<DemoPostcode> Postcodes,
    IReadOnlyList<DemoOffice> Offices)
{
    /// <summary>20,000 properties, postcode by postcode.</summary>
    public IReadOnlyList<DemoProperty> Properties { get; } = DemoProperties.Of(Postcodes);

    /// <summary>The streets' names, each once.</summary>
    public IReadOnlyList<string> Streets => [.. Postcodes.Select(p => p.Street).Distinct()];

    /// <summary>The wards as a GeoJSON feature collection with the property names of the ONS (WD24CD, WD24NM).</summary>
    public string WardsGeoJson() => GeoJson(Wards, "WD24");

    /// <summary>The constituencies as a GeoJSON feature collection with the property names of the ONS (PCON24CD, PCON24NM).</summary>
    public string ConstituenciesGeoJson() => GeoJson(Constituencies, "PCON24");

    /// <summary>The postcodes as CSV: postcode, latitude, longitude, ward_code, ward_name.</summary>
    public string PostcodesCsv()
    {
        var names = Wards.ToDictionary(w => w.Code, w => w.Name);
        var csv = new StringBuilder("postcode,latitude,longitude,ward_code,ward_name\n");
        foreach (var postcode in Postcodes)
            csv.Append($"{postcode.Postcode},{postcode.Point.Latitude:0.000000},{postcode.Point.Longitude:0.000000},{postcode.WardCode},{names[postcode.WardCode]}\n");
        return csv.ToString();
    }

    private static string GeoJson(IEnumerable<DemoBoundary> boundaries, string prefix)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var boundary in boundaries)
                Write(json, boundary, prefix);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, DemoBoundary boundary, string prefix)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString(prefix + "CD", boundary.Code);
        json.WriteString(prefix + "NM", boundary.Name);
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        json.WriteStartArray();
        foreach (var point in boundary.Ring)
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.Longitude);
            json.WriteNumberValue(point.Latitude);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
