using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>One relationship that holds, as the customer's page shows it.</summary>
internal static class OneRelationship
{
    /// <summary>A relationship that holds, of a customer's record at either end; null where there is none.</summary>
    public static Task<CustomerRelationship?> FindRelationshipAsync(this CustomerFirstDb db, Guid customer, Guid relationshipId, CancellationToken token) =>
        db.Set<CustomerRelationship>().FirstOrDefaultAsync(r => r.Id == relationshipId && r.To == null && (db.KeysOf(customer).Contains(r.SubjectId) || db.KeysOf(customer).Contains(r.RelatedId)), token);

    /// <summary>It and those that say the same: merged records bring one more than once, and it is shown once.</summary>
    public static async Task<List<CustomerRelationship>> SameRelationshipsAsync(this CustomerFirstDb db, CustomerRelationship one, CancellationToken token)
    {
        var (subject, related) = (await db.RecordOfAsync(one.SubjectId, token), await db.RecordOfAsync(one.RelatedId, token));
        return await db.Set<CustomerRelationship>().Where(r => r.To == null && r.Kind == one.Kind && r.Authority == one.Authority
            && ((db.KeysOf(subject!.Value).Contains(r.SubjectId) && db.KeysOf(related!.Value).Contains(r.RelatedId))
                || (r.Kind == RelationshipKind.Household && db.KeysOf(related!.Value).Contains(r.SubjectId) && db.KeysOf(subject.Value).Contains(r.RelatedId)))).ToListAsync(token);
    }
}
