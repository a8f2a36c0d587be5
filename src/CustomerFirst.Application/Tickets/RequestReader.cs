using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Tickets;

/// <summary>A request as another system tells of it, read but not yet a ticket.</summary>
/// <param name="Source">The channel in its words, to the letter; null when it says nothing.</param>
/// <param name="ServiceArea">Null when it says nothing.</param>
internal sealed record SourceRequest(
    string Reference, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, DateTimeOffset? TargetAt, Channel Channel, string? Source,
    string Service, string? ServiceArea, string? District, string? Subject, string? Details, string? Address, double? Latitude, double? Longitude)
{
    /// <summary>Closed before it was opened: kept, counted, and left out of every duration.</summary>
    public bool Negative => ClosedAt < OpenedAt;

    /// <summary>SHA-256 of everything that it says, to know next time whether the source changed its word.</summary>
    public byte[] Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (var time in (ReadOnlySpan<DateTimeOffset?>)[OpenedAt, ClosedAt, TargetAt]) Add(time?.UtcTicks ?? -1, number);
        Add((long)Channel, number);
        foreach (var degrees in (ReadOnlySpan<double?>)[Latitude, Longitude]) Add(BitConverter.DoubleToInt64Bits(degrees ?? double.NaN), number);
        foreach (var text in (ReadOnlySpan<string?>)[Source, Service, ServiceArea, District, Subject, Details, Address])
        {
            // The length in front, so that no two lists of texts look the same.
            Add(text?.Length ?? -1, number);
            hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
        }
        return hash.GetHashAndReset();

        void Add(long value, Span<byte> buffer)
        {
            BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
            hash.AppendData(buffer);
        }
    }
}

/// <summary>Turns a record of the file into a request by the map.</summary>
internal sealed class RequestReader
{
    private readonly RequestMap _map;
    private readonly RequestDates _dates;
    private readonly int[] _places;

    private RequestReader(RequestMap map, int[] places)
    {
        (_map, _places) = (map, places);
        _dates = new RequestDates(map.DateFormats, map.Zone);
    }

    // In the order of RequestMap.ColumnKeys.
    private enum Column { Reference, Opened, Service, Closed, Target, Channel, ServiceArea, District, Subject, Description, Address, Latitude, Longitude }

    /// <summary>A reader for files with this header; or the sentence that says which column is not there.</summary>
    public static Result<RequestReader> For(RequestMap map, IReadOnlyList<string> header)
    {
        var places = new int[RequestMap.ColumnKeys.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = -1;
            if (!map.Columns.TryGetValue(RequestMap.ColumnKeys[i], out var name)) continue;
            var found = Enumerable.Range(0, header.Count).Where(h => header[h] == name).ToList();
            if (found.Count != 1)
                return new NotAccepted("File", $"The map names the column \"{name}\" for {RequestMap.ColumnKeys[i]}, which the file {(found.Count == 0 ? "does not have" : "has more than once")}.");
            places[i] = found[0];
        }
        return new RequestReader(map, places);
    }

    /// <summary>Whether the file says through which channel a request came.</summary>
    public bool KnowsChannels => _places[(int)Column.Channel] >= 0;

    /// <summary>The reference as it stands in a row, good or not; null in a record that cannot be read.</summary>
    public string? ReferenceOf(CsvRecord record) => record.Problem is null ? record.Fields[_places[(int)Column.Reference]] : null;

    /// <summary>The request, or why there is none, as a sentence.</summary>
    /// <param name="listed">Whether the map lists the channel.</param>
    public (SourceRequest? Request, string? Reason) Read(CsvRecord record, out bool listed)
    {
        listed = false;
        if (record.Problem is not null) return (null, record.Problem);
        var row = record.Fields;
        string? reason = null;

        string? Text(Column column, int longest = int.MaxValue)
        {
            var place = _places[(int)column];
            if (place < 0 || _map.Missing.Contains(row[place])) return null;
            var text = row[place];
            if (text.Contains('\0')) reason ??= $"The {Words(column)} has a character that cannot be stored (U+0000).";
            else if (text.Length > longest) reason ??= $"The {Words(column)} has more than {longest} characters.";
            return text;
        }

        string Needed(Column column, int longest)
        {
            var text = Text(column, longest);
            if (string.IsNullOrWhiteSpace(text)) reason ??= $"The row has no {Words(column)}.";
            return text ?? "";
        }

        DateTimeOffset? Time(Column column)
        {
            if (Text(column) is not { } text) return null;
            var time = _dates.Read(text);
            if (time is null) reason ??= $"The {Words(column)} \"{Short(text)}\" fits none of the date formats.";
            return time;
        }

        double? Degrees(Column column, double limit)
        {
            if (Text(column) is not { } text) return null;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)) reason ??= $"The {Words(column)} \"{Short(text)}\" is not a number.";
            else if (!(Math.Abs(degrees) <= limit)) reason ??= $"The {Words(column)} \"{Short(text)}\" is not between -{limit} and {limit}.";
            return degrees;
        }

        var reference = Needed(Column.Reference, ImportLimits.Reference);
        var opened = Time(Column.Opened);
        if (opened is null) reason ??= "The row has no opening time.";
        var (service, area) = (Needed(Column.Service, ImportLimits.Name), Text(Column.ServiceArea, ImportLimits.Name));
        var (closed, target) = (Time(Column.Closed), Time(Column.Target));
        var (latitude, longitude) = (Degrees(Column.Latitude, 90), Degrees(Column.Longitude, 180));
        if (latitude is null != longitude is null) reason ??= "The row has only one of latitude and longitude.";
        var (channel, source) = Channel(row, ref reason, out listed);
        var request = new SourceRequest(reference, opened ?? default, closed, target, channel, source, service, string.IsNullOrWhiteSpace(area) ? null : area, Text(Column.District),
            Text(Column.Subject), Text(Column.Description), Text(Column.Address), latitude, longitude);
        return reason is null ? (request, null) : (null, reason);
    }

    private (Channel, string?) Channel(IReadOnlyList<string> row, ref string? reason, out bool listed)
    {
        listed = false;
        if (!KnowsChannels) return (Domain.Common.Channel.Other, null);
        var text = row[_places[(int)Column.Channel]];
        // What the map lists is a channel, even where the same text elsewhere means "nothing".
        if (_map.Channels.TryGetValue(text, out var channel))
        {
            listed = true;
            return (channel, text);
        }
        if (_map.Missing.Contains(text)) return (Domain.Common.Channel.Other, null);
        if (text.Contains('\0')) reason ??= "The channel has a character that cannot be stored (U+0000).";
        return (Domain.Common.Channel.Other, text);
    }

    private static string Words(Column column) => column switch
    {
        Column.Reference => "reference",
        Column.Opened => "opening time",
        Column.Service => "service",
        Column.Closed => "closing time",
        Column.Target => "target",
        Column.Channel => "channel",
        Column.ServiceArea => "service area",
        Column.District => "district",
        Column.Subject => "subject",
        Column.Description => "description",
        Column.Address => "address",
        Column.Latitude => "latitude",
        Column.Longitude => "longitude",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
