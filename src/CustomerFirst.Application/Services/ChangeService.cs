using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>Changes what an administrator decides about a service. Tickets keep the area and the answers that they have.</summary>
/// <param name="Version">The service's version as it was read.</param>
/// <param name="Reason">Why; kept in the history. Null for none.</param>
[Needs(Permission.ManageServices)]
public sealed record ChangeServiceCommand(Guid ServiceId, int Version, ServiceTerms Terms, string? Reason = null) : IdempotentCommand<Done>;

/// <summary>A service became restricted, or ceased to be; its tickets must follow in the same transaction.</summary>
public sealed record ServiceRestrictionChanged(Guid ServiceId, bool Restricted) : INotification;

internal sealed class ChangeServiceValidator : AbstractValidator<ChangeServiceCommand>
{
    public ChangeServiceValidator()
    {
        RuleFor(c => c.Terms).NotNull().WithMessage("Enter the service").SetValidator(new ServiceTermsValidator());
        RuleFor(c => c.Reason).CanBeReason();
    }
}

internal sealed class ChangeServiceHandler(CustomerFirstDb db, ServiceTermsFacts facts, AuditTrail audit, AfterSave after, Catalogue catalogue, IMediator mediator) : IRequestHandler<ChangeServiceCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangeServiceCommand command, CancellationToken token)
    {
        if (await db.Services.SingleOrDefaultAsync(s => s.Id == command.ServiceId, token) is not { } service) return new NotFound("service");
        if (service.Version != command.Version) return new Stale(service.Version);
        var terms = await facts.CheckAsync(command.Terms, service.Id, token);
        if (!terms.Ok) return terms.Error!;
        if (terms.Value.SameAs(service.Terms)) return Done.Nothing;
        var restricted = service.Restricted;
        service.Change(terms.Value);
        audit.Because(command.Reason.OrNone());
        if (service.Restricted != restricted)
        {
            await db.Database.BeginTransactionAsync(token);
            await mediator.Publish(new ServiceRestrictionChanged(service.Id, service.Restricted), token);
        }
        after.Do(catalogue.Invalidate);
        return Done.Value;
    }
}
