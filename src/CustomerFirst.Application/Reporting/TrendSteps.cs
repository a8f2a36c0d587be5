using CustomerFirst.Domain.Reporting;

namespace CustomerFirst.Application.Reporting;

/// <summary>How long a step of a trend is, by the council's calendar.</summary>
public enum TrendStep { Week, Month, Quarter, Year, Decade }

/// <summary>A step of a trend. The first and the last may be cut by the period.</summary>
/// <param name="Until">The first day that no longer belongs to it.</param>
/// <param name="AtFirstContact">Measured, gross.</param>
public sealed record TrendPoint(DateOnly From, DateOnly Until, long Raised, Proportion OnTime, Proportion AtFirstContact)
{
    /// <summary>Of those raised, how many are open still: as long as any are, the share on time is only that of the quicker ones.</summary>
    public long Open { get; init; }
}

/// <summary>The steps of a period.</summary>
public static class TrendSteps
{
    /// <summary>Each step by the Monday or the first of the month on which it starts, with the days of it that belong to the period.</summary>
    public static IEnumerable<(DateOnly Start, DateOnly From, DateOnly Until)> Of(ReportPeriod period, TrendStep step)
    {
        var start = StartOf(period.From, step);
        while (start < period.To)
        {
            var next = Next(start, step);
            yield return (start, start > period.From ? start : period.From, next < period.To ? next : period.To);
            start = next;
        }
    }

    /// <summary>The first day after a step that starts on a day.</summary>
    public static DateOnly Next(DateOnly start, TrendStep step) => step switch
    {
        TrendStep.Week => start.AddDays(7),
        TrendStep.Month => start.AddMonths(1),
        TrendStep.Quarter => start.AddMonths(3),
        TrendStep.Year => start.AddYears(1),
        TrendStep.Decade => start.AddYears(10),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The first day of the step that a day lies in, as PostgreSQL's <c>date_trunc</c> has it: years that end with 0 begin a decade.</summary>
    public static DateOnly StartOf(DateOnly day, TrendStep step) => step switch
    {
        TrendStep.Week => day.AddDays(-((int)day.DayOfWeek + 6) % 7),
        TrendStep.Month => new DateOnly(day.Year, day.Month, 1),
        TrendStep.Quarter => new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
        TrendStep.Year => new DateOnly(day.Year, 1, 1),
        TrendStep.Decade => new DateOnly(Math.Max(1, day.Year / 10 * 10), 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
