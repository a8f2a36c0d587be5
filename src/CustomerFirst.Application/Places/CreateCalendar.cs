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

/// <summary>The hours of a calendar as an administrator enters them.</summary>
/// <param name="AlwaysOpen">24 hours every day, bank holidays too; the windows are then left empty.</param>
/// <param name="WorkingDayMinutes">The length of "one working day" in targets, 1 to 1440; null takes the weekday that is open longest.</param>
public sealed record CalendarHoursEntered(bool AlwaysOpen, IReadOnlyList<WeeklyWindow> Windows, bool OpenOnBankHolidays, int? WorkingDayMinutes)
{
    /// <summary>A version with these hours.</summary>
    internal CalendarVersion ToVersion(Guid id, Guid calendarId, DateOnly from)
    {
        var longest = AlwaysOpen ? OpeningWindow.MinutesInDay : Windows.GroupBy(w => w.Day).Max(day => day.Sum(w => w.ToMinute - w.FromMinute));
        return CalendarVersion.Create(id, calendarId, from, AlwaysOpen, AlwaysOpen ? [] : Windows.OrderBy(w => w.Day).ThenBy(w => w.FromMinute), AlwaysOpen || OpenOnBankHolidays, WorkingDayMinutes ?? longest);
    }
}

internal sealed class CalendarHoursEnteredValidator : AbstractValidator<CalendarHoursEntered>
{
    public CalendarHoursEnteredValidator()
    {
        RuleFor(h => h.Windows).NotEmpty().Unless(h => h.AlwaysOpen).WithMessage("Enter the opening hours of at least one day");
        RuleFor(h => h.Windows).Empty().When(h => h.AlwaysOpen).WithMessage("Leave the opening hours empty for a calendar that is always open");
        RuleFor(h => h.Windows).AreWeeklyHours();
        RuleFor(h => h.WorkingDayMinutes).InclusiveBetween(1, OpeningWindow.MinutesInDay).WithMessage("Enter a working day between 1 minute and 24 hours");
    }
}

/// <summary>Sets a calendar up, with hours that hold from the beginning.</summary>
/// <param name="Code">Stable short key; null makes one from the name.</param>
[Needs(Permission.ManageCalendars)]
public sealed record CreateCalendarCommand(string? Code, string Name, CalendarHoursEntered Hours) : IdempotentCommand<Guid>;

internal sealed class CreateCalendarValidator : AbstractValidator<CreateCalendarCommand>
{
    public CreateCalendarValidator()
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage("Enter the calendar's name").MaximumLength(120).WithMessage("The calendar's name must be 120 characters or fewer");
        RuleFor(c => c.Code).MaximumLength(40).WithMessage("The calendar's code must be 40 characters or fewer").Must(Slug.Keeps).WithMessage(Slug.Wrong);
        RuleFor(c => c.Hours).NotNull().WithMessage("Enter the opening hours").SetValidator(new CalendarHoursEnteredValidator());
    }
}

internal sealed class CreateCalendarHandler(CustomerFirstDb db, AfterSave after, Catalogue catalogue, TimeProvider time) : IRequestHandler<CreateCalendarCommand, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(CreateCalendarCommand command, CancellationToken token)
    {
        var code = Slug.Of(string.IsNullOrWhiteSpace(command.Code) ? command.Name : command.Code, 40);
        if (await db.Calendars.AnyAsync(c => c.Code == code || c.Name == command.Name.Trim(), token)) return new NotAccepted(nameof(command.Name), "There is a calendar of this name already");

        var now = time.GetUtcNow();
        var calendar = Calendar.Create(Ids.New(now), code, command.Name.Trim());
        calendar.Add(command.Hours.ToVersion(Ids.New(now), calendar.Id, CouncilTime.DateOf(now)));
        db.Add(calendar);
        after.Do(catalogue.Invalidate);
        return calendar.Id;
    }
}
