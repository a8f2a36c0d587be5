using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>A word on a consent was recorded by mistake: on the wrong customer, the wrong purpose, a misheard answer. It stays to be seen, struck out, and counts no more.</summary>
/// <param name="Version">As read; a change based on an older one is refused as stale.</param>
/// <param name="Because">Why it was a mistake, at most 500 characters.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record StrikeConsentCommand(Guid CustomerId, int Version, Guid ConsentId, string? Because) : IdempotentCommand<CustomerChanged>
{
    /// <summary>Nothing of it: who writes a command to a log writes no personal data.</summary>
    public override string ToString() => nameof(StrikeConsentCommand);
}

internal sealed class StrikeConsentValidator : AbstractValidator<StrikeConsentCommand>
{
    public StrikeConsentValidator()
    {
        RuleFor(c => c.Because).IsReason("Enter why it was recorded by mistake");
    }
}

internal sealed class StrikeConsentHandler(CustomerFirstDb db, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<StrikeConsentCommand, Result<CustomerChanged>>
{
    public async Task<Result<CustomerChanged>> Handle(StrikeConsentCommand request, CancellationToken cancellationToken)
    {
        var read = await db.ToChangeAsync(request.CustomerId, request.Version, current.Actor, cancellationToken);
        if (!read.Ok) return read.Error!;
        var customer = read.Value;
        var because = request.Because!.Trim();
        if (customer.WasNotSaid(request.ConsentId, current.Actor.Id, because, time.GetUtcNow().ToMicrosecond()).Error is { } refused) return refused;
        customer.Changed();
        audit.Because(because);
        return new CustomerChanged(customer.Id, customer.Version);
    }
}
