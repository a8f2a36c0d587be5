using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;

namespace CustomerFirst.Domain.Tickets;

/// <summary>Where the matter is. Ward and constituency are kept as they were when the ticket was raised.</summary>
/// <param name="District">The area's name in another system's words, to the letter.</param>
public sealed record TicketPlace(string? Address, string? Postcode, long? Uprn, double? Latitude, double? Longitude, Guid? WardId, Guid? ConstituencyId, string? District = null)
{
    /// <summary>Nowhere in particular.</summary>
    public static readonly TicketPlace None = new(null, null, null, null, null, null, null);
}

/// <summary>An answer to one of the service's questions, with the question as it was asked.</summary>
public sealed record Answer(string Key, string Question, string Value);

/// <summary>Who takes a step, when and why. <paramref name="By"/> is null when the hub itself does.</summary>
public sealed record StepBy(Guid? By, DateTimeOffset At, string? Reason = null)
{
    /// <summary>When, to the microsecond: what PostgreSQL keeps, so that a time computed again from stored intervals is the same.</summary>
    public DateTimeOffset At { get; } = At.ToMicrosecond();
}

/// <summary>What the raiser of a ticket says, with the facts that the hub adds.</summary>
public sealed record TicketOpening(
    Guid ServiceId, Guid ServiceAreaId, bool Restricted, Guid? TeamId, Priority Priority, string Subject, string? Details,
    IReadOnlyList<Answer> Answers, TicketPlace Place, Channel Channel, string? Source, Guid? ContactId, Guid? CustomerId);

/// <summary>The live record of one enquiry or transaction, raised at first contact and kept until delivery.</summary>
public sealed partial class Ticket
{
    private Ticket() { }

    public Guid Id { get; private set; }
    public string Reference { get; private set; } = "";
    public Guid ServiceId { get; private set; }
    /// <summary>The ticket's own: the service's when it was raised, or what the source said.</summary>
    public Guid ServiceAreaId { get; private set; }
    /// <summary>Only the area's own officers see it. Follows the service.</summary>
    public bool Restricted { get; private set; }
    public Guid? TeamId { get; private set; }
    public Guid? AssigneeId { get; private set; }
    public Guid? ParentId { get; private set; }
    public Guid? DuplicateOfId { get; private set; }
    public Priority Priority { get; private set; }
    public TicketState State { get; private set; }
    public string Subject { get; private set; } = "";
    public string? Details { get; private set; }
    public List<Answer> Answers { get; private set; } = [];
    public string? Address { get; private set; }
    public string? Postcode { get; private set; }
    public long? Uprn { get; private set; }
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }
    public Guid? WardId { get; private set; }
    public Guid? ConstituencyId { get; private set; }
    /// <summary>The area's name in another system's words, to the letter; null when raised in the hub or the source had none.</summary>
    public string? District { get; private set; }
    public Channel Channel { get; private set; }
    /// <summary>The channel in another system's words, to the letter; null when raised in the hub.</summary>
    public string? Source { get; private set; }
    /// <summary>The contact that raised it.</summary>
    public Guid? ContactId { get; private set; }
    /// <summary>The customer's key who asked (role subject); null when anonymous. The other roles stand in <see cref="TicketCustomer"/>.</summary>
    public Guid? CustomerId { get; private set; }
    /// <summary>The customer asked their ward's member to act, so the member may see who it is.</summary>
    public bool MemberMayKnowCustomer { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public Guid? RaisedBy { get; private set; }
    /// <summary>The first answer, or the first update that the customer can see; on a live channel at once.</summary>
    public DateTimeOffset? FirstReplyAt { get; private set; }
    /// <summary>The last resolution: "closed" in every figure. For a ticket brought in: its closed time. Null while not delivered.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }
    /// <summary>When the objection time was over.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }
    /// <summary>When a cancelled or duplicate ticket ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int ReopenedCount { get; private set; }
    /// <summary>The adviser marked it resolved at first contact.</summary>
    public bool MarkedFirstContact { get; private set; }
    /// <summary>A resolved ticket closes then.</summary>
    public DateTimeOffset? ObjectionEndsAt { get; private set; }
    public Guid? SlaVersionId { get; private set; }
    /// <summary>Null while paused, answered or without a target; then there is no moment to name.</summary>
    public DateTimeOffset? ReplyDueAt { get; private set; }
    /// <summary>When 75 % of the reply target is used, if the clock runs on. Null once answered.</summary>
    public DateTimeOffset? ReplyWarnAt { get; private set; }
    /// <summary>Null while paused before the target is reached, or without a target. Stands still once the ticket ended.</summary>
    public DateTimeOffset? ResolutionDueAt { get; private set; }
    /// <summary>When 75 % of the resolution target is used, if the clock runs on.</summary>
    public DateTimeOffset? ResolutionWarnAt { get; private set; }
    /// <summary>The resolution target came from another system as a moment and is not computed.</summary>
    public bool DueFromSource { get; private set; }
    /// <summary>The import run that brought it in.</summary>
    public Guid? ImportRunId { get; private set; }
    /// <summary>When everything that was written on it was removed, because its customer's data were erased; null for nearly all.</summary>
    public DateTimeOffset? TextsRemovedAt { get; private set; }
    /// <summary>Last time anything happened on it.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }
    /// <summary>Goes up with everything that happens on it.</summary>
    public int Version { get; private set; }
    /// <summary>The version that the last change of state, fields or assignment made. What is only added, such as a note, leaves it where it is.</summary>
    public int ChangedVersion { get; private set; }
    public List<TicketInterval> Intervals { get; private set; } = [];

    /// <summary>The matter's place as one value.</summary>
    public TicketPlace Place => new(Address, Postcode, Uprn, Latitude, Longitude, WardId, ConstituencyId, District);

    /// <summary>Raises a ticket: it is new, its first interval runs, and its due times follow.</summary>
    public static Ticket Raise(Guid id, string reference, TicketOpening opening, SlaTerms sla, StepBy by)
    {
        var ticket = Open(id, reference, opening, by);
        if (opening.Channel.IsLive()) ticket.FirstReplyAt = by.At;
        ticket.Append(TicketStep.Raise, TicketState.New, sla.RunsIn(TicketState.New), by);
        ticket.Recompute(sla);
        return ticket;
    }

    private static Ticket Open(Guid id, string reference, TicketOpening opening, StepBy by) =>
        new()
        {
            Id = id, Reference = reference,
            ServiceId = opening.ServiceId, ServiceAreaId = opening.ServiceAreaId, Restricted = opening.Restricted, TeamId = opening.TeamId,
            Priority = opening.Priority, Subject = opening.Subject, Details = opening.Details, Answers = [.. opening.Answers],
            Address = opening.Place.Address, Postcode = opening.Place.Postcode, Uprn = opening.Place.Uprn,
            Latitude = opening.Place.Latitude, Longitude = opening.Place.Longitude,
            WardId = opening.Place.WardId, ConstituencyId = opening.Place.ConstituencyId, District = opening.Place.District,
            Channel = opening.Channel, Source = opening.Source, ContactId = opening.ContactId, CustomerId = opening.CustomerId,
            OpenedAt = by.At, RaisedBy = by.By, UpdatedAt = by.At, Version = 1, ChangedVersion = 1,
        };

    private void Append(TicketStep step, TicketState state, bool running, StepBy by)
    {
        // Two nodes' clocks may differ by a little; the chain of intervals never runs backwards.
        var at = Intervals.Count > 0 && Intervals[^1].From > by.At ? Intervals[^1].From : by.At;
        Intervals.Add(TicketInterval.Create(Ids.New(at), Id, Intervals.Count + 1, step, state, running, at, by.By, by.Reason, TeamId, AssigneeId));
        State = state;
        UpdatedAt = at;
    }
}
