using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;

namespace CustomerFirst.Domain.Tickets;

/// <content>Due times, which always follow from the intervals.</content>
public sealed partial class Ticket
{
    /// <summary>
    /// Computes the due times of an open ticket again under the terms in force, from its opening, the pauses it earned kept. An ended
    /// ticket never changes.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public bool Recompute(SlaTerms sla)
    {
        if (!State.IsOpen()) return false;
        var before = (SlaVersionId, ReplyDueAt, ReplyWarnAt, ResolutionDueAt, ResolutionWarnAt);
        SlaVersionId = sla.SlaVersionId;
        var intervals = ClockIntervals();
        (ReplyDueAt, ReplyWarnAt) = FirstReplyAt is null && sla.ReplyTarget is { } reply
            ? (SlaClock.Due(sla.Calendar, intervals, reply)?.ToMicrosecond(), SlaClock.WarnAt(sla.Calendar, intervals, reply)?.ToMicrosecond()) : (null, null);
        if (!DueFromSource)
        {
            ResolutionDueAt = sla.ResolutionTarget is { } target ? SlaClock.Due(sla.Calendar, intervals, target)?.ToMicrosecond() : null;
            ResolutionWarnAt = sla.ResolutionTarget is { } whole ? SlaClock.WarnAt(sla.Calendar, intervals, whole)?.ToMicrosecond() : null;
        }
        return before != (SlaVersionId, ReplyDueAt, ReplyWarnAt, ResolutionDueAt, ResolutionWarnAt);
    }

    /// <summary>
    /// The SLA in force changed. Where it says otherwise than before whether the present state pauses, an interval is appended from now
    /// on; what was earned until now stays.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public bool FollowSla(SlaTerms sla, StepBy by)
    {
        if (!State.IsOpen()) return false;
        var runs = sla.RunsIn(State);
        var appended = Intervals[^1].Running != runs;
        if (appended) Append(TicketStep.ChangeClock, State, runs, by);
        var changed = Recompute(sla) || appended;
        if (changed) Version++;
        return changed;
    }

    /// <summary>The intervals that stand, in order, as the clock takes them.</summary>
    public IReadOnlyList<ClockInterval> ClockIntervals() => [.. IntervalsThatStand.Of(Intervals).Select(i => i.ForClock)];

    /// <summary>Fixes the due times of a ticket that just ended: what they would be if its clock had run on from there.</summary>
    private void SettleDueTimes(SlaTerms sla)
    {
        var intervals = ClockIntervals();
        var ended = Intervals[^1].From;
        SlaVersionId = sla.SlaVersionId;
        ReplyDueAt = sla.ReplyTarget is { } reply ? SlaClock.DueIfRunningFrom(sla.Calendar, intervals, reply, ended)?.ToMicrosecond() : null;
        ReplyWarnAt = null;
        if (DueFromSource) return;
        ResolutionDueAt = sla.ResolutionTarget is { } target ? SlaClock.DueIfRunningFrom(sla.Calendar, intervals, target, ended)?.ToMicrosecond() : null;
        ResolutionWarnAt = null;
    }
}
