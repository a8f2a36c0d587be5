namespace CustomerFirst.Domain.Places;

/// <summary>
/// The open spans of one UTC year with the open time that came before each, so that a question costs one binary search.
/// Everything is in UTC ticks; never changes once built.
/// </summary>
internal sealed class CalendarYear
{
    private readonly long[] _opens;
    private readonly long[] _closes;
    private readonly long[] _before;

    private CalendarYear(List<(long Opens, long Closes)> spans)
    {
        _opens = new long[spans.Count];
        _closes = new long[spans.Count];
        _before = new long[spans.Count];
        for (var i = 0; i < spans.Count; i++)
        {
            (_opens[i], _closes[i]) = spans[i];
            _before[i] = Total;
            Total += _closes[i] - _opens[i];
        }
    }

    /// <summary>Open ticks in the whole year.</summary>
    public long Total { get; }

    /// <summary>The spans of a UTC year, 1 to 9999.</summary>
    public static CalendarYear Build(int year, TimeZoneInfo zone, Func<DateOnly, IReadOnlyList<OpeningWindow>> windowsOf)
    {
        var from = new DateTime(year, 1, 1).Ticks;
        var to = year == DateTime.MaxValue.Year ? DateTime.MaxValue.Ticks : new DateTime(year + 1, 1, 1).Ticks;
        return new CalendarYear(Spans(from, to, zone, windowsOf));
    }

    /// <summary>
    /// The open spans of [from, to), in order, apart and never empty. Within a piece of constant offset the wall clock runs evenly, so
    /// a window becomes UTC by one subtraction. An instant is open exactly when the wall clock shows an open minute.
    /// </summary>
    public static List<(long Opens, long Closes)> Spans(long from, long to, TimeZoneInfo zone, Func<DateOnly, IReadOnlyList<OpeningWindow>> windowsOf)
    {
        var spans = new List<(long Opens, long Closes)>();
        foreach (var piece in LocalTime.Pieces(zone, from, to))
        {
            var firstDay = Math.Max((piece.From + piece.Offset) / TimeSpan.TicksPerDay, 0);
            var lastDay = Math.Min((piece.To - 1 + piece.Offset) / TimeSpan.TicksPerDay, DateOnly.MaxValue.DayNumber);
            for (var day = firstDay; day <= lastDay; day++)
            {
                var midnight = day * TimeSpan.TicksPerDay - piece.Offset;
                var windows = windowsOf(DateOnly.FromDayNumber((int)day));
                for (var i = 0; i < windows.Count; i++)
                    Append(
                        spans,
                        Math.Max(midnight + windows[i].OpensAt * TimeSpan.TicksPerMinute, piece.From),
                        Math.Min(midnight + windows[i].ClosesAt * TimeSpan.TicksPerMinute, piece.To));
            }
        }

        return spans;
    }

    /// <summary>Open ticks of this year before the instant.</summary>
    public long OpenBefore(long instant)
    {
        var i = LastOpeningAtOrBefore(instant);
        return i < 0 ? 0 : _before[i] + Math.Min(instant, _closes[i]) - _opens[i];
    }

    /// <summary>Whether the instant lies inside a span.</summary>
    public bool IsOpen(long instant)
    {
        var i = LastOpeningAtOrBefore(instant);
        return i >= 0 && instant < _closes[i];
    }

    /// <summary>The first open instant at or after the one given; -1 when the rest of the year is closed.</summary>
    public long NextOpening(long instant)
    {
        var i = LastOpeningAtOrBefore(instant);
        if (i >= 0 && instant < _closes[i])
            return instant;
        return i + 1 < _opens.Length ? _opens[i + 1] : -1;
    }

    /// <summary>The earliest instant before which the year has been open for this long; 0 &lt; open ≤ <see cref="Total"/>.</summary>
    public long InstantAfter(long open)
    {
        var i = Array.BinarySearch(_before, open);
        // Exactly the open time before a span: it was reached when the span before that one closed.
        i = (i >= 0 ? i : ~i) - 1;
        return _opens[i] + open - _before[i];
    }

    private int LastOpeningAtOrBefore(long instant)
    {
        var i = Array.BinarySearch(_opens, instant);
        return i >= 0 ? i : ~i - 1;
    }

    private static void Append(List<(long Opens, long Closes)> spans, long opens, long closes)
    {
        if (opens >= closes)
            return;
        if (spans.Count > 0 && spans[^1].Closes == opens)
            spans[^1] = (spans[^1].Opens, closes);
        else
            spans.Add((opens, closes));
    }
}
