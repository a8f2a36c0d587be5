using System.Runtime.CompilerServices;
using CsvHelper;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Places;

/// <summary>A line of a postcode file: the postcode with its WGS84 point, or why it cannot be used.</summary>
/// <param name="Row">The row, where it cannot be used.</param>
internal readonly record struct PostcodeLine(long Line, string Code, double Latitude, double Longitude, string? Problem, string Row = "");

/// <summary>
/// Reads postcodes from CSV with a heading line, by the column names of the usual publishers (ONS Postcode Directory, Code-Point Open,
/// doogal, GeoNames): a postcode with latitude and longitude, else with easting and northing of the British National Grid.
/// </summary>
internal sealed class PostcodeFile : IDisposable
{
    private static readonly string[] s_postcode = ["postcode", "pcds", "pcd8", "pcd7", "pcd2", "pcd", "post_code", "pc"];
    private static readonly string[] s_latitude = ["latitude", "lat"];
    private static readonly string[] s_longitude = ["longitude", "long", "lon", "lng"];
    private static readonly string[] s_easting = ["easting", "eastings", "oseast1m", "east1m"];
    private static readonly string[] s_northing = ["northing", "northings", "osnrth1m", "north1m"];

    private readonly CsvReader _csv;
    private int _postcode, _latitude, _longitude, _easting, _northing;

    private PostcodeFile(Stream file) => _csv = CsvReader.Create(
        file, new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = 1 << 20, NormalizeHeaderName = Normal }, leaveOpen: true);

    /// <summary>Bytes of the file up to the line that was read last.</summary>
    public long Position => _csv.ByteOffset;

    /// <summary>Reads the heading line.</summary>
    /// <returns>The file, or what its heading lacks.</returns>
    public static async Task<(PostcodeFile? File, string? Problem)> OpenAsync(Stream stream, CancellationToken token)
    {
        var file = new PostcodeFile(stream);
        await file._csv.ReadHeaderAsync(token);
        if (file.HeadingProblem() is not { } problem) return (file, null);
        file.Dispose();
        return (null, problem);
    }

    /// <summary>The lines after the heading; empty ones are left out.</summary>
    public async IAsyncEnumerable<PostcodeLine> LinesAsync([EnumeratorCancellation] CancellationToken token)
    {
        while (await _csv.ReadAsync(token))
        {
            var line = Line();
            yield return line.Problem is null ? line : line with { Row = Row() };
        }
    }

    /// <inheritdoc />
    public void Dispose() => _csv.Dispose();

    private string? HeadingProblem()
    {
        if (_csv.Headers.Count == 0) return "The file is empty.";
        if (CsvHeader.NotUtf8(_csv.Headers)) return CsvHeader.Utf16;
        string[] read = [.. s_postcode, .. s_latitude, .. s_longitude, .. s_easting, .. s_northing];
        if (CsvHeader.Twice(_csv.Headers.Select(h => Normal(h).ToLowerInvariant()), name => read.Contains(name)) is { } twice) return twice;
        (_postcode, _latitude, _longitude, _easting, _northing) = (Column(s_postcode), Column(s_latitude), Column(s_longitude), Column(s_easting), Column(s_northing));
        if (_postcode < 0) return $"The first line must name the columns, one of them postcode (or {string.Join(", ", s_postcode.Skip(1))}).";
        var degrees = _latitude >= 0 && _longitude >= 0;
        var metres = _easting >= 0 && _northing >= 0;
        if (!degrees) (_latitude, _longitude) = (-1, -1);
        if (!metres) (_easting, _northing) = (-1, -1);
        return degrees || metres ? null : "The first line must name columns for the place: latitude and longitude, or easting and northing.";
    }

    private static string Normal(string heading) => heading.Trim().Replace(' ', '_');

    private string Row() => string.Join(',', Enumerable.Range(0, _csv.FieldCount).Select(i => CsvLines.Verbatim(_csv.GetString(i))));

    private int Column(string[] names)
    {
        foreach (var name in names)
            if (_csv.TryGetFieldIndex(name, out var index)) return index;
        return -1;
    }

    private PostcodeLine Line()
    {
        var line = _csv.LineNumber;
        if (Postcode.Normalise(_csv.GetString(_postcode)) is not { } code) return new PostcodeLine(line, "", 0, 0, "no postcode");
        if (_latitude >= 0 && Number(_latitude) is { } latitude && Number(_longitude) is { } longitude) return Checked(line, code, latitude, longitude);
        if (_easting < 0 || Number(_easting) is not { } easting || Number(_northing) is not { } northing)
            return new PostcodeLine(line, code, 0, 0, _latitude >= 0 ? "no latitude and longitude" : "no easting and northing");
        // Publishers write 0, 0 for a postcode whose place they do not know.
        if (!NationalGrid.Covers(easting, northing) || (easting == 0 && northing == 0)) return new PostcodeLine(line, code, 0, 0, "easting and northing are not on the British National Grid");
        var point = NationalGrid.ToWgs84(easting, northing);
        return Checked(line, code, point.Latitude, point.Longitude);
    }

    private static PostcodeLine Checked(long line, string code, double latitude, double longitude) =>
        latitude is > 49 and < 61.5 && longitude is > -9.5 and < 3
            ? new PostcodeLine(line, code, latitude, longitude, null)
            : new PostcodeLine(line, code, 0, 0, "the point is outside the United Kingdom");

    private double? Number(int column) => _csv.TryParse<double>(column, out var number) && double.IsFinite(number) ? number : null;
}
