using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class ClockWordsTests
{
    private static readonly TargetTime OneDay = TargetTime.OfWorkingDays(1);

    [Theory]
    [InlineData(ClockState.NotStarted, 0, "not started, 1 working day")]
    [InlineData(ClockState.Running, 350, "2 h 10 min of 1 working day left")]
    [InlineData(ClockState.ClosedHours, 360, "2 h of 1 working day left, outside opening hours")]
    [InlineData(ClockState.Paused, 240, "paused, 4 working hours left")]
    [InlineData(ClockState.Running, 665, "overdue by 3 working hours 5 min")]
    [InlineData(ClockState.ClosedHours, 490, "overdue by 10 working minutes")]
    [InlineData(ClockState.ClosedHours, 480, "overdue")]
    [InlineData(ClockState.Paused, 500, "paused, overdue by 20 working minutes")]
    [InlineData(ClockState.Met, 100, "met")]
    [InlineData(ClockState.Missed, 541, "missed by 1 working hour 1 min")]
    public void A_clock_is_said_in_words(ClockState state, int elapsedMinutes, string words)
    {
        var overdue = elapsedMinutes >= 480;
        var reading = new ClockReading(state, TimeSpan.FromHours(8), TimeSpan.FromMinutes(elapsedMinutes), null, null, overdue);

        Assert.Equal(words, ClockWords.For(reading, OneDay));
    }

    [Theory]
    [InlineData(ClockState.Running, 100, "4 of 5 working days left")]
    [InlineData(ClockState.Running, 1500, "15 h of 5 working days left")]
    [InlineData(ClockState.Paused, 480, "paused, 4 working days left")]
    [InlineData(ClockState.Running, 2400 + 959, "overdue by 15 working hours 59 min")]
    [InlineData(ClockState.Running, 2400 + 153_060, "overdue by 318 working days")]
    [InlineData(ClockState.Missed, 2400 + 960, "missed by 2 working days")]
    public void Two_working_days_and_more_are_said_in_days(ClockState state, int elapsedMinutes, string words)
    {
        var reading = new ClockReading(state, TimeSpan.FromHours(40), TimeSpan.FromMinutes(elapsedMinutes), null, null, elapsedMinutes >= 2400);

        Assert.Equal(words, ClockWords.For(reading, TargetTime.OfWorkingDays(5)));
    }

    [Theory]
    [InlineData(ClockState.Running, 30, false, "3 h 30 min of 4 working hours left")]
    [InlineData(ClockState.Running, 30, true, "3 h 30 min of 4 hours left")]
    [InlineData(ClockState.Paused, 180, true, "paused, 1 h left")]
    [InlineData(ClockState.Paused, 180, false, "paused, 1 working hour left")]
    [InlineData(ClockState.Running, 480, false, "overdue by 4 working hours")]
    [InlineData(ClockState.Running, 480, true, "overdue by 4 h")]
    [InlineData(ClockState.Missed, 241, false, "missed by 1 working minute")]
    public void Hours_are_working_hours_where_the_calendar_closes(ClockState state, int elapsedMinutes, bool roundTheClock, string words)
    {
        var reading = new ClockReading(state, TimeSpan.FromHours(4), TimeSpan.FromMinutes(elapsedMinutes), null, null, elapsedMinutes > 240);

        Assert.Equal(words, ClockWords.For(reading, TargetTime.OfHours(4), roundTheClock));
    }

    [Theory]
    [InlineData(0, "0 min")]
    [InlineData(1, "1 min")]
    [InlineData(60, "1 min")]
    [InlineData(61, "2 min")]
    [InlineData(3600, "1 h")]
    [InlineData(-3660, "1 h 1 min")]
    [InlineData(200 * 3600 + 60, "200 h 1 min")]
    public void A_part_of_a_minute_counts_as_one(int seconds, string words) =>
        Assert.Equal(words, ClockWords.Duration(TimeSpan.FromSeconds(seconds)));
}
