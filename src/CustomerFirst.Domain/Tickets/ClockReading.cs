namespace CustomerFirst.Domain.Tickets;

/// <summary>
/// One stretch of a ticket's life for its clocks: from <paramref name="From"/> until the next one begins, the last one without end.
/// <paramref name="Running"/> is false while the SLA pauses (waiting for the customer, say) and once the ticket has ended.
/// </summary>
public readonly record struct ClockInterval(DateTimeOffset From, bool Running);

/// <summary>What a clock is doing at the moment it is read.</summary>
public enum ClockState
{
    /// <summary>The moment is before the first interval.</summary>
    NotStarted,

    /// <summary>Counting.</summary>
    Running,

    /// <summary>In a running interval, but the calendar is closed, so not counting.</summary>
    ClosedHours,

    /// <summary>In an interval that does not run.</summary>
    Paused,

    /// <summary>Stopped no later than due.</summary>
    Met,

    /// <summary>Stopped after it was due.</summary>
    Missed,
}

/// <summary>What a clock shows at one moment.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Target">Business time allowed.</param>
/// <param name="Elapsed">Business time used so far, or until it was stopped.</param>
/// <param name="Due">When the target is, or was, reached (UTC); null while a pause leaves that open.</param>
/// <param name="WarnAt">When three quarters of the target are, or were, used (UTC); null while a pause leaves that open.</param>
/// <param name="Overdue">True when the moment (or the stop, for a stopped clock) is later than <paramref name="Due"/>.</param>
public sealed record ClockReading(
    ClockState State,
    TimeSpan Target,
    TimeSpan Elapsed,
    DateTimeOffset? Due,
    DateTimeOffset? WarnAt,
    bool Overdue)
{
    /// <summary>Business time left; negative once more than the target has been used.</summary>
    public TimeSpan Remaining => Target - Elapsed;

    /// <summary>Elapsed as a share of the target: 0 at the start, 1 when due, above 1 after; 1 for a target of nothing.</summary>
    public double ShareUsed => Target == TimeSpan.Zero ? 1 : Elapsed / Target;
}
