using CustomerFirst.Domain.Places;

namespace CustomerFirst.Domain.Tickets;

/// <summary>
/// The clock of a target, for first reply and resolution alike: business time of a calendar that falls inside running intervals. Nothing is
/// kept: elapsed and due follow from the intervals each time, so another calendar or target over the same intervals is the whole of a change
/// of SLA, and a reopened ticket goes on where it stopped. Intervals come in order of time (equal times are allowed: the later one counts).
/// </summary>
public static class SlaClock
{
    /// <summary>Business time inside running intervals up to <paramref name="until"/>; zero when there is none.</summary>
    /// <exception cref="ArgumentException">The intervals are not in order.</exception>
    public static TimeSpan Elapsed(BusinessCalendar calendar, IReadOnlyList<ClockInterval> intervals, DateTimeOffset until)
    {
        CheckOrder(intervals);
        var elapsed = TimeSpan.Zero;
        for (var i = 0; i < intervals.Count && intervals[i].From < until; i++)
        {
            if (intervals[i].Running)
                elapsed += calendar.TimeBetween(intervals[i].From, EndOf(intervals, i, until));
        }

        return elapsed;
    }

    /// <summary>
    /// The earliest instant (UTC) at which elapsed reaches the target, given that the last interval goes on. Null when it was not reached and
    /// the last interval does not run, when the calendar never opens again, or when there are no intervals.
    /// </summary>
    /// <exception cref="ArgumentException">The intervals are not in order, or the target is negative.</exception>
    public static DateTimeOffset? Due(BusinessCalendar calendar, IReadOnlyList<ClockInterval> intervals, TimeSpan target) =>
        Due(calendar, intervals, target, DateTimeOffset.MaxValue, out var left) ?? AfterLast(calendar, intervals, left);

    /// <summary>
    /// As <see cref="Due(BusinessCalendar, IReadOnlyList{ClockInterval}, TimeSpan)"/>, had the clock run without a pause from <paramref name="at"/> on
    /// (from the first interval on, if that is later): when a paused ticket would be due if work went on then.
    /// </summary>
    /// <exception cref="ArgumentException">The intervals are not in order, or the target is negative.</exception>
    public static DateTimeOffset? DueIfRunningFrom(BusinessCalendar calendar, IReadOnlyList<ClockInterval> intervals, TimeSpan target, DateTimeOffset at)
    {
        if (intervals.Count == 0)
            return null;
        var from = at > intervals[0].From ? at : intervals[0].From;
        return Due(calendar, intervals, target, from, out var left) ?? calendar.Add(from, left);
    }

    /// <summary>When three quarters of the target are used, by the same rule as the due time.</summary>
    /// <exception cref="ArgumentException">The intervals are not in order, or the target is negative.</exception>
    public static DateTimeOffset? WarnAt(BusinessCalendar calendar, IReadOnlyList<ClockInterval> intervals, TimeSpan target) =>
        Due(calendar, intervals, WarningShare(target));

    /// <summary>
    /// What the clock shows at a moment. With <paramref name="stoppedAt"/> (first reply given, ticket resolved) no later than that moment,
    /// the clock is read as it stood then: met when that was no later than due, else missed.
    /// </summary>
    /// <exception cref="ArgumentException">The intervals are not in order, or the target is negative.</exception>
    public static ClockReading Read(
        BusinessCalendar calendar,
        IReadOnlyList<ClockInterval> intervals,
        TimeSpan target,
        DateTimeOffset at,
        DateTimeOffset? stoppedAt = null)
    {
        var stopped = stoppedAt <= at;
        var readAt = stopped ? stoppedAt!.Value : at;
        var due = Due(calendar, intervals, target);
        var overdue = readAt > due;
        var state = stopped ? overdue ? ClockState.Missed : ClockState.Met : StateAt(calendar, intervals, at);
        return new ClockReading(state, target, Elapsed(calendar, intervals, readAt), due, WarnAt(calendar, intervals, target), overdue);
    }

    /// <summary>Three quarters of a target.</summary>
    public static TimeSpan WarningShare(TimeSpan target) => new(target.Ticks - target.Ticks / 4);

    /// <summary>The due time when it falls before <paramref name="until"/>; else null, and what is left of the target then.</summary>
    private static DateTimeOffset? Due(
        BusinessCalendar calendar,
        IReadOnlyList<ClockInterval> intervals,
        TimeSpan target,
        DateTimeOffset until,
        out TimeSpan left)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, TimeSpan.Zero);
        CheckOrder(intervals);
        left = target;
        if (intervals.Count > 0 && target == TimeSpan.Zero)
            return intervals[0].From.ToUniversalTime();
        for (var i = 0; i < intervals.Count && intervals[i].From < until; i++)
        {
            var openEnded = i == intervals.Count - 1 && until == DateTimeOffset.MaxValue;
            if (!intervals[i].Running || openEnded)
                continue;
            var open = calendar.TimeBetween(intervals[i].From, EndOf(intervals, i, until));
            if (open >= left)
                return calendar.Add(intervals[i].From, left);
            left -= open;
        }

        return null;
    }

    private static DateTimeOffset? AfterLast(BusinessCalendar calendar, IReadOnlyList<ClockInterval> intervals, TimeSpan left) =>
        intervals.Count > 0 && intervals[^1].Running ? calendar.Add(intervals[^1].From, left) : null;

    private static ClockState StateAt(BusinessCalendar calendar, IReadOnlyList<ClockInterval> intervals, DateTimeOffset at)
    {
        var i = intervals.Count - 1;
        while (i >= 0 && intervals[i].From > at)
            i--;
        if (i < 0)
            return ClockState.NotStarted;
        if (!intervals[i].Running)
            return ClockState.Paused;
        return calendar.IsOpen(at) ? ClockState.Running : ClockState.ClosedHours;
    }

    private static DateTimeOffset EndOf(IReadOnlyList<ClockInterval> intervals, int i, DateTimeOffset until) =>
        i + 1 < intervals.Count && intervals[i + 1].From < until ? intervals[i + 1].From : until;

    private static void CheckOrder(IReadOnlyList<ClockInterval> intervals)
    {
        for (var i = 1; i < intervals.Count; i++)
        {
            if (intervals[i].From < intervals[i - 1].From)
                throw new ArgumentException("Intervals of a clock must be in order of time.", nameof(intervals));
        }
    }
}
