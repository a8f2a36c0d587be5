using CustomerFirst.Domain.Places;

namespace CustomerFirst.Domain.Common;

/// <summary>Instants are kept in UTC and shown in the council's time, Europe/London, in the style of GOV.UK.</summary>
public static class CouncilTime
{
    /// <summary>An instant on the council's wall clock.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, LocalTime.London);

    /// <summary>The council's date at an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>The instant at which a date begins in the council's time.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => StartOf(date, LocalTime.London);

    /// <summary>The instant at which a date begins in a zone; where midnight does not exist, the first moment after the gap.</summary>
    public static DateTimeOffset StartOf(DateOnly date, TimeZoneInfo zone) => FromWallClock(date.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>
    /// The instant that a wall clock shows. A time that occurs twice in autumn is the first (daylight) one; one that does not exist in
    /// spring moves forward by the gap.
    /// </summary>
    public static DateTimeOffset FromWallClock(DateTime wallClock, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(wallClock, DateTimeKind.Unspecified);
        // The offset before a gap, applied to a time inside it, lands just as far behind the gap.
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddDays(-1))
            : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>Cuts an instant to whole microseconds, as PostgreSQL keeps them.</summary>
    public static DateTimeOffset ToMicrosecond(this DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>"24 November 2026".</summary>
    public static string Words(this DateOnly date) => date.ToString("d MMMM yyyy");

    /// <summary>"Tuesday 24 November 2026 at 3:15pm", council time.</summary>
    public static string Words(this DateTimeOffset instant) => $"{Of(instant):dddd d MMMM yyyy} at {Clock(instant)}";

    /// <summary>"Tue 24 Nov 2026, 3:15pm", council time, for tables.</summary>
    public static string ShortWords(this DateTimeOffset instant) => $"{Of(instant):ddd d MMM yyyy}, {Clock(instant)}";

    /// <summary>"3:15pm", "midday", "midnight"; council time.</summary>
    public static string Clock(this DateTimeOffset instant)
    {
        var local = Of(instant);
        if (local is { Minute: 0, Hour: 0 }) return "midnight";
        if (local is { Minute: 0, Hour: 12 }) return "midday";
        var text = local.Minute == 0 ? local.ToString("%h") : local.ToString("h:mm");
        return text + (local.Hour < 12 ? "am" : "pm");
    }
}
