using System.Globalization;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.UnitTests.Common;

public sealed class WallClockTests
{
    [Theory]
    [InlineData("America/New_York", "2015-06-01 12:00", "2015-06-01 16:00")]
    [InlineData("America/New_York", "2015-01-01 12:00", "2015-01-01 17:00")]
    // Clocks go back on 1 November 2015 at 2:00; 1:30 occurs twice.
    [InlineData("America/New_York", "2015-11-01 00:59:59", "2015-11-01 04:59:59")]
    [InlineData("America/New_York", "2015-11-01 01:00", "2015-11-01 05:00")]
    [InlineData("America/New_York", "2015-11-01 01:59:59", "2015-11-01 05:59:59")]
    [InlineData("America/New_York", "2015-11-01 02:00", "2015-11-01 07:00")]
    // They go forward on 8 March 2015 at 2:00; 2:30 does not exist.
    [InlineData("America/New_York", "2015-03-08 01:59:59", "2015-03-08 06:59:59")]
    [InlineData("America/New_York", "2015-03-08 02:00", "2015-03-08 07:00")]
    [InlineData("America/New_York", "2015-03-08 02:30", "2015-03-08 07:30")]
    [InlineData("America/New_York", "2015-03-08 02:59:59", "2015-03-08 07:59:59")]
    [InlineData("America/New_York", "2015-03-08 03:00", "2015-03-08 07:00")]
    [InlineData("Europe/London", "2026-10-25 01:30", "2026-10-25 00:30")]
    [InlineData("Europe/London", "2026-03-29 01:30", "2026-03-29 01:30")]
    // A zone that changed its clocks for good, without daylight time.
    [InlineData("Europe/Moscow", "2014-10-26 01:30", "2014-10-25 21:30")]
    // Half an hour only.
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-03 15:40")]
    // Daylight time begins at midnight.
    [InlineData("America/Havana", "2026-03-08 00:20", "2026-03-08 05:20")]
    // A day that an island skipped.
    [InlineData("Pacific/Apia", "2011-12-30 10:00", "2011-12-30 20:00")]
    [InlineData("UTC", "0001-01-01 00:00", "0001-01-01 00:00")]
    public void A_time_that_occurs_twice_is_the_first_and_one_that_does_not_exist_moves_forward_by_the_gap(string zone, string wallClock, string utc)
    {
        var instant = CouncilTime.FromWallClock(Parse(wallClock), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(new DateTimeOffset(Parse(utc), TimeSpan.Zero), instant);
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Fact]
    public void A_wall_clock_before_the_first_instant_is_none() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CouncilTime.FromWallClock(DateTime.MinValue, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")));

    [Fact]
    public void A_key_can_be_made_for_a_time_before_1970() =>
        Assert.Equal(7, Ids.New(new DateTimeOffset(1851, 5, 1, 0, 0, 0, TimeSpan.Zero)).Version);

    private static DateTime Parse(string text) => DateTime.ParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture);
}
