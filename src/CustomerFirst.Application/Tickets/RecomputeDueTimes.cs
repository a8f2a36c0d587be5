using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// Works out the due times of a batch of open tickets again, where an SLA, a calendar or the bank holidays changed or a new version came into
/// force (<see cref="SlaRecomputation"/>). A request that another node is working on is passed over; one that was interrupted goes on where it stood.
/// </summary>
[Needs(Permission.RunJobs)]
public sealed record RecomputeDueTimesCommand : ICommand<RecomputedDueTimes>;

/// <summary>How many tickets changed, and whether there may be more to look at.</summary>
public sealed record RecomputedDueTimes(int Changed, bool More);

internal sealed class RecomputeDueTimesHandler(CustomerFirstDb db, Catalogue catalogue, TimeProvider time) : IRequestHandler<RecomputeDueTimesCommand, Result<RecomputedDueTimes>>
{
    private const int Batch = 200;

    public async Task<Result<RecomputedDueTimes>> Handle(RecomputeDueTimesCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // The pipeline ends the transaction, and with it the locks.
        await db.Database.BeginTransactionAsync(cancellationToken);
        var wanted = await db.Set<SlaRecomputation>().FromSql($"select * from sla_recomputations where due_at <= {now} order by due_at, id limit 1 for update skip locked").SingleOrDefaultAsync(cancellationToken);
        if (wanted is null) return new RecomputedDueTimes(0, false);
        // What this node remembers may be from before the change.
        catalogue.Invalidate();
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var tickets = await TicketsAsync(wanted.ServiceId, wanted.DoneUpTo ?? Guid.Empty, cancellationToken);
        var by = new StepBy(null, now);
        var changed = tickets.Count(t => Follow(t, snapshot.TermsFor(t.ServiceId, t.Priority, now), by, wanted.Cause));
        if (tickets.Count == Batch) wanted.GoOnAfter(tickets[^1].Id);
        else db.Remove(wanted);
        return new RecomputedDueTimes(changed, More: true);
    }

    // What moved is kept, because officers must see why a ticket is due at another time than before.
    private bool Follow(Ticket ticket, SlaTerms terms, StepBy by, TargetsCause? cause)
    {
        var (reply, resolution) = (ticket.ReplyDueAt, ticket.ResolutionDueAt);
        if (!ticket.FollowSla(terms, by)) return false;
        if (DueTimeChange.Between(reply, ticket.ReplyDueAt, ticket.Id, ClockKind.Reply, cause, by.At) is { } ofReply) db.Add(ofReply);
        if (DueTimeChange.Between(resolution, ticket.ResolutionDueAt, ticket.Id, ClockKind.Resolution, cause, by.At) is { } ofResolution) db.Add(ofResolution);
        return true;
    }

    // Locked, so that a step that somebody takes meanwhile waits a moment and is not lost.
    private async Task<List<Ticket>> TicketsAsync(Guid? serviceId, Guid after, CancellationToken token)
    {
        var tickets = await db.Tickets.FromSql($"""
            select * from tickets
            where state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers') and id > {after} and ({serviceId}::uuid is null or service_id = {serviceId})
            order by id limit {Batch} for update
            """).Include(t => t.Intervals.OrderBy(i => i.Sequence)).ToListAsync(token);
        return [.. tickets.OrderBy(t => t.Id, PostgresOrder)];
    }

    // PostgreSQL orders keys by their bytes as written.
    private static readonly IComparer<Guid> PostgresOrder = Comparer<Guid>.Create((a, b) => a.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.ToByteArray(bigEndian: true)));
}
