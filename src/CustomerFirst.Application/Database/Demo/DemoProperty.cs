using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>A property of the gazetteer: a house, or a flat in a named block.</summary>
public sealed record DemoProperty(long Uprn, string? Flat, string? Building, string Number, DemoPostcode Postcode, DemoPoint Point)
{
    /// <summary>Flat, block, house number and street.</summary>
    public string FirstLine => Parts("").Line1;

    /// <summary>The parts as the gazetteer has them.</summary>
    public PropertyParts Parts(string city) => new(null, Flat, Building, Number, Postcode.Street, null, city, Postcode.Postcode);
}

/// <summary>Fills the streets with properties: numbers go up along a street from postcode to postcode, and here and there stands a block of flats. Pure and always the same.</summary>
internal static class DemoProperties
{
    /// <summary>How many there are in the city.</summary>
    public const int Count = 20_000;

    private const int Seed = 9127;
    // The first of a range that no council has.
    private const long FirstUprn = 990_000_000_001;
    private const double Blocks = 0.08;

    private static readonly string[] s_stems = ["Avocet", "Bittern", "Curlew", "Dunlin", "Egret", "Fulmar", "Gannet", "Heron", "Kestrel", "Lapwing", "Merlin", "Osprey", "Petrel", "Redshank", "Sandpiper", "Teal", "Wigeon"];
    private static readonly string[] s_kinds = ["House", "Court", "Point", "Lodge"];

    /// <summary>The properties of each postcode, in the order of the postcodes.</summary>
    public static IReadOnlyList<DemoProperty> Of(IReadOnlyList<DemoPostcode> postcodes)
    {
        var random = new Random(Seed);
        var next = new Dictionary<string, int>();
        var properties = new List<DemoProperty>(Count);
        for (var i = 0; i < postcodes.Count; i++)
        {
            var postcode = postcodes[i];
            // Every postcode has as many as the next, but for the remainder.
            var count = Count / postcodes.Count + (i < Count % postcodes.Count ? 1 : 0);
            var number = next.GetValueOrDefault(postcode.Street, 1);
            var block = random.NextDouble() < Blocks ? $"{random.One(s_stems)} {random.One(s_kinds)}" : null;
            for (var n = 0; n < count; n++)
            {
                var point = new DemoPoint(Near(postcode.Point.Latitude, 0.000_4, random), Near(postcode.Point.Longitude, 0.000_6, random));
                properties.Add(block is null
                    ? new DemoProperty(FirstUprn + properties.Count, null, null, $"{number + n}", postcode, point)
                    : new DemoProperty(FirstUprn + properties.Count, $"Flat {n + 1}", block, $"{number}", postcode, postcode.Point));
            }
            next[postcode.Street] = number + (block is null ? count : 1);
        }
        return properties;
    }

    private static double Near(double degrees, double width, Random random) => Math.Round(degrees + (random.NextDouble() - 0.5) * width, 6);
}
