using CustomerFirst.Domain.Places;
using CustomerFirst.UnitTests.Common;
using static CustomerFirst.UnitTests.Common.At;

namespace CustomerFirst.UnitTests.Places;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar SplitShifts = OpeningHours.Weekdays("08:30-12:00", "13:00-17:00", "18:00-20:00").On(DayOfWeek.Saturday, "10:00-13:00").Calendar();

    [Fact]
    public void Lunch_and_tea_breaks_are_not_business_time() =>
        Assert.Equal(TimeSpan.FromHours(9.5), SplitShifts.TimeBetween(London("2026-11-23 00:00"), London("2026-11-24 00:00")));

    [Fact]
    public void A_week_of_split_shifts_adds_up() =>
        Assert.Equal(TimeSpan.FromHours(5 * 9.5 + 3), SplitShifts.TimeBetween(London("2026-11-23 00:00"), London("2026-11-30 00:00")));

    [Theory]
    [InlineData("2026-11-24 12:00", false)]
    [InlineData("2026-11-24 11:59:59", true)]
    [InlineData("2026-11-24 12:59:59", false)]
    [InlineData("2026-11-24 13:00", true)]
    [InlineData("2026-11-28 12:00", true)]
    [InlineData("2026-11-29 12:00", false)]
    public void It_is_open_from_the_opening_minute_up_to_the_closing_one(string at, bool open) =>
        Assert.Equal(open, SplitShifts.IsOpen(London(at)));

    [Fact]
    public void Friday_afternoon_plus_two_hours_goes_on_after_the_weekend() =>
        Assert.Equal(London("2026-11-23 10:35"), OpeningHours.Office.Add(London("2026-11-20 16:50"), TimeSpan.FromHours(2)));

    [Fact]
    public void Friday_afternoon_plus_two_hours_skips_the_bank_holiday()
    {
        var calendar = OpeningHours.Weekdays("09:00-17:15").BankHolidays("2026-08-31").Calendar();

        Assert.Equal(London("2026-09-01 10:35"), calendar.Add(London("2026-08-28 16:50"), TimeSpan.FromHours(2)));
    }

    [Fact]
    public void Time_that_ends_with_the_day_ends_at_closing_not_at_the_next_opening() =>
        Assert.Equal(London("2026-11-20 17:15"), OpeningHours.Office.Add(London("2026-11-20 16:15"), TimeSpan.FromHours(1)));

    [Fact]
    public void No_time_added_is_the_same_instant_even_when_closed() =>
        Assert.Equal(London("2026-11-21 03:00"), OpeningHours.Office.Add(London("2026-11-21 03:00"), TimeSpan.Zero));

    [Fact]
    public void Negative_time_cannot_be_added() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OpeningHours.Office.Add(London("2026-11-20 10:00"), TimeSpan.FromTicks(-1)));

    [Fact]
    public void Backwards_there_is_no_business_time() =>
        Assert.Equal(TimeSpan.Zero, OpeningHours.Office.TimeBetween(London("2026-11-20 12:00"), London("2026-11-20 11:00")));

    [Fact]
    public void A_moment_may_be_given_in_any_offset_and_the_answer_is_in_utc()
    {
        var due = OpeningHours.Office.Add(new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.FromHours(1)), TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.Zero, due!.Value.Offset);
        Assert.Equal(London("2026-07-01 11:00"), due);
    }

    [Theory]
    [InlineData("2026-11-20 10:00", "2026-11-20 10:00")]
    [InlineData("2026-11-20 17:15", "2026-11-23 09:00")]
    [InlineData("2026-12-31 23:00", "2027-01-01 09:00")]
    public void The_next_opening_is_now_when_open_else_the_next_window(string at, string opens) =>
        Assert.Equal(London(opens), OpeningHours.Office.NextOpening(London(at)));

    [Fact]
    public void On_bank_holidays_a_calendar_may_open_as_usual_or_in_windows_of_its_own()
    {
        var christmas = (From: London("2026-12-25 00:00"), To: London("2026-12-26 00:00"));
        var hours = OpeningHours.Weekdays("09:00-17:00").BankHolidays("2026-12-25");

        Assert.Equal(TimeSpan.Zero, hours.Calendar().TimeBetween(christmas.From, christmas.To));
        Assert.Equal(TimeSpan.FromHours(8), hours.OnBankHolidays(BankHolidayHours.AsUsual).Calendar().TimeBetween(christmas.From, christmas.To));
        Assert.Equal(
            TimeSpan.FromHours(2),
            hours.OnBankHolidays(BankHolidayHours.Own(OpeningWindow.Parse("10:00-11:00"), OpeningWindow.Parse("14:00-15:00"))).Calendar().TimeBetween(christmas.From, christmas.To));
    }

    [Fact]
    public void An_exceptional_day_wins_over_weekday_and_bank_holiday()
    {
        var calendar = OpeningHours.Weekdays("09:00-17:00").BankHolidays("2026-12-25")
            .Exceptionally("2026-12-25", "10:00-12:00").Exceptionally("2026-12-24").Exceptionally("2026-12-27", "09:00-10:00").Calendar();

        Assert.Equal([], calendar.WindowsOn(Date("2026-12-24")));
        Assert.Equal([new OpenSpan(Utc("2026-12-25 10:00"), Utc("2026-12-25 12:00"))], calendar.WindowsOn(Date("2026-12-25")));
        Assert.Equal(TimeSpan.FromHours(3), calendar.TimeBetween(London("2026-12-24 00:00"), London("2026-12-28 00:00")));
    }

    [Fact]
    public void Round_the_clock_every_minute_counts()
    {
        var calendar = BusinessCalendar.RoundTheClock();

        Assert.True(calendar.AlwaysOpen && calendar.IsOpen(London("2026-12-25 03:00")));
        Assert.Equal(TimeSpan.FromDays(1), calendar.WorkingDay);
        Assert.Equal(TimeSpan.FromDays(365), calendar.TimeBetween(Utc("2026-01-01 00:00"), Utc("2027-01-01 00:00")));
        Assert.Equal(Utc("2026-03-30 00:30"), calendar.Add(Utc("2026-03-29 00:30"), calendar.WorkingDay));
        Assert.Equal(Utc("2026-03-29 00:30"), calendar.NextOpening(Utc("2026-03-29 00:30")));
        Assert.Equal([new OpenSpan(Utc("2026-03-29 00:00"), Utc("2026-03-29 23:00"))], calendar.WindowsOn(Date("2026-03-29")));
        Assert.Null(calendar.Add(Utc("2026-03-29 00:30"), TimeSpan.MaxValue));
    }

    [Fact]
    public void Windows_that_meet_at_midnight_are_one_stretch()
    {
        var nights = OpeningHours.EveryDay("00:00-06:00", "22:00-24:00").Calendar();

        Assert.Equal(London("2026-11-24 06:00"), nights.Add(London("2026-11-23 22:00"), TimeSpan.FromHours(8)));
        Assert.Equal(TimeSpan.FromHours(8), nights.TimeBetween(London("2026-12-31 12:00"), London("2027-01-01 12:00")));
        Assert.True(nights.IsOpen(London("2027-01-01 00:00")));
    }

    [Fact]
    public void Where_nothing_ever_opens_no_time_is_reached()
    {
        var closed = OpeningHours.Weekdays().Exceptionally("2026-01-05", "09:00-10:00").Calendar();

        Assert.Equal(London("2026-01-05 10:00"), closed.Add(London("2026-01-01 00:00"), TimeSpan.FromHours(1)));
        Assert.Null(closed.Add(London("2026-01-01 00:00"), TimeSpan.FromHours(2)));
        Assert.Null(closed.NextOpening(London("2026-01-06 00:00")));
        Assert.Equal(TimeSpan.FromDays(1), closed.WorkingDay);
    }

    [Fact]
    public void A_working_day_is_the_longest_weekday_unless_the_calendar_says_otherwise()
    {
        Assert.Equal(TimeSpan.FromHours(9.5), SplitShifts.WorkingDay);
        Assert.Equal(TimeSpan.FromHours(7.4), OpeningHours.Weekdays("09:00-17:15").WorkingDay(TimeSpan.FromHours(7.4)).Calendar().WorkingDay);
        Assert.Throws<ArgumentOutOfRangeException>(() => OpeningHours.Weekdays("09:00-17:15").WorkingDay(TimeSpan.Zero).Calendar());
    }

    [Theory]
    [InlineData("09:00-12:00", "11:59-17:00")]
    [InlineData("13:00-17:00", "09:00-12:00")]
    public void Windows_that_overlap_or_are_out_of_order_are_refused(string first, string second)
    {
        Assert.Throws<ArgumentException>(() => OpeningHours.Weekdays(first, second).Calendar());
        Assert.Throws<ArgumentException>(() => OpeningHours.Weekdays().Exceptionally("2026-01-01", first, second).Calendar());
        Assert.Throws<ArgumentException>(() => BankHolidayHours.Own(OpeningWindow.Parse(first), OpeningWindow.Parse(second)));
    }

    [Fact]
    public void Windows_that_touch_count_once_and_leave_no_hole()
    {
        var calendar = OpeningHours.Weekdays("09:00-12:00", "12:00-17:00").Calendar();

        Assert.Equal([new OpenSpan(Utc("2026-11-24 09:00"), Utc("2026-11-24 17:00"))], calendar.WindowsOn(Date("2026-11-24")));
    }

    [Fact]
    public void Long_ago_and_far_ahead_are_counted_by_the_same_rules()
    {
        var calendar = BusinessCalendarTests.SplitShifts;

        Assert.Equal(TimeSpan.FromHours(9.5), calendar.TimeBetween(Utc("1850-07-01 00:00"), Utc("1850-07-02 00:00")));
        Assert.Equal(TimeSpan.FromHours(9.5), calendar.TimeBetween(Utc("2500-12-01 00:00"), Utc("2500-12-02 00:00")));
        Assert.True(calendar.TimeBetween(DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddDays(7)) > TimeSpan.FromHours(40));
        Assert.True(calendar.TimeBetween(DateTimeOffset.MaxValue.AddDays(-7), DateTimeOffset.MaxValue) > TimeSpan.FromHours(40));
        Assert.Empty(calendar.WindowsOn(DateOnly.MinValue.AddDays(6)));
        Assert.Equal(3, calendar.WindowsOn(DateOnly.MaxValue).Count);
        Assert.Null(calendar.Add(DateTimeOffset.MaxValue.AddDays(-1), TimeSpan.FromDays(2)));
    }

    [Fact]
    public void Five_years_are_counted_in_microseconds_and_without_memory()
    {
        var (from, to) = (London("2021-03-01 10:00"), London("2026-03-01 10:00"));
        var expected = SplitShifts.TimeBetween(from, to);
        Assert.Equal(to, SplitShifts.Add(from, expected)!.Value.AddHours(21));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < 50_000; i++)
            Assert.True(SplitShifts.TimeBetween(from, to) == expected);

        var took = TimeProvider.System.GetElapsedTime(started);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        Assert.True(took < TimeSpan.FromSeconds(1), $"50,000 counts over five years took {took}.");
    }

    [Fact]
    public void Many_threads_may_ask_one_new_calendar()
    {
        var calendar = OpeningHours.Weekdays("09:00-12:30", "13:30-17:15").Calendar();
        var from = London("1990-01-01 00:00");

        var answers = Enumerable.Range(0, 400).AsParallel().WithDegreeOfParallelism(8).Select(i => calendar.TimeBetween(from, from.AddDays(7 * (40 * (i % 40) + 1)))).ToArray();

        Assert.Equal(Enumerable.Range(0, 400).Select(i => TimeSpan.FromHours(5 * 7.25 * (40 * (i % 40) + 1))), answers);
    }

    [Fact]
    public void The_bank_holidays_of_england_are_not_business_time()
    {
        var holidays = BankHolidayFile.EnglandAndWales();
        var with = OpeningHours.Weekdays("09:00-17:00").BankHolidays([.. holidays.Select(d => d.ToString("yyyy-MM-dd"))]).Calendar();
        var without = OpeningHours.Weekdays("09:00-17:00").Calendar();
        var (from, to) = (London("2024-01-01 00:00"), London("2027-01-01 00:00"));
        var missed = holidays.Count(d => d.Year is >= 2024 and < 2027 && d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

        Assert.Equal(24, missed);
        Assert.Equal(TimeSpan.FromHours(8 * missed), without.TimeBetween(from, to) - with.TimeBetween(from, to));
        // Easter: Thursday afternoon plus two hours, over Good Friday and Easter Monday.
        Assert.Equal(London("2026-04-07 10:30"), with.Add(London("2026-04-02 16:30"), TimeSpan.FromHours(2)));
    }
}
