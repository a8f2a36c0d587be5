using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Changes what is held of a customer. Former names, addresses, ways to reach them and needs stay as history.</summary>
/// <param name="Version">As read; a change based on an older one is refused as stale.</param>
/// <param name="Name">Whether a different name is a new one or corrects a mistake.</param>
/// <param name="Address">The same for the address.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record ChangeCustomerCommand(Guid CustomerId, int Version, CustomerDetails Details, FactChange Name = FactChange.Changed, FactChange Address = FactChange.Changed)
    : IdempotentCommand<CustomerChanged>
{
    /// <summary>The first day at a new address, past or to come; the one before ends the day before. Null for today.</summary>
    public DateOnly? AddressFrom { get; init; }
}

/// <summary>The customer after the change.</summary>
/// <param name="CustomerId">The record, also where the command named another key of it.</param>
public sealed record CustomerChanged(Guid CustomerId, int Version);

internal sealed class ChangeCustomerValidator : AbstractValidator<ChangeCustomerCommand>
{
    public ChangeCustomerValidator(TimeProvider time)
    {
        RuleFor(c => c.Details).SetValidator(new CustomerDetailsValidator(time));
        RuleFor(c => c.AddressFrom).Must(from => from is null || (from.Value.Year >= 1900 && from <= CouncilTime.DateOf(time.GetUtcNow()).AddYears(2))).WithMessage("The day of moving must be in 1900 or later, and within two years from now");
    }
}

internal sealed class ChangeCustomerHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<ChangeCustomerCommand, Result<CustomerChanged>>
{
    public async Task<Result<CustomerChanged>> Handle(ChangeCustomerCommand request, CancellationToken cancellationToken)
    {
        var read = await db.ToChangeAsync(request.CustomerId, request.Version, current.Actor, cancellationToken);
        if (!read.Ok) return read.Error!;
        var customer = read.Value;
        if (customer.Kind != request.Details.Kind) return new NotAccepted("Details.Kind", "A person cannot become an organisation, nor an organisation a person");

        var (details, now) = (request.Details.Normalised(), time.GetUtcNow());
        DateTimeOffset? movedAt = null;
        if (request is { Address: FactChange.Changed, AddressFrom: { } from } && details.Address is { } lines && lines != customer.CurrentAddress?.Lines)
        {
            movedAt = CouncilTime.StartOf(from);
            if (customer.CurrentAddress is { } held && !customer.LivedThereBefore(movedAt.Value))
                return new NotAccepted(nameof(request.AddressFrom), $"The day of moving must be after {CouncilTime.DateOf(held.From).Words()}, when the present address began");
            if (from > CouncilTime.DateOf(now))
            {
                await PlanAsync(customer, lines, from, now, cancellationToken);
                details = details with { Address = customer.CurrentAddress?.Lines };
            }
        }
        new CustomerFacts(customer, current.Actor.Kind.Code(), now).Become(details, request.Name, request.Address, movedAt);
        // Saving a form without touching it changes nothing, so that nobody else's work becomes stale.
        if (db.ChangeTracker.HasChanges()) customer.Changed();
        return new CustomerChanged(customer.Id, customer.Version);
    }

    // The latest word counts: who moves elsewhere does not move where they said before.
    private async Task PlanAsync(Customer customer, AddressLines lines, DateOnly from, DateTimeOffset now, CancellationToken token)
    {
        db.RemoveRange(await db.Set<PlannedMove>().Where(m => db.KeysOf(customer.Id).Contains(m.CustomerId)).ToListAsync(token));
        db.Add(PlannedMove.To(Ids.New(now), customer.Id, lines, from, current.Actor.Kind.Code()));
    }
}
