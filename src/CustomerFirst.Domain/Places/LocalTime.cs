namespace CustomerFirst.Domain.Places;

/// <summary>The council's own time, and the stretches of real time in which a zone keeps one offset from UTC.</summary>
public static class LocalTime
{
    // Two looks a day: no zone has changed its clocks and changed them back within twelve hours.
    private const long Step = TimeSpan.TicksPerHour * 12;

    /// <summary>Europe/London, under whichever name this computer knows it.</summary>
    public static TimeZoneInfo London { get; } =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out var zone) ? zone : TimeZoneInfo.FindSystemTimeZoneById("GMT Standard Time");

    /// <summary>The pieces of [from, to), in UTC ticks, in order and without a hole, in each of which the offset (in ticks) stands still.</summary>
    internal static List<OffsetPiece> Pieces(TimeZoneInfo zone, long from, long to)
    {
        var pieces = new List<OffsetPiece>(3);
        var begins = from;
        var offset = OffsetAt(zone, from);
        for (var at = from; at < to - 1;)
        {
            var next = Math.Min(at + Step, to - 1);
            if (OffsetAt(zone, next) != offset)
            {
                next = FirstOtherOffset(zone, at, next, offset);
                pieces.Add(new OffsetPiece(begins, next, offset));
                begins = next;
                offset = OffsetAt(zone, next);
            }

            at = next;
        }

        pieces.Add(new OffsetPiece(begins, to, offset));
        return pieces;
    }

    private static long FirstOtherOffset(TimeZoneInfo zone, long same, long other, long offset)
    {
        while (other - same > 1)
        {
            var middle = same + (other - same) / 2;
            if (OffsetAt(zone, middle) == offset)
                same = middle;
            else
                other = middle;
        }

        return other;
    }

    private static long OffsetAt(TimeZoneInfo zone, long utcTicks) => zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;

    /// <summary>[From, To) in UTC ticks, and what is added to UTC to get the wall clock, in ticks.</summary>
    internal readonly record struct OffsetPiece(long From, long To, long Offset);
}
