using CustomerFirst.Domain.Places;
using static CustomerFirst.UnitTests.Common.At;

namespace CustomerFirst.UnitTests.Places;

/// <summary>Clocks go forward at 01:00 UTC on the last Sunday of March and back at 01:00 UTC on the last Sunday of October.</summary>
public sealed class ClockChangeTests
{
    public static TheoryData<string> SpringSundays => ["2019-03-31", "2024-03-31", "2025-03-30", "2026-03-29", "2027-03-28"];

    public static TheoryData<string> AutumnSundays => ["2019-10-27", "2024-10-27", "2025-10-26", "2026-10-25", "2027-10-31"];

    [Theory]
    [MemberData(nameof(SpringSundays))]
    public void A_window_over_the_missing_hour_is_an_hour_shorter(string sunday)
    {
        var nights = OpeningHours.EveryDay("00:00-08:00").Calendar();

        Assert.Equal([new OpenSpan(Utc($"{sunday} 00:00"), Utc($"{sunday} 07:00"))], nights.WindowsOn(Date(sunday)));
        Assert.Equal(TimeSpan.FromHours(7), nights.TimeBetween(Utc($"{sunday} 00:00"), Utc($"{sunday} 12:00")));
    }

    [Theory]
    [MemberData(nameof(AutumnSundays))]
    public void A_window_over_the_repeated_hour_is_an_hour_longer(string sunday)
    {
        var nights = OpeningHours.EveryDay("00:00-08:00").Calendar();

        Assert.Equal(TimeSpan.FromHours(9), nights.TimeBetween(Utc($"{sunday} 00:00").AddHours(-1), Utc($"{sunday} 12:00")));
        Assert.Equal(TimeSpan.FromHours(9), Assert.Single(nights.WindowsOn(Date(sunday))).Length);
    }

    [Theory]
    [MemberData(nameof(SpringSundays))]
    public void An_edge_inside_the_missing_hour_is_reached_when_the_clock_jumps_past_it(string sunday)
    {
        var calendar = OpeningHours.EveryDay("00:00-01:15", "01:30-05:00").Calendar();

        // 00:00 to 01:00, then at once 02:00 to 05:00 by the new time.
        Assert.Equal([new OpenSpan(Utc($"{sunday} 00:00"), Utc($"{sunday} 04:00"))], calendar.WindowsOn(Date(sunday)));
    }

    [Theory]
    [MemberData(nameof(SpringSundays))]
    public void A_window_that_never_shows_on_the_clock_does_not_open(string sunday)
    {
        var calendar = OpeningHours.EveryDay("01:10-01:50").Calendar();

        Assert.Empty(calendar.WindowsOn(Date(sunday)));
        Assert.Equal(TimeSpan.FromMinutes(40), Assert.Single(calendar.WindowsOn(Date(sunday).AddDays(1))).Length);
    }

    [Theory]
    [MemberData(nameof(AutumnSundays))]
    public void A_time_that_the_clock_shows_twice_is_open_twice(string sunday)
    {
        var calendar = OpeningHours.EveryDay("01:15-01:45").Calendar();

        Assert.Equal(
            [
                new OpenSpan(Utc($"{sunday} 00:15"), Utc($"{sunday} 00:45")),
                new OpenSpan(Utc($"{sunday} 01:15"), Utc($"{sunday} 01:45")),
            ],
            calendar.WindowsOn(Date(sunday)));
    }

    [Theory]
    [MemberData(nameof(AutumnSundays))]
    public void Windows_that_touch_inside_the_repeated_hour_count_once_and_leave_no_hole(string sunday)
    {
        var calendar = OpeningHours.EveryDay("00:00-01:30", "01:30-06:00").Calendar();

        Assert.Equal(TimeSpan.FromHours(7), Assert.Single(calendar.WindowsOn(Date(sunday))).Length);
    }

    [Theory]
    [InlineData("2026-03-27 16:15", "2026-03-30 09:00")]
    [InlineData("2026-10-23 16:15", "2026-10-26 09:00")]
    public void Office_hours_keep_to_the_clock_on_the_wall_over_a_change(string friday, string monday)
    {
        var due = OpeningHours.Office.Add(London(friday), TimeSpan.FromHours(1) + TimeSpan.FromTicks(1));

        Assert.Equal(London(monday).AddTicks(1), due);
    }

    [Fact]
    public void A_night_shift_reaches_its_hours_in_real_time()
    {
        var nights = OpeningHours.EveryDay("00:00-06:00", "22:00-24:00").Calendar();

        Assert.Equal(London("2026-03-29 06:00"), nights.Add(London("2026-03-28 22:00"), TimeSpan.FromHours(7)));
        Assert.Equal(London("2026-10-25 06:00"), nights.Add(London("2026-10-24 22:00"), TimeSpan.FromHours(9)));
    }

    [Fact]
    public void Another_zone_that_changes_at_midnight_is_exact_too()
    {
        // Cuba: midnight becomes 01:00 in spring, and 01:00 becomes midnight in autumn.
        var cuba = OpeningHours.EveryDay("00:00-24:00").In("America/Havana").Calendar();

        Assert.Equal(TimeSpan.FromHours(23), Assert.Single(cuba.WindowsOn(Date("2024-03-10"))).Length);
        Assert.Equal(TimeSpan.FromHours(25), Assert.Single(cuba.WindowsOn(Date("2024-11-03"))).Length);
    }
}
