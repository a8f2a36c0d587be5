using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>Takes a service off offer, or puts it back. Its tickets stay as they are.</summary>
/// <param name="Version">The service's version as it was read.</param>
/// <param name="Reason">Why; kept in the history.</param>
/// <param name="PutBack">True to offer it again.</param>
[Needs(Permission.ManageServices)]
public sealed record WithdrawServiceCommand(Guid ServiceId, int Version, string Reason, bool PutBack = false) : IdempotentCommand<Done>;

internal sealed class WithdrawServiceValidator : AbstractValidator<WithdrawServiceCommand>
{
    public WithdrawServiceValidator()
    {
        RuleFor(c => c.Reason).IsReason("Enter why the service is withdrawn").When(c => !c.PutBack);
        RuleFor(c => c.Reason).CanBeReason().When(c => c.PutBack);
    }
}

internal sealed class WithdrawServiceHandler(CustomerFirstDb db, AuditTrail audit, AfterSave after, Catalogue catalogue, TimeProvider time) : IRequestHandler<WithdrawServiceCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawServiceCommand command, CancellationToken token)
    {
        if (await db.Services.SingleOrDefaultAsync(s => s.Id == command.ServiceId, token) is not { } service) return new NotFound("service");
        if (service.Version != command.Version) return new Stale(service.Version);
        if (command.PutBack && service.WithdrawnAt is null) return new ServiceOnOffer();
        if (!command.PutBack && service.WithdrawnAt is not null) return new ServiceWithdrawn();
        service.Withdraw(command.PutBack ? null : time.GetUtcNow());
        audit.Because(command.Reason.OrNone());
        after.Do(catalogue.Invalidate);
        return Done.Value;
    }
}
