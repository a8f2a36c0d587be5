using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Tickets;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerFirst.UnitTests.Tickets;

internal enum LifeEvent
{
    WaitsForCustomer,
    CustomerAnswers,
    Resolved,
    Reopened,
    SlaChanges,
}

/// <summary>An SLA in force: hours, and a target in ticks of business time.</summary>
internal sealed record PlainSla(PlainHours Hours, long Target)
{
    public BusinessCalendar Calendar { get; } = Hours.RoundTheClock
        ? BusinessCalendar.RoundTheClock()
        : new BusinessCalendar(
            Enumerable.Range(0, 7).ToDictionary(day => (DayOfWeek)day, day => Windows(Hours.Weekly[day])),
            TimeSpan.FromHours(7),
            Hours.Holidays.Select(DateOnly.FromDayNumber),
            Hours.HolidayWindows is null ? BankHolidayHours.AsUsual : BankHolidayHours.Own(Windows(Hours.HolidayWindows)),
            Hours.Exceptional.ToDictionary(day => DateOnly.FromDayNumber(day.Key), day => Windows(day.Value)));

    private static IReadOnlyList<OpeningWindow> Windows((int Opens, int Closes)[] windows) => [.. windows.Select(w => new OpeningWindow(w.Opens, w.Closes))];
}

/// <summary>A random life of a ticket in UTC ticks: raised, then events in order, each change of SLA taking the next of <paramref name="Slas"/>.</summary>
internal sealed record TicketLife(long Raised, (long At, LifeEvent What)[] Events, long End, PlainSla[] Slas)
{
    /// <summary>Moments at which the clock is read, and the SLA in force then: at each change of SLA before and after it, and at the end.</summary>
    public IEnumerable<(long At, PlainSla Sla)> Readings()
    {
        var inForce = 0;
        foreach (var (at, _) in Events.Where(e => e.What == LifeEvent.SlaChanges))
        {
            yield return (at, Slas[inForce]);
            inForce = Math.Min(inForce + 1, Slas.Length - 1);
            yield return (at, Slas[inForce]);
        }

        yield return (End, Slas[inForce]);
    }

    /// <summary>The stretches up to a moment, for the slow count.</summary>
    public List<(long At, bool Runs)> PlainIntervals(long until) =>
        [(Raised, true), .. Events.Where(e => e.What != LifeEvent.SlaChanges && e.At <= until).Select(e => (e.At, e.What is LifeEvent.CustomerAnswers or LifeEvent.Reopened))];

    /// <summary>The same, as the product appends them.</summary>
    public ClockInterval[] Intervals(long until) => [.. PlainIntervals(until).Select(i => new ClockInterval(new DateTimeOffset(i.At, TimeSpan.Zero), i.Runs))];

    public override string ToString() =>
        $"raised {new DateTime(Raised):O}, {string.Join(", ", Events.Select(e => $"{e.What} {new DateTime(e.At):O}"))}, read {new DateTime(End):O}; "
        + string.Join(" THEN ", Slas.Select(s => $"{new TimeSpan(s.Target)} of [{s.Hours}]"));

    /// <summary>Smaller lives: an event less, or all moments on whole minutes.</summary>
    public IEnumerable<TicketLife> Smaller()
    {
        for (var i = 0; i < Events.Length; i++)
            yield return this with { Events = [.. Events[..i], .. Events[(i + 1)..]] };
        var whole = this with
        {
            Raised = Minute(Raised),
            End = Minute(End),
            Events = [.. Events.Select(e => (Minute(e.At), e.What))],
            Slas = [.. Slas.Select(s => s with { Target = Minute(s.Target) })],
        };
        if (whole.ToString() != ToString())
            yield return whole;
    }

    private static long Minute(long ticks) => ticks - ticks % TimeSpan.TicksPerMinute;
}

/// <summary>Draws lives: split shifts, holidays, exceptional days, pauses, reopenings, changes of SLA, and both changes of the clocks.</summary>
internal static class TicketLives
{
    private const long Minute = TimeSpan.TicksPerMinute;
    private const int DayMinutes = 1440;

    public static Arbitrary<TicketLife> Any { get; } = Arb.From(Life(), life => life.Smaller());

    // Mostly quarter hours, some odd minutes, and many in the hour that clock changes take away or repeat.
    private static Gen<int> Edge { get; } = Gen.Frequency(
        (4, Gen.Choose(0, 96).Select(quarter => quarter * 15)),
        (1, Gen.Choose(0, DayMinutes)),
        (1, Gen.Choose(50, 130)));

    private static Gen<(int, int)[]> Windows { get; } =
        from count in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Constant(1)), (4, Gen.Constant(2)), (2, Gen.Choose(3, 4)))
        from edges in Edge.ArrayOf(count * 2)
        from touching in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Pair([.. edges.Distinct().Order()], touching);

    private static Gen<(int, int)[][]> Weekly { get; } = Gen.Frequency(
        (3, from weekday in Windows from saturday in Windows select new[] { [], weekday, weekday, weekday, weekday, weekday, saturday }),
        (2, Windows.ArrayOf(7)),
        (1, from nights in Windows select Enumerable.Repeat(nights, 7).ToArray()),
        (1, Gen.Constant(Enumerable.Repeat<(int, int)[]>([(0, 420), (1320, DayMinutes)], 7).ToArray())));

    private static Gen<long> Instant(long first, long last) => Gen.Frequency(
        (3, Gen.Choose(0, (int)((last - first) / Minute)).Select(m => first - first % Minute + m * Minute)),
        (2, from m in Gen.Choose(0, (int)((last - first) / Minute) - 1) from ticks in Gen.Choose(0, (int)Minute - 1) select first + m * Minute + ticks));

    private static Gen<TicketLife> Life() =>
        from year in Gen.Choose(2012, 2036)
        from kind in Gen.Choose(0, 99)
        from day in Gen.Choose(0, 11)
        from anyDay in Gen.Choose(0, 360)
        from days in kind switch
        {
            < 2 => Gen.Choose(225, 250),
            < 70 => Gen.Choose(day + 1, day + 9),
            _ => Gen.Choose(1, 14),
        }
        // From before one change of the clocks to after the other; over the spring change; over the autumn one; at any time.
        let start = kind switch
        {
            < 2 => new DateTime(year, 3, 24).AddDays(-day),
            < 35 => new DateTime(year, 3, 31).AddDays(-day),
            < 70 => new DateTime(year, 10, 31).AddDays(-day),
            _ => new DateTime(year, 1, 1).AddDays(anyDay),
        }
        let firstDay = start.Ticks
        let lastMoment = firstDay + days * TimeSpan.TicksPerDay
        from raised in Instant(firstDay, firstDay + TimeSpan.TicksPerDay)
        from moments in Gen.Choose(0, 7).SelectMany(n => Instant(raised, lastMoment + TimeSpan.TicksPerDay).ArrayOf(n))
        from together in Gen.Choose(0, 9)
        from kinds in Gen.Choose(0, 99).ArrayOf(moments.Length)
        from slas in Sla((int)(firstDay / TimeSpan.TicksPerDay), days).ArrayOf(3)
        let ordered = moments.Select(m => Math.Max(m, raised)).Order().ToArray()
        select new TicketLife(raised, Events(ordered, kinds, together == 0), Math.Max(lastMoment, ordered.LastOrDefault()) + TimeSpan.TicksPerDay, slas);

    private static Gen<PlainSla> Sla(int firstDay, int days) =>
        from roundTheClock in Gen.Choose(0, 11)
        from weekly in Weekly
        from holidays in Gen.Choose(0, 3).SelectMany(n => Gen.Choose(firstDay, firstDay + days).ArrayOf(n))
        from holidayWindows in Gen.Frequency((3, Gen.Constant<(int, int)[]?>([])), (1, Gen.Constant<(int, int)[]?>(null)), (1, Windows.Select(w => ((int, int)[]?)w)))
        from exceptional in Gen.Choose(0, 3).SelectMany(n => (from day in Gen.Choose(firstDay, firstDay + days) from windows in Windows select (day, windows)).ArrayOf(n))
        from target in Gen.Frequency((1, Gen.Constant(0L)), (12, Gen.Choose(1, days * 500).Select(m => m * Minute)), (6, Gen.Choose(1, days * 500).Select(m => m * Minute - 12_345_678)))
        let hours = new PlainHours(roundTheClock == 0, weekly, [.. holidays], holidayWindows, exceptional.DistinctBy(e => e.day).ToDictionary(e => e.day, e => e.windows))
        select new PlainSla(hours, target);

    private static (int, int)[] Pair(int[] edges, bool touching)
    {
        var step = touching ? 1 : 2;
        var windows = new List<(int, int)>();
        for (var i = 0; i + 1 < edges.Length; i += step)
            windows.Add((edges[i], edges[i + 1]));
        return [.. windows];
    }

    /// <summary>Legal lives only: a paused ticket goes on, a running one pauses or is resolved, and an SLA may change at any time.</summary>
    private static (long, LifeEvent)[] Events(long[] moments, int[] kinds, bool together)
    {
        var events = new List<(long, LifeEvent)>();
        var last = LifeEvent.Reopened;
        for (var i = 0; i < moments.Length; i++)
        {
            var what = kinds[i] < 25 ? LifeEvent.SlaChanges : last switch
            {
                LifeEvent.WaitsForCustomer => kinds[i] < 85 ? LifeEvent.CustomerAnswers : LifeEvent.Resolved,
                LifeEvent.Resolved => LifeEvent.Reopened,
                _ => kinds[i] < 75 ? LifeEvent.WaitsForCustomer : LifeEvent.Resolved,
            };
            if (what != LifeEvent.SlaChanges)
                last = what;
            // Sometimes two things happen at one and the same moment.
            events.Add((together && i > 0 ? events[^1].Item1 : moments[i], what));
            together = together && i % 2 == 0;
        }

        return [.. events];
    }
}
