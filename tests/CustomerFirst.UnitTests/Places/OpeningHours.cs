using CustomerFirst.Domain.Places;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.UnitTests.Places;

/// <summary>Builds calendars that read as a notice on the door.</summary>
internal sealed class OpeningHours
{
    private readonly Dictionary<DayOfWeek, IReadOnlyList<OpeningWindow>> _weekly = [];
    private readonly Dictionary<DateOnly, IReadOnlyList<OpeningWindow>> _exceptional = [];
    private readonly List<DateOnly> _bankHolidays = [];
    private BankHolidayHours _onBankHolidays = BankHolidayHours.Closed;
    private TimeSpan? _workingDay;
    private TimeZoneInfo? _zone;

    /// <summary>An office: weekdays 09:00 to 17:15.</summary>
    public static BusinessCalendar Office { get; } = Weekdays("09:00-17:15").Calendar();

    public static OpeningHours Weekdays(params string[] windows) =>
        new OpeningHours().On([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], windows);

    public static OpeningHours EveryDay(params string[] windows) => new OpeningHours().On(Enum.GetValues<DayOfWeek>(), windows);

    public OpeningHours On(DayOfWeek day, params string[] windows) => On([day], windows);

    public OpeningHours BankHolidays(params string[] dates)
    {
        _bankHolidays.AddRange(dates.Select(At.Date));
        return this;
    }

    public OpeningHours OnBankHolidays(BankHolidayHours hours)
    {
        _onBankHolidays = hours;
        return this;
    }

    public OpeningHours Exceptionally(string date, params string[] windows)
    {
        _exceptional[At.Date(date)] = [.. windows.Select(OpeningWindow.Parse)];
        return this;
    }

    public OpeningHours WorkingDay(TimeSpan length)
    {
        _workingDay = length;
        return this;
    }

    public OpeningHours In(string zone)
    {
        _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return this;
    }

    public BusinessCalendar Calendar() => new(_weekly, _workingDay, _bankHolidays, _onBankHolidays, _exceptional, _zone);

    private OpeningHours On(DayOfWeek[] days, string[] windows)
    {
        foreach (var day in days)
            _weekly[day] = [.. windows.Select(OpeningWindow.Parse)];
        return this;
    }
}
