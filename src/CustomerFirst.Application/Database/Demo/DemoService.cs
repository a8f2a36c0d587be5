using CustomerFirst.Domain.Services;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>A rollout wave; <paramref name="GoLiveWeeks"/> is when its first area goes live, in weeks from the day of seeding (negative: ago).</summary>
public sealed record DemoWave(int Number, string Name, int GoLiveWeeks);

/// <summary>A service area; <paramref name="Place"/> is its place in its wave (areas of a wave go live a week apart).</summary>
public sealed record DemoArea(string Code, string Name, DemoWave Wave, int Place, string ChangeChampion, string Team, double LateShare, IReadOnlyList<string> Cases, IReadOnlyList<string> Resolved)
{
    /// <summary>The Monday on which the area joins the hub.</summary>
    public DateOnly GoLive(DateOnly today)
    {
        var day = today.AddDays((Wave.GoLiveWeeks + Place) * 7);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}

/// <summary>One thing that customers ask for, with everything that the seed and the activity need to know about it.</summary>
/// <param name="CustomersWords">Phrases that callers use, for the service search.</param>
/// <param name="FinishedBy">"first" or "second" response.</param>
/// <param name="ObjectionDays">Days after which resolved becomes closed.</param>
/// <param name="Weight">Popularity; only its proportion to the others counts.</param>
/// <param name="Season">Twelve factors, January first, about 1 on average.</param>
/// <param name="Channels">Shares per channel in any unit.</param>
/// <param name="AvoidableRate">Share of raising contacts that should not have been needed, 0 to 1.</param>
/// <param name="AskedBy">Who asks: anyone, tenant, older, family, business or owner.</param>
/// <param name="Family">Key of the wording of notes and updates.</param>
/// <param name="Cases">"subject | details" with slots in braces.</param>
/// <param name="Resolved">What is said when the second response is done.</param>
public sealed record DemoService(
    string Code,
    string Name,
    DemoArea Area,
    string Description,
    IReadOnlyList<string> CustomersWords,
    bool FinishableAtFirstContact,
    string FinishedBy,
    bool Restricted,
    bool PubliclyTrackable,
    bool AtCustomersAddress,
    int ObjectionDays,
    string RetentionClass,
    DemoSla Sla,
    IReadOnlyList<DemoQuestion> Questions,
    double Weight,
    IReadOnlyList<double> Season,
    IReadOnlyDictionary<string, double> Channels,
    DemoPace Pace,
    double AvoidableRate,
    string AskedBy,
    string Family,
    IReadOnlyList<string> Cases,
    IReadOnlyList<string> Resolved);

/// <summary>Targets per priority (low, normal, high, urgent), the calendar that they run on and what pauses them.</summary>
public sealed record DemoSla(string CalendarKey, bool PausesForCustomer, bool PausesForOthers, IReadOnlyDictionary<string, DemoTargets> Targets);

/// <summary>First reply and resolution.</summary>
public sealed record DemoTargets(TargetTime Reply, TargetTime Resolution);

/// <summary>How long the work takes when it is on time: the typical share of the resolution target, and the spread of its logarithm.</summary>
public sealed record DemoPace(double Typical, double Spread);

/// <summary>How long records of a class are kept; null: for ever.</summary>
public sealed record DemoRetention(string Name, int? Years);

/// <summary>A question of a service. Type is text, number, date, choice, location or yesNo; the rest after it serves to invent answers.</summary>
/// <param name="Samples">Texts; # stands for a digit, ? for a letter, @address and the like for a slot.</param>
/// <param name="Range">Numbers, or days from the day of asking.</param>
/// <param name="Money">The number is pounds.</param>
/// <param name="Proper">The choices are names and keep their capitals.</param>
/// <param name="Dates">upToToday or fromToday; null for any date.</param>
public sealed record DemoQuestion(string Key, string Label, string? Hint, string Type, bool Required, IReadOnlyList<string>? Choices, IReadOnlyList<string>? Samples, IReadOnlyList<int>? Range, bool Money, bool Proper, string? Dates);
