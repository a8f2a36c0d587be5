using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;

namespace CustomerFirst.Domain.Tickets;

/// <content>Tickets that another system raised.</content>
public sealed partial class Ticket
{
    /// <summary>
    /// Brings in another system's request. Its target and its closed time are the source's word, kept even where the close lies before the
    /// open; such a ticket is counted as negative and left out of every duration.
    /// </summary>
    /// <param name="closedAt">Null while the source has it open.</param>
    /// <param name="targetAt">The source's target; null for none.</param>
    public static Ticket BringIn(Guid id, string reference, TicketOpening opening, Guid importRunId, DateTimeOffset openedAt, DateTimeOffset? closedAt, DateTimeOffset? targetAt)
    {
        var by = new StepBy(null, openedAt);
        var ticket = Open(id, reference, opening, by);
        ticket.ImportRunId = importRunId;
        ticket.DueFromSource = true;
        ticket.ResolutionDueAt = targetAt;
        if (opening.Channel.IsLive()) ticket.FirstReplyAt = openedAt;
        ticket.Append(TicketStep.Raise, TicketState.New, running: true, by);
        if (closedAt is { } closed) ticket.EndAsSourceSays(closed);
        return ticket;
    }

    /// <summary>
    /// Takes over what the source says now of a request that was brought in before. Returns whether anything changed. Its state follows the
    /// source only where the source changed its word: what the hub did to it meanwhile stays, and a ticket that the hub cancelled or marked as
    /// a duplicate stays ended. What the source said wrongly before is corrected in the intervals, too: a correction is no step of the ticket's life.
    /// </summary>
    /// <param name="closedBefore">What the source said of the closing when it was read last.</param>
    public bool TakeOver(TicketOpening opening, DateTimeOffset openedAt, DateTimeOffset? closedAt, DateTimeOffset? closedBefore, DateTimeOffset? targetAt, DateTimeOffset now)
    {
        var before = (OpenedAt, ServiceId, ServiceAreaId, Restricted, Subject, Details, Place, Channel, Source, ResolutionDueAt, ResolvedAt, Intervals.Count);
        (ServiceId, ServiceAreaId, Restricted) = (opening.ServiceId, opening.ServiceAreaId, opening.Restricted);
        // What was removed at the customer's request does not come back with the next file.
        if (TextsRemovedAt is null)
        {
            (Subject, Details) = (opening.Subject, opening.Details);
            (Address, Postcode, Uprn, Latitude, Longitude) = (opening.Place.Address, opening.Place.Postcode, opening.Place.Uprn, opening.Place.Latitude, opening.Place.Longitude);
        }
        (WardId, ConstituencyId, District) = (opening.Place.WardId, opening.Place.ConstituencyId, opening.Place.District);
        (Channel, Source, ResolutionDueAt) = (opening.Channel, opening.Source, targetAt);
        // What the hub ended follows no closing any more.
        var (said, saidBefore) = EndedAt is null ? (closedAt, closedBefore) : (null, null);
        FollowFirstReply(openedAt, said, saidBefore);
        OpenedAt = openedAt;
        FollowLife(said, saidBefore);
        if (before == (OpenedAt, ServiceId, ServiceAreaId, Restricted, Subject, Details, Place, Channel, Source, ResolutionDueAt, ResolvedAt, Intervals.Count)) return false;
        UpdatedAt = now;
        Changed();
        return true;
    }

    // An answer that was only ever the source's opening or closing moves with it; one that was given in the hub stays.
    private void FollowFirstReply(DateTimeOffset openedAt, DateTimeOffset? closedAt, DateTimeOffset? closedBefore)
    {
        if (FirstReplyAt == OpenedAt || (closedBefore is { } before && FirstReplyAt == before)) FirstReplyAt = null;
        if (Channel.IsLive()) FirstReplyAt ??= openedAt;
        if (closedAt is { } closed) FirstReplyAt ??= closed > openedAt ? closed : openedAt;
    }

    private void FollowLife(DateTimeOffset? closedAt, DateTimeOffset? closedBefore)
    {
        // Each at the source's moment, also where that could not be told in order.
        var life = IntervalsThatStand.Of(Intervals).Select(i => new Told(i)).ToList();
        life[0] = life[0] with { At = OpenedAt };
        var own = closedBefore is { } said ? life.FindLastIndex(t => t.Of is { Step: TicketStep.Resolve, By: null } resolve && (resolve.From == said || (resolve.From > said && ResolvedAt == said))) : -1;
        if (own >= 0 && !(own + 1 < life.Count && life[own + 1].Of is { Step: TicketStep.Close, By: null })) own = -1;
        if (own >= 0) (life[own], life[own + 1]) = (life[own] with { At = closedBefore!.Value }, life[own + 1] with { At = closedBefore.Value });
        if (closedAt != closedBefore) FollowClosing(life, own, closedAt);
        Retell(life);
    }

    private void FollowClosing(List<Told> life, int own, DateTimeOffset? closedAt)
    {
        var delivered = State.IsDelivered() ? life.FindLastIndex(t => t.Of.Step == TicketStep.Resolve) : -1;
        // What the hub did after the source's closing stays: it was opened again.
        if (own >= 0 && own != delivered)
        {
            var reopening = own + 2;
            if (closedAt is not { } corrected) return;
            if (corrected <= life[reopening].At)
            {
                (life[own], life[own + 1]) = (life[own] with { At = corrected }, life[own + 1] with { At = corrected });
                return;
            }
        }
        else if (delivered < 0 && closedAt is null)
        {
            return;
        }
        if (delivered >= 0) life.RemoveRange(delivered, life.Count - delivered);
        (ResolvedAt, ClosedAt, ObjectionEndsAt, MarkedFirstContact) = (closedAt, closedAt, null, false);
        if (closedAt is { } closed) life.AddRange([Told.Closing(this, TicketStep.Resolve, TicketState.Resolved, closed), Told.Closing(this, TicketStep.Close, TicketState.Closed, closed)]);
    }

    // Appends what is told otherwise now, from the first difference on: to the end of the life where it only goes on, else instead of what was told before.
    private void Retell(List<Told> life)
    {
        for (var i = 1; i < life.Count; i++)
            if (life[i].At < life[i - 1].At) life[i] = life[i] with { At = life[i - 1].At };
        var stand = IntervalsThatStand.Of(Intervals);
        var same = 0;
        while (same < stand.Count && same < life.Count && stand[same] == life[same].Of && stand[same].From == life[same].At) same++;
        if (same == stand.Count && same == life.Count) return;
        // Where nothing stands instead of what is dropped, the one before it is told again.
        if (same == life.Count) same--;
        int? insteadOf = same < stand.Count ? stand[same].Sequence : null;
        foreach (var (of, at) in life.Skip(same))
        {
            Intervals.Add(TicketInterval.Create(Ids.New(at), Id, Intervals.Count + 1, of.Step, of.State, of.Running, at, of.By, of.Reason, of.TeamId, of.AssigneeId, insteadOf));
            insteadOf = null;
        }
        State = Intervals[^1].State;
    }

    private void EndAsSourceSays(DateTimeOffset closed)
    {
        var by = new StepBy(null, closed);
        Append(TicketStep.Resolve, TicketState.Resolved, running: false, by);
        Append(TicketStep.Close, TicketState.Closed, running: false, by);
        (ResolvedAt, ClosedAt) = (closed, closed);
        FirstReplyAt ??= closed > OpenedAt ? closed : OpenedAt;
    }

    /// <summary>A step as it is to be told, and when it was.</summary>
    /// <param name="Of">The interval that stands, or one that was not told yet.</param>
    private sealed record Told(TicketInterval Of, DateTimeOffset At)
    {
        public Told(TicketInterval of) : this(of, of.From) { }

        public static Told Closing(Ticket ticket, TicketStep step, TicketState state, DateTimeOffset at) =>
            new(TicketInterval.Create(Ids.New(at), ticket.Id, 1, step, state, running: false, at, null, null, ticket.TeamId, ticket.AssigneeId));
    }
}
