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
    /// a duplicate stays ended.
    /// </summary>
    /// <param name="closedBefore">What the source said of the closing when it was read last.</param>
    public bool TakeOver(TicketOpening opening, DateTimeOffset openedAt, DateTimeOffset? closedAt, DateTimeOffset? closedBefore, DateTimeOffset? targetAt, DateTimeOffset now)
    {
        var before = (OpenedAt, ServiceId, ServiceAreaId, Restricted, Subject, Details, Place, Channel, Source, ResolutionDueAt, ResolvedAt);
        (ServiceId, ServiceAreaId, Restricted, Subject, Details) = (opening.ServiceId, opening.ServiceAreaId, opening.Restricted, opening.Subject, opening.Details);
        (Address, Postcode, Uprn, Latitude, Longitude) = (opening.Place.Address, opening.Place.Postcode, opening.Place.Uprn, opening.Place.Latitude, opening.Place.Longitude);
        (WardId, ConstituencyId, District) = (opening.Place.WardId, opening.Place.ConstituencyId, opening.Place.District);
        (Channel, Source, ResolutionDueAt) = (opening.Channel, opening.Source, targetAt);
        if (FirstReplyAt == OpenedAt || (FirstReplyAt is null && Channel.IsLive())) FirstReplyAt = openedAt;
        OpenedAt = openedAt;
        if (closedAt != closedBefore && EndedAt is null) FollowSource(closedAt, now);
        if (before == (OpenedAt, ServiceId, ServiceAreaId, Restricted, Subject, Details, Place, Channel, Source, ResolutionDueAt, ResolvedAt)) return false;
        UpdatedAt = now;
        Changed();
        return true;
    }

    private void FollowSource(DateTimeOffset? closedAt, DateTimeOffset now)
    {
        if (closedAt == ResolvedAt) return;
        if (ResolvedAt is not null)
        {
            Append(TicketStep.Reopen, TicketState.InHand, running: true, new StepBy(null, now));
            (ResolvedAt, ClosedAt, ObjectionEndsAt, MarkedFirstContact) = (null, null, null, false);
            // Another closed time is a correction; only a request that is open again was reopened.
            if (closedAt is null) ReopenedCount++;
        }
        if (closedAt is { } closed) EndAsSourceSays(closed);
    }

    private void EndAsSourceSays(DateTimeOffset closed)
    {
        var by = new StepBy(null, closed);
        Append(TicketStep.Resolve, TicketState.Resolved, running: false, by);
        Append(TicketStep.Close, TicketState.Closed, running: false, by);
        (ResolvedAt, ClosedAt) = (closed, closed);
        FirstReplyAt ??= closed > OpenedAt ? closed : OpenedAt;
    }
}
