using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Asks that the weights of matching be learnt anew from the council's own records. A running hub begins within seconds; asking again before it is done is refused.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record AskForWeightsCommand : IdempotentCommand<Done>, ITriesAgain;

internal sealed class AskForWeightsHandler(CustomerFirstDb db, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<AskForWeightsCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(AskForWeightsCommand request, CancellationToken cancellationToken)
    {
        if (await db.Set<WeightLearning>().AnyAsync(l => l.State == WeightLearningState.Waiting, cancellationToken)) return new WeightsBeingLearnt();
        db.Add(WeightLearning.Ask(Ids.New(time.GetUtcNow()), current.Actor.Id, time.GetUtcNow()));
        audit.Did(RecordKind.Customer, null, "weights");
        return Done.Value;
    }
}
