using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Places;

/// <summary>Lets other hours hold on one day, or closes it; replaces what was entered for that day before. A day that is past moves the due times of open tickets only.</summary>
/// <param name="Version">The calendar's version as it was read.</param>
/// <param name="Windows">None for a closure.</param>
[Needs(Permission.ManageCalendars)]
public sealed record AddExceptionalDayCommand(Guid CalendarId, int Version, DateOnly Date, string Reason, IReadOnlyList<EnteredWindow> Windows) : IdempotentCommand<Done>
{
    /// <summary>
    /// How many days later a day can still be entered. A closure for snow is often written down afterwards, and its hours must not count against the tickets that
    /// are still open; but what ended never changes, so that an older day would only make what is open look other than what was reported.
    /// </summary>
    public const int LatestDaysAfter = 31;
}

internal sealed class AddExceptionalDayValidator : AbstractValidator<AddExceptionalDayCommand>
{
    public AddExceptionalDayValidator(TimeProvider time)
    {
        RuleFor(c => c.Date).Cascade(CascadeMode.Stop).NotEmpty().WithMessage("Enter the date")
            .Must(day => day >= CouncilTime.DateOf(time.GetUtcNow()).AddDays(-AddExceptionalDayCommand.LatestDaysAfter))
            .WithMessage($"The day must be no more than {AddExceptionalDayCommand.LatestDaysAfter} days ago");
        RuleFor(c => c.Reason).NotEmpty().WithMessage("Enter why the hours are different").MaximumLength(200).WithMessage("The reason must be 200 characters or fewer");
        RuleFor(c => c.Windows).NotNull().WithMessage("Enter the opening hours, or none for a closure").AreHoursOfADay();
    }
}

internal sealed class AddExceptionalDayHandler(CalendarChange change, AuditTrail audit) : IRequestHandler<AddExceptionalDayCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(AddExceptionalDayCommand command, CancellationToken token)
    {
        var read = await change.ReadAsync(command.CalendarId, command.Version, token);
        if (!read.Ok) return read.Error!;
        var windows = command.Windows.OrderBy(w => w.FromMinute).Select(w => new WeeklyWindow(command.Date.DayOfWeek, w.FromMinute, w.ToMinute));
        var day = ExceptionalDay.Create(command.CalendarId, command.Date, command.Reason.Trim(), windows);
        var present = read.Value.ExceptionalDays.Find(d => d.Date == day.Date);
        if (present is not null && present.SameAs(day)) return Done.Nothing;
        read.Value.Except(day);
        audit.InsteadOf(day, present);
        await change.FollowAsync(command.CalendarId, TargetsCause.ExceptionalDay, null, token);
        return Done.Value;
    }
}
