using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Closes a batch of resolved tickets whose objection time is over. Tickets that another node is closing are passed over.</summary>
[Needs(Permission.RunJobs)]
public sealed record CloseResolvedCommand : ICommand<ClosedResolved>;

/// <summary>How many were closed, and whether there may be more.</summary>
public sealed record ClosedResolved(int Closed, bool More);

internal sealed class CloseResolvedHandler(CustomerFirstDb db, TimeProvider time) : IRequestHandler<CloseResolvedCommand, Result<ClosedResolved>>
{
    private const int Batch = 200;

    public async Task<Result<ClosedResolved>> Handle(CloseResolvedCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // The pipeline ends the transaction, and with it the locks.
        await db.Database.BeginTransactionAsync(cancellationToken);
        var tickets = await db.Tickets.FromSql($"select * from tickets where state = 'resolved' and objection_ends_at <= {now} order by objection_ends_at limit {Batch} for update skip locked")
            .Include(t => t.Intervals.OrderBy(i => i.Sequence)).ToListAsync(cancellationToken);
        var by = new StepBy(null, now);
        var closed = tickets.Count(t => t.Close(by).Ok);
        return new ClosedResolved(closed, tickets.Count == Batch);
    }
}
