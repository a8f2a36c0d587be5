using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>What customers are to one another, and who acts for whom.</summary>
internal static class RelationshipsApi
{
    private static readonly Guid s_related = Guid.Parse("0199d3a4-7f00-7000-8000-000000000102");
    private static readonly Guid s_relationship = Guid.Parse("0199d3a4-7f00-7000-8000-000000000701");
    private static readonly Guid s_customer = Guid.Parse("0199d3a4-7f00-7000-8000-000000000101");

    /// <summary>Adds the addresses.</summary>
    public static void MapRelationships(this RouteGroupBuilder root)
    {
        var relationships = root.MapGroup("/customers/{customer:guid}/relationships").WithTags("Customers");
        relationships.MapPost("", RelateAsync).Sends<RelateCustomersCommand>("relateCustomers", "Say what another customer is to a customer", "The customer in the address is the one it is about: who is cared for, the child, the organisation. An `appointee` acts by an authority, until its last day. Whoever acts can ask on the customer's behalf; who only lives with them cannot.")
            .Idempotent().Answers<RelationshipSaved>(201).Refuses(404, "There is no such customer.").Refuses(409, "Both are one customer, or the idempotency key was used for something else.")
            .Example(new RelationshipBody { RelatedId = s_related, Kind = RelationshipKind.Appointee, Authority = "Lasting power of attorney, reference 7000 1234", ExpiresOn = new DateOnly(2027, 3, 31) }, new RelationshipSaved(s_relationship, s_customer));
        relationships.MapPost("/{relationship:guid}/renewals", RenewAsync).Sends<RenewAuthorityCommand>("renewAuthority", "Renew an authority", "Before its last day or after it; `version` says of which state of the relationship, as the customer's `relationships` have it. What it was until now stays readable with the customer, as `past`. The relationship keeps its id.")
            .Idempotent().Answers<RelationshipSaved>().Refuses(404, "There is no such customer, or no such relationship that holds.").Refuses(409, "The idempotency key was used for something else.").Refuses(412, "Somebody else renewed or ended it in the meantime.")
            .Example(new RenewalBody { Version = 1, Authority = "Lasting power of attorney, reference 7000 9876", ExpiresOn = new DateOnly(2030, 3, 31) }, new RelationshipSaved(s_relationship, s_customer));
        relationships.MapPost("/{relationship:guid}/end", EndAsync).Sends<EndRelationshipCommand>("endRelationship", "End a relationship", "It holds no more from now on, and nobody acts on it.")
            .Idempotent().Answers<RelationshipSaved>().Refuses(404, "There is no such customer, or no such relationship that holds.").Refuses(409, "The idempotency key was used for something else.")
            .Example(answer: new RelationshipSaved(s_relationship, s_customer));
    }

    private static Task<IResult> RelateAsync(Guid customer, RelationshipBody body, ApiCall call) =>
        call.SendAsync(new RelateCustomersCommand(customer, body.RelatedId, body.Kind, body.Authority, body.ExpiresOn) { IdempotencyKey = call.IdempotencyKey },
            made => call.Created($"{ApiRegistration.Root}/customers/{made.CustomerId}", new RelationshipSaved(made.RelationshipId, made.CustomerId)));

    private static Task<IResult> RenewAsync(Guid customer, Guid relationship, RenewalBody body, ApiCall call) =>
        call.SendAsync(new RenewAuthorityCommand(customer, relationship, body.Version, body.Authority, body.ExpiresOn, body.NoEnd) { IdempotencyKey = call.IdempotencyKey }, renewed => ApiCall.Ok(new RelationshipSaved(renewed.RelationshipId, renewed.CustomerId)));

    private static Task<IResult> EndAsync(Guid customer, Guid relationship, ApiCall call) =>
        call.SendAsync(new EndRelationshipCommand(customer, relationship) { IdempotencyKey = call.IdempotencyKey }, _ => ApiCall.Ok(new RelationshipSaved(relationship, customer)));
}

/// <summary>What another customer is to the one in the address.</summary>
internal sealed record RelationshipBody
{
    /// <summary>The carer, the parent, who acts, the organisation's contact.</summary>
    public Guid RelatedId { get; init; }
    public RelationshipKind? Kind { get; init; }
    /// <summary>By what right an appointee acts, with its reference; at most 200 characters.</summary>
    public string? Authority { get; init; }
    /// <summary>The last day of the authority; null for no end.</summary>
    public DateOnly? ExpiresOn { get; init; }
}

/// <summary>An authority that was given anew.</summary>
internal sealed record RenewalBody
{
    /// <summary>The relationship's <c>version</c>, as read.</summary>
    public int Version { get; init; }
    /// <summary>By what right they act from now on, with its reference; at most 200 characters.</summary>
    public string? Authority { get; init; }
    /// <summary>Its last day, today or later; left out only where <c>noEnd</c> is true.</summary>
    public DateOnly? ExpiresOn { get; init; }
    /// <summary>It has no last day.</summary>
    public bool NoEnd { get; init; }
}

/// <summary>A relationship after a change.</summary>
internal sealed record RelationshipSaved(Guid Id, Guid CustomerId);

/// <summary>Somebody who is something to a customer.</summary>
/// <param name="CustomerId">The other customer.</param>
/// <param name="TheyAre">True: the other one is the customer's carer, parent and so on; false: the customer is theirs.</param>
/// <param name="Expired">The authority's last day is over.</param>
/// <param name="Acts">The other one can ask on the customer's behalf today.</param>
/// <param name="Version">Of the relationship: what renewing it must name.</param>
/// <param name="Past">Authorities before it was renewed, the latest first.</param>
internal sealed record RelationshipResource(Guid Id, Guid CustomerId, RelationshipKind Kind, bool TheyAre, string? Authority, DateOnly? ExpiresOn, bool Expired, bool Acts, DateTimeOffset Since, int Version, IReadOnlyList<PastAuthorityResource> Past)
{
    public static RelationshipResource Of(RelatedCustomer r) => new(r.RelationshipId, r.CustomerId, r.Kind, r.TheyAre, r.Authority, r.ExpiresOn, r.Expired, r.Acts, r.Since, r.Version, [.. r.Past.Select(p => new PastAuthorityResource(p.Authority, p.ExpiresOn, p.From, p.To))]);
}

/// <summary>An authority that somebody acted on once.</summary>
/// <param name="To">When it was renewed.</param>
internal sealed record PastAuthorityResource(string? Authority, DateOnly? ExpiresOn, DateTimeOffset From, DateTimeOffset To);
