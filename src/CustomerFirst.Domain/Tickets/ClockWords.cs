using CustomerFirst.Domain.Services;

namespace CustomerFirst.Domain.Tickets;

/// <summary>
/// A clock in words, for pages, messages and the API. Whole minutes; a part of a minute counts as one, so nothing left means due. Where the
/// target is in working days, two of them and more are said in whole days: nobody reckons with 2,551 hours. Hours of a calendar that closes are called
/// working hours: four of them are more than an afternoon.
/// </summary>
public static class ClockWords
{
    private const int SaidInDays = 2;

    /// <summary>
    /// "2 h 10 min of 1 working day left", "4 of 5 working days left", "paused, 4 working hours left", "overdue by 3 working hours 5 min", "met", "missed by 20 working minutes";
    /// of a calendar that is always open "overdue by 3 h 5 min".
    /// </summary>
    /// <param name="roundTheClock">The calendar never closes, so that every hour counts.</param>
    public static string For(ClockReading reading, TargetTime target, bool roundTheClock = false) => reading.State switch
    {
        ClockState.NotStarted => $"not started, {Whole(target, roundTheClock)}",
        ClockState.Met => "met",
        ClockState.Missed => $"missed{By(reading, target, roundTheClock)}",
        ClockState.Running => reading.Overdue ? $"overdue{By(reading, target, roundTheClock)}" : $"{Left(reading, target, roundTheClock)} left",
        ClockState.ClosedHours => reading.Overdue ? $"overdue{By(reading, target, roundTheClock)}" : $"{Left(reading, target, roundTheClock)} left, outside opening hours",
        ClockState.Paused => reading.Overdue ? $"paused, overdue{By(reading, target, roundTheClock)}"
            : $"paused, {(Days(reading, target) is { } days ? Counted(days) : Business(reading.Remaining, roundTheClock))} left",
        _ => throw new InvalidOperationException($"There are no words for {reading.State}."),
    };

    /// <summary>Time in hours and minutes: "3 h 5 min", "4 h", "10 min", "0 min"; a part of a minute counts as one, a sign is left out.</summary>
    public static string Duration(TimeSpan time) => Parts(time) switch
    {
        (0, var m) => $"{m} min",
        (var h, 0) => $"{h} h",
        var (h, m) => $"{h} h {m} min",
    };

    // "3 working hours 5 min", "1 working hour", "10 working minutes".
    private static string Business(TimeSpan time, bool roundTheClock) => roundTheClock ? Duration(time) : Parts(time) switch
    {
        (0, var m) => m == 1 ? "1 working minute" : $"{m} working minutes",
        (var h, 0) => Hours(h),
        var (h, m) => $"{Hours(h)} {m} min",
    };

    private static string Hours(long hours) => hours == 1 ? "1 working hour" : $"{hours} working hours";

    private static (long Hours, long Minutes) Parts(TimeSpan time)
    {
        var minutes = (long)Math.Ceiling(time.Duration().TotalMinutes);
        return (minutes / 60, minutes % 60);
    }

    // What it is a part of says what kind of hours they are.
    private static string Left(ClockReading reading, TargetTime target, bool roundTheClock) =>
        $"{(Days(reading, target) is { } days ? days : Duration(reading.Remaining))} of {Whole(target, roundTheClock)}";

    private static string Whole(TargetTime target, bool roundTheClock) => target.Unit switch
    {
        TargetUnit.Hours when !roundTheClock => Hours(target.Amount),
        TargetUnit.Minutes when !roundTheClock => target.Amount == 1 ? "1 working minute" : $"{target.Amount} working minutes",
        _ => target.ToString(),
    };

    // Due at closing time and read before the next opening: overdue, yet by no business time.
    private static string By(ClockReading reading, TargetTime target, bool roundTheClock) =>
        reading.Remaining >= TimeSpan.Zero ? "" : Days(reading, target) is { } days ? $" by {Counted(days)}" : $" by {Business(reading.Remaining, roundTheClock)}";

    private static string Counted(long days) => $"{days} working days";

    private static long? Days(ClockReading reading, TargetTime target) =>
        target.Unit == TargetUnit.WorkingDays && (long)(reading.Remaining.Duration() / (reading.Target / target.Amount)) is >= SaidInDays and var days ? days : null;
}
