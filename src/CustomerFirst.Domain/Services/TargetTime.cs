using CustomerFirst.Domain.Places;

namespace CustomerFirst.Domain.Services;

/// <summary>What a target is counted in; each is business time of the SLA's calendar.</summary>
public enum TargetUnit
{
    /// <summary>Minutes of business time.</summary>
    Minutes,

    /// <summary>Hours of business time.</summary>
    Hours,

    /// <summary>Working days, each as long as the calendar says (<see cref="BusinessCalendar.WorkingDay"/>).</summary>
    WorkingDays,
}

/// <summary>A target such as "2 working days" or "4 hours", for a first reply or a resolution.</summary>
public sealed record TargetTime
{
    /// <summary>Largest amount that can be asked for, in any unit.</summary>
    public const int MaxAmount = 100_000;

    /// <summary>A target of an amount (1 to <see cref="MaxAmount"/>) of a unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount or the unit is not one of those.</exception>
    public TargetTime(int amount, TargetUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, MaxAmount);
        if (!Enum.IsDefined(unit))
            throw new ArgumentOutOfRangeException(nameof(unit));
        Amount = amount;
        Unit = unit;
    }

    /// <summary>How many, 1 to <see cref="MaxAmount"/>.</summary>
    public int Amount { get; }

    /// <summary>Of what.</summary>
    public TargetUnit Unit { get; }

    /// <summary>A target in minutes of business time.</summary>
    public static TargetTime OfMinutes(int amount) => new(amount, TargetUnit.Minutes);

    /// <summary>A target in hours of business time.</summary>
    public static TargetTime OfHours(int amount) => new(amount, TargetUnit.Hours);

    /// <summary>A target in working days of the calendar.</summary>
    public static TargetTime OfWorkingDays(int amount) => new(amount, TargetUnit.WorkingDays);

    /// <summary>The target as business time of a calendar; above zero.</summary>
    public TimeSpan Length(BusinessCalendar calendar) => Unit switch
    {
        TargetUnit.Minutes => TimeSpan.FromMinutes(Amount),
        TargetUnit.Hours => TimeSpan.FromHours(Amount),
        TargetUnit.WorkingDays => calendar.WorkingDay * Amount,
        _ => throw new InvalidOperationException($"A target cannot be counted in {Unit}."),
    };

    /// <summary>"1 working day", "4 hours", "30 minutes".</summary>
    public override string ToString() => Unit switch
    {
        TargetUnit.Minutes => Amount == 1 ? "1 minute" : $"{Amount} minutes",
        TargetUnit.Hours => Amount == 1 ? "1 hour" : $"{Amount} hours",
        TargetUnit.WorkingDays => Amount == 1 ? "1 working day" : $"{Amount} working days",
        _ => throw new InvalidOperationException($"A target cannot be counted in {Unit}."),
    };
}
