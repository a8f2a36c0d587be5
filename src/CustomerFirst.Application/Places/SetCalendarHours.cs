using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Places;

/// <summary>Gives a calendar other hours from a day on, as a new version. Due times of open tickets follow when it comes into force.</summary>
/// <param name="Version">The calendar's version as it was read.</param>
/// <param name="EffectiveFrom">Today or later, council time; hours that were entered for the same day before are replaced.</param>
/// <param name="Reason">Why; kept in the history. Null for none.</param>
[Needs(Permission.ManageCalendars)]
public sealed record SetCalendarHoursCommand(Guid CalendarId, int Version, DateOnly EffectiveFrom, CalendarHoursEntered Hours, string? Reason = null) : IdempotentCommand<Done>;

internal sealed class SetCalendarHoursValidator : AbstractValidator<SetCalendarHoursCommand>
{
    public SetCalendarHoursValidator(TimeProvider time)
    {
        RuleFor(c => c.EffectiveFrom).Must(day => day >= CouncilTime.DateOf(time.GetUtcNow())).WithMessage("The day from which they hold must be today or later");
        RuleFor(c => c.Hours).NotNull().WithMessage("Enter the opening hours").SetValidator(new CalendarHoursEnteredValidator());
        RuleFor(c => c.Reason).CanBeReason();
    }
}

internal sealed class SetCalendarHoursHandler(CalendarChange change, AuditTrail audit, TimeProvider time) : IRequestHandler<SetCalendarHoursCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(SetCalendarHoursCommand command, CancellationToken token)
    {
        var read = await change.ReadAsync(command.CalendarId, command.Version, token);
        if (!read.Ok) return read.Error!;
        var now = time.GetUtcNow();
        var version = command.Hours.ToVersion(Ids.New(now), command.CalendarId, command.EffectiveFrom);
        var present = read.Value.InForce(command.EffectiveFrom);
        if (present is not null && present.SameAs(version)) return Done.Nothing;
        read.Value.Add(version);
        audit.InsteadOf(version, present);
        audit.Because(command.Reason.OrNone());
        await change.FollowAsync(command.CalendarId, TargetsCause.OpeningHours, command.EffectiveFrom, token);
        return Done.Value;
    }
}
