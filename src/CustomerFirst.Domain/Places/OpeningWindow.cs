namespace CustomerFirst.Domain.Places;

/// <summary>
/// Part of a day in which a calendar is open, in minutes of the local wall clock: from <see cref="OpensAt"/> (0 to 1439)
/// up to, not including, <see cref="ClosesAt"/> (1 to 1440; 1440 is the midnight that ends the day).
/// </summary>
public readonly record struct OpeningWindow : IComparable<OpeningWindow>
{
    /// <summary>Minutes in a wall-clock day.</summary>
    public const int MinutesInDay = 24 * 60;

    /// <summary>The whole wall-clock day.</summary>
    public static OpeningWindow WholeDay { get; } = new(0, MinutesInDay);

    /// <summary>A window in minutes of the day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An edge lies outside the day, or the window does not close after it opens.</exception>
    public OpeningWindow(int opensAt, int closesAt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(opensAt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(closesAt, MinutesInDay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(closesAt, opensAt);
        OpensAt = opensAt;
        ClosesAt = closesAt;
    }

    /// <summary>Minute of the day at which it opens, 0 to 1439.</summary>
    public int OpensAt { get; }

    /// <summary>Minute of the day at which it closes, 1 to 1440; that minute itself is closed.</summary>
    public int ClosesAt { get; }

    /// <summary>Length on the wall clock. On a day when the clocks change the real length can differ.</summary>
    public TimeSpan Length => TimeSpan.FromMinutes(ClosesAt - OpensAt);

    /// <summary>A window between two times of day, whole minutes; a closing time of 00:00 means the midnight that ends the day.</summary>
    /// <exception cref="ArgumentException">A time has seconds, or the window does not close after it opens.</exception>
    public static OpeningWindow Of(TimeOnly opens, TimeOnly closes)
    {
        if (opens.Ticks % TimeSpan.TicksPerMinute != 0 || closes.Ticks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException("Opening hours are given in whole minutes.", nameof(opens));
        var closing = MinuteOf(closes);
        return new OpeningWindow(MinuteOf(opens), closing == 0 ? MinutesInDay : closing);
    }

    /// <summary>Reads "09:00-17:15"; "24:00" is the midnight that ends the day.</summary>
    /// <exception cref="FormatException">The text is not two times with a hyphen between them, in order.</exception>
    public static OpeningWindow Parse(string text) =>
        TryParse(text, out var window) ? window : throw new FormatException($"'{text}' is not a window such as 09:00-17:15.");

    /// <summary>Reads "09:00-17:15" and says whether it could.</summary>
    public static bool TryParse(string? text, out OpeningWindow window)
    {
        window = default;
        if (!TryReadTimes(text, out var opens, out var closes) || closes <= opens)
            return false;
        window = new OpeningWindow(opens, closes);
        return true;
    }

    /// <summary>Reads "09:00-17:15" as two minutes of the day (0 to 1440), whichever comes first, for whoever says what is wrong with them.</summary>
    public static bool TryReadTimes(string? text, out int opens, out int closes)
    {
        (opens, closes) = (0, 0);
        var parts = (text ?? "").Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && TryMinute(parts[0], out opens) && TryMinute(parts[1], out closes);
    }

    /// <summary>By opening, then by closing time.</summary>
    public int CompareTo(OpeningWindow other) =>
        OpensAt != other.OpensAt ? OpensAt.CompareTo(other.OpensAt) : ClosesAt.CompareTo(other.ClosesAt);

    /// <summary>"09:00-17:15".</summary>
    public override string ToString() => $"{OpensAt / 60:00}:{OpensAt % 60:00}-{ClosesAt / 60:00}:{ClosesAt % 60:00}";

    public static bool operator <(OpeningWindow left, OpeningWindow right) => left.CompareTo(right) < 0;

    public static bool operator >(OpeningWindow left, OpeningWindow right) => left.CompareTo(right) > 0;

    public static bool operator <=(OpeningWindow left, OpeningWindow right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OpeningWindow left, OpeningWindow right) => left.CompareTo(right) >= 0;

    private static int MinuteOf(TimeOnly time) => (int)(time.Ticks / TimeSpan.TicksPerMinute);

    private static bool TryMinute(string text, out int minute)
    {
        minute = 0;
        if (text == "24:00")
        {
            minute = MinutesInDay;
            return true;
        }

        if (!TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], out var time))
            return false;
        minute = MinuteOf(time);
        return true;
    }
}
