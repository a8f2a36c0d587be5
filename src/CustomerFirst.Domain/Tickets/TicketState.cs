namespace CustomerFirst.Domain.Tickets;

/// <summary>Where a ticket stands in its life.</summary>
public enum TicketState
{
    /// <summary>Raised, and nobody has taken it.</summary>
    New,
    /// <summary>With the first response.</summary>
    InHand,
    /// <summary>With the second response team or an officer.</summary>
    WithService,
    /// <summary>The customer has to do something first.</summary>
    WaitingForCustomer,
    /// <summary>Another organisation or supplier has to do something first.</summary>
    WaitingForOthers,
    /// <summary>Delivered; the customer may still object.</summary>
    Resolved,
    /// <summary>The objection time is over.</summary>
    Closed,
    /// <summary>Ended without delivery: withdrawn or raised in error.</summary>
    Cancelled,
    /// <summary>Ended because another ticket has the same matter.</summary>
    Duplicate,
}

/// <summary>What can be done to a ticket.</summary>
public enum TicketStep
{
    Raise, Take, HandOver, HandBack, WaitForCustomer, WaitForOthers, Resume, Resolve, Close, Reopen, Cancel, MarkDuplicate,
    /// <summary>The SLA changed what pauses while the ticket stood still: the state stays, its clock runs or pauses from now on.</summary>
    ChangeClock,
}

/// <summary>The life of a ticket: every legal step and no other.</summary>
public static class TicketLife
{
    /// <summary>Somebody still has to act or wait.</summary>
    public static bool IsOpen(this TicketState state) => state is TicketState.New or TicketState.InHand or TicketState.WithService
        or TicketState.WaitingForCustomer or TicketState.WaitingForOthers;

    /// <summary>The customer or somebody else has to act first.</summary>
    public static bool IsWaiting(this TicketState state) => state is TicketState.WaitingForCustomer or TicketState.WaitingForOthers;

    /// <summary>Delivered, whether or not the objection time is over.</summary>
    public static bool IsDelivered(this TicketState state) => state is TicketState.Resolved or TicketState.Closed;

    /// <summary>The steps that are legal from a state.</summary>
    public static IReadOnlyList<TicketStep> StepsFrom(TicketState state) => state switch
    {
        TicketState.New => [TicketStep.Take, TicketStep.Resolve, TicketStep.HandOver, TicketStep.WaitForCustomer, TicketStep.WaitForOthers, TicketStep.MarkDuplicate, TicketStep.Cancel],
        TicketState.InHand => [TicketStep.Resolve, TicketStep.HandOver, TicketStep.WaitForCustomer, TicketStep.WaitForOthers, TicketStep.MarkDuplicate, TicketStep.Cancel],
        TicketState.WithService => [TicketStep.Resolve, TicketStep.WaitForCustomer, TicketStep.WaitForOthers, TicketStep.HandOver, TicketStep.HandBack, TicketStep.MarkDuplicate, TicketStep.Cancel],
        TicketState.WaitingForCustomer => [TicketStep.Resume, TicketStep.Resolve, TicketStep.HandOver, TicketStep.WaitForOthers, TicketStep.MarkDuplicate, TicketStep.Cancel],
        TicketState.WaitingForOthers => [TicketStep.Resume, TicketStep.Resolve, TicketStep.HandOver, TicketStep.WaitForCustomer, TicketStep.MarkDuplicate, TicketStep.Cancel],
        TicketState.Resolved => [TicketStep.Reopen, TicketStep.Close],
        TicketState.Closed => [TicketStep.Reopen],
        TicketState.Cancelled or TicketState.Duplicate => [],
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Whether a step is legal from a state.</summary>
    public static bool Allows(TicketState state, TicketStep step) => StepsFrom(state).Contains(step);

    /// <summary>The state's name on staff pages.</summary>
    public static string Words(this TicketState state) => state switch
    {
        TicketState.New => "New",
        TicketState.InHand => "In hand",
        TicketState.WithService => "With service",
        TicketState.WaitingForCustomer => "Waiting for customer",
        TicketState.WaitingForOthers => "Waiting for others",
        TicketState.Resolved => "Resolved",
        TicketState.Closed => "Closed",
        TicketState.Cancelled => "Cancelled",
        TicketState.Duplicate => "Duplicate",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
