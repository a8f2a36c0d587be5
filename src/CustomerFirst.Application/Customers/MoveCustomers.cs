using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Gives the next customer whose planned move has come their new address. Sent again until nobody is left; safe on several nodes at once.</summary>
[Needs(Permission.RunJobs)]
public sealed record MoveCustomersCommand : ICommand<CustomersMoved>;

/// <summary>How many planned moves were done away with: 1, or 0 when nobody is left.</summary>
public sealed record CustomersMoved(int Count);

internal sealed class MoveCustomersHandler(CustomerFirstDb db, TimeProvider time) : IRequestHandler<MoveCustomersCommand, Result<CustomersMoved>>
{
    public async Task<Result<CustomersMoved>> Handle(MoveCustomersCommand request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = CouncilTime.DateOf(now);
        await db.Database.BeginTransactionAsync(cancellationToken);
        var due = await db.Set<PlannedMove>().FromSql($"select * from planned_moves where \"from\" <= {today} order by \"from\", id limit 1 for update skip locked").SingleOrDefaultAsync(cancellationToken);
        if (due is null) return new CustomersMoved(0);
        db.Remove(due);
        // Of somebody whose data were erased meanwhile nothing is left to move.
        if (await db.RecordOfAsync(due.CustomerId, cancellationToken) is not { } id || await db.LoadAsync(id, cancellationToken) is not { Erasure: ErasureState.Active or ErasureState.Blocked } customer) return new CustomersMoved(1);
        var at = CouncilTime.StartOf(due.From);
        // Who was given another address since the day came has that one.
        if (customer.CurrentAddress is { } held && held.From >= at) return new CustomersMoved(1);
        customer.LivesAt(Ids.New(now), due.Lines, due.Source, Verification.Unverified, at);
        customer.Changed();
        return new CustomersMoved(1);
    }
}

/// <summary>A customer does not move after all.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed record CancelMoveCommand(Guid CustomerId, Guid MoveId) : IdempotentCommand<Done>;

internal sealed class CancelMoveHandler(CustomerFirstDb db, CurrentActor current) : IRequestHandler<CancelMoveCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(CancelMoveCommand request, CancellationToken cancellationToken)
    {
        if (await db.RecordOfAsync(request.CustomerId, cancellationToken) is not { } id) return new NotFound("customer");
        if (CustomerRecords.Refusal(await db.Customers.Where(c => c.Id == id).Select(c => c.Erasure).FirstAsync(cancellationToken), current.Actor) is { } refusal) return refusal;
        if (await db.Set<PlannedMove>().FirstOrDefaultAsync(m => m.Id == request.MoveId && db.KeysOf(id).Contains(m.CustomerId), cancellationToken) is not { } move) return new NotFound("move");
        db.Remove(move);
        return Done.Value;
    }
}
