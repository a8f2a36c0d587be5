using System.Globalization;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// A filter as it was read from a query string, and what of it could not be read. Kept filters pass over what is gone since; a page tells it, so that
/// nobody takes a list for the answer to what they asked.
/// </summary>
public sealed class TicketFilterReading
{
    // The years before and after have days that begin or end outside the calendar.
    private const int FirstYear = 2, LastYear = 9998;

    private static readonly string[] s_dates = ["yyyy-MM-dd", "d/M/yyyy"];

    /// <summary>The names that a filter can have in an address.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "team", "area", "service", "ward", "constituency", "state", "scope", "assignee", "channel", "priority", "due", "target", "from", "to", "resolvedFrom", "resolvedTo", "reopened", "trackable", "without", "firstContact",
    };

    private readonly ILookup<string, string> _all;
    private readonly List<FilterProblem> _problems = [];

    /// <summary>Reads the values. Lists may come repeated or with commas; what is empty says nothing.</summary>
    public TicketFilterReading(IEnumerable<KeyValuePair<string, string?>> values)
    {
        _all = values.SelectMany(v => (v.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => (v.Key, Text: text)))
            .ToLookup(v => v.Key, v => v.Text, StringComparer.OrdinalIgnoreCase);
        Filter = new TicketFilter
        {
            Teams = Keys("team", "Team"), Areas = Keys("area", "Service area"), Services = Keys("service", "Service"), Wards = Keys("ward", "Ward"), Constituencies = Keys("constituency", "Constituency"),
            States = Values<TicketState>("state", "State"), Scope = One<TicketScope>("scope", "Open or ended") ?? TicketScope.Open,
            Assignee = Keys("assignee", "Who has it", "none").Cast<Guid?>().FirstOrDefault(), Unassigned = _all["assignee"].Contains("none"),
            Channels = Values<Channel>("channel", "Channel"), Priorities = Values<Priority>("priority", "Priority"), Due = One<DueFilter>("due", "Due"), Target = One<TargetFilter>("target", "Target"),
            RaisedFrom = Date("from", "Raised from"), RaisedTo = Date("to", "Raised until"), ResolvedFrom = Date("resolvedFrom", "Resolved from"), ResolvedTo = Date("resolvedTo", "Resolved until"),
            Reopened = Yes("reopened", "Reopened"), Trackable = Yes("trackable", "The customer can track it"), Without = Values<TicketPart>("without", "Without"),
            // Filters that were kept before there were several kinds say "1".
            FirstContact = _all["firstContact"].Contains("1") ? FirstContactFilter.Marked : One<FirstContactFilter>("firstContact", "First contact"),
        };
        InOrder("to", "Raised until", Filter.RaisedFrom, Filter.RaisedTo);
        InOrder("resolvedTo", "Resolved until", Filter.ResolvedFrom, Filter.ResolvedTo);
    }

    /// <summary>What could be read.</summary>
    public TicketFilter Filter { get; }

    /// <summary>What could not, and dates the wrong way round; in the order of the form.</summary>
    public IReadOnlyList<FilterProblem> Problems => _problems;

    private List<Guid> Keys(string name, string words, string? besides = null) =>
        [.. Each(name, words, text => text == besides ? Guid.Empty : Guid.TryParse(text, out var id) ? id : (Guid?)null).Where(id => id != Guid.Empty)];

    private List<T> Values<T>(string name, string words) where T : struct, Enum => Each(name, words, Codes.Read<T>);

    private T? One<T>(string name, string words) where T : struct, Enum => Each(name, words, Codes.Read<T>).Cast<T?>().FirstOrDefault();

    private bool Yes(string name, string words) => Each(name, words, text => text == "1" ? true : (bool?)null).Count > 0;

    private DateOnly? Date(string name, string words)
    {
        if (_all[name].FirstOrDefault() is not { } text) return null;
        var real = DateOnly.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        if (real && date.Year is >= FirstYear and <= LastYear) return date;
        _problems.Add(new FilterProblem(name, text, real ? $"{words} is too far away: the year must be from {FirstYear:0000} to {LastYear}" : $"{words} must be a real date, such as 24/11/2026"));
        return null;
    }

    private List<T> Each<T>(string name, string words, Func<string, T?> read) where T : struct
    {
        var good = new List<T>();
        foreach (var text in _all[name])
        {
            if (read(text) is not { } one) _problems.Add(new FilterProblem(name, text, $"{words}: \"{(text.Length > 40 ? text[..40] + "…" : text)}\" is none of the choices"));
            else if (!good.Contains(one)) good.Add(one);
        }
        return good;
    }

    private void InOrder(string name, string words, DateOnly? from, DateOnly? to)
    {
        if (from <= to || from is null || to is null) return;
        _problems.Add(new FilterProblem(name, to.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{words} must be the same as or after {from.Value.Words()}"));
    }
}

/// <summary>Something in a filter that cannot be.</summary>
/// <param name="Name">The parameter, which is the field's name too.</param>
/// <param name="Text">What it says.</param>
/// <param name="Message">Names the field and says what is wrong.</param>
public sealed record FilterProblem(string Name, string Text, string Message);
