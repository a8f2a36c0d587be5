using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>Marks open tickets whose clock used 75 % of its target, or all of it. A mark is made once for each due time, by whichever node comes first.</summary>
[Needs(Permission.RunJobs)]
public sealed record MarkSlasCommand : ICommand<MarkedSlas>;

/// <summary>How many marks were new.</summary>
public sealed record MarkedSlas(int Marks);

internal sealed class MarkSlasHandler(NpgsqlDataSource database, TimeProvider time) : IRequestHandler<MarkSlasCommand, Result<MarkedSlas>>
{
    private const int Batch = 5_000;
    private const string Open = "t.state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')";

    // Of each clock and kind: when it was due, when the clock reached the mark, and who is past it.
    private static readonly (string Clock, string Kind, string Due, string At, string Condition)[] s_marks =
    [
        ("resolution", "warned", "t.resolution_due_at", "t.resolution_warn_at", "t.resolution_warn_at <= @now and t.resolution_due_at is not null"),
        ("resolution", "breached", "t.resolution_due_at", "t.resolution_due_at", "t.due_order < @now"),
        ("reply", "warned", "t.reply_due_at", "t.reply_warn_at", "t.reply_warn_at <= @now and t.reply_due_at is not null and t.first_reply_at is null"),
        ("reply", "breached", "t.reply_due_at", "t.reply_due_at", "t.reply_due_at < @now and t.first_reply_at is null"),
    ];

    public async Task<Result<MarkedSlas>> Handle(MarkSlasCommand command, CancellationToken cancellationToken)
    {
        var marks = 0;
        foreach (var mark in s_marks)
        {
            int made;
            do
            {
                made = await MarkAsync(mark, cancellationToken);
                marks += made;
            }
            while (made == Batch);
        }
        return new MarkedSlas(marks);
    }

    private async Task<int> MarkAsync((string Clock, string Kind, string Due, string At, string Condition) mark, CancellationToken token)
    {
        var (clock, kind, due, at, condition) = mark;
        await using var insert = database.CreateCommand($"""
            insert into sla_marks (ticket_id, clock, kind, due_at, at)
            select t.id, '{clock}', '{kind}', {due}, {at} from tickets t
            where {Open} and {condition}
              and not exists (select 1 from sla_marks m where m.ticket_id = t.id and m.clock = '{clock}' and m.kind = '{kind}' and m.due_at = {due})
            limit {Batch}
            on conflict do nothing
            """);
        insert.Parameters.AddWithValue("now", time.GetUtcNow());
        return await insert.ExecuteNonQueryAsync(token);
    }
}
