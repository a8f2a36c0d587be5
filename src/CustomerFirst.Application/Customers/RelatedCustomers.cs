using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Somebody who is something to a customer.</summary>
/// <param name="RelationshipId">Of the relationship.</param>
/// <param name="CustomerId">The other customer's record.</param>
/// <param name="Name">Null where the record is blocked or erased.</param>
/// <param name="TheyAre">True: the other one is the customer's carer, parent …; false: the customer is theirs.</param>
/// <param name="Expired">The authority has ended.</param>
/// <param name="Version">Of the relationship.</param>
public sealed record RelatedCustomer(Guid RelationshipId, Guid CustomerId, string? Name, RelationshipKind Kind, bool TheyAre, string? Authority, DateOnly? ExpiresOn, bool Expired, DateTimeOffset Since, int Version)
{
    /// <summary>By what they acted before it was renewed, the latest first.</summary>
    public IReadOnlyList<PastAuthority> Past { get; init; } = [];

    /// <summary>It stands on an authority that can be given anew.</summary>
    public bool CanBeRenewed => CustomerRelationship.StandsOnAuthority(Kind, Authority, ExpiresOn);

    /// <summary>They act for the customer now.</summary>
    public bool Acts => TheyAre && !Expired && Kind is RelationshipKind.Appointee or RelationshipKind.Carer or RelationshipKind.Parent or RelationshipKind.OrganisationContact;
}

/// <summary>An authority that somebody acted on once.</summary>
/// <param name="ExpiresOn">Its last day, as it was said; null for none.</param>
/// <param name="To">When it was renewed.</param>
public sealed record PastAuthority(string? Authority, DateOnly? ExpiresOn, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The last day on which it let them act.</summary>
    public DateOnly Until => ExpiresOn is { } day && day < CouncilTime.DateOf(To) ? day : CouncilTime.DateOf(To);
}

/// <summary>Reads relationships by all keys of a customer. What leads from a record to itself since a merge rests unseen.</summary>
internal sealed class RelatedCustomers(CustomerFirstDb db, TimeProvider time)
{
    private const int Most = 50, MostPast = 100;

    /// <summary>Those that hold, who acts for the customer first.</summary>
    /// <param name="keys">All keys of the customer, as values: with a query in their place PostgreSQL would read every relationship there is.</param>
    public async Task<IReadOnlyList<RelatedCustomer>> OfAsync(Guid customerId, Guid[] keys, CancellationToken token)
    {
        var rows = await (from r in db.Set<CustomerRelationship>().AsNoTracking()
                          where (r.To == null || r.Authority != null) && (keys.Contains(r.SubjectId) || keys.Contains(r.RelatedId))
                          join s in db.CustomerKeys on r.SubjectId equals s.Key
                          join t in db.CustomerKeys on r.RelatedId equals t.Key
                          where s.CustomerId != t.CustomerId
                          let theyAre = s.CustomerId == customerId
                          let other = theyAre ? t.CustomerId : s.CustomerId
                          // Those that hold come first, so that no past of anybody takes their place.
                          orderby r.To != null, r.From
                          select new
                          {
                              r.Id, r.To, r.Kind, r.Authority, r.ExpiresOn, r.From, r.Version, TheyAre = theyAre, Other = other,
                              Usable = db.Customers.Any(c => c.Id == other && c.Erasure == ErasureState.Active),
                              Name = db.Set<CustomerName>().Where(n => n.CustomerId == other && n.To == null).OrderByDescending(n => n.From).Select(n => n.GivenNames == null ? n.FamilyName : n.GivenNames + " " + n.FamilyName).FirstOrDefault(),
                          }).Take(Most + MostPast).ToListAsync(token);
        var today = CouncilTime.DateOf(time.GetUtcNow());
        // Merged records bring the same relationship twice: it is one, and holds as long as the longer of the two.
        var once = rows.Where(r => r.To == null).Take(Most).OrderByDescending(r => r.ExpiresOn ?? DateOnly.MaxValue).DistinctBy(r => (r.Other, r.Kind, TheyAre: r.Kind == RelationshipKind.Household || r.TheyAre, r.Authority));
        return [.. once.Select(r => new RelatedCustomer(r.Id, r.Other, r.Usable ? r.Name : null, r.Kind, r.TheyAre, r.Authority, r.ExpiresOn, r.ExpiresOn < today, r.From, r.Version)
            {
                Past = [.. rows.Where(p => p.To != null && (p.Other, p.Kind, p.TheyAre) == (r.Other, r.Kind, r.TheyAre)).Select(p => new PastAuthority(p.Authority, p.ExpiresOn, p.From, p.To!.Value)).OrderByDescending(p => p.To)],
            })
            .OrderByDescending(r => r.Acts).ThenByDescending(r => r.TheyAre).ThenBy(r => r.Kind).ThenBy(r => r.Since)];
    }
}
