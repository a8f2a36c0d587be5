using System.Text;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.IntegrationTests.Places;

/// <summary>A city's boundaries and postcodes: the real ones where the folder of public data is there, else those of the demonstration council.</summary>
internal static class Geography
{
    /// <summary>Whether the real ones are there.</summary>
    public static bool IsReal { get; } = PublicData.Find("geography", "birmingham_wards_2022.geojson") is not null;

    public static Stream Wards() => Open("birmingham_wards_2022.geojson", city => city.WardsGeoJson());

    public static Stream Constituencies() => Open("birmingham_constituencies_2024.geojson", city => city.ConstituenciesGeoJson());

    public static Stream Postcodes() => Open("birmingham_postcodes.csv", city => city.PostcodesCsv());

    /// <summary>The wards that ended in 2018; the demonstration council's are its constituencies under other codes.</summary>
    public static Stream OldWards() => Open("birmingham_wards_2013_superseded.geojson", city => city.ConstituenciesGeoJson().Replace("PCON24", "WD13", StringComparison.Ordinal));

    /// <summary>The postcodes as the file has them: postcode, latitude, longitude, ward code.</summary>
    public static List<(string Code, double Latitude, double Longitude, string Ward)> PostcodeRows()
    {
        using var reader = new StreamReader(Postcodes());
        var heading = reader.ReadLine()!.Split(',').ToList();
        var (code, latitude, longitude, ward) = (heading.IndexOf("postcode"), heading.IndexOf("latitude"), heading.IndexOf("longitude"), heading.IndexOf("ward_code"));
        var rows = new List<(string, double, double, string)>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            rows.Add((fields[code], double.Parse(fields[latitude]), double.Parse(fields[longitude]), fields[ward]));
        }
        return rows;
    }

    /// <summary>A text as a file.</summary>
    public static Stream File(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    private static Stream Open(string name, Func<DemoPlaces, string> otherwise) =>
        PublicData.Find("geography", name) is { } path ? System.IO.File.OpenRead(path) : File(otherwise(DrawCity.Draw(DemoCouncil.Read())));
}
