using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Says what another customer is to a customer.</summary>
/// <param name="CustomerId">Whom it is about: who is cared for, the child, the organisation.</param>
/// <param name="RelatedId">The carer, the parent, who acts, the organisation's contact.</param>
/// <param name="Authority">By what right an appointee acts.</param>
/// <param name="ExpiresOn">The last day of the authority.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record RelateCustomersCommand(Guid CustomerId, Guid RelatedId, RelationshipKind? Kind, string? Authority = null, DateOnly? ExpiresOn = null) : IdempotentCommand<RelationshipMade>
{
    /// <inheritdoc />
    public override string ToString() => nameof(RelateCustomersCommand);
}

/// <summary>The new relationship.</summary>
public sealed record RelationshipMade(Guid RelationshipId, Guid CustomerId);

internal sealed class RelateCustomersValidator : AbstractValidator<RelateCustomersCommand>
{
    public RelateCustomersValidator(TimeProvider time)
    {
        RuleFor(c => c.Kind).NotNull().WithMessage("Select what they are to the customer").IsInEnum().WithMessage("Select what they are to the customer");
        RuleFor(c => c.RelatedId).NotEmpty().WithMessage("Find and select the other customer");
        RuleFor(c => c.Authority).Must(a => !string.IsNullOrWhiteSpace(a)).When(c => c.Kind == RelationshipKind.Appointee).WithMessage("Enter by what authority the appointee acts");
        RuleFor(c => c.Authority).MaximumLength(200).WithMessage("The authority must be 200 characters or fewer: you entered {TotalLength}");
        RuleFor(c => c.ExpiresOn).Must(day => day is null || day >= CouncilTime.DateOf(time.GetUtcNow())).WithMessage("The authority must end today or later");
    }
}

internal sealed class RelateCustomersHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<RelateCustomersCommand, Result<RelationshipMade>>
{
    public async Task<Result<RelationshipMade>> Handle(RelateCustomersCommand request, CancellationToken cancellationToken)
    {
        if (await db.UsableRecordOfAsync(request.CustomerId, current.Actor, cancellationToken) is not { } subject || await db.UsableRecordOfAsync(request.RelatedId, current.Actor, cancellationToken) is not { } related) return new NotFound("customer");
        if (await db.Set<CustomerRelationship>().AnyAsync(r => r.To == null && r.Kind == request.Kind && db.KeysOf(subject).Contains(r.SubjectId) && db.KeysOf(related).Contains(r.RelatedId), cancellationToken))
            return new NotAccepted(nameof(request.Kind), "This is on the record already. An authority that ended, or ends soon, can be renewed on the customer's page");
        var now = time.GetUtcNow();
        var authority = string.IsNullOrWhiteSpace(request.Authority) ? null : request.Authority.Trim();
        var made = CustomerRelationship.Between(Ids.New(now), subject, related, request.Kind!.Value, authority, request.ExpiresOn, current.Actor.Kind.Code(), now);
        if (made.Error is { } refused) return refused;
        db.Add(made.Value);
        return new RelationshipMade(made.Value.Id, subject);
    }
}
