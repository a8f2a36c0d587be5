using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>A page of the contacts behind the figures of a period, the latest first.</summary>
/// <param name="Avoidable">Only those of low or no value to the customer; else all that ended.</param>
[Needs(Permission.SeePerformance)]
public sealed record ListReportedContactsQuery(ReportPeriod Period, ReportFilter? Filter = null, bool Avoidable = false) : IQuery<ReportedContacts>
{
    /// <summary>The last contact of an earlier page: the page after it.</summary>
    public Guid? After { get; init; }
    /// <summary>The first contact of a later page: the page before it.</summary>
    public Guid? Before { get; init; }
    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Rows { get; init; } = 50;
}

/// <summary>A page of contacts.</summary>
/// <param name="Total">How many the list has in all.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Previous">Where the page before ends; null on the first.</param>
public sealed record ReportedContacts(IReadOnlyList<ReportedContact> Rows, long Total, Guid? Next, Guid? Previous) : IShowsRecords
{
    private static readonly string[] s_shown = ["started_at", "channel", "outcome", "avoidable", "avoidable_reason", "taken_by"];

    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => Rows.Select(r => new SeenRecord(RecordKind.Contact, r.Id, s_shown));
}

/// <summary>A contact behind a figure. It names no customer.</summary>
/// <param name="Tickets">References of the tickets that it raised or progressed, as far as the reader may see them; at most five.</param>
/// <param name="MoreTickets">How many there are beyond those.</param>
public sealed record ReportedContact(Guid Id, DateTimeOffset StartedAt, Channel Channel, ContactOutcome Outcome, bool? Avoidable, AvoidableReason? Why, string? TakenBy, IReadOnlyList<string> Tickets, int MoreTickets);

internal sealed class ListReportedContactsValidator : AbstractValidator<ListReportedContactsQuery>
{
    public ListReportedContactsValidator() => RuleFor(q => q.Rows).InclusiveBetween(1, 200).WithMessage("A page has 1 to 200 rows");
}

internal sealed class ListReportedContactsHandler(NpgsqlDataSource database, CurrentActor current) : IRequestHandler<ListReportedContactsQuery, Result<ReportedContacts>>
{
    private const int Named = 5;

    public async Task<Result<ReportedContacts>> Handle(ListReportedContactsQuery query, CancellationToken cancellationToken)
    {
        var period = query.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ContactScope(query.Filter, current.Actor, period.Value);
        var condition = $"{{period}} and {scope.Listed}{(query.Avoidable ? " and c.avoidable" : "")}";
        var rows = await PageAsync(query, scope, condition, cancellationToken);
        var more = rows.Count > query.Rows;
        if (more) rows.RemoveAt(query.Rows);
        var back = query.Before is not null;
        if (back) rows.Reverse();
        return new ReportedContacts(rows, await CountAsync(scope, condition, cancellationToken),
            rows.Count > 0 && (back || more) ? rows[^1].Id : null, rows.Count > 0 && (back ? more : query.After is not null) ? rows[0].Id : null);
    }

    private async Task<long> CountAsync(ContactScope scope, string condition, CancellationToken token)
    {
        await using var command = scope.Command(database, $"select count(*) from contacts c where {condition}");
        return (long)(await command.ExecuteScalarAsync(token))!;
    }

    private async Task<List<ReportedContact>> PageAsync(ListReportedContactsQuery query, ContactScope scope, string condition, CancellationToken token)
    {
        var cursor = query.Before ?? query.After;
        var (beyond, order) = query.Before is null ? ("<", "desc") : (">", "asc");
        await using var command = scope.Command(database, $$"""
            with page as (
              select c.id, c.started_at, c.channel, c.outcome, c.avoidable, c.avoidable_reason, c.taken_by
              from contacts c
              where {{condition}}{{(cursor is null ? "" : $" and c.started_at {beyond}= (select k.started_at from contacts k where k.id = @cursor) and (c.started_at, c.id) {beyond} (select k.started_at, k.id from contacts k where k.id = @cursor)")}}
              order by c.started_at {{order}}, c.id {{order}}
              limit {{query.Rows + 1}})
            select p.id, p.started_at, p.channel, p.outcome, p.avoidable, p.avoidable_reason, s.display_name,
              array(select t.reference from contact_tickets l join tickets t on t.id = l.ticket_id where l.contact_id = p.id and {{scope.Tickets}} order by l.at, t.id)
            from page p left join staff s on s.id = p.taken_by
            order by p.started_at {{order}}, p.id {{order}}
            """);
        if (cursor is { } id) command.Parameters.AddWithValue("cursor", id);
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<ReportedContact>();
        while (await reader.ReadAsync(token))
        {
            var tickets = reader.GetFieldValue<string[]>(7);
            rows.Add(new ReportedContact(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), Codes.Kept<Channel>(reader.GetString(2)), Codes.Kept<ContactOutcome>(reader.GetString(3)),
                reader.Maybe<bool?>(4), Codes.Read<AvoidableReason>(reader.Maybe<string>(5)), reader.Maybe<string>(6), [.. tickets.Take(Named)], Math.Max(0, tickets.Length - Named)));
        }
        return rows;
    }
}
