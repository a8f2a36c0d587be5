using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Records that a customer died or left the area; without a day it takes back what was recorded by mistake.</summary>
/// <param name="Version">As read; a change based on an older one is refused as stale.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record RecordLifeCommand(Guid CustomerId, int Version, DateOnly? DiedOn, DateOnly? LeftAreaOn) : IdempotentCommand<CustomerChanged>;

internal sealed class RecordLifeValidator : AbstractValidator<RecordLifeCommand>
{
    public RecordLifeValidator(TimeProvider time)
    {
        RuleFor(c => c.DiedOn).Must(day => day is null || day <= CouncilTime.DateOf(time.GetUtcNow())).WithMessage("Date of death must be today or in the past");
        RuleFor(c => c.LeftAreaOn).Must(day => day is null || day <= CouncilTime.DateOf(time.GetUtcNow()).AddYears(1)).WithMessage("The day of leaving must be within a year from now");
    }
}

internal sealed class RecordLifeHandler(CustomerFirstDb db, CurrentActor current) : IRequestHandler<RecordLifeCommand, Result<CustomerChanged>>
{
    public async Task<Result<CustomerChanged>> Handle(RecordLifeCommand request, CancellationToken cancellationToken)
    {
        var read = await db.ToChangeAsync(request.CustomerId, request.Version, current.Actor, cancellationToken);
        if (!read.Ok) return read.Error!;
        var customer = read.Value;
        if (customer.Kind == CustomerKind.Organisation && request.DiedOn is not null) return new NotAccepted(nameof(request.DiedOn), "An organisation does not die");
        if (request.DiedOn < customer.DateOfBirth) return new NotAccepted(nameof(request.DiedOn), "Date of death must be after the date of birth");
        customer.Died(request.DiedOn);
        customer.LeftArea(request.LeftAreaOn);
        if (db.ChangeTracker.HasChanges()) customer.Changed();
        return new CustomerChanged(customer.Id, customer.Version);
    }
}
