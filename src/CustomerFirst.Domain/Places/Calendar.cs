namespace CustomerFirst.Domain.Places;

/// <summary>Opening hours under a name. What they are stands in dated versions.</summary>
public sealed class Calendar
{
    private Calendar() { }

    public Guid Id { get; private set; }
    /// <summary>Stable short key, unique.</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    /// <summary>Counts changes to it, its versions and its closures.</summary>
    public int Version { get; private set; }
    public List<CalendarVersion> Versions { get; private set; } = [];
    public List<ExceptionalDay> ExceptionalDays { get; private set; } = [];

    /// <summary>Sets a calendar up.</summary>
    public static Calendar Create(Guid id, string code, string name) => new() { Id = id, Code = code, Name = name, Version = 1 };

    /// <summary>Changes its name.</summary>
    public void Rename(string name)
    {
        Name = name;
        Version++;
    }

    /// <summary>Adds a version; one that begins on the same day is replaced, because it never was in force.</summary>
    public void Add(CalendarVersion version)
    {
        Versions.RemoveAll(v => v.EffectiveFrom == version.EffectiveFrom);
        Versions.Add(version);
        Version++;
    }

    /// <summary>Adds or replaces a day on which other hours hold; no windows means closed.</summary>
    public void Except(ExceptionalDay day)
    {
        ExceptionalDays.RemoveAll(d => d.Date == day.Date);
        ExceptionalDays.Add(day);
        Version++;
    }

    /// <summary>Lets the ordinary hours hold again on a day.</summary>
    public void Unexcept(DateOnly date)
    {
        if (ExceptionalDays.RemoveAll(d => d.Date == date) > 0) Version++;
    }

    /// <summary>The version in force on a day: the latest that began by then, or the first when none did.</summary>
    public CalendarVersion? InForce(DateOnly day) =>
        Versions.Where(v => v.EffectiveFrom <= day).MaxBy(v => v.EffectiveFrom) ?? Versions.MinBy(v => v.EffectiveFrom);
}

/// <summary>One window of one weekday, minutes since local midnight; the end may be 1440.</summary>
public sealed record WeeklyWindow(DayOfWeek Day, int FromMinute, int ToMinute);

/// <summary>The hours of a calendar from a day on.</summary>
public sealed class CalendarVersion
{
    private CalendarVersion() { }

    public Guid Id { get; private set; }
    public Guid CalendarId { get; private set; }
    public DateOnly EffectiveFrom { get; private set; }
    /// <summary>24 hours every day, holidays too; the windows are then empty.</summary>
    public bool AlwaysOpen { get; private set; }
    public List<WeeklyWindow> Windows { get; private set; } = [];
    /// <summary>Open on bank holidays as on any other day.</summary>
    public bool OpenOnBankHolidays { get; private set; }
    /// <summary>The length of "one working day" in targets.</summary>
    public int WorkingDayMinutes { get; private set; }

    /// <summary>Makes a version.</summary>
    public static CalendarVersion Create(Guid id, Guid calendarId, DateOnly effectiveFrom, bool alwaysOpen, IEnumerable<WeeklyWindow> windows, bool openOnBankHolidays, int workingDayMinutes) =>
        new()
        {
            Id = id, CalendarId = calendarId, EffectiveFrom = effectiveFrom, AlwaysOpen = alwaysOpen,
            Windows = [.. windows], OpenOnBankHolidays = openOnBankHolidays, WorkingDayMinutes = workingDayMinutes,
        };

    /// <summary>Whether another version has the same hours, from whatever day.</summary>
    public bool SameAs(CalendarVersion other) =>
        (AlwaysOpen, OpenOnBankHolidays, WorkingDayMinutes) == (other.AlwaysOpen, other.OpenOnBankHolidays, other.WorkingDayMinutes)
        && Windows.OrderBy(w => w.Day).ThenBy(w => w.FromMinute).SequenceEqual(other.Windows.OrderBy(w => w.Day).ThenBy(w => w.FromMinute));
}

/// <summary>A day on which a calendar has other hours: an exceptional closure when there are no windows.</summary>
public sealed class ExceptionalDay
{
    private ExceptionalDay() { }

    public Guid CalendarId { get; private set; }
    public DateOnly Date { get; private set; }
    public string Reason { get; private set; } = "";
    public List<WeeklyWindow> Windows { get; private set; } = [];

    /// <summary>Makes one. The weekday of the windows is the date's own.</summary>
    public static ExceptionalDay Create(Guid calendarId, DateOnly date, string reason, IEnumerable<WeeklyWindow> windows) =>
        new() { CalendarId = calendarId, Date = date, Reason = reason, Windows = [.. windows.Select(w => w with { Day = date.DayOfWeek })] };

    /// <summary>Whether another one says the same of the same day.</summary>
    public bool SameAs(ExceptionalDay other) => (Date, Reason) == (other.Date, other.Reason) && Windows.OrderBy(w => w.FromMinute).SequenceEqual(other.Windows.OrderBy(w => w.FromMinute));
}

/// <summary>A bank holiday of a division of the United Kingdom, as GOV.UK publishes them.</summary>
public sealed class BankHoliday
{
    private BankHoliday() { }

    /// <summary>england-and-wales, scotland or northern-ireland.</summary>
    public string Division { get; private set; } = "";
    public DateOnly Date { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>Makes one.</summary>
    public static BankHoliday Create(string division, DateOnly date, string title) => new() { Division = division, Date = date, Title = title };

    /// <summary>Takes over a corrected title.</summary>
    public void Rename(string title) => Title = title;
}
