using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>Changes a calendar's name.</summary>
/// <param name="Version">The version as it was read.</param>
[Needs(Permission.ManageCalendars)]
public sealed record RenameCalendarCommand(Guid CalendarId, int Version, string Name) : IdempotentCommand<Done>;

internal sealed class RenameCalendarValidator : AbstractValidator<RenameCalendarCommand>
{
    public RenameCalendarValidator() =>
        RuleFor(c => c.Name).NotEmpty().WithMessage("Enter the calendar's name").MaximumLength(120).WithMessage("The calendar's name must be 120 characters or fewer");
}

internal sealed class RenameCalendarHandler(CustomerFirstDb db, CalendarChange change, AfterSave after, Catalogue catalogue) : IRequestHandler<RenameCalendarCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(RenameCalendarCommand command, CancellationToken token)
    {
        var read = await change.ReadAsync(command.CalendarId, command.Version, token);
        if (!read.Ok) return read.Error!;
        var name = command.Name.Trim();
        if (read.Value.Name == name) return Done.Nothing;
        if (await db.Calendars.AnyAsync(c => c.Name == name && c.Id != command.CalendarId, token)) return new NotAccepted(nameof(command.Name), "There is a calendar of this name already");
        read.Value.Rename(name);
        after.Do(catalogue.Invalidate);
        return Done.Value;
    }
}
