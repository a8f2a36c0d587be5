using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>When people get in touch: by day of the week, bank holiday, season of each service, and hour by channel.</summary>
internal sealed class Rhythm(IReadOnlyList<DemoService> services, IReadOnlyDictionary<string, BusinessCalendar> calendars, DateOnly today)
{
    private static readonly double[] Weekdays = [0.10, 1.22, 1.08, 1.0, 0.96, 0.90, 0.26];

    private readonly DateOnly[] _goLive = [.. services.Select(s => s.Area.GoLive(today))];

    /// <summary>
    /// Running total of how likely each service is asked for on a day; the last one is how busy the day is. A service that is not live yet, or
    /// cannot be reached on that day, adds nothing.
    /// </summary>
    public double[] Demand(DateOnly day)
    {
        var busy = Busy(day);
        var total = 0.0;
        var demand = new double[services.Count];
        for (var i = 0; i < services.Count; i++)
        {
            if (_goLive[i] <= day)
                total += services[i].Weight * services[i].Season[day.Month - 1] * (IsRoundTheClock(services[i]) ? Math.Max(busy, 0.75) : busy);
            demand[i] = total;
        }

        return demand;
    }

    /// <summary>A channel that is open on the day, by the service's profile; the share of what is done online grows over the period.</summary>
    /// <param name="progress">0 at the beginning of the period, 1 at its end.</param>
    public string Channel(DemoService service, DateOnly day, double progress, Random random) =>
        random.Share(service.Channels.Select(c => new KeyValuePair<string, double>(c.Key, IsOpen(c.Key, service, day)
            ? c.Value * (c.Key is "web" or "webchat" ? 0.6 + 0.9 * progress : 1)
            : c.Key is "web" ? 0.001 : 0)));

    /// <summary>The time of day on the wall clock at which a contact through the channel begins.</summary>
    public TimeSpan TimeOfDay(string channel, DemoService service, DateOnly day, Random random)
    {
        if (Hours(channel, service) is { } key)
        {
            var windows = calendars[key].WindowsFor(day);
            var opens = windows[0].OpensAt;
            var closes = windows[^1].ClosesAt - 12;
            return TimeSpan.FromMinutes(Within(random, opens, closes, 615, 85, 865, 120));
        }

        return channel switch
        {
            "post" => TimeSpan.FromMinutes(Within(random, 540, 660, 570, 25, 600, 20)),
            "phone" or "counter" => TimeSpan.FromMinutes(Within(random, 3, 1436, 1130, 190, 700, 260)),
            _ => TimeSpan.FromMinutes(Within(random, 3, 1436, 1190, 110, 730, 170)),
        };
    }

    /// <summary>The instant at which the wall clock of the city shows this.</summary>
    public static DateTimeOffset Instant(DateOnly day, TimeSpan timeOfDay)
    {
        var local = day.ToDateTime(TimeOnly.MinValue) + timeOfDay;
        return new DateTimeOffset(local, LocalTime.London.GetUtcOffset(local)).ToUniversalTime();
    }

    private double Busy(DateOnly day)
    {
        var open = calendars["offices"].WindowsFor(day).Count > 0;
        var workday = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var busy = workday && !open ? 0.10 : Weekdays[(int)day.DayOfWeek];
        // People save things up over a holiday.
        if (open && workday && day.DayOfWeek != DayOfWeek.Monday && calendars["offices"].WindowsFor(day.AddDays(-1)).Count == 0)
            busy *= 1.3;
        return day is { Month: 12, Day: >= 24 } ? busy * 0.6 : busy;
    }

    private static bool IsRoundTheClock(DemoService service) => service.Sla.CalendarKey == "alwaysOpen";

    private static string? Hours(string channel, DemoService service) => channel switch
    {
        "phone" when IsRoundTheClock(service) => null,
        "phone" or "webchat" => "contactCentre",
        "counter" or "kiosk" or "homeVisit" => "offices",
        _ => null,
    };

    private bool IsOpen(string channel, DemoService service, DateOnly day) => channel switch
    {
        "post" => calendars["offices"].WindowsFor(day).Count > 0,
        _ => Hours(channel, service) is not { } key || calendars[key].WindowsFor(day).Count > 0,
    };

    private static double Within(Random random, int from, int to, double peak, double spread, double laterPeak, double laterSpread)
    {
        for (var tries = 0; tries < 30; tries++)
        {
            var minute = random.Of(0.62) ? peak + random.Normal() * spread : laterPeak + random.Normal() * laterSpread;
            if (minute >= from && minute <= to)
                return minute;
        }

        return from + random.NextDouble() * (to - from);
    }
}
