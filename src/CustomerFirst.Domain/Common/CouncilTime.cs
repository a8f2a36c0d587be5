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
    /// The instant that a wall clock shows. A time that occurs twice when clocks go back is the first one (in autumn, daylight time); one that
    /// does not exist in spring moves forward by the gap.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies outside the years 1 to 9999.</exception>
    public static DateTimeOffset FromWallClock(DateTime wallClock, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(wallClock, DateTimeKind.Unspecified);
        // No zone changes its clocks twice within two days, so the offsets of a day before and a day after are all that can hold.
        var (before, after) = (OffsetAt(local, -TimeSpan.TicksPerDay, zone), OffsetAt(local, TimeSpan.TicksPerDay, zone));
        if (before == after) return Utc(local, before);
        // With the larger offset comes the earlier instant. The offset before a gap, applied to a time inside it, lands just as far behind it.
        var (first, second) = before > after ? (before, after) : (after, before);
        if (Holds(local, first, zone)) return Utc(local, first);
        return Utc(local, Holds(local, second, zone) ? second : before);
    }

    private static TimeSpan OffsetAt(DateTime local, long shift, TimeZoneInfo zone) =>
        zone.GetUtcOffset(new DateTime(Math.Clamp(local.Ticks + shift, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc));

    private static bool Holds(DateTime local, TimeSpan offset, TimeZoneInfo zone) => zone.GetUtcOffset(Utc(local, offset)) == offset;

    private static DateTimeOffset Utc(DateTime local, TimeSpan offset) => new(local.Ticks - offset.Ticks, TimeSpan.Zero);

    /// <summary>Cuts an instant to whole microseconds, as PostgreSQL keeps them.</summary>
    public static DateTimeOffset ToMicrosecond(this DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>"24 November 2026".</summary>
    public static string Words(this DateOnly date) => date.ToString("d MMMM yyyy");

    /// <summary>"Tuesday 24 November 2026".</summary>
    public static string DayWords(this DateOnly date) => date.ToString("dddd d MMMM yyyy");

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
