using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>Reads both clocks of a ticket: an open one by the terms in force now, an ended one by those that it ended under.</summary>
internal static class TicketClocks
{
    /// <summary>The clocks; null where there is no target.</summary>
    public static (TicketClockView? Reply, TicketClockView? Resolution) Read(Ticket ticket, IReadOnlyList<ClockInterval> intervals, CatalogueSnapshot catalogue, DateTimeOffset now)
    {
        var stopped = ticket.ResolvedAt ?? ticket.EndedAt;
        var day = CouncilTime.DateOf(stopped ?? now);
        var sla = ticket.State.IsOpen() ? catalogue.SlaOf(ticket.ServiceId, day) : catalogue.SlasOf(ticket.ServiceId).FirstOrDefault(v => v.Id == ticket.SlaVersionId);
        if (sla is null) return (null, FromSource(ticket, now));
        var calendar = catalogue.CalendarOf(sla.CalendarId, day);
        var target = sla.TargetFor(ticket.Priority);
        TicketClockView? Clock(TargetTime? time, DateTimeOffset? stoppedAt, DateTimeOffset? warnAt)
        {
            if (time is null) return null;
            var reading = SlaClock.Read(calendar, intervals, time.Length(calendar), now, stoppedAt);
            return new TicketClockView(reading, time, reading.Due, reading.Overdue, ClockWords.For(reading, time, calendar.AlwaysOpen),
                stoppedAt is null && reading is { Due: not null, Overdue: false } && warnAt <= now);
        }
        return (Clock(target?.Reply, ticket.FirstReplyAt ?? stopped, ticket.ReplyWarnAt), ticket.DueFromSource ? FromSource(ticket, now) : Clock(target?.Resolution, stopped, ticket.ResolutionWarnAt));
    }

    private static TicketClockView? FromSource(Ticket ticket, DateTimeOffset now)
    {
        if (ticket is not { DueFromSource: true, ResolutionDueAt: { } due }) return null;
        var overdue = (ticket.ResolvedAt ?? ticket.EndedAt ?? now) > due;
        var words = ticket.State.IsOpen() ? overdue ? "overdue by the other system's target" : "by the other system's target" : overdue ? "missed" : "met";
        return new TicketClockView(null, null, due, overdue, words);
    }
}
