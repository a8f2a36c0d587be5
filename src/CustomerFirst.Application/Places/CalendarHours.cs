using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Places;

/// <summary>Turns a stored calendar into the value that counts business time.</summary>
public static class CalendarHours
{
    /// <summary>The hours of one version, with its exceptional days and the bank holidays.</summary>
    public static BusinessCalendar Of(Calendar calendar, CalendarVersion version, IEnumerable<DateOnly> bankHolidays)
    {
        if (version.AlwaysOpen) return BusinessCalendar.RoundTheClock();
        return new BusinessCalendar(
            version.Windows.GroupBy(w => w.Day).ToDictionary(g => g.Key, IReadOnlyList<OpeningWindow> (g) => Windows(g)),
            TimeSpan.FromMinutes(version.WorkingDayMinutes),
            version.OpenOnBankHolidays ? [] : bankHolidays,
            exceptionalDays: calendar.ExceptionalDays.ToDictionary(d => d.Date, IReadOnlyList<OpeningWindow> (d) => Windows(d.Windows)));
    }

    private static List<OpeningWindow> Windows(IEnumerable<WeeklyWindow> windows) =>
        [.. windows.OrderBy(w => w.FromMinute).Select(w => new OpeningWindow(w.FromMinute, w.ToMinute))];
}
