using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Domain.Places;

/// <summary>How a property stands in the gazetteer: in use, planned or being built, or gone.</summary>
public enum PropertyStatus { Current, Provisional, Historic }

/// <summary>The parts of a property's address, as a gazetteer has them. <paramref name="Postcode"/> in capitals with one space.</summary>
public sealed record PropertyParts(string? Organisation, string? SubBuilding, string? BuildingName, string? Number, string? Street, string? Locality, string? Town, string? Postcode)
{
    /// <summary>Organisation, flat, building, number and street: "Flat 2, Kestrel House, 14 Mill Lane".</summary>
    public string Line1 => string.Join(", ", new[] { Organisation, SubBuilding, BuildingName, NumberAndStreet }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>On one line, for lists.</summary>
    public string OneLine => string.Join(", ", new[] { Line1, Locality, Town, Postcode }.Where(part => !string.IsNullOrEmpty(part)));

    private string NumberAndStreet => $"{Number} {Street}".Trim();
}

/// <summary>A property of the gazetteer: one address with its unique property reference number and its point. None is ever deleted.</summary>
public sealed class Property
{
    private Property() { }

    /// <summary>The unique property reference number, up to 12 digits.</summary>
    public long Uprn { get; private set; }
    public string? Organisation { get; private set; }
    /// <summary>A flat or a part of a building.</summary>
    public string? SubBuilding { get; private set; }
    public string? BuildingName { get; private set; }
    /// <summary>The house number as it is written: 14, 14a, 14-16.</summary>
    public string? Number { get; private set; }
    public string? Street { get; private set; }
    public string? Locality { get; private set; }
    public string? Town { get; private set; }
    /// <summary>In capitals with one space.</summary>
    public string? Postcode { get; private set; }
    /// <summary>WGS84 degrees; null where the gazetteer has no point.</summary>
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }
    public PropertyStatus Status { get; private set; }
    /// <summary>The day since which the status holds; null where nobody said.</summary>
    public DateOnly? StatusSince { get; private set; }
    /// <summary>Which gazetteer it comes from.</summary>
    public string Source { get; private set; } = "";
    /// <summary>The import that changed it last; null for what came another way.</summary>
    public Guid? ImportRunId { get; private set; }
    /// <summary>Every word that it is found by, then those of its other names; see <see cref="PropertyWords"/>.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>The parts as one value.</summary>
    public PropertyParts Parts => new(Organisation, SubBuilding, BuildingName, Number, Street, Locality, Town, Postcode);

    /// <summary>A property in use.</summary>
    public static Property Create(long uprn, PropertyParts parts, double? latitude, double? longitude, DateOnly? since, string source) =>
        new()
        {
            Uprn = uprn, Organisation = parts.Organisation, SubBuilding = parts.SubBuilding, BuildingName = parts.BuildingName, Number = parts.Number, Street = parts.Street, Locality = parts.Locality,
            Town = parts.Town, Postcode = parts.Postcode, Latitude = latitude, Longitude = longitude, StatusSince = since, Source = source, SearchText = PropertyWords.Of(parts),
        };
}

/// <summary>A property's address as a customer's lines.</summary>
public static class PropertyLines
{
    /// <summary>Locality as the second line; cut to what a line of an address may have.</summary>
    public static AddressLines Lines(this PropertyParts parts, long uprn) => new(Cut(parts.Line1, 200), parts.Locality, parts.Town, parts.Postcode, uprn);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most].TrimEnd(' ', ',');
}
