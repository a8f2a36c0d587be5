using CustomerFirst.Domain.Tickets;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace CustomerFirst.UnitTests.Tickets;

/// <summary>The SLA clock against the slow count, over random lives of tickets. A failure prints the seed and the smallest life found.</summary>
public sealed class SlaClockPropertyTests(ITestOutputHelper output)
{
    private const int FixedCases = 10_000;
    private const int FreshCases = 2_000;
    private const ulong FixedSeed = 20_261_025;

    [Fact]
    public void Ten_thousand_lives_of_tickets_are_counted_as_minute_by_minute() => CheckLives(FixedSeed, FixedCases, AgreesWithTheSlowCount);

    [Fact]
    public void Lives_never_seen_before_are_counted_as_minute_by_minute() => CheckLives(FreshSeed(), FreshCases, AgreesWithTheSlowCount);

    [Fact]
    public void Elapsed_reaches_the_target_at_due_and_not_a_tick_before() => CheckLives(FixedSeed + 1, FixedCases, DueAndElapsedFit);

    [Fact]
    public void The_lives_drawn_hold_what_they_are_meant_to_hold()
    {
        var lives = TicketLives.Any.Generator.Sample(2_000).ToArray();

        Assert.True(lives.Count(l => Crosses(l, summer: true)) > 300, "Few lives cross the change of spring.");
        Assert.True(lives.Count(l => Crosses(l, summer: false)) > 300, "Few lives cross the change of autumn.");
        Assert.True(lives.Count(l => Crosses(l, summer: true) && Crosses(l, summer: false)) > 10, "Few lives cross both changes.");
        foreach (var what in Enum.GetValues<LifeEvent>())
            Assert.True(lives.Count(l => l.Events.Any(e => e.What == what)) > 200, $"Few lives have {what}.");
        Assert.True(lives.Count(l => l.Slas[0].Hours.Weekly.Any(d => d.Length > 1)) > 500, "Few split shifts.");
        Assert.True(lives.Count(l => l.Slas[0].Hours.Holidays.Count > 0 && l.Slas[0].Hours.Exceptional.Count > 0) > 300, "Few holidays.");
        Assert.True(lives.Count(l => SlaClock.Due(l.Slas[0].Calendar, l.Intervals(l.End), new TimeSpan(l.Slas[0].Target)) <= Instant(l.End)) > 500, "Few targets are reached.");
    }

    [Fact]
    public void The_slow_count_knows_british_time()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        for (var hour = new DateTime(1996, 1, 1, 0, 0, 0, DateTimeKind.Utc); hour.Year < 2037; hour = hour.AddMinutes(30))
            Assert.True(london.GetUtcOffset(hour) == TimeSpan.FromHours(MinuteByMinute.IsSummerTime(hour.Ticks) ? 1 : 0), $"{hour:O}");
    }

    private static string? AgreesWithTheSlowCount(TicketLife life)
    {
        foreach (var (at, sla) in life.Readings())
        {
            var plain = life.PlainIntervals(at);
            var intervals = life.Intervals(at);
            var (slowElapsed, slowDue) = MinuteByMinute.Count(sla.Hours, plain, sla.Target, at, life.End);
            var target = new TimeSpan(sla.Target);

            var elapsed = SlaClock.Elapsed(sla.Calendar, intervals, Instant(at)).Ticks;
            if (elapsed != slowElapsed)
                return $"elapsed at {new DateTime(at):O}: {new TimeSpan(elapsed)}, slow count {new TimeSpan(slowElapsed)}";

            // The slow count has walked to the end of the life; a due time that it has not met has to lie beyond that, or be none.
            var due = SlaClock.Due(sla.Calendar, intervals, target)?.Ticks;
            if (due != slowDue && !(slowDue is null && due > life.End))
                return $"due read at {new DateTime(at):O}: {Show(due)}, slow count {Show(slowDue)}";

            var reading = SlaClock.Read(sla.Calendar, intervals, target, Instant(at));
            if (reading.Elapsed.Ticks != slowElapsed || reading.Overdue != (slowDue < at) || reading.Due?.Ticks != due)
                return $"reading at {new DateTime(at):O}: {reading}";
        }

        return null;
    }

    private static string? DueAndElapsedFit(TicketLife life)
    {
        foreach (var (at, sla) in life.Readings())
        {
            var intervals = life.Intervals(at);
            var target = new TimeSpan(sla.Target);
            var due = SlaClock.Due(sla.Calendar, intervals, target);
            var projected = SlaClock.DueIfRunningFrom(sla.Calendar, intervals, target, Instant(at));
            if (due is { } reached)
            {
                if (SlaClock.Elapsed(sla.Calendar, intervals, reached) != target)
                    return $"elapsed at due {reached:O} is not the target";
                if (target > TimeSpan.Zero && SlaClock.Elapsed(sla.Calendar, intervals, reached.AddTicks(-1)) != target - TimeSpan.FromTicks(1))
                    return $"elapsed a tick before due {reached:O} is not a tick less";
                if (projected != due && (reached <= Instant(at) || intervals[^1].Running))
                    return $"projection {projected:O} differs from due {due:O}";
            }
            else if (projected is { } would)
            {
                ClockInterval[] resumed = [.. intervals, new ClockInterval(Instant(at), true)];
                if (SlaClock.Due(sla.Calendar, resumed, target) != would || would < Instant(at))
                    return $"projection {would:O} is not due of the ticket resumed at {new DateTime(at):O}";
            }
        }

        return null;
    }

    private void CheckLives(ulong seed, int cases, Func<TicketLife, string?> fault)
    {
        output.WriteLine($"{cases} cases, seed {seed}");
        var property = Prop.ForAll(TicketLives.Any, life =>
        {
            var wrong = fault(life);
            return (wrong is null).Label($"seed {seed}: {wrong}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(seed, 1), property);
    }

    private static ulong FreshSeed() => (ulong)Random.Shared.NextInt64(1, long.MaxValue);

    private static bool Crosses(TicketLife life, bool summer)
    {
        for (var at = life.Raised; at < life.End; at += TimeSpan.TicksPerDay)
        {
            if (MinuteByMinute.IsSummerTime(at) != summer && MinuteByMinute.IsSummerTime(at + TimeSpan.TicksPerDay) == summer)
                return true;
        }

        return false;
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private static string Show(long? ticks) => ticks is { } t ? new DateTime(t).ToString("O") : "none";
}
