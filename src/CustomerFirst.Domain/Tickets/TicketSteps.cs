using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;

namespace CustomerFirst.Domain.Tickets;

/// <content>The steps of a ticket's life. Each refuses with <see cref="StepNotAllowed"/> where the life does not allow it.</content>
public sealed partial class Ticket
{
    /// <summary>The first response takes it in hand.</summary>
    public Result<Done> Take(Guid assigneeId, SlaTerms sla, StepBy by)
    {
        if (Refuse(TicketStep.Take) is { } refused) return refused;
        AssigneeId = assigneeId;
        return Go(TicketStep.Take, TicketState.InHand, sla, by);
    }

    /// <summary>Hands it to a second-response team, or to an officer of it.</summary>
    public Result<Done> HandOver(Guid teamId, Guid? assigneeId, SlaTerms sla, StepBy by)
    {
        if (Refuse(TicketStep.HandOver) is { } refused) return refused;
        (TeamId, AssigneeId) = (teamId, assigneeId);
        return Go(TicketStep.HandOver, TicketState.WithService, sla, by);
    }

    /// <summary>Gives it back to the first response.</summary>
    public Result<Done> HandBack(Guid? teamId, SlaTerms sla, StepBy by)
    {
        if (Refuse(TicketStep.HandBack) is { } refused) return refused;
        (TeamId, AssigneeId) = (teamId, null);
        return Go(TicketStep.HandBack, TicketState.InHand, sla, by);
    }

    /// <summary>Waits for the customer or for others.</summary>
    /// <param name="state">One of the two waiting states.</param>
    public Result<Done> Wait(TicketState state, SlaTerms sla, StepBy by)
    {
        var step = state switch
        {
            TicketState.WaitingForCustomer => TicketStep.WaitForCustomer,
            TicketState.WaitingForOthers => TicketStep.WaitForOthers,
            _ => throw new ArgumentOutOfRangeException(nameof(state), "Not a waiting state."),
        };
        return Refuse(step) is { } refused ? refused : Go(step, state, sla, by);
    }

    /// <summary>Goes on after waiting, where it stood before.</summary>
    public Result<Done> Resume(SlaTerms sla, StepBy by) =>
        Refuse(TicketStep.Resume) is { } refused ? refused : Go(TicketStep.Resume, StateBeforeWaiting(), sla, by);

    /// <summary>Delivers it.</summary>
    /// <param name="atFirstContact">The adviser marks it resolved at first contact.</param>
    /// <param name="objectionDays">Calendar days after which it closes.</param>
    public Result<Done> Resolve(bool atFirstContact, int objectionDays, SlaTerms sla, StepBy by)
    {
        if (Refuse(TicketStep.Resolve) is { } refused) return refused;
        // "At first contact" is a claim about the whole life: a ticket that came back was not finished there.
        MarkedFirstContact = atFirstContact && ReopenedCount == 0;
        var done = Go(TicketStep.Resolve, TicketState.Resolved, sla, by);
        ResolvedAt = Intervals[^1].From;
        FirstReplyAt ??= ResolvedAt;
        ObjectionEndsAt = ResolvedAt.Value.AddDays(objectionDays);
        SettleDueTimes(sla);
        return done;
    }

    /// <summary>Closes it once the objection time is over.</summary>
    public Result<Done> Close(StepBy by)
    {
        if (Refuse(TicketStep.Close) is { } refused) return refused;
        if (ObjectionEndsAt > by.At) return new ObjectionTimeRuns();
        Append(TicketStep.Close, TicketState.Closed, running: false, by);
        ClosedAt = Intervals[^1].From;
        return Changed();
    }

    /// <summary>
    /// Opens a delivered ticket again, where it stood before: with whoever had it, or new where nobody had taken it. The clock goes on from where it stood; it is never reset.
    /// </summary>
    public Result<Done> Reopen(SlaTerms sla, StepBy by)
    {
        if (Refuse(TicketStep.Reopen) is { } refused) return refused;
        ReopenedCount++;
        (ResolvedAt, ClosedAt, ObjectionEndsAt, MarkedFirstContact) = (null, null, null, false);
        return Go(TicketStep.Reopen, StateBeforeDelivery(), sla, by);
    }

    /// <summary>Ends it without delivery.</summary>
    public Result<Done> Cancel(SlaTerms sla, StepBy by) => End(TicketStep.Cancel, TicketState.Cancelled, sla, by);

    /// <summary>Ends it because another ticket has the same matter.</summary>
    public Result<Done> MarkDuplicate(Guid ofTicketId, SlaTerms sla, StepBy by)
    {
        if (ofTicketId == Id) return new NotAccepted("DuplicateOf", "A ticket cannot be a duplicate of itself");
        var done = End(TicketStep.MarkDuplicate, TicketState.Duplicate, sla, by);
        if (done.Ok) DuplicateOfId = ofTicketId;
        return done;
    }

    /// <summary>Gives it to somebody of the team that has it, or to nobody.</summary>
    public Result<Done> Assign(Guid? assigneeId, StepBy by)
    {
        if (!State.IsOpen()) return new StepNotAllowed("assign", State);
        if (AssigneeId == assigneeId) return Done.Nothing;
        AssigneeId = assigneeId;
        return Changed(by);
    }

    /// <summary>Changes how pressing it is; due times follow from its opening.</summary>
    public Result<Done> Prioritise(Priority priority, SlaTerms sla, StepBy by)
    {
        if (!State.IsOpen()) return new StepNotAllowed("change the priority of", State);
        if (Priority == priority) return Done.Nothing;
        Priority = priority;
        Recompute(sla);
        return Changed(by);
    }

    /// <summary>An update that the customer can see was written; the first is the first reply.</summary>
    public void Replied(SlaTerms sla, StepBy by)
    {
        FirstReplyAt ??= by.At;
        if (State.IsOpen()) Recompute(sla);
        Touch(by);
    }

    /// <summary>Whether somebody who read this version does not know how the ticket stands: a change came after it. What was only added meanwhile does not count.</summary>
    public bool ChangedSince(int version) => version < ChangedVersion || version > Version;

    /// <summary>Something was added to it that changes neither state nor fields, for instance a note. It conflicts with nothing.</summary>
    public Result<Done> Touch(StepBy by)
    {
        UpdatedAt = by.At;
        Version++;
        return Done.Value;
    }

    /// <summary>The customer asked their ward's member to act, or no longer does.</summary>
    public Done LetMemberKnowCustomer(bool may, StepBy by)
    {
        if (MemberMayKnowCustomer == may) return Done.Nothing;
        MemberMayKnowCustomer = may;
        return Changed(by);
    }

    private Result<Done> End(TicketStep step, TicketState state, SlaTerms sla, StepBy by)
    {
        if (Refuse(step) is { } refused) return refused;
        var done = Go(step, state, sla, by);
        EndedAt = Intervals[^1].From;
        SettleDueTimes(sla);
        return done;
    }

    private Result<Done> Go(TicketStep step, TicketState state, SlaTerms sla, StepBy by)
    {
        Append(step, state, sla.RunsIn(state), by);
        if (state.IsOpen()) Recompute(sla);
        return Changed();
    }

    private Done Changed(StepBy by)
    {
        UpdatedAt = by.At;
        return Changed();
    }

    private Done Changed()
    {
        ChangedVersion = ++Version;
        return Done.Value;
    }

    private StepNotAllowed? Refuse(TicketStep step) => TicketLife.Allows(State, step) ? null : new StepNotAllowed(step.Code(), State);

    private TicketState StateBeforeDelivery() =>
        IntervalsThatStand.Of(Intervals).Reverse().Select(i => i.State).FirstOrDefault(s => s is TicketState.New or TicketState.InHand or TicketState.WithService, TicketState.New);

    private TicketState StateBeforeWaiting() =>
        IntervalsThatStand.Of(Intervals).Reverse().Select(i => i.State).FirstOrDefault(s => s is TicketState.InHand or TicketState.WithService, TicketState.InHand);
}
