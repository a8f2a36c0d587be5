using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>Changes an office, or closes it. What happened there stays with it.</summary>
/// <param name="Version">The office's version as it was read.</param>
[Needs(Permission.ManagePlaces)]
public sealed record ChangeOfficeCommand(Guid OfficeId, int Version, OfficeEntered Office) : IdempotentCommand<Done>;

internal sealed class ChangeOfficeValidator : AbstractValidator<ChangeOfficeCommand>
{
    public ChangeOfficeValidator() => RuleFor(c => c.Office).NotNull().WithMessage("Enter the office").SetValidator(new OfficeEnteredValidator());
}

internal sealed class ChangeOfficeHandler(CustomerFirstDb db, OfficeFacts facts, AfterSave after, Catalogue catalogue) : IRequestHandler<ChangeOfficeCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangeOfficeCommand command, CancellationToken token)
    {
        if (await db.Offices.SingleOrDefaultAsync(o => o.Id == command.OfficeId, token) is not { } office) return new NotFound("office");
        if (office.Version != command.Version) return new Stale(office.Version);
        var entered = command.Office;
        if (await facts.ProblemAsync(entered, office.Id, token) is { } problem) return problem;
        var postcode = Postcode.Normalise(entered.Postcode)!;
        // A point that was entered more exactly is kept while the postcode stays.
        if (postcode != office.Postcode || office.Latitude is null)
        {
            var point = await facts.PointAsync(entered, token);
            office.MoveTo(point?.Latitude, point?.Longitude);
        }
        office.Change(entered.Name.Trim(), entered.Kind, entered.Address.Trim(), postcode, entered.CalendarId, entered.Active);
        after.Do(catalogue.Invalidate);
        return Done.Value;
    }
}
