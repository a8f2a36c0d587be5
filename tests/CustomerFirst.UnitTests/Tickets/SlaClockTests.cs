using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.UnitTests.Places;
using static CustomerFirst.UnitTests.Common.At;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class SlaClockTests
{
    private static readonly BusinessCalendar Office = OpeningHours.Weekdays("09:00-12:30", "13:30-17:00").BankHolidays("2026-08-31").Calendar();

    /// <summary>Raised on Thursday at ten; waits for the customer from Thursday noon until Friday at three.</summary>
    private static readonly ClockInterval[] WaitedForCustomer = [Runs("2026-08-27 10:00"), Pauses("2026-08-27 12:00"), Runs("2026-08-28 15:00")];

    [Fact]
    public void A_pause_does_not_count() =>
        Assert.Equal(TimeSpan.FromHours(3), SlaClock.Elapsed(Office, WaitedForCustomer, London("2026-08-28 16:00")));

    [Fact]
    public void Inside_the_pause_the_clock_stands_still() =>
        Assert.Equal(TimeSpan.FromHours(2), SlaClock.Elapsed(Office, WaitedForCustomer, London("2026-08-28 11:00")));

    [Fact]
    public void Due_moves_on_by_the_pause_and_over_the_bank_holiday() =>
        // Two hours on Thursday, two on Friday, the fifth on Tuesday.
        Assert.Equal(London("2026-09-01 10:00"), SlaClock.Due(Office, WaitedForCustomer, TimeSpan.FromHours(5)));

    [Fact]
    public void A_pause_outside_opening_hours_changes_nothing()
    {
        ClockInterval[] night = [Runs("2026-08-27 10:00"), Pauses("2026-08-27 18:00"), Runs("2026-08-28 08:00")];

        Assert.Equal(
            SlaClock.Due(Office, [Runs("2026-08-27 10:00")], TimeSpan.FromHours(7)),
            SlaClock.Due(Office, night, TimeSpan.FromHours(7)));
    }

    [Fact]
    public void While_paused_there_is_no_due_time_yet_but_a_projection()
    {
        var paused = WaitedForCustomer[..2];

        Assert.Null(SlaClock.Due(Office, paused, TimeSpan.FromHours(5)));
        Assert.Equal(London("2026-09-01 10:00"), SlaClock.DueIfRunningFrom(Office, paused, TimeSpan.FromHours(5), London("2026-08-28 15:00")));
    }

    [Fact]
    public void A_due_time_passed_before_the_pause_stands()
    {
        Assert.Equal(London("2026-08-27 11:00"), SlaClock.Due(Office, WaitedForCustomer[..2], TimeSpan.FromHours(1)));
        Assert.Equal(London("2026-08-27 11:00"), SlaClock.DueIfRunningFrom(Office, WaitedForCustomer, TimeSpan.FromHours(1), London("2026-08-28 15:00")));
    }

    [Fact]
    public void A_projection_from_before_the_ticket_begins_with_the_ticket()
    {
        Assert.Equal(London("2026-08-27 11:00"), SlaClock.DueIfRunningFrom(Office, WaitedForCustomer, TimeSpan.FromHours(1), London("2026-08-01 00:00")));
        Assert.Null(SlaClock.DueIfRunningFrom(Office, [], TimeSpan.FromHours(1), London("2026-08-01 00:00")));
    }

    [Fact]
    public void Reopening_continues_the_clock_and_does_not_reset_it()
    {
        // Resolved after two hours, reopened on Friday at three.
        ClockInterval[] reopened = [Runs("2026-08-27 10:00"), Pauses("2026-08-27 12:00"), Runs("2026-08-28 15:00"), Pauses("2026-08-28 16:30"), Runs("2026-09-01 09:00")];

        Assert.Equal(TimeSpan.FromHours(3.5), SlaClock.Elapsed(Office, reopened, London("2026-08-31 12:00")));
        Assert.Equal(London("2026-09-01 09:30"), SlaClock.Due(Office, reopened, TimeSpan.FromHours(4)));
    }

    [Fact]
    public void A_change_of_calendar_and_target_is_counted_from_the_opening_with_the_pauses_kept() =>
        // Two hours on Thursday, then from Friday 15:00 round the clock.
        Assert.Equal(London("2026-08-29 01:00"), SlaClock.Due(BusinessCalendar.RoundTheClock(), WaitedForCustomer, TimeSpan.FromHours(12)));

    [Fact]
    public void The_warning_comes_with_three_quarters_of_the_target()
    {
        Assert.Equal(London("2026-08-28 16:00"), SlaClock.WarnAt(Office, WaitedForCustomer, TimeSpan.FromHours(4)));
        Assert.Null(SlaClock.WarnAt(Office, WaitedForCustomer[..2], TimeSpan.FromHours(4)));
    }

    [Fact]
    public void Of_intervals_that_begin_together_the_last_counts()
    {
        ClockInterval[] together = [Runs("2026-08-27 10:00"), Pauses("2026-08-27 12:00"), Runs("2026-08-27 12:00"), Pauses("2026-08-27 12:00")];

        Assert.Equal(TimeSpan.FromHours(2), SlaClock.Elapsed(Office, together, London("2026-08-27 17:00")));
        Assert.Null(SlaClock.Due(Office, together, TimeSpan.FromHours(3)));
    }

    [Fact]
    public void Intervals_out_of_order_are_refused_by_every_question()
    {
        ClockInterval[] wrong = [Runs("2026-08-27 12:00"), Pauses("2026-08-27 10:00")];

        Assert.Throws<ArgumentException>(() => SlaClock.Elapsed(Office, wrong, London("2026-08-27 17:00")));
        Assert.Throws<ArgumentException>(() => SlaClock.Due(Office, wrong, TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentException>(() => SlaClock.Read(Office, wrong, TimeSpan.FromHours(1), London("2026-08-27 17:00")));
    }

    [Fact]
    public void A_negative_target_is_refused_and_a_target_of_nothing_is_due_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SlaClock.Due(Office, WaitedForCustomer, TimeSpan.FromTicks(-1)));
        Assert.Equal(London("2026-08-27 10:00"), SlaClock.Due(Office, WaitedForCustomer, TimeSpan.Zero));
        Assert.Equal(1, SlaClock.Read(Office, WaitedForCustomer, TimeSpan.Zero, London("2026-08-27 10:00")).ShareUsed);
    }

    [Fact]
    public void Without_intervals_nothing_has_elapsed_and_nothing_is_due()
    {
        Assert.Equal(TimeSpan.Zero, SlaClock.Elapsed(Office, [], London("2026-08-27 17:00")));
        Assert.Null(SlaClock.Due(Office, [], TimeSpan.Zero));
    }

    [Theory]
    [InlineData("2026-08-27 09:30", ClockState.NotStarted, 0, false)]
    [InlineData("2026-08-27 11:00", ClockState.Running, 1, false)]
    [InlineData("2026-08-27 12:00", ClockState.Paused, 2, false)]
    [InlineData("2026-08-28 16:00", ClockState.Running, 3, false)]
    [InlineData("2026-08-29 12:00", ClockState.ClosedHours, 4, false)]
    [InlineData("2026-09-01 11:00", ClockState.Running, 6, true)]
    public void A_reading_says_what_the_clock_is_doing(string at, ClockState state, int elapsedHours, bool overdue)
    {
        var reading = SlaClock.Read(Office, WaitedForCustomer, TimeSpan.FromHours(5), London(at));

        Assert.Equal(
            (state, TimeSpan.FromHours(elapsedHours), TimeSpan.FromHours(5 - elapsedHours), elapsedHours / 5.0, overdue),
            (reading.State, reading.Elapsed, reading.Remaining, reading.ShareUsed, reading.Overdue));
        Assert.Equal(London("2026-09-01 10:00"), reading.Due);
        Assert.Equal(London("2026-08-28 16:45"), reading.WarnAt);
    }

    [Theory]
    [InlineData("2026-09-01 10:00", ClockState.Met)]
    [InlineData("2026-09-01 10:01", ClockState.Missed)]
    public void A_stopped_clock_is_met_no_later_than_due(string stopped, ClockState state)
    {
        var reading = SlaClock.Read(Office, WaitedForCustomer, TimeSpan.FromHours(5), London("2026-10-01 10:00"), London(stopped));

        Assert.Equal(state, reading.State);
        Assert.Equal(London("2026-09-01 10:00"), reading.Due);
    }

    [Fact]
    public void A_stop_that_is_still_to_come_does_not_stop_the_clock() =>
        Assert.Equal(ClockState.Running, SlaClock.Read(Office, WaitedForCustomer, TimeSpan.FromHours(5), London("2026-08-28 16:00"), London("2026-08-28 16:01")).State);

    [Fact]
    public void A_reading_of_many_tickets_costs_little()
    {
        var at = London("2026-09-01 11:00");
        var target = TimeSpan.FromHours(5);
        var expected = SlaClock.Due(Office, WaitedForCustomer, target);
        Assert.Equal(TimeSpan.FromHours(6), SlaClock.Elapsed(Office, WaitedForCustomer, at));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < 20_000; i++)
            Assert.True(SlaClock.Due(Office, WaitedForCustomer, target) == expected && SlaClock.Elapsed(Office, WaitedForCustomer, at) > target);

        var took = TimeProvider.System.GetElapsedTime(started);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        Assert.True(took < TimeSpan.FromSeconds(1), $"20,000 tickets took {took}.");
    }

    private static ClockInterval Runs(string from) => new(London(from), true);

    private static ClockInterval Pauses(string from) => new(London(from), false);
}
