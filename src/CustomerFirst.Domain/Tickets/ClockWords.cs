using CustomerFirst.Domain.Services;

namespace CustomerFirst.Domain.Tickets;

/// <summary>
/// A clock in words, for pages, messages and the API. Whole minutes; a part of a minute counts as one, so nothing left means due. Where the
/// target is in working days, two of them and more are said in whole days: nobody reckons with 2,551 hours.
/// </summary>
public static class ClockWords
{
    private const int SaidInDays = 2;

    /// <summary>"2 h 10 min of 1 working day left", "4 of 5 working days left", "paused, 4 h left", "overdue by 3 h 5 min", "met", "missed by 20 min".</summary>
    public static string For(ClockReading reading, TargetTime target) => reading.State switch
    {
        ClockState.NotStarted => $"not started, {target}",
        ClockState.Met => "met",
        ClockState.Missed => $"missed{By(reading, target)}",
        ClockState.Running => reading.Overdue ? $"overdue{By(reading, target)}" : $"{Left(reading, target)} left",
        ClockState.ClosedHours => reading.Overdue ? $"overdue{By(reading, target)}" : $"{Left(reading, target)} left, outside opening hours",
        ClockState.Paused => reading.Overdue ? $"paused, overdue{By(reading, target)}" : $"paused, {(Days(reading, target) is { } days ? Counted(days) : Duration(reading.Remaining))} left",
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

    private static string Left(ClockReading reading, TargetTime target) => $"{(Days(reading, target) is { } days ? days : Duration(reading.Remaining))} of {target}";

    // Due at closing time and read before the next opening: overdue, yet by no business time.
    private static string By(ClockReading reading, TargetTime target) =>
        reading.Remaining >= TimeSpan.Zero ? "" : Days(reading, target) is { } days ? $" by {Counted(days)}" : $" by {Duration(reading.Remaining)}";

    private static string Counted(long days) => $"{days} working days";

    private static long? Days(ClockReading reading, TargetTime target) =>
        target.Unit == TargetUnit.WorkingDays && (long)(reading.Remaining.Duration() / (reading.Target / target.Amount)) is >= SaidInDays and var days ? days : null;
}
