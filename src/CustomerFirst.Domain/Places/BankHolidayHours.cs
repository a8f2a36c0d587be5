namespace CustomerFirst.Domain.Places;

/// <summary>What a calendar does on a bank holiday: stays closed, opens as on any such weekday, or keeps hours of its own.</summary>
public sealed class BankHolidayHours
{
    private BankHolidayHours(bool asUsual, IReadOnlyList<OpeningWindow> windows)
    {
        OpensAsUsual = asUsual;
        Windows = windows;
    }

    /// <summary>Closed all day, which is the rule unless a calendar says otherwise.</summary>
    public static BankHolidayHours Closed { get; } = new(false, []);

    /// <summary>Opens as on any other day of that name.</summary>
    public static BankHolidayHours AsUsual { get; } = new(true, []);

    /// <summary>Opens in its own windows, in order and apart; none means closed.</summary>
    /// <exception cref="ArgumentException">The windows are out of order or overlap.</exception>
    public static BankHolidayHours Own(params IReadOnlyList<OpeningWindow> windows) => new(false, DayHours.Checked(windows));

    /// <summary>True when the hours of the weekday stand.</summary>
    public bool OpensAsUsual { get; }

    /// <summary>The windows of a bank holiday when <see cref="OpensAsUsual"/> is false; none when closed.</summary>
    public IReadOnlyList<OpeningWindow> Windows { get; }
}
