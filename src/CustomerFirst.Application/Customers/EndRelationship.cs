using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>A relationship holds no more.</summary>
/// <param name="CustomerId">Either of the two.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record EndRelationshipCommand(Guid CustomerId, Guid RelationshipId) : IdempotentCommand<Done>;

internal sealed class EndRelationshipHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<EndRelationshipCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(EndRelationshipCommand request, CancellationToken cancellationToken)
    {
        if (await db.UsableRecordOfAsync(request.CustomerId, current.Actor, cancellationToken) is not { } customer) return new NotFound("customer");
        if (await db.FindRelationshipAsync(customer, request.RelationshipId, cancellationToken) is not { } relationship) return new NotFound("relationship");
        foreach (var one in await db.SameRelationshipsAsync(relationship, cancellationToken)) one.End(time.GetUtcNow());
        return Done.Value;
    }
}
