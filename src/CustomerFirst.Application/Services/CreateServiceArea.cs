using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>Sets a service area up.</summary>
/// <param name="Code">Stable short key; null makes one from the name.</param>
[Needs(Permission.ManageServices)]
public sealed record CreateServiceAreaCommand(string? Code, ServiceAreaEntered Area) : IdempotentCommand<Guid>;

internal sealed class CreateServiceAreaValidator : AbstractValidator<CreateServiceAreaCommand>
{
    public CreateServiceAreaValidator()
    {
        RuleFor(c => c.Code).MaximumLength(80).WithMessage("The service area's code must be 80 characters or fewer").Must(Slug.Keeps).WithMessage(Slug.Wrong);
        RuleFor(c => c.Area).NotNull().WithMessage("Enter the service area").SetValidator(new ServiceAreaEnteredValidator());
    }
}

internal sealed class CreateServiceAreaHandler(CustomerFirstDb db, AfterSave after, Catalogue catalogue, TimeProvider time) : IRequestHandler<CreateServiceAreaCommand, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(CreateServiceAreaCommand command, CancellationToken token)
    {
        var entered = command.Area;
        if (await db.NameTakenAsync(entered.Name.Trim(), null, token)) return new NotAccepted("Area.Name", "There is a service area of this name already");
        var code = Slug.Of(string.IsNullOrWhiteSpace(command.Code) ? entered.Name : command.Code, 80);
        if (await db.ServiceAreas.AnyAsync(a => a.Code == code, token)) return new NotAccepted(nameof(command.Code), "There is a service area with this code already: enter another code");
        var area = ServiceArea.Create(Ids.New(time.GetUtcNow()), code, entered.Name.Trim(), entered.Wave, entered.GoLive, entered.ChangeChampion?.Trim());
        db.Add(area);
        after.Do(catalogue.Invalidate);
        return area.Id;
    }
}
