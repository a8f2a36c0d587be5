using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Domain.Services;

/// <summary>The targets of one priority; a null target is none.</summary>
public sealed record SlaTarget(Priority Priority, TargetTime? Reply, TargetTime? Resolution);

/// <summary>A dated version of a service's SLA. Never edited: a change is a new version.</summary>
public sealed class SlaVersion
{
    private SlaVersion() { }

    public Guid Id { get; private set; }
    public Guid ServiceId { get; private set; }
    /// <summary>In force from the start of this day, council time, until the next version's.</summary>
    public DateOnly EffectiveFrom { get; private set; }
    public Guid CalendarId { get; private set; }
    public bool WaitingForCustomerPauses { get; private set; }
    public bool WaitingForOthersPauses { get; private set; }
    public List<SlaTarget> Targets { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
    public Guid CreatedBy { get; private set; }

    /// <summary>Makes a version.</summary>
    public static SlaVersion Create(Guid id, Guid serviceId, DateOnly effectiveFrom, Guid calendarId, bool waitingForCustomerPauses,
        bool waitingForOthersPauses, IEnumerable<SlaTarget> targets, Guid createdBy, DateTimeOffset createdAt) =>
        new()
        {
            Id = id, ServiceId = serviceId, EffectiveFrom = effectiveFrom, CalendarId = calendarId,
            WaitingForCustomerPauses = waitingForCustomerPauses, WaitingForOthersPauses = waitingForOthersPauses,
            Targets = [.. targets], CreatedBy = createdBy, CreatedAt = createdAt,
        };

    /// <summary>Whether another version promises the same, from whatever day.</summary>
    public bool SameAs(SlaVersion other) =>
        (CalendarId, WaitingForCustomerPauses, WaitingForOthersPauses) == (other.CalendarId, other.WaitingForCustomerPauses, other.WaitingForOthersPauses)
        && Targets.OrderBy(t => t.Priority).SequenceEqual(other.Targets.OrderBy(t => t.Priority));

    /// <summary>The targets of a priority; those of normal priority where it has none of its own.</summary>
    public SlaTarget? TargetFor(Priority priority) => Targets.FirstOrDefault(t => t.Priority == priority) ?? Targets.FirstOrDefault(t => t.Priority == Priority.Normal);

    /// <summary>The terms for one ticket: the version with its calendar and the priority's targets as durations.</summary>
    public SlaTerms TermsFor(Priority priority, BusinessCalendar calendar)
    {
        var target = TargetFor(priority);
        return new SlaTerms(Id, calendar, target?.Reply?.Length(calendar), target?.Resolution?.Length(calendar), WaitingForCustomerPauses, WaitingForOthersPauses);
    }
}

/// <summary>What an SLA means for one ticket of one priority: pure values, durations in business time of the calendar.</summary>
/// <param name="SlaVersionId">The version that it comes from; null where the service has no SLA.</param>
public sealed record SlaTerms(Guid? SlaVersionId, BusinessCalendar Calendar, TimeSpan? ReplyTarget, TimeSpan? ResolutionTarget,
    bool WaitingForCustomerPauses, bool WaitingForOthersPauses)
{
    /// <summary>A service without an SLA: no targets, the clock runs around the clock so that elapsed time is still known.</summary>
    public static SlaTerms None(BusinessCalendar alwaysOpen) => new(null, alwaysOpen, null, null, true, false);

    /// <summary>Whether the clock runs in a state.</summary>
    public bool RunsIn(TicketState state) => state switch
    {
        TicketState.New or TicketState.InHand or TicketState.WithService => true,
        TicketState.WaitingForCustomer => !WaitingForCustomerPauses,
        TicketState.WaitingForOthers => !WaitingForOthersPauses,
        _ => false,
    };
}
