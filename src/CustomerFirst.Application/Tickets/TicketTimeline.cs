using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// A ticket's timeline in one statement: steps, notes, updates, files, contacts, what the sweep found and how due times moved, merged. Each part is read by its
/// ticket's index. Only for tickets that were found visible before.
/// </summary>
internal sealed class TicketTimeline(NpgsqlDataSource database)
{
    private const string Statement = """
        select 'step' as kind, i.id, i."from" as at, s.display_name, i.reason, i.step, i.state, i.running, i.team_id, a.display_name, i.sequence, false, false, null::bigint, null::text, null::text, i.instead_of, null::timestamptz, null::timestamptz
        from ticket_intervals i left join staff s on s.id = i."by" left join staff a on a.id = i.assignee_id where i.ticket_id = @ticket
        union all
        select e.kind, e.id, e.at, s.display_name, e.text, null, null, null, null, null, 0, e.by_customer_id is not null, e.kind = 'update', null, null, null, null, null, null
        from ticket_entries e left join staff s on s.id = e."by" where e.ticket_id = @ticket
        union all
        select 'file', f.id, f.added_at, s.display_name, f.file_name, null, null, null, null, null, 0, false, f.customer_may_see, f.length, null, null, null, null, null
        from attachments f left join staff s on s.id = f.added_by where f.ticket_id = @ticket
        union all
        select 'contact', c.id, l.at, s.display_name, null, null, null, null, null, null, 0, false, false, null, c.channel, l.act, null, null, null
        from contact_tickets l join contacts c on c.id = l.contact_id left join staff s on s.id = c.taken_by where l.ticket_id = @ticket
        union all
        select 'clock', m.ticket_id, m.at, null, null, null, null, null, null, null, 0, false, false, null, m.clock, m.kind, null, null, null
        from sla_marks m where m.ticket_id = @ticket
        union all
        select 'targets', d.id, d.at, null, null, null, null, null, null, null, 0, false, false, null, d.clock, d.cause, null, d.due_before, d.due_after
        from due_time_changes d where d.ticket_id = @ticket
        """;

    /// <summary>Every item, the latest first, and the intervals as the clock takes them.</summary>
    public async Task<(IReadOnlyList<TimelineItem> Items, IReadOnlyList<ClockInterval> Intervals)> ReadAsync(Guid ticketId, CatalogueSnapshot catalogue, CancellationToken token)
    {
        var rows = await database.ReadAsync(Statement, [new NpgsqlParameter("ticket", ticketId)], row => (Item: Item(row, catalogue), Sequence: row.GetInt32(10), InsteadOf: row.Maybe<int?>(16)), token);
        var steps = IntervalsThatStand.Of(rows.Where(r => r.Item.Kind == TimelineKind.Step), r => r.Sequence, r => r.InsteadOf);
        // What happened at the same moment has keys in the order in which it happened.
        var items = rows.Where(r => r.Item.Kind != TimelineKind.Step).Concat(steps).OrderByDescending(r => r.Item.At).ThenByDescending(r => r.Item.Id).Select(r => r.Item).ToList();
        var intervals = steps.Select(r => new ClockInterval(r.Item.At, r.Item.Running!.Value)).ToList();
        return (items, intervals);
    }

    private static TimelineItem Item(NpgsqlDataReader row, CatalogueSnapshot catalogue)
    {
        var kind = Codes.Kept<TimelineKind>(row.GetString(0));
        var (id, at, by, text) = (row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2), row.Maybe<string>(3), row.Maybe<string>(4));
        return kind switch
        {
            TimelineKind.Step => new(kind, id, at, by, text, Codes.Read<TicketStep>(row.GetString(5)), Codes.Read<TicketState>(row.GetString(6)), row.GetBoolean(7),
                row.Maybe<Guid?>(8) is { } team ? catalogue.TeamsById.GetValueOrDefault(team)?.Name : null, row.Maybe<string>(9)),
            TimelineKind.Contact => new(kind, id, at, by, text, Channel: Codes.Read<Channel>(row.GetString(14)), Act: Codes.Read<ContactAct>(row.GetString(15))),
            TimelineKind.Clock => new(kind, id, at, by, text, Clock: Codes.Read<ClockKind>(row.GetString(14)), Mark: Codes.Read<MarkKind>(row.GetString(15))),
            TimelineKind.Targets => new(kind, id, at, by, text, Clock: Codes.Read<ClockKind>(row.GetString(14)), Cause: Codes.Read<TargetsCause>(row.Maybe<string>(15)),
                DueBefore: row.Maybe<DateTimeOffset?>(17), DueAfter: row.Maybe<DateTimeOffset?>(18)),
            _ => new(kind, id, at, by, text, ByCustomer: row.GetBoolean(11), CustomerSees: row.GetBoolean(12), Length: row.Maybe<long?>(13)),
        };
    }
}
