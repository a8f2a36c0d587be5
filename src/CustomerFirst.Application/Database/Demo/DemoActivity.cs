namespace CustomerFirst.Application.Database.Demo;

/// <summary>What happened over the past eighteen months: tickets by the time at which they were raised, contacts by the time at which they began.</summary>
public sealed record DemoActivity(IReadOnlyList<DemoTicket> Tickets, IReadOnlyList<DemoContact> Contacts);

/// <summary>One interaction, which raises or progresses one ticket. All times are UTC.</summary>
/// <param name="Customer">Index of the customer; null when anonymous.</param>
/// <param name="Actor">Index of the adviser or counter staff; null when no person took part.</param>
/// <param name="NumberDialled">E.164, for telephone calls.</param>
/// <param name="AvoidableReason">chasingProgress, informationNotFoundOnline, unclearLetter, wrongNumber, toldUsBefore or promiseNotKept; null when not avoidable.</param>
/// <param name="Outcome">answered, ticketRaised or progressGiven.</param>
/// <param name="Ticket">Index of the ticket.</param>
public sealed record DemoContact(
    string Channel, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int? Customer, int? Actor, string? OfficeCode, string? NumberDialled, string? AvoidableReason, string Outcome, int Ticket, string Summary);

/// <summary>The story of one ticket, of which only what lies before "now" is told. All times are UTC.</summary>
/// <param name="Index">0 upwards in the order of raising.</param>
/// <param name="Priority">low, normal, high or urgent.</param>
/// <param name="RaisedIn">The contact that raised it.</param>
/// <param name="MarkedFirstContact">The adviser marked it resolved at first contact.</param>
/// <param name="DuplicateOf">Index of the earlier ticket, when it ended as a duplicate.</param>
/// <param name="Steps">States in order, the first is "new" at <see cref="RaisedAt"/>.</param>
public sealed record DemoTicket(
    int Index,
    DemoService Service,
    string Priority,
    int? Customer,
    DemoContact RaisedIn,
    DateTimeOffset RaisedAt,
    string Subject,
    string Details,
    IReadOnlyList<DemoAnswer> Answers,
    DemoLocation? Location,
    bool MarkedFirstContact,
    int? DuplicateOf,
    IReadOnlyList<DemoStep> Steps,
    IReadOnlyList<DemoEntry> Entries)
{
    /// <summary>The state now.</summary>
    public string State => Steps[^1].State;

    /// <summary>When it was last resolved; null when it is not, or is open again.</summary>
    public DateTimeOffset? ResolvedAt => State is "resolved" or "closed" ? Steps.Last(s => s.State == "resolved").At : null;
}

/// <summary>The answer to a question of the service: dates as yyyy-MM-dd, yes or no, a choice to the letter.</summary>
public sealed record DemoAnswer(string QuestionKey, string Value);

/// <summary>Where it is.</summary>
public sealed record DemoLocation(string Description, string Postcode, DemoPoint Point, string WardCode);

/// <summary>A state entered. Actor is an index of staff, null for the hub itself or the customer.</summary>
/// <param name="State">new, inHand, withService, waitingForCustomer, waitingForOthers, resolved, closed, cancelled or duplicate.</param>
/// <param name="Assignee">Index of the officer that it is handed over to; null leaves it to the team.</param>
public sealed record DemoStep(DateTimeOffset At, string State, string TeamCode, int? Actor, string? Reason, int? Assignee = null);

/// <summary>Something written on the ticket: note (internal), update (the customer sees it) or reply (from the customer).</summary>
public sealed record DemoEntry(DateTimeOffset At, string Kind, int? Actor, string Text);
