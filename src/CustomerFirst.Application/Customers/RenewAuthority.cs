using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>The authority by which somebody acts for a customer was given anew, before it ended or after. What it was until now stays readable.</summary>
/// <param name="CustomerId">Either of the two.</param>
/// <param name="Version">Of the relationship, as read; a renewal based on an older one is refused as stale.</param>
/// <param name="Authority">By what right they act from now on, with its reference.</param>
/// <param name="ExpiresOn">The last day of it.</param>
/// <param name="NoEnd">It has no last day: to be said, so that nobody acts for ever because a date was left out.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record RenewAuthorityCommand(Guid CustomerId, Guid RelationshipId, int Version, string? Authority, DateOnly? ExpiresOn, bool NoEnd = false) : IdempotentCommand<AuthorityRenewed>
{
    /// <inheritdoc />
    public override string ToString() => nameof(RenewAuthorityCommand);
}

/// <summary>The relationship with its new authority.</summary>
public sealed record AuthorityRenewed(Guid RelationshipId, Guid CustomerId);

internal sealed class RenewAuthorityValidator : AbstractValidator<RenewAuthorityCommand>
{
    public RenewAuthorityValidator(TimeProvider time)
    {
        RuleFor(c => c.Authority).NotEmpty().WithMessage("Enter by what authority they act from now on").MaximumLength(200).WithMessage("The authority must be 200 characters or fewer: you entered {TotalLength}");
        RuleFor(c => c.ExpiresOn).NotNull().When(c => !c.NoEnd).WithMessage("Enter the last day of the new authority, or say that it has no end");
        RuleFor(c => c.ExpiresOn).Null().When(c => c.NoEnd).WithMessage("Enter a last day, or say that the authority has no end: not both");
        RuleFor(c => c.ExpiresOn).Must(day => day is null || day >= CouncilTime.DateOf(time.GetUtcNow())).WithMessage("The authority must end today or later");
    }
}

internal sealed class RenewAuthorityHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<RenewAuthorityCommand, Result<AuthorityRenewed>>
{
    public async Task<Result<AuthorityRenewed>> Handle(RenewAuthorityCommand request, CancellationToken cancellationToken)
    {
        if (await db.UsableRecordOfAsync(request.CustomerId, current.Actor, cancellationToken) is not { } customer) return new NotFound("customer");
        if (await db.FindRelationshipAsync(customer, request.RelationshipId, cancellationToken) is not { } relationship) return new NotFound("relationship");
        if (relationship.Version != request.Version) return new Stale(relationship.Version);
        var now = time.GetUtcNow();
        // Merged records brought it more than once, and show it once: of the others nothing is left to act on.
        var same = await db.SameRelationshipsAsync(relationship, cancellationToken);
        var before = relationship.Renew(Ids.New(now), request.Authority!.Trim(), request.ExpiresOn, now);
        if (before.Error is { } refused) return refused;
        db.Add(before.Value);
        foreach (var one in same.Where(r => r.Id != relationship.Id)) one.End(now);
        return new AuthorityRenewed(relationship.Id, customer);
    }
}
