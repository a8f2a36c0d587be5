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
        // Merged records brought it more than once, and show it once.
        var (subject, related) = (await db.RecordOfAsync(relationship.SubjectId, cancellationToken), await db.RecordOfAsync(relationship.RelatedId, cancellationToken));
        var same = await db.Set<CustomerRelationship>().Where(r => r.To == null && r.Kind == relationship.Kind && r.Authority == relationship.Authority
            && ((db.KeysOf(subject!.Value).Contains(r.SubjectId) && db.KeysOf(related!.Value).Contains(r.RelatedId))
                || (r.Kind == RelationshipKind.Household && db.KeysOf(related!.Value).Contains(r.SubjectId) && db.KeysOf(subject.Value).Contains(r.RelatedId)))).ToListAsync(cancellationToken);
        foreach (var one in same) one.End(time.GetUtcNow());
        return Done.Value;
    }
}
