using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>What somebody's home page shows: contacts in progress, their open tickets, their team's queue and today's figures.</summary>
[Needs(Permission.SeeOwnWork)]
public sealed record GetMyWorkQuery : IQuery<MyWork>;

/// <summary>Somebody's work now.</summary>
/// <param name="Mine">Their open tickets, the one due first at the top; at most 10.</param>
/// <param name="Queue">Their teams' open tickets that nobody has, the one due first at the top; at most 10.</param>
/// <param name="QueueFilter">Which tickets the queue is; null for somebody of no team.</param>
public sealed record MyWork(IReadOnlyList<ContactRow> Contacts, IReadOnlyList<TicketRow> Mine, IReadOnlyList<TicketRow> Queue, TicketFilter MineFilter, TicketFilter? QueueFilter, TodaysFigures Today);

/// <summary>Counts of one day, council time. Open ones are counted up to <see cref="CountedTo"/>.</summary>
public sealed record TodaysFigures(int Contacts, int Raised, int ResolvedAtFirstContact, int MineOpen, int MineOverdue, int QueueOpen, int QueueOverdue)
{
    /// <summary>Where counting of open tickets stops.</summary>
    public const int CountedTo = 1_000;
}

internal sealed class GetMyWorkHandler(TicketList list, CurrentActor current, ContactRows contacts, NpgsqlDataSource database, Catalogue catalogue, TimeProvider time) : IRequestHandler<GetMyWorkQuery, Result<MyWork>>
{
    private const int Rows = 10;

    public async Task<Result<MyWork>> Handle(GetMyWorkQuery query, CancellationToken cancellationToken)
    {
        var actor = current.Actor;
        var mine = new TicketFilter { Assignee = actor.Id };
        var queue = actor.Teams.Count == 0 ? null : QueueOf(actor, await catalogue.GetAsync(cancellationToken));
        return new MyWork(await contacts.InProgressAsync(actor, cancellationToken), await TopAsync(mine, cancellationToken), queue is null ? [] : await TopAsync(queue, cancellationToken), mine, queue,
            await FiguresAsync(mine, queue, cancellationToken));
    }

    // A second-response team's queue is its tickets; a first-response team's is everything new that no team of its own has.
    private static TicketFilter QueueOf(Actor actor, CatalogueSnapshot catalogue)
    {
        var firstOnly = actor.Teams.All(t => catalogue.TeamsById.GetValueOrDefault(t)?.Tier == ResponseTier.First);
        return new TicketFilter { Teams = [.. actor.Teams], Unassigned = !firstOnly };
    }

    private async Task<IReadOnlyList<TicketRow>> TopAsync(TicketFilter filter, CancellationToken token) =>
        (await list.ReadAsync(filter, current.Actor, TicketSort.Due, descending: false, null, null, Rows, token)).Rows;

    private async Task<TodaysFigures> FiguresAsync(TicketFilter mine, TicketFilter? queue, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var (me, team) = (new TicketFilterSql(mine, current.Actor, now), new TicketFilterSql(queue ?? mine, current.Actor, now));
        // Both filters ask for the same actor and the same moment, so their parameters of one name have one value.
        var parameters = me.Parameters().Concat(team.Parameters()).DistinctBy(p => p.ParameterName).Concat([new("me", current.Actor.Id), new("today", CouncilTime.StartOf(CouncilTime.DateOf(now))), new("moment", now)]);
        var statement = $"""
            select
              (select count(*)::int from contacts c where c.started_at >= @today and c.taken_by = @me),
              r.raised, r.finished, m.open, m.overdue, {(queue is null ? "0, 0" : "q.open, q.overdue")}
            from (select count(*)::int as raised, (count(*) filter (where t.marked_first_contact))::int as finished from tickets t where t.opened_at >= @today and t.raised_by = @me) r,
              {Open("m", me)}{(queue is null ? "" : ", " + Open("q", team))}
            """;
        return (await database.ReadAsync(statement, parameters, row => new TodaysFigures(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6)), token))[0];
    }

    private static string Open(string name, TicketFilterSql filter) => $"""
        (select count(*)::int as open, (count(*) filter (where x.due_order < @moment))::int as overdue
          from (select t.due_order from tickets t where {filter.Condition} limit {TodaysFigures.CountedTo}) x) {name}
        """;
}
