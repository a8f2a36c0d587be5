using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>Changes what is held of a customer. Former names, addresses, ways to reach them and needs stay as history.</summary>
/// <param name="Version">As read; a change based on an older one is refused as stale.</param>
/// <param name="Name">Whether a different name is a new one or corrects a mistake.</param>
/// <param name="Address">The same for the address.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record ChangeCustomerCommand(Guid CustomerId, int Version, CustomerDetails Details, FactChange Name = FactChange.Changed, FactChange Address = FactChange.Changed)
    : IdempotentCommand<CustomerChanged>;

/// <summary>The customer after the change.</summary>
/// <param name="CustomerId">The record, also where the command named another key of it.</param>
public sealed record CustomerChanged(Guid CustomerId, int Version);

internal sealed class ChangeCustomerValidator : AbstractValidator<ChangeCustomerCommand>
{
    public ChangeCustomerValidator(TimeProvider time) => RuleFor(c => c.Details).SetValidator(new CustomerDetailsValidator(time));
}

internal sealed class ChangeCustomerHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<ChangeCustomerCommand, Result<CustomerChanged>>
{
    public async Task<Result<CustomerChanged>> Handle(ChangeCustomerCommand request, CancellationToken cancellationToken)
    {
        if (await db.RecordOfAsync(request.CustomerId, cancellationToken) is not { } id || await db.LoadAsync(id, cancellationToken) is not { } customer) return new NotFound("customer");
        if (CustomerRecords.Refusal(customer.Erasure, current.Actor) is { } refusal) return refusal;
        if (customer.Erasure == ErasureState.Anonymised) return new RecordErased();
        if (customer.Version != request.Version) return new Stale(customer.Version);
        if (customer.Kind != request.Details.Kind) return new NotAccepted("Details.Kind", "A person cannot become an organisation, nor an organisation a person");

        new CustomerFacts(customer, current.Actor.Kind.Code(), time.GetUtcNow()).Become(request.Details.Normalised(), request.Name, request.Address);
        // Saving a form without touching it changes nothing, so that nobody else's work becomes stale.
        if (db.ChangeTracker.HasChanges()) customer.Changed();
        return new CustomerChanged(customer.Id, customer.Version);
    }
}
