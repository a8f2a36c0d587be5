using System.Globalization;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Tickets;

/// <summary>Reads the times of another system: exact formats, wall clocks in its zone unless the text itself names an offset.</summary>
internal sealed class RequestDates(IReadOnlyList<string> formats, TimeZoneInfo zone)
{
    private static readonly string[] s_iso =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    private readonly string[] _formats = formats.Count > 0 ? [.. formats] : s_iso;

    private const DateTimeStyles Spaces = DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite;

    /// <summary>The instant in UTC, to the microsecond as PostgreSQL keeps it; null when the text fits none of the formats.</summary>
    public DateTimeOffset? Read(string text)
    {
        foreach (var format in _formats)
        {
            if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, Spaces | DateTimeStyles.RoundtripKind, out var clock)) continue;
            try
            {
                return (clock.Kind == DateTimeKind.Unspecified && !text.AsSpan().TrimEnd().EndsWith("Z")
                    ? CouncilTime.FromWallClock(clock, zone)
                    : DateTimeOffset.ParseExact(text, format, CultureInfo.InvariantCulture, Spaces | DateTimeStyles.AssumeUniversal).ToUniversalTime()).ToMicrosecond();
            }
            catch (ArgumentOutOfRangeException)
            {
                // The first or last hours of what a calendar can say: no instant.
                return null;
            }
        }
        return null;
    }
}
