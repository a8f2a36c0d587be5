using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>Which intervals tell a ticket's life, where PostgreSQL is asked: the same that <see cref="IntervalsThatStand"/> says of those in memory. Nothing else says it.</summary>
internal static class StandingIntervals
{
    /// <summary>Those that no later interval of their ticket stands instead of.</summary>
    public static IQueryable<TicketInterval> ThatStand(this IQueryable<TicketInterval> intervals) =>
        intervals.Where(i => !intervals.Any(later => later.TicketId == i.TicketId && later.Sequence > i.Sequence && later.InsteadOf <= i.Sequence));
}
