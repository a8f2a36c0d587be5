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
/// <param name="DespiteReason">Why, at most 500 characters. A program, which nobody sees looking, must say it.</param>
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
        RuleFor(c => c.DespiteReason).MaximumLength(500).WithMessage("The reason must be 500 characters or fewer");
    }
}

internal sealed class CreateCustomerHandler(CustomerFirstDb db, CustomerCandidates candidates, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<CreateCustomerCommand, Result<CustomerCreated>>
{
    public async Task<Result<CustomerCreated>> Handle(CreateCustomerCommand request, CancellationToken cancellationToken)
    {
        var details = request.Details.Normalised();
        if (request.DespiteCandidates && current.Actor.Kind == ActorKind.ApiClient && string.IsNullOrWhiteSpace(request.DespiteReason)) return new NotAccepted(nameof(request.DespiteReason), "Say why this is none of the similar customers");
        if (!request.DespiteCandidates && await candidates.FindAsync(details, current.Actor, cancellationToken) is { Count: > 0 } there)
            return new MayBeThereAlready(there);

        if (request.DespiteCandidates && !string.IsNullOrWhiteSpace(request.DespiteReason)) audit.Because(request.DespiteReason.Trim());
        var now = time.GetUtcNow();
        var customer = Customer.Create(Ids.New(now), details.Kind, now);
        new CustomerFacts(customer, current.Actor.Kind.Code(), now).Become(details, FactChange.Changed, FactChange.Changed);
        customer.Reindex();
        db.Add(customer);
        db.Add(CustomerKey.Of(customer.Id));
        return new CustomerCreated(customer.Id, customer.Version);
    }
}
