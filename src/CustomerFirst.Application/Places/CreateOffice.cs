using CustomerFirst.Application.Common;
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

/// <summary>What an administrator decides about an office.</summary>
/// <param name="CalendarId">Its opening hours; null while none are entered.</param>
/// <param name="Active">Customers can come to it.</param>
public sealed record OfficeEntered(string Name, OfficeKind Kind, string Address, string Postcode, Guid? CalendarId, bool Active);

internal sealed class OfficeEnteredValidator : AbstractValidator<OfficeEntered>
{
    public OfficeEnteredValidator()
    {
        RuleFor(o => o.Name).NotEmpty().WithMessage("Enter the office's name").MaximumLength(120).WithMessage("The office's name must be 120 characters or fewer");
        RuleFor(o => o.Kind).IsInEnum().WithMessage("Select what kind of office it is");
        RuleFor(o => o.Address).NotEmpty().WithMessage("Enter the address").MaximumLength(300).WithMessage("The address must be 300 characters or fewer");
        RuleFor(o => o.Postcode).Must(p => Postcode.Normalise(p) is not null).WithMessage("Enter a full UK postcode, like B14 7QH");
    }
}

/// <summary>The facts that an office must agree with.</summary>
internal sealed class OfficeFacts(CustomerFirstDb db, PlaceFinder finder)
{
    /// <summary>What is wrong with what was entered; null when it is good.</summary>
    /// <param name="officeId">The office that is changed; null for a new one.</param>
    public async Task<Error?> ProblemAsync(OfficeEntered entered, Guid? officeId, CancellationToken token)
    {
        var name = entered.Name.Trim();
        if (await db.Offices.AnyAsync(o => o.Name == name && o.Id != officeId, token)) return new NotAccepted("Office.Name", "There is an office of this name already");
        return entered.CalendarId is { } calendar && !await db.Calendars.AnyAsync(c => c.Id == calendar, token) ? new NotAccepted("Office.CalendarId", "Select a calendar that is there") : null;
    }

    /// <summary>The middle of the office's postcode; null when the postcode is not known.</summary>
    public async Task<FoundPostcode?> PointAsync(OfficeEntered entered, CancellationToken token) => await finder.FindPostcodeAsync(entered.Postcode, null, token);
}

/// <summary>Sets an office up. Its place is the middle of its postcode, where that is known.</summary>
[Needs(Permission.ManagePlaces)]
public sealed record CreateOfficeCommand(OfficeEntered Office) : IdempotentCommand<Guid>;

internal sealed class CreateOfficeValidator : AbstractValidator<CreateOfficeCommand>
{
    public CreateOfficeValidator() => RuleFor(c => c.Office).NotNull().WithMessage("Enter the office").SetValidator(new OfficeEnteredValidator());
}

internal sealed class CreateOfficeHandler(CustomerFirstDb db, OfficeFacts facts, AfterSave after, Catalogue catalogue, TimeProvider time) : IRequestHandler<CreateOfficeCommand, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(CreateOfficeCommand command, CancellationToken token)
    {
        var entered = command.Office;
        if (await facts.ProblemAsync(entered, null, token) is { } problem) return problem;
        var code = Slug.Of(entered.Name, 40);
        if (await db.Offices.AnyAsync(o => o.Code == code, token)) return new NotAccepted("Office.Name", "There is an office of almost this name already");
        var point = await facts.PointAsync(entered, token);
        var office = Office.Create(Ids.New(time.GetUtcNow()), code, entered.Name.Trim(), entered.Kind, entered.Address.Trim(), Postcode.Normalise(entered.Postcode)!, point?.Latitude, point?.Longitude, entered.CalendarId);
        db.Add(office);
        after.Do(catalogue.Invalidate);
        return office.Id;
    }
}
