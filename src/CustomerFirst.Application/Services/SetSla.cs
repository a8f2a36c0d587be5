using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>The targets of one priority as an administrator enters them; a null amount is no target.</summary>
public sealed record SlaTargetEntered(Priority Priority, int? ReplyAmount, TargetUnit ReplyUnit, int? ResolutionAmount, TargetUnit ResolutionUnit)
{
    internal SlaTarget ToTarget() => new(Priority, Of(ReplyAmount, ReplyUnit), Of(ResolutionAmount, ResolutionUnit));

    private static TargetTime? Of(int? amount, TargetUnit unit) => amount is { } given ? new TargetTime(given, unit) : null;
}

/// <summary>The SLA that holds from the day that was asked for.</summary>
/// <param name="Unchanged">It is the version that held then already, because nothing in it differs.</param>
public sealed record SlaSet(Guid Id, bool Unchanged);

/// <summary>Gives a service an SLA from a day on, as a new version, unless it is what holds then in any case. It applies to open tickets when it comes into force; the pauses that they earned are kept.</summary>
/// <param name="Version">The service's version as it was read.</param>
/// <param name="EffectiveFrom">Today or later, council time. Of two versions of one day the later entered counts.</param>
/// <param name="Targets">Each priority at most once; a priority that is not named has the targets of normal.</param>
/// <param name="Reason">Why; kept in the history. Null for none.</param>
[Needs(Permission.ManageServices)]
public sealed record SetSlaCommand(Guid ServiceId, int Version, DateOnly EffectiveFrom, Guid CalendarId, bool WaitingForCustomerPauses, bool WaitingForOthersPauses,
    IReadOnlyList<SlaTargetEntered> Targets, string? Reason = null) : IdempotentCommand<SlaSet>;

internal sealed class SetSlaValidator : AbstractValidator<SetSlaCommand>
{
    public SetSlaValidator(TimeProvider time)
    {
        RuleFor(c => c.EffectiveFrom).Must(day => day >= CouncilTime.DateOf(time.GetUtcNow())).WithMessage("The day from which it holds must be today or later");
        RuleFor(c => c.CalendarId).NotEmpty().WithMessage("Select a calendar");
        RuleFor(c => c.Targets).NotNull().WithMessage("Enter the targets")
            .Must(targets => targets is null || targets.Any(t => t.Priority == Priority.Normal)).WithMessage("Enter the targets for normal priority")
            .Must(targets => targets is null || targets.DistinctBy(t => t.Priority).Count() == targets.Count).WithMessage("Enter the targets of each priority once");
        RuleFor(c => c.Reason).CanBeReason();
        RuleForEach(c => c.Targets).ChildRules(target =>
        {
            target.RuleFor(t => t.Priority).IsInEnum().WithMessage("Select a priority");
            var amounts = $"must be between 1 and {TargetTime.MaxAmount:#,0}, or empty for none";
            target.RuleFor(t => t.ReplyAmount).InclusiveBetween(1, TargetTime.MaxAmount).WithMessage(t => $"{t.Priority}: first reply target {amounts}");
            target.RuleFor(t => t.ReplyUnit).IsInEnum().WithMessage(t => $"{t.Priority}: choose minutes, hours or working days for the first reply target");
            target.RuleFor(t => t.ResolutionAmount).InclusiveBetween(1, TargetTime.MaxAmount).WithMessage(t => $"{t.Priority}: resolution target {amounts}");
            target.RuleFor(t => t.ResolutionUnit).IsInEnum().WithMessage(t => $"{t.Priority}: choose minutes, hours or working days for the resolution target");
            target.RuleFor(t => t.ReplyAmount).LessThanOrEqualTo(t => t.ResolutionAmount).When(t => t.ReplyUnit == t.ResolutionUnit && t.ResolutionAmount is not null, ApplyConditionTo.CurrentValidator)
                .WithMessage(t => $"{t.Priority}: first reply target must not be longer than the resolution target");
        });
    }
}

internal sealed class SetSlaHandler(CustomerFirstDb db, CurrentActor current, AuditTrail audit, AfterSave after, Catalogue catalogue, TimeProvider time) : IRequestHandler<SetSlaCommand, Result<SlaSet>>
{
    public async Task<Result<SlaSet>> Handle(SetSlaCommand command, CancellationToken token)
    {
        if (await db.Services.SingleOrDefaultAsync(s => s.Id == command.ServiceId, token) is not { } service) return new NotFound("service");
        if (service.Version != command.Version) return new Stale(service.Version);
        if (!await db.Calendars.AnyAsync(c => c.Id == command.CalendarId, token)) return new NotAccepted(nameof(command.CalendarId), "Select a calendar that is there");
        var now = time.GetUtcNow();

        var sla = SlaVersion.Create(Ids.New(now), service.Id, command.EffectiveFrom, command.CalendarId, command.WaitingForCustomerPauses, command.WaitingForOthersPauses,
            command.Targets.OrderBy(t => t.Priority).Select(t => t.ToTarget()), current.Actor.Id, now);
        var present = await db.SlaVersions.AsNoTracking().Where(s => s.ServiceId == service.Id && s.EffectiveFrom <= command.EffectiveFrom)
            .OrderByDescending(s => s.EffectiveFrom).ThenByDescending(s => s.CreatedAt).FirstOrDefaultAsync(token);
        if (present is not null && present.SameAs(sla)) return new SlaSet(present.Id, Unchanged: true);
        service.ChangeSla();
        db.Add(sla);
        audit.InsteadOf(sla, present);
        audit.Because(command.Reason.OrNone());
        db.Add(SlaRecomputation.Create(service.Id, command.EffectiveFrom, TargetsCause.Sla, now));
        after.Do(catalogue.Invalidate);
        return new SlaSet(sla.Id, Unchanged: false);
    }
}
