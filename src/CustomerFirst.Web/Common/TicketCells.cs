using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common.Components;

namespace CustomerFirst.Web.Common;

/// <summary>What lists of tickets show of one. Lists repeat it fifty times, so it is written without blanks and without what the table's own class says.</summary>
public static class TicketCells
{
    /// <summary>The state; where it is high, the priority; and that it is restricted.</summary>
    public static Markup State(TicketRow row) => Markup.Of($"{Tag(TicketWords.Colour(row.State), row.State.Words())}{Rank(row.Priority)}{Restricted(row.Restricted)}");

    /// <summary>That a ticket is restricted, behind its state; nothing of others.</summary>
    public static Markup Restricted(bool restricted) => restricted ? Markup.Of($" {Tag("red", "Restricted")}") : Markup.None;

    private static Markup Rank(Priority priority) => priority is Priority.High or Priority.Urgent ? Markup.Of($" {Tag("magenta", TicketWords.Of(priority))}") : Markup.None;

    /// <summary>When it is due, or when it was resolved.</summary>
    public static Markup Due(TicketRow row)
    {
        if (!row.State.IsOpen()) return row.ResolvedAt is { } resolved ? Markup.Of($"Resolved {At(resolved)}") : Markup.None;
        if (row.DueAt is not { } due) return Markup.Of($"{(row.State.IsWaiting() ? "Paused" : "No target")}");
        return row.Overdue ? Markup.Of($"<span class=\"cf-overdue\">{At(due)} overdue</span>")
            : row.Warned ? Markup.Of($"<span class=\"cf-warned\">{At(due)} due soon</span>")
            : At(due);
    }

    /// <summary>A row of a queue.</summary>
    /// <param name="row">The ticket.</param>
    /// <param name="selects">Whether its first cell offers to select it.</param>
    public static Markup Queued(TicketRow row, bool selects)
    {
        var box = !selects ? Markup.None : !row.State.IsOpen() ? Markup.Of($"<td></td>")
            : Markup.Of($"<td><input type=\"checkbox\" name=\"Selected\" value=\"{row.Reference}:{row.Version}\" aria-label=\"Select {row.Reference}\"></td>");
        var service = row.Subject == row.Service ? null : row.Service;
        return Markup.Of($"<tr>{box}<td><a href=\"/tickets/{row.Reference}\">{row.Reference}</a></td><td>{row.Subject}{Second(service)}</td><td>{State(row)}</td><td>{DueInTwoLines(row)}</td><td>{row.Team ?? "First response"}{Second(row.Assignee ?? "Nobody yet")}</td><td>{row.Ward}{Second(row.Address)}</td><td>{Day(row.OpenedAt)}</td><td>{Day(row.UpdatedAt)}</td></tr>\n");
    }

    // The day on one line and what matters about it below: in a long list the eye runs down one edge.
    private static Markup DueInTwoLines(TicketRow row)
    {
        if (!row.State.IsOpen() || row.DueAt is not { } due) return Due(row);
        var day = CouncilTime.Of(due).ToString("ddd d MMM yyyy");
        return row.Overdue ? Markup.Of($"<span class=\"cf-overdue\">{day}<br> {due.Clock()} overdue</span>")
            : row.Warned ? Markup.Of($"<span class=\"cf-warned\">{day}<br> {due.Clock()} due soon</span>")
            : Markup.Of($"{day}<br> {due.Clock()}");
    }

    private static Markup Tag(string colour, string words) => Markup.Of($"<strong class=\"govuk-tag govuk-tag--{colour}\">{words}</strong>");

    private static Markup Second(string? words) => words is null ? Markup.None : Markup.Of($"<small>{words}</small>");

    private static Markup At(DateTimeOffset at) => TimeTagHelper.Of(at, at.ShortWords());

    /// <summary>"8 Jan 2026": the time of day stands on the ticket; in a long list the day is what counts.</summary>
    public static string Day(DateTimeOffset at) => CouncilTime.DateOf(at).ToString("d MMM yyyy");
}
