namespace CustomerFirst.Domain.Places;

/// <summary>
/// When work is done: windows per weekday, bank holidays, exceptional days, or 24 hours. Immutable and safe to share between threads;
/// build one per version of a calendar and keep it, for it remembers what it has worked out (one index per year asked about).
/// <para>
/// One rule covers clock changes: an instant is open exactly when the wall clock of <see cref="TimeZone"/> shows an open time. What is
/// counted is real time. So a window that spans the missing hour of spring is an hour shorter, one that spans the repeated hour of autumn
/// an hour longer; an edge inside the missing hour is reached when the clock jumps past it; a time inside the repeated hour is open both
/// times that the clock shows it. Windows that touch therefore never overlap and never leave a hole.
/// </para>
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>A search for an open time ends, without one, when nothing opens for this many whole years.</summary>
    public const int YearsToLookAhead = 10;

    // Answers outside these years are worked out each time they are asked for, so what a calendar remembers stays bounded.
    private const int FirstRememberedYear = 1950;
    private const int RememberedYears = 200;

    private readonly OpeningWindow[][] _weekly = [[], [], [], [], [], [], []];
    private readonly HashSet<DateOnly> _bankHolidays;
    private readonly Dictionary<DateOnly, OpeningWindow[]> _exceptionalDays;
    private readonly Func<DateOnly, IReadOnlyList<OpeningWindow>> _windowsOf;
    private readonly CalendarYear?[] _years = new CalendarYear?[RememberedYears];

    /// <summary>A calendar with opening hours.</summary>
    /// <param name="weekly">Windows per weekday, each day's in order and apart; a weekday that is not named is closed.</param>
    /// <param name="workingDay">Length of "1 working day" in targets, above zero; by default <see cref="ProposedWorkingDay"/>.</param>
    /// <param name="bankHolidays">Local dates.</param>
    /// <param name="onBankHolidays">What happens on them; closed by default.</param>
    /// <param name="exceptionalDays">Local dates with windows of their own, none for a closure; they win over weekdays and bank holidays.</param>
    /// <param name="timeZone">Zone of the wall clock; Europe/London by default.</param>
    /// <exception cref="ArgumentException">Windows of a day are out of order or overlap, or the working day is not above zero.</exception>
    public BusinessCalendar(
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningWindow>> weekly,
        TimeSpan? workingDay = null,
        IEnumerable<DateOnly>? bankHolidays = null,
        BankHolidayHours? onBankHolidays = null,
        IReadOnlyDictionary<DateOnly, IReadOnlyList<OpeningWindow>>? exceptionalDays = null,
        TimeZoneInfo? timeZone = null)
    {
        foreach (var (day, windows) in weekly)
            _weekly[(int)day] = DayHours.Checked(windows);
        WorkingDay = workingDay ?? ProposedWorkingDay(weekly);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(WorkingDay, TimeSpan.Zero, nameof(workingDay));
        _bankHolidays = [.. bankHolidays ?? []];
        OnBankHolidays = onBankHolidays ?? BankHolidayHours.Closed;
        _exceptionalDays = (exceptionalDays ?? new Dictionary<DateOnly, IReadOnlyList<OpeningWindow>>())
            .ToDictionary(day => day.Key, day => DayHours.Checked(day.Value));
        TimeZone = timeZone ?? LocalTime.London;
        _windowsOf = WindowsFor;
    }

    private BusinessCalendar(TimeZoneInfo? timeZone)
        : this(Enum.GetValues<DayOfWeek>().ToDictionary(d => d, IReadOnlyList<OpeningWindow> (_) => [OpeningWindow.WholeDay]), TimeSpan.FromDays(1), timeZone: timeZone) =>
        AlwaysOpen = true;

    /// <summary>Open 24 hours, 7 days, on bank holidays too; its working day is 24 hours.</summary>
    public static BusinessCalendar RoundTheClock(TimeZoneInfo? timeZone = null) => new(timeZone);

    /// <summary>The open time of the weekday that is open longest; 24 hours when no weekday opens.</summary>
    public static TimeSpan ProposedWorkingDay(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningWindow>> weekly)
    {
        var longest = weekly.Values.Select(DayHours.Open).DefaultIfEmpty().Max();
        return longest > TimeSpan.Zero ? longest : TimeSpan.FromDays(1);
    }

    /// <summary>Open 24 hours, 7 days, no holidays: business time is real time.</summary>
    public bool AlwaysOpen { get; }

    /// <summary>Business time that "1 working day" stands for in a target; above zero.</summary>
    public TimeSpan WorkingDay { get; }

    /// <summary>Zone of the wall clock that the windows are read from.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>What happens on a bank holiday.</summary>
    public BankHolidayHours OnBankHolidays { get; }

    /// <summary>Local dates of the bank holidays that this calendar knows.</summary>
    public IReadOnlySet<DateOnly> BankHolidays => _bankHolidays;

    /// <summary>The windows of a local date: an exceptional day's first, then a bank holiday's, then the weekday's; none when closed.</summary>
    public IReadOnlyList<OpeningWindow> WindowsFor(DateOnly date)
    {
        if (_exceptionalDays.TryGetValue(date, out var windows))
            return windows;
        return !OnBankHolidays.OpensAsUsual && _bankHolidays.Contains(date) ? OnBankHolidays.Windows : _weekly[(int)date.DayOfWeek];
    }

    /// <summary>The open spans of a local date as real time, in order; windows that touch are one span.</summary>
    public IReadOnlyList<OpenSpan> WindowsOn(DateOnly date)
    {
        // Offsets from UTC are at most 14 hours either way.
        var midnight = date.DayNumber * TimeSpan.TicksPerDay;
        var from = Math.Max(midnight - 14 * TimeSpan.TicksPerHour, 0);
        var to = Math.Min(midnight + 38 * TimeSpan.TicksPerHour, DateTime.MaxValue.Ticks);
        return CalendarYear.Spans(from, to, TimeZone, day => day == date ? WindowsFor(day) : [])
            .ConvertAll(span => new OpenSpan(Utc(span.Opens), Utc(span.Closes)));
    }

    /// <summary>Whether the instant is open. The instant at which a window closes is not.</summary>
    public bool IsOpen(DateTimeOffset instant) => AlwaysOpen || YearOf(instant).IsOpen(instant.UtcTicks);

    /// <summary>Business time between two instants: real time that is open. Zero when <paramref name="to"/> is not after <paramref name="from"/>.</summary>
    public TimeSpan TimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            return TimeSpan.Zero;
        if (AlwaysOpen)
            return to - from;
        var first = from.UtcDateTime.Year;
        var last = to.UtcDateTime.Year;
        var open = Year(last).OpenBefore(to.UtcTicks) - Year(first).OpenBefore(from.UtcTicks);
        for (var year = first; year < last; year++)
            open += Year(year).Total;
        return new TimeSpan(open);
    }

    /// <summary>
    /// The earliest instant (UTC) by which this much business time has passed since <paramref name="from"/>; so it can be the instant at which
    /// a window closes, never the next opening. Zero gives <paramref name="from"/>. Null when nothing opens for <see cref="YearsToLookAhead"/> years.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public DateTimeOffset? Add(DateTimeOffset from, TimeSpan businessTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(businessTime, TimeSpan.Zero);
        if (businessTime == TimeSpan.Zero)
            return from.ToUniversalTime();
        if (AlwaysOpen)
            return businessTime.Ticks <= DateTime.MaxValue.Ticks - from.UtcTicks ? Utc(from.UtcTicks + businessTime.Ticks) : null;

        var year = from.UtcDateTime.Year;
        var wanted = businessTime.Ticks + Year(year).OpenBefore(from.UtcTicks);
        for (var closedYears = 0; closedYears <= YearsToLookAhead && year <= DateTime.MaxValue.Year; year++)
        {
            var open = Year(year).Total;
            if (wanted <= open)
                return Utc(Year(year).InstantAfter(wanted));
            wanted -= open;
            closedYears = open == 0 ? closedYears + 1 : 0;
        }

        return null;
    }

    /// <summary>The instant itself when it is open, else the next opening (UTC); null when nothing opens for <see cref="YearsToLookAhead"/> years.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset instant)
    {
        if (AlwaysOpen)
            return instant.ToUniversalTime();
        var year = instant.UtcDateTime.Year;
        var lastYear = Math.Min(year + YearsToLookAhead, DateTime.MaxValue.Year);
        for (var from = instant.UtcTicks; year <= lastYear; year++, from = 0)
        {
            var opens = Year(year).NextOpening(from);
            if (opens >= 0)
                return Utc(opens);
        }

        return null;
    }

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    private CalendarYear YearOf(DateTimeOffset instant) => Year(instant.UtcDateTime.Year);

    private CalendarYear Year(int year)
    {
        var place = year - FirstRememberedYear;
        if ((uint)place >= RememberedYears)
            return CalendarYear.Build(year, TimeZone, _windowsOf);
        // Two threads may build the same year; they build the same answer, and either may stay.
        var known = Volatile.Read(ref _years[place]);
        if (known is null)
            Volatile.Write(ref _years[place], known = CalendarYear.Build(year, TimeZone, _windowsOf));
        return known;
    }
}
