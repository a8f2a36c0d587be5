namespace CustomerFirst.Domain.Places;

/// <summary>What wards and constituencies have in common: a code, a name and a boundary that holds between two dates.</summary>
public interface IArea
{
    Guid Id { get; }
    string Code { get; }
    string Name { get; }
    DateOnly EffectiveFrom { get; }
    /// <summary>The first day on which it no longer holds; null while it does.</summary>
    DateOnly? EffectiveTo { get; }
    /// <summary>A GeoJSON Polygon or MultiPolygon, WGS84.</summary>
    string Boundary { get; }
    /// <summary>Ends it on the day its successor begins; null lets it hold on.</summary>
    void End(DateOnly? on);
    /// <summary>Takes over a corrected name and boundary of the same version.</summary>
    void Correct(string name, string boundary);
}

/// <summary>A ward as its boundary stood between two dates. A new boundary is a new row, so old tickets keep the ward they had.</summary>
public sealed class Ward : IArea
{
    private Ward() { }

    public Guid Id { get; private set; }
    /// <summary>The ONS code, E05……</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public DateOnly EffectiveFrom { get; private set; }
    /// <summary>The first day on which it no longer holds; null while it does.</summary>
    public DateOnly? EffectiveTo { get; private set; }
    /// <summary>A GeoJSON Polygon or MultiPolygon, WGS84.</summary>
    public string Boundary { get; private set; } = "";

    /// <summary>A ward from an import.</summary>
    public static Ward Create(Guid id, string code, string name, DateOnly effectiveFrom, string boundary) =>
        new() { Id = id, Code = code, Name = name, EffectiveFrom = effectiveFrom, Boundary = boundary };

    /// <inheritdoc />
    public void End(DateOnly? on) => EffectiveTo = on;

    /// <inheritdoc />
    public void Correct(string name, string boundary) => (Name, Boundary) = (name, boundary);
}

/// <summary>A parliamentary constituency as its boundary stood between two dates.</summary>
public sealed class Constituency : IArea
{
    private Constituency() { }

    public Guid Id { get; private set; }
    /// <summary>The ONS code, E14……</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public DateOnly EffectiveFrom { get; private set; }
    public DateOnly? EffectiveTo { get; private set; }
    /// <summary>A GeoJSON Polygon or MultiPolygon, WGS84.</summary>
    public string Boundary { get; private set; } = "";

    /// <summary>A constituency from an import.</summary>
    public static Constituency Create(Guid id, string code, string name, DateOnly effectiveFrom, string boundary) =>
        new() { Id = id, Code = code, Name = name, EffectiveFrom = effectiveFrom, Boundary = boundary };

    /// <inheritdoc />
    public void End(DateOnly? on) => EffectiveTo = on;

    /// <inheritdoc />
    public void Correct(string name, string boundary) => (Name, Boundary) = (name, boundary);
}

/// <summary>A postcode with the point of its middle, WGS84 degrees.</summary>
public sealed class Postcode
{
    private Postcode() { }

    /// <summary>In capitals with one space: <c>B14 7QH</c>.</summary>
    public string Code { get; private set; } = "";
    public double Latitude { get; private set; }
    public double Longitude { get; private set; }

    /// <summary>A postcode from an import.</summary>
    public static Postcode Create(string code, double latitude, double longitude) => new() { Code = code, Latitude = latitude, Longitude = longitude };

    /// <summary>Brings what somebody typed into the stored form: capitals, one space before the last three. Null when it cannot be a postcode.</summary>
    public static string? Normalise(string? typed)
    {
        if (typed is null) return null;
        var kept = new string([.. typed.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
        if (kept.Length is < 5 or > 7) return null;
        var (outward, inward) = (kept[..^3], kept[^3..]);
        var plausible = char.IsAsciiLetter(outward[0]) && outward.Any(char.IsAsciiDigit) && char.IsAsciiDigit(inward[0]) && char.IsAsciiLetter(inward[1]) && char.IsAsciiLetter(inward[2]);
        return plausible ? $"{outward} {inward}" : null;
    }
}

/// <summary>The kinds of place with a counter.</summary>
public enum OfficeKind { NeighbourhoodOffice, CustomerServiceCentre, CommunityHub, CivicCentre }

/// <summary>A place with a counter.</summary>
public sealed class Office
{
    private Office() { }

    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public OfficeKind Kind { get; private set; }
    public string Address { get; private set; } = "";
    public string Postcode { get; private set; } = "";
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }
    public Guid? CalendarId { get; private set; }
    public bool Active { get; private set; }
    /// <summary>Counts changes; a change based on an older one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Sets an office up.</summary>
    public static Office Create(Guid id, string code, string name, OfficeKind kind, string address, string postcode, double? latitude, double? longitude, Guid? calendarId) =>
        new() { Id = id, Code = code, Name = name, Kind = kind, Address = address, Postcode = postcode, Latitude = latitude, Longitude = longitude, CalendarId = calendarId, Active = true, Version = 1 };

    /// <summary>Changes what an administrator may change.</summary>
    public void Change(string name, OfficeKind kind, string address, string postcode, Guid? calendarId, bool active) =>
        (Name, Kind, Address, Postcode, CalendarId, Active, Version) = (name, kind, address, postcode, calendarId, active, Version + 1);

    /// <summary>Puts it at a point, WGS84 degrees; null where none is known.</summary>
    public void MoveTo(double? latitude, double? longitude) => (Latitude, Longitude) = (latitude, longitude);
}
