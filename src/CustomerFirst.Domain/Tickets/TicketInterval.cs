namespace CustomerFirst.Domain.Tickets;

/// <summary>
/// From a moment on the ticket stood in a state, with its clock running or not. It ends where the next begins. Intervals are appended and
/// never edited: elapsed time and due times can always be computed from them again. Where another system corrects what it said, intervals are
/// appended that stand instead of earlier ones; those stay as what was believed until then, see <see cref="IntervalsThatStand"/>.
/// </summary>
public sealed class TicketInterval
{
    private TicketInterval() { }

    public Guid Id { get; private set; }
    public Guid TicketId { get; private set; }
    /// <summary>1, 2, 3 … in a ticket.</summary>
    public int Sequence { get; private set; }
    /// <summary>The step that began it.</summary>
    public TicketStep Step { get; private set; }
    public TicketState State { get; private set; }
    /// <summary>Whether business time inside it counts.</summary>
    public bool Running { get; private set; }
    public DateTimeOffset From { get; private set; }
    /// <summary>Who took the step; null when the hub did.</summary>
    public Guid? By { get; private set; }
    public string? Reason { get; private set; }
    public Guid? TeamId { get; private set; }
    public Guid? AssigneeId { get; private set; }
    /// <summary>This one and what follows stand instead of the intervals from this sequence on; null for a step that was taken.</summary>
    public int? InsteadOf { get; private set; }

    /// <summary>As the clock sees it.</summary>
    public ClockInterval ForClock => new(From, Running);

    internal static TicketInterval Create(Guid id, Guid ticketId, int sequence, TicketStep step, TicketState state, bool running, DateTimeOffset from,
        Guid? by, string? reason, Guid? teamId, Guid? assigneeId, int? insteadOf = null) =>
        new() { Id = id, TicketId = ticketId, Sequence = sequence, Step = step, State = state, Running = running, From = from, By = by, Reason = reason, TeamId = teamId, AssigneeId = assigneeId, InsteadOf = insteadOf };
}

/// <summary>Which of a ticket's intervals tell its life, now that some were corrected.</summary>
public static class IntervalsThatStand
{
    /// <summary>Those that no later one stands instead of, in order.</summary>
    /// <param name="intervals">In any order.</param>
    /// <param name="sequence">The number of one.</param>
    /// <param name="insteadOf">From which number on it stands instead of earlier ones; null for none.</param>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> intervals, Func<T, int> sequence, Func<T, int?> insteadOf)
    {
        var stand = new List<T>();
        foreach (var interval in intervals.OrderBy(sequence))
        {
            if (insteadOf(interval) is { } first) stand.RemoveAll(s => sequence(s) >= first);
            stand.Add(interval);
        }
        return stand;
    }

    /// <inheritdoc cref="Of{T}" />
    public static IReadOnlyList<TicketInterval> Of(IEnumerable<TicketInterval> intervals) => Of(intervals, i => i.Sequence, i => i.InsteadOf);
}
