using CustomerFirst.Application.Reporting;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;

namespace CustomerFirst.Web.Pages.Reporting;

/// <summary>Figures as pages write them.</summary>
public static class FigureWords
{
    /// <summary>"71.4%", or a dash when there is nothing to count.</summary>
    public static string Percent(double? share) => share is { } value ? $"{value * 100:0.#}%" : "–";

    /// <summary>"1,204".</summary>
    public static string Count(long count) => count.ToString("#,0");

    /// <summary>"1,204 tickets are", "1 ticket is".</summary>
    public static string Tickets(long count, string one = "", string more = "") => count == 1 ? $"1 ticket {one}".TrimEnd() : $"{Count(count)} tickets {more}".TrimEnd();

    /// <summary>A name that begins a sentence or stands alone.</summary>
    public static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Of a figure in a table, the part that the reader's lists do not show: "incl. 12 restricted"; null for none.</summary>
    public static string? Restricted(long count) => count == 0 ? null : $"incl. {Count(count)} restricted";

    /// <summary>"including 1 restricted ticket that you cannot open"; null for none.</summary>
    public static string? Including(long unlisted) => unlisted == 0 ? null : $"including {Counted.Of(unlisted, "restricted ticket")} that you cannot open";

    /// <summary>"incl. 1 of 2 restricted": the part of a share; null where the whole has none.</summary>
    public static string? Including(Proportion unlisted, string what = "restricted") => unlisted.Denominator == 0 ? null : $"incl. {Parts(unlisted)} {what}";

    /// <summary>"1,204 of 1,686".</summary>
    public static string Parts(Proportion part) => $"{Count(part.Numerator)} of {Count(part.Denominator)}";

    /// <summary>Hours as people say them: "less than a minute", "45 minutes", "5.5 hours", "3.2 days".</summary>
    public static string Duration(double? hours) => hours switch
    {
        null => "–",
        < 1.0 / 60 => "less than a minute",
        < 1 => Of(hours.Value * 60, "0", "minute"),
        < 48 => Of(hours.Value, "0.#", "hour"),
        _ => Of(hours.Value / 24, "0.#", "day"),
    };

    /// <summary>Why hours are not told.</summary>
    public static string Withheld => $"fewer than {ToldHours.Fewest} closed ones beside restricted tickets";

    /// <summary>A breakdown's name on its own, and in the middle of a sentence.</summary>
    public static (string Title, string Column) Of(BreakdownBy by) => by switch
    {
        BreakdownBy.ServiceArea => ("By service area", "Service area"),
        BreakdownBy.Service => ("By service", "Service"),
        BreakdownBy.Constituency => ("By constituency", "Constituency"),
        BreakdownBy.Ward => ("By ward", "Ward"),
        BreakdownBy.Channel => ("By channel", "Channel"),
        BreakdownBy.Team => ("By team", "Team"),
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    /// <summary>An age of open tickets: "2 to 7 days".</summary>
    public static string Of(BacklogAge age) => age switch
    {
        { FromDays: 0 } => "Today and yesterday",
        { ToDays: null } => "More than a year",
        _ => $"{age.FromDays} to {age.ToDays} days",
    };

    private static string Of(double amount, string format, string unit) => amount.ToString(format) is var text && text == "1" ? $"1 {unit}" : $"{text} {unit}s";
}
