using System.Globalization;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Places;

/// <summary>What a row is among several of one property, the one that counts first: a land and property gazetteer has one for each name that a property has or had.</summary>
internal enum RowStanding
{
    InUse, Planned,
    /// <summary>Another name of it, by which it is found as well.</summary>
    OtherName,
    /// <summary>What it was once.</summary>
    Gone,
    /// <summary>Another name that it has no more.</summary>
    OtherNameGone,
}

/// <summary>A row of a gazetteer's file.</summary>
/// <param name="Standing">What it is among several rows of one property.</param>
/// <param name="Problem">Why it cannot be used; null when it can.</param>
internal readonly record struct AddressRow(long Uprn, PropertyParts Parts, double? Latitude, double? Longitude, PropertyStatus Status, DateOnly? Since, RowStanding Standing, bool IsChange, string? Problem)
{
    /// <summary>The language that the row names; null where it names none.</summary>
    public string? Language { get; init; }

    /// <summary>One that cannot be used; with its property where that can be read, else 0.</summary>
    public static AddressRow Refused(string problem, long uprn = 0) => new(uprn, new(null, null, null, null, null, null, null, null), null, null, default, null, default, false, problem);
}

/// <summary>Makes properties of a file's records.</summary>
internal sealed class AddressFile
{
    /// <summary>The longest texts, in characters.</summary>
    public const int LongestName = 200, LongestNumber = 40, LongestTown = 120, LongestSource = 80;

    private static readonly string[] s_dates = ["yyyy-MM-dd", "dd/MM/yyyy", "yyyyMMdd", "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy HH:mm:ss"];

    private readonly int[][] _places;
    private readonly string[] _header;
    private readonly DateOnly _today;
    private IReadOnlyList<string> _row = [];
    private string? _problem;

    /// <param name="places">From <see cref="AddressMap.PlacesIn"/>.</param>
    public AddressFile(int[][] places, string[] header, DateOnly today) => (_places, _header, _today) = (places, header, today);

    /// <summary>Reads a record.</summary>
    public AddressRow Read(CsvRecord record)
    {
        if (record.Problem is not null) return AddressRow.Refused(record.Problem);
        (_row, _problem) = (record.Fields, null);
        var uprn = Uprn();
        var parts = Parts();
        if (parts is { Street: null, BuildingName: null, Organisation: null, SubBuilding: null }) _problem ??= "the row has no street, no building and no organisation";
        var (latitude, longitude) = Point();
        var (status, standing) = Status();
        var since = Date(AddressField.StatusDate);
        if (Date(AddressField.EndDate) is { } ended && ended <= _today) (status, standing, since) = (PropertyStatus.Historic, Past(standing), ended);
        var change = Text(AddressField.Change);
        if (change is "D" or "d") (status, standing) = (PropertyStatus.Historic, Past(standing));
        return _problem is { } problem ? AddressRow.Refused(problem, uprn)
            : new(uprn, parts, latitude, longitude, status, since, standing, change is "D" or "d" or "U" or "u", null) { Language = Text(AddressField.Language) };
    }

    private static RowStanding Past(RowStanding standing) => standing is RowStanding.OtherName or RowStanding.OtherNameGone ? RowStanding.OtherNameGone : RowStanding.Gone;

    private long Uprn()
    {
        if (Text(AddressField.Uprn) is not { } text)
        {
            _problem ??= Named(AddressField.Uprn, "the UPRN is missing");
            return 0;
        }
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var uprn) && uprn is > 0 and <= 999_999_999_999) return uprn;
        _problem ??= Named(AddressField.Uprn, $"\"{Short(text)}\" is no UPRN of up to 12 digits");
        return 0;
    }

    private PropertyParts Parts()
    {
        var (building, number) = (Part(AddressField.BuildingName), Part(AddressField.Number, LongestNumber));
        var (flat, street) = (Part(AddressField.SubBuilding), Within(AddressField.DependentStreet, AddressField.Street));
        // A house's number with a letter, or two numbers, are a building's name to the postman.
        if (number is null && street is not null && building is not null && IsNumber(building)) (building, number) = (null, building);
        // What the postman's parts leave out stands in those of the gazetteer.
        number ??= building is null ? Span(AddressField.PaoStart) : null;
        building ??= Part(AddressField.PaoText);
        if (PoBox() is { } box) building = building is null ? box : Limited(AddressField.PoBox, $"{box}, {building}", LongestName);
        flat ??= Joined(Part(AddressField.SaoText), Span(AddressField.SaoStart));
        return new(Part(AddressField.Organisation), flat, building, number, street, Within(AddressField.DependentLocality, AddressField.Locality),
            Part(AddressField.Town, LongestTown), PostcodeOf());
    }

    // A mews off a street, a hamlet of a village.
    private string? Within(AddressField small, AddressField large)
    {
        var (one, other) = (Part(small), Part(large));
        return one is null || other is null ? one ?? other : Limited(small, $"{one}, {other}", LongestName);
    }

    private string? PoBox() => Text(AddressField.PoBox) is not { } text ? null
        : Limited(AddressField.PoBox, char.IsAsciiDigit(text[0]) ? $"PO Box {text}" : text.StartsWith("PO BOX", StringComparison.OrdinalIgnoreCase) ? $"PO Box{text[6..]}" : text, LongestNumber);

    // 12A, 14-16, 14A-16B.
    private static bool IsNumber(string text)
    {
        static bool House(string part) => part.Length is > 0 and <= 5 && char.IsAsciiDigit(part[0]) && part.SkipLast(1).All(char.IsAsciiDigit) && char.IsAsciiLetterOrDigit(part[^1]);
        return text.Split('-') is [var from] ? House(from) : text.Split('-') is [var one, var other] && House(one) && House(other);
    }

    private string? PostcodeOf()
    {
        if (Text(AddressField.Postcode) is not { } text) return null;
        if (Postcode.Normalise(text) is { } code) return code;
        _problem ??= Named(AddressField.Postcode, $"\"{Short(text)}\" is no postcode");
        return null;
    }

    // 14, 14a, 14-16b: the start, its suffix, the end, its suffix stand one after the other.
    private string? Span(AddressField start)
    {
        var (from, to) = (Text(start) + Text(start + 1)?.ToLowerInvariant(), Text(start + 2) + Text(start + 3)?.ToLowerInvariant());
        var span = to.Length == 0 || to == from ? from : $"{from}-{to}";
        return span.Length == 0 ? null : Limited(start, span, LongestNumber);
    }

    private static string? Joined(string? text, string? number) => text is null ? number : number is null ? text : text.Any(char.IsDigit) ? text : $"{text} {number}";

    private (double?, double?) Point()
    {
        var (latitude, longitude) = (Number(AddressField.Latitude), Number(AddressField.Longitude));
        if (latitude is null != longitude is null) _problem ??= Named(latitude is null ? AddressField.Latitude : AddressField.Longitude, "there is only one of latitude and longitude");
        if (latitude is { } north && longitude is { } east)
        {
            if (north is > 49 and < 61.5 && east is > -9.5 and < 3) return (north, east);
            _problem ??= Named(AddressField.Latitude, "the point is outside the United Kingdom");
            return default;
        }
        var (easting, northing) = (Number(AddressField.Easting), Number(AddressField.Northing));
        if (easting is null != northing is null) _problem ??= Named(easting is null ? AddressField.Easting : AddressField.Northing, "there is only one of easting and northing");
        // Publishers write 0, 0 for a place that they do not know.
        if (easting is not { } x || northing is not { } y || (x == 0 && y == 0)) return default;
        if (NationalGrid.Covers(x, y)) return NationalGrid.ToWgs84(x, y);
        _problem ??= Named(AddressField.Easting, "easting and northing are not on the British National Grid");
        return default;
    }

    private (PropertyStatus, RowStanding) Status()
    {
        var (status, standing) = Text(AddressField.Status)?.ToLowerInvariant() switch
        {
            null or "1" or "approved" or "current" or "live" or "in use" => (PropertyStatus.Current, RowStanding.InUse),
            "3" or "alternative" => (PropertyStatus.Current, RowStanding.OtherName),
            "5" or "6" or "candidate" or "provisional" => (PropertyStatus.Provisional, RowStanding.Planned),
            "7" or "8" or "9" or "historic" or "historical" or "rejected" or "demolished" => (PropertyStatus.Historic, RowStanding.Gone),
            var other => Unknown(AddressField.Status, other),
        };
        var (state, stateStanding) = Text(AddressField.State)?.ToLowerInvariant() switch
        {
            null or "0" or "2" or "3" => (PropertyStatus.Current, RowStanding.InUse),
            "1" or "5" or "6" => (PropertyStatus.Provisional, RowStanding.Planned),
            "4" or "7" => (PropertyStatus.Historic, RowStanding.Gone),
            // Elsewhere a column STATE may hold words; then it is a status.
            "current" or "in use" or "live" => (PropertyStatus.Current, RowStanding.InUse),
            "provisional" => (PropertyStatus.Provisional, RowStanding.Planned),
            "historic" or "demolished" => (PropertyStatus.Historic, RowStanding.Gone),
            var other => Unknown(AddressField.State, other),
        };
        return stateStanding <= standing ? (status, standing) : (state, stateStanding == RowStanding.Gone ? Past(standing) : stateStanding);
    }

    private (PropertyStatus, RowStanding) Unknown(AddressField field, string text)
    {
        _problem ??= Named(field, $"\"{Short(text)}\" is no status: use current, provisional, historic or a code of BS 7666");
        return default;
    }

    private DateOnly? Date(AddressField field)
    {
        if (Text(field) is not { } text) return null;
        if (DateTime.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return DateOnly.FromDateTime(date);
        _problem ??= Named(field, $"\"{Short(text)}\" is no date such as 2026-05-07");
        return null;
    }

    private double? Number(AddressField field)
    {
        if (Text(field) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        _problem ??= Named(field, $"\"{Short(text)}\" is not a number");
        return null;
    }

    private string? Part(AddressField field, int longest = LongestName) => Text(field) is { } text ? Limited(field, Cased(text), longest) : null;

    private string Limited(AddressField field, string text, int longest)
    {
        if (text.Length > longest) _problem ??= Named(field, $"the text has more than {longest} characters");
        return text;
    }

    // The first of the field's columns that says something.
    private string? Text(AddressField field)
    {
        foreach (var place in _places[(int)field])
        {
            var text = _row[place];
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (text.Contains('\0')) _problem ??= Named(field, "there is a character that cannot be stored (U+0000)");
            return text.Trim();
        }
        return null;
    }

    // Gazetteers shout.
    private static string Cased(string text) => LetterCase.Quiet(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private string Named(AddressField field, string problem) => _places[(int)field] is [var place, ..] ? $"column {_header[place].Trim()}: {problem}" : problem;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
