namespace CustomerFirst.UnitTests.Tickets;

/// <summary>
/// The slow, obviously right count: walks real minutes in UTC, reads the clock on the wall for each, and asks the table of opening hours.
/// It shares nothing with the product: minutes of the day are plain numbers, and British time is its rule as the law has it since 1981
/// for the years tested (an hour ahead from 01:00 UTC on the last Sunday of March until 01:00 UTC on the last Sunday of October).
/// </summary>
internal static class MinuteByMinute
{
    /// <summary>
    /// Counts from the first event to <paramref name="readAt"/>, and says when the target is reached if the last state goes on; null when
    /// that is not before <paramref name="walkTo"/>, which is no earlier than the reading.
    /// Sub-minute moments cut the minute that they fall in, since hours begin and end on whole minutes.
    /// </summary>
    public static (long Elapsed, long? Due) Count(PlainHours hours, IReadOnlyList<(long At, bool Runs)> events, long target, long readAt, long walkTo)
    {
        long elapsed = 0;
        long elapsedWhenRead = 0;
        long? due = target == 0 ? events[0].At : null;
        var minute = events[0].At - events[0].At % TimeSpan.TicksPerMinute;
        var ahead = AheadOfUtc(minute);
        var next = 0;
        var running = false;
        var today = -1;
        (int Opens, int Closes)[] windows = [];
        for (; minute < walkTo && (minute < readAt || due is null); minute += TimeSpan.TicksPerMinute)
        {
            // The clocks change on a full hour of UTC, and the table is the same all day: no need to ask for either each minute.
            if (minute % TimeSpan.TicksPerHour == 0)
                ahead = AheadOfUtc(minute);
            var wall = minute + ahead;
            if (wall / TimeSpan.TicksPerDay != today)
            {
                today = (int)(wall / TimeSpan.TicksPerDay);
                windows = hours.On(today);
            }

            var open = IsOpen(windows, (int)(wall % TimeSpan.TicksPerDay / TimeSpan.TicksPerMinute));
            var at = minute;
            var end = Math.Min(minute + TimeSpan.TicksPerMinute, walkTo);
            while (at < end)
            {
                while (next < events.Count && events[next].At <= at)
                    running = events[next++].Runs;
                var cut = next < events.Count && events[next].At < end ? events[next].At : end;
                if (open && running)
                {
                    elapsed += cut - at;
                    elapsedWhenRead += Math.Max(Math.Min(cut, readAt) - at, 0);
                    if (due is null && elapsed >= target)
                        due = cut - (elapsed - target);
                }

                at = cut;
            }
        }

        return (elapsedWhenRead, due);
    }

    private static bool IsOpen((int Opens, int Closes)[] windows, int minuteOfDay)
    {
        foreach (var (opens, closes) in windows)
        {
            if (minuteOfDay >= opens && minuteOfDay < closes)
                return true;
        }

        return false;
    }

    private static long AheadOfUtc(long utc) => IsSummerTime(utc) ? TimeSpan.TicksPerHour : 0;

    public static bool IsSummerTime(long utc)
    {
        var (from, to) = SummerTime[new DateTime(utc).Year - 1990];
        return utc >= from && utc < to;
    }

    private static readonly (long From, long To)[] SummerTime = [.. Enumerable.Range(1990, 60).Select(year => (LastSunday(year, 3), LastSunday(year, 10)))];

    private static long LastSunday(int year, int month)
    {
        var day = new DateTime(year, month, 31, 1, 0, 0);
        while (day.DayOfWeek != DayOfWeek.Sunday)
            day = day.AddDays(-1);
        return day.Ticks;
    }
}

/// <summary>Opening hours as plain numbers: minutes of the day, days since 1 January of the year 1, Sunday first.</summary>
internal sealed record PlainHours(
    bool RoundTheClock,
    (int Opens, int Closes)[][] Weekly,
    HashSet<int> Holidays,
    (int Opens, int Closes)[]? HolidayWindows,
    Dictionary<int, (int Opens, int Closes)[]> Exceptional)
{
    private static readonly (int Opens, int Closes)[] AllDay = [(0, 1440)];

    /// <summary>The table's line for a day.</summary>
    public (int Opens, int Closes)[] On(int day)
    {
        if (RoundTheClock)
            return AllDay;
        if (Exceptional.TryGetValue(day, out var exceptional))
            return exceptional;
        if (HolidayWindows is not null && Holidays.Contains(day))
            return HolidayWindows;
        // 1 January of the year 1 was a Monday.
        return Weekly[(day + 1) % 7];
    }

    public override string ToString() =>
        RoundTheClock ? "24 hours" : $"{string.Join(" | ", Weekly.Select(Write))}; holidays {Days(Holidays)}: {(HolidayWindows is null ? "as usual" : Write(HolidayWindows))}; "
            + string.Join(", ", Exceptional.Select(e => $"{Days([e.Key])}: {Write(e.Value)}"));

    private static string Write((int Opens, int Closes)[] windows) => windows.Length == 0 ? "closed" : string.Join(" ", windows.Select(w => $"{w.Opens}-{w.Closes}"));

    private static string Days(IEnumerable<int> days) => string.Join(",", days.Select(d => DateOnly.FromDayNumber(d).ToString("yyyy-MM-dd")));
}
