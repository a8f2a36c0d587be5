using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Reporting;

/// <summary>The tickets raised from the start of one day until the start of another, in a time zone.</summary>
/// <param name="To">The first day that no longer counts.</param>
/// <param name="TimeZone">An IANA name; null for Europe/London.</param>
public sealed record ReportPeriod(DateOnly From, DateOnly To, string? TimeZone = null)
{
    /// <summary>The two instants; what is wrong is a sentence.</summary>
    public Result<(DateTimeOffset From, DateTimeOffset To)> Instants()
    {
        var zone = LocalTime.London;
        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out zone)) return new NotAccepted("TimeZone", $"\"{TimeZone}\" is no time zone: name one as America/New_York.");
        if (From > To) return new NotAccepted("To", "The period ends before it begins.");
        try
        {
            return (CouncilTime.StartOf(From, zone), CouncilTime.StartOf(To, zone));
        }
        catch (ArgumentOutOfRangeException)
        {
            return new NotAccepted("From", "The period begins or ends outside the years 1 to 9999.");
        }
    }
}
