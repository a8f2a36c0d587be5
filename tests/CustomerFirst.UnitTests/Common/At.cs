using System.Globalization;

namespace CustomerFirst.UnitTests.Common;

/// <summary>Moments in tests, written as they are read: "2026-10-23 16:50".</summary>
internal static class At
{
    private static readonly TimeZoneInfo LondonZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>A moment by the clock on the wall in London; in the repeated hour of autumn say it in UTC instead.</summary>
    public static DateTimeOffset London(string wallClock)
    {
        var local = Parse(wallClock);
        Assert.False(LondonZone.IsAmbiguousTime(local) || LondonZone.IsInvalidTime(local), $"{wallClock} is not one moment in London.");
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, LondonZone), TimeSpan.Zero);
    }

    public static DateTimeOffset Utc(string time) => new(Parse(time), TimeSpan.Zero);

    public static DateOnly Date(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTime Parse(string text) =>
        DateTime.ParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None);
}
