using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

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
        var relationship = await db.Set<CustomerRelationship>().FirstOrDefaultAsync(r => r.Id == request.RelationshipId && r.To == null
            && (db.KeysOf(customer).Contains(r.SubjectId) || db.KeysOf(customer).Contains(r.RelatedId)), cancellationToken);
        if (relationship is null) return new NotFound("relationship");
        relationship.End(time.GetUtcNow());
        return Done.Value;
    }
}
