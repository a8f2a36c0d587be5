using CustomerFirst.Domain.Services;

namespace CustomerFirst.Domain.Tickets;

/// <summary>A clock in words, for pages, messages and the API. Whole minutes; a part of a minute counts as one, so nothing left means due.</summary>
public static class ClockWords
{
    /// <summary>"2 h 10 min of 1 working day left", "paused, 4 h left", "overdue by 3 h 5 min", "met", "missed by 20 min".</summary>
    public static string For(ClockReading reading, TargetTime target) => reading.State switch
    {
        ClockState.NotStarted => $"not started, {target}",
        ClockState.Met => "met",
        ClockState.Missed => $"missed{By(reading)}",
        ClockState.Running => reading.Overdue ? $"overdue{By(reading)}" : $"{Left(reading)} of {target} left",
        ClockState.ClosedHours => reading.Overdue ? $"overdue{By(reading)}" : $"{Left(reading)} of {target} left, outside opening hours",
        ClockState.Paused => reading.Overdue ? $"paused, overdue{By(reading)}" : $"paused, {Left(reading)} left",
        _ => throw new InvalidOperationException($"There are no words for {reading.State}."),
    };

    /// <summary>Business time in hours and minutes: "3 h 5 min", "4 h", "10 min", "0 min"; a part of a minute counts as one, a sign is left out.</summary>
    public static string Duration(TimeSpan time)
    {
        var minutes = (long)Math.Ceiling(time.Duration().TotalMinutes);
        return (minutes / 60, minutes % 60) switch
        {
            (0, var m) => $"{m} min",
            (var h, 0) => $"{h} h",
            var (h, m) => $"{h} h {m} min",
        };
    }

    private static string Left(ClockReading reading) => Duration(reading.Remaining);

    // Due at closing time and read before the next opening: overdue, yet by no business time.
    private static string By(ClockReading reading) => reading.Remaining < TimeSpan.Zero ? $" by {Duration(reading.Remaining)}" : "";
}
