using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>Changes a service area's name, wave, go-live date or change champion.</summary>
/// <param name="Version">The area's version as it was read.</param>
[Needs(Permission.ManageServices)]
public sealed record ChangeServiceAreaCommand(Guid ServiceAreaId, int Version, ServiceAreaEntered Area) : IdempotentCommand<Done>;

internal sealed class ChangeServiceAreaValidator : AbstractValidator<ChangeServiceAreaCommand>
{
    public ChangeServiceAreaValidator() => RuleFor(c => c.Area).NotNull().WithMessage("Enter the service area").SetValidator(new ServiceAreaEnteredValidator());
}

internal sealed class ChangeServiceAreaHandler(CustomerFirstDb db, AfterSave after, Catalogue catalogue) : IRequestHandler<ChangeServiceAreaCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangeServiceAreaCommand command, CancellationToken token)
    {
        if (await db.ServiceAreas.SingleOrDefaultAsync(a => a.Id == command.ServiceAreaId, token) is not { } area) return new NotFound("service area");
        if (area.Version != command.Version) return new Stale(area.Version);
        var entered = command.Area;
        if (await db.NameTakenAsync(entered.Name.Trim(), area.Id, token)) return new NotAccepted("Area.Name", "There is a service area of this name already");
        area.Change(entered.Name.Trim(), entered.Wave, entered.GoLive, entered.ChangeChampion?.Trim());
        after.Do(catalogue.Invalidate);
        return Done.Value;
    }
}
