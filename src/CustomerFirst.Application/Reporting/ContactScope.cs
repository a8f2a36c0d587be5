using CustomerFirst.Domain.Staff;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>
/// The contacts that a report counts, as a condition on <c>contacts c</c> with its parameters: those that ended and began in a period, with a filter those
/// that raised or progressed its tickets. The figure and the list behind it both ask here.
/// </summary>
internal sealed class ContactScope
{
    private readonly ReportScope _tickets;
    private readonly (DateTimeOffset From, DateTimeOffset To) _period;

    public ContactScope(ReportFilter? filter, Actor viewer, (DateTimeOffset From, DateTimeOffset To) period)
    {
        filter ??= ReportFilter.All;
        _period = period;
        // Contacts go by when they began, whenever their tickets were raised.
        var all = filter with { OnlyUnlisted = false };
        _tickets = new ReportScope(all, viewer, period: null);
        var wholeCouncil = !all.Narrows && _tickets.Totals == "true";
        var counted = wholeCouncil ? "true" : About(_tickets.Totals);
        // Who rang about nothing but a restricted matter stands in no list. Who rang about nothing that was raised does, where the whole council is listed.
        Listed = _tickets.SeesEverything ? counted : wholeCouncil ? $"(not {About("true")} or {About(_tickets.Details)})" : About(_tickets.Details);
        // Whoever stands in no list asked about something restricted and nothing else: so few contacts are looked at twice.
        Counted = !filter.OnlyUnlisted ? counted : _tickets.SeesEverything ? "false" : $"{About($"{_tickets.Totals} and t.restricted")} and not {About(_tickets.Details)}";
    }

    /// <summary>The condition for the figure.</summary>
    public string Counted { get; }

    /// <summary>The condition for the list behind it.</summary>
    public string Listed { get; }

    /// <summary>Which of a contact's tickets the list names.</summary>
    public string Tickets => _tickets.Visible;

    /// <summary>Makes a statement with the parameters of either condition; <c>{period}</c> stands for which contacts there are at all.</summary>
    public NpgsqlCommand Command(NpgsqlDataSource database, string sql)
    {
        var command = _tickets.Command(database, sql.Replace("{period}", "c.started_at >= @begin and c.started_at < @end and c.ended_at is not null", StringComparison.Ordinal));
        command.Parameters.AddWithValue("begin", _period.From);
        command.Parameters.AddWithValue("end", _period.To);
        return command;
    }

    private static string About(string tickets) => $"exists (select from contact_tickets l join tickets t on t.id = l.ticket_id where l.contact_id = c.id and {tickets})";
}
