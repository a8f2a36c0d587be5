using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Web.Common;

/// <summary>A table of tickets.</summary>
/// <param name="Caption">What it shows, for screen readers.</param>
public sealed record TicketTable(string Caption, IReadOnlyList<TicketRow> Rows);

/// <summary>Words for counted lists.</summary>
public static class TicketLists
{
    /// <summary>"12 tickets", or "1,000 or more tickets" where counting stopped.</summary>
    public static string Count(TicketQueue queue) => queue.More ? $"{queue.CountedTo:N0} or more tickets" : Counted.Of(queue.Total, "ticket");

    /// <summary>"12", or "1,000 or more" where counting stopped.</summary>
    public static string Count(int counted) => counted >= TodaysFigures.CountedTo ? $"{TodaysFigures.CountedTo:N0} or more" : counted.ToString("N0");
}
