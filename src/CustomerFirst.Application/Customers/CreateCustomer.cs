using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>Makes the one record of a customer, unless they seem to have one: see <see cref="MayBeThereAlready"/>.</summary>
/// <param name="DespiteCandidates">Somebody looked at the candidates, and it is none of them.</param>
/// <param name="DespiteReason">
/// Why, at most 500 characters; needed where one of them is more than somebody who shares a telephone or an e-mail, and of a program, which nobody sees looking, always. It is kept with each such pair, for the reviewer.
/// </param>
[Needs(Permission.CreateCustomer)]
public sealed record CreateCustomerCommand(CustomerDetails Details, bool DespiteCandidates = false, string? DespiteReason = null) : IdempotentCommand<CustomerCreated>;

/// <summary>The new customer.</summary>
/// <param name="CustomerId">Record and key alike.</param>
public sealed record CustomerCreated(Guid CustomerId, int Version);

internal sealed class CreateCustomerValidator : AbstractValidator<CreateCustomerCommand>
{
    public CreateCustomerValidator(TimeProvider time)
    {
        RuleFor(c => c.Details).SetValidator(new CustomerDetailsValidator(time));
        RuleFor(c => c.DespiteReason).CanBeReason();
    }
}

internal sealed class CreateCustomerHandler(CustomerFirstDb db, CustomerCandidates candidates, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<CreateCustomerCommand, Result<CustomerCreated>>
{
    public async Task<Result<CustomerCreated>> Handle(CreateCustomerCommand request, CancellationToken cancellationToken)
    {
        var details = request.Details.Normalised();
        var reason = request.DespiteCandidates && !string.IsNullOrWhiteSpace(request.DespiteReason) ? request.DespiteReason.Trim() : null;
        if (request.DespiteCandidates && reason is null && current.Actor.Kind == ActorKind.ApiClient) return new NotAccepted(nameof(request.DespiteReason), "Say why this is none of the similar customers");
        var there = await candidates.FindAsync(details, current.Actor, cancellationToken);
        if (!request.DespiteCandidates && there.Count > 0) return new MayBeThereAlready(there);
        var likely = there.Where(c => !c.OnlyShares).ToList();
        if (reason is null && likely.Count > 0) return new NotAccepted(nameof(request.DespiteReason), "Say why it is none of them");

        audit.Because(reason);
        var now = time.GetUtcNow();
        var customer = db.AddNewCustomer(details, current.Actor, now);
        // A reviewer looks at what one person decided in a hurry.
        foreach (var other in likely) db.Add(CustomerPair.Of(customer.Id, other.Id, other.Probability, other.Reasons, now).MadeDespite(reason!, current.Actor.Id, now, heldApart: true));
        return new CustomerCreated(customer.Id, customer.Version);
    }
}
