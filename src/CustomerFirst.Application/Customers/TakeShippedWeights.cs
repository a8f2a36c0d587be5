using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Goes back to the shipped weights of matching. Those that were learnt stay on record. Doing it twice changes nothing.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record TakeShippedWeightsCommand : IdempotentCommand<Done>;

internal sealed class TakeShippedWeightsHandler(CustomerFirstDb db, WeightsInUse weights, AfterSave after, AuditTrail audit) : IRequestHandler<TakeShippedWeightsCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(TakeShippedWeightsCommand request, CancellationToken cancellationToken)
    {
        if (await db.Set<WeightLearning>().FirstOrDefaultAsync(l => l.State == WeightLearningState.InUse, cancellationToken) is not { } learnt) return Done.Value;
        learnt.Replace();
        audit.Did(RecordKind.Customer, null, "weights");
        after.Do(weights.Forget);
        return Done.Value;
    }
}
