using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>What the related customer is to the subject.</summary>
public enum RelationshipKind { Household, Carer, Parent, Appointee, OrganisationContact }

/// <summary>
/// That one customer is something to another for a time. Both ends are customers' keys, so that a merge and its undoing rewrite nothing; between two keys of
/// one record it rests.
/// </summary>
public sealed class CustomerRelationship
{
    private CustomerRelationship() { }

    public Guid Id { get; private set; }
    /// <summary>Key of the customer whom it is about: who is cared for, the child, the organisation.</summary>
    public Guid SubjectId { get; private set; }
    /// <summary>Key of the other: the carer, the parent, who acts, the organisation's contact.</summary>
    public Guid RelatedId { get; private set; }
    public RelationshipKind Kind { get; private set; }
    /// <summary>By what right somebody acts, for instance a power of attorney; null where there is none.</summary>
    public string? Authority { get; private set; }
    /// <summary>The last day on which the authority holds; null for no end.</summary>
    public DateOnly? ExpiresOn { get; private set; }
    public DateTimeOffset From { get; private set; }
    /// <summary>When the authority that holds began: with the relationship, or when it was renewed last.</summary>
    public DateTimeOffset AuthorityFrom { get; private set; }
    /// <summary>The relationship that this is a period of: itself, or for what an authority was before it was renewed the relationship that goes on. Periods of one never overlap.</summary>
    public Guid PeriodOf { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public string Source { get; private set; } = "";
    public int Version { get; private set; }

    /// <summary>Makes one.</summary>
    public static Result<CustomerRelationship> Between(Guid id, Guid subject, Guid related, RelationshipKind kind, string? authority, DateOnly? expiresOn, string source, DateTimeOffset at)
    {
        if (subject == related) return new RelatedToOneself();
        if (kind == RelationshipKind.Appointee && string.IsNullOrWhiteSpace(authority)) return new NotAccepted(nameof(Authority), "Enter by what authority the appointee acts");
        return new CustomerRelationship { Id = id, SubjectId = subject, RelatedId = related, Kind = kind, Authority = authority, ExpiresOn = expiresOn, Source = source, From = at, AuthorityFrom = at, PeriodOf = id, Version = 1 };
    }

    /// <summary>Whether a relationship stands on an authority, which can be given anew.</summary>
    public static bool StandsOnAuthority(RelationshipKind kind, string? authority, DateOnly? expiresOn) => kind != RelationshipKind.Household && (kind == RelationshipKind.Appointee || authority is not null || expiresOn is not null);

    /// <summary>The authority was given anew. Gives back what it was until now, to be kept as a relationship of its own that has ended.</summary>
    /// <param name="id">Of what it was.</param>
    public Result<CustomerRelationship> Renew(Guid id, string? authority, DateOnly? expiresOn, DateTimeOffset at)
    {
        if (To is not null || !StandsOnAuthority(Kind, Authority, ExpiresOn)) return new NotAccepted(nameof(Authority), "This relationship stands on no authority that could be renewed");
        if (string.IsNullOrWhiteSpace(authority)) return new NotAccepted(nameof(Authority), "Enter by what authority they act from now on");
        if ((authority, expiresOn) == (Authority, ExpiresOn)) return new NotAccepted(nameof(ExpiresOn), "This is the authority on record already: enter another last day, or another authority");
        var before = new CustomerRelationship { Id = id, SubjectId = SubjectId, RelatedId = RelatedId, Kind = Kind, Authority = Authority, ExpiresOn = ExpiresOn, Source = Source, From = AuthorityFrom, AuthorityFrom = AuthorityFrom, PeriodOf = PeriodOf };
        before.End(at);
        (Authority, ExpiresOn, AuthorityFrom) = (authority, expiresOn, before.To!.Value);
        Version++;
        return before;
    }

    /// <summary>It holds no more.</summary>
    public void End(DateTimeOffset at)
    {
        To = at < AuthorityFrom ? AuthorityFrom : at;
        Version++;
    }

    /// <summary>Its end at one customer belongs to another.</summary>
    public Result<Done> Belongs(IReadOnlySet<Guid> from, Guid to)
    {
        var (subject, related) = (from.Contains(SubjectId) ? to : SubjectId, from.Contains(RelatedId) ? to : RelatedId);
        if (subject == related) return new RelatedToOneself();
        (SubjectId, RelatedId) = (subject, related);
        Version++;
        return Done.Value;
    }

    /// <summary>Whether somebody may act on it on a day.</summary>
    public bool HoldsOn(DateOnly day) => To is null && (ExpiresOn is null || ExpiresOn >= day);
}

/// <summary>Nobody is related to themselves.</summary>
public sealed record RelatedToOneself() : Error(ErrorKind.Conflict, "These are one customer. Nobody is related to themselves.");
