namespace CustomerFirst.Domain.Tickets;

/// <summary>
/// From a moment on the ticket stood in a state, with its clock running or not. It ends where the next begins. Intervals are appended and
/// never edited: elapsed time and due times can always be computed from them again.
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

    /// <summary>As the clock sees it.</summary>
    public ClockInterval ForClock => new(From, Running);

    internal static TicketInterval Create(Guid id, Guid ticketId, int sequence, TicketStep step, TicketState state, bool running, DateTimeOffset from,
        Guid? by, string? reason, Guid? teamId, Guid? assigneeId) =>
        new() { Id = id, TicketId = ticketId, Sequence = sequence, Step = step, State = state, Running = running, From = from, By = by, Reason = reason, TeamId = teamId, AssigneeId = assigneeId };
}
