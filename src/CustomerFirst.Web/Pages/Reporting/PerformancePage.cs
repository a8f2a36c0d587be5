using System.Text;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Reporting;

/// <summary>What the pages of figures share: the period and the filter, which stand in the address, and the ways to the tickets behind a figure.</summary>
[Needs(Permission.SeePerformance)]
public abstract class PerformancePage(TimeProvider time) : StaffPage, IFilteredByTickets
{
    private const int UsualDays = 90;

    private static readonly HashSet<string> s_counted = new(["area", "service", "team", "ward", "constituency", "channel", "from", "to"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What a report can count by.</summary>
    public IReadOnlySet<string> FilterNames => s_counted;

    /// <summary>What the address says; only dates and what a report can count by.</summary>
    public TicketFilter Filter { get; private set; } = new();
    public FilterChoices Choices { get; private set; } = null!;
    /// <summary>Council days.</summary>
    public ReportPeriod Period { get; private set; } = null!;
    public DateOnly Today => CouncilTime.DateOf(time.GetUtcNow());

    /// <summary>The last day that counts.</summary>
    public DateOnly LastDay => Period.To.AddDays(-1);

    /// <summary>"1 April 2026 to 30 June 2026".</summary>
    public string PeriodWords => $"{Period.From.Words()} to {LastDay.Words()}";

    /// <summary>The filter as a report takes it.</summary>
    protected ReportFilter Reported => ReportFilter.Of(Filter);

    /// <summary>This part of the figures with a filter.</summary>
    public string At(string path, TicketFilter filter) => filter.Query() is { Length: > 0 } query ? $"{path}?{query}" : path;

    /// <summary>A file of this part of the figures.</summary>
    public string Download(string path, string handler) => At(path, Filter) is var at && at.Contains('?', StringComparison.Ordinal) ? $"{at}&handler={handler}" : $"{at}?handler={handler}";

    /// <summary>The list of the tickets behind a figure: those raised in the period, in any state, and what narrows them.</summary>
    public string Behind(Func<TicketFilter, TicketFilter>? narrow = null)
    {
        var raised = Filter with { RaisedFrom = Period.From, RaisedTo = LastDay, Scope = TicketScope.Any };
        return ListOf(narrow is null ? raised : narrow(raised));
    }

    /// <summary>The list of the contacts behind a figure.</summary>
    public string ContactsBehind(bool avoidable) => At("/performance/contacts", Filter with { RaisedFrom = Period.From, RaisedTo = LastDay }) + (avoidable ? "&avoidable=1" : "");

    /// <summary>The list of the open tickets behind a figure, whenever they were raised.</summary>
    public string OpenBehind(Func<TicketFilter, TicketFilter>? narrow = null)
    {
        var open = Filter with { RaisedFrom = null, RaisedTo = null, Scope = TicketScope.Open };
        return ListOf(narrow is null ? open : narrow(open));
    }

    // The list says the figure's own number.
    private string ListOf(TicketFilter filter) => $"{At("/tickets", filter)}{(filter.Query().Length > 0 ? '&' : '?')}count=all";

    /// <summary>What the filter has chosen, each with the filter without it.</summary>
    public IEnumerable<(string Text, TicketFilter Without)> Chosen()
    {
        static string NameOf(IReadOnlyList<FilterChoice> choices, Guid id) => choices.FirstOrDefault(c => c.Id == id)?.Name ?? "Unknown";
        foreach (var id in Filter.Areas) yield return (NameOf(Choices.Areas, id), Filter with { Areas = [.. Filter.Areas.Where(i => i != id)] });
        foreach (var id in Filter.Services) yield return (NameOf(Choices.Services, id), Filter with { Services = [.. Filter.Services.Where(i => i != id)] });
        foreach (var id in Filter.Teams) yield return (NameOf(Choices.Teams, id), Filter with { Teams = [.. Filter.Teams.Where(i => i != id)] });
        foreach (var id in Filter.Wards) yield return (NameOf(Choices.Wards, id), Filter with { Wards = [.. Filter.Wards.Where(i => i != id)] });
        foreach (var id in Filter.Constituencies) yield return (NameOf(Choices.Constituencies, id), Filter with { Constituencies = [.. Filter.Constituencies.Where(i => i != id)] });
        foreach (var channel in Filter.Channels) yield return ($"By {channel.Words()}", Filter with { Channels = [.. Filter.Channels.Where(c => c != channel)] });
    }

    /// <summary>Periods that are often asked for.</summary>
    public IEnumerable<(string Words, TicketFilter Filter)> UsualPeriods()
    {
        var yearStart = new DateOnly(Today.Month < 4 ? Today.Year - 1 : Today.Year, 4, 1);
        var month = new DateOnly(Today.Year, Today.Month, 1);
        yield return ("Last 30 days", Filter with { RaisedFrom = Today.AddDays(-29), RaisedTo = Today });
        yield return ("Last 90 days", Filter with { RaisedFrom = Today.AddDays(1 - UsualDays), RaisedTo = Today });
        yield return ("Last month", Filter with { RaisedFrom = month.AddMonths(-1), RaisedTo = month.AddDays(-1) });
        yield return ("Since 1 April", Filter with { RaisedFrom = yearStart, RaisedTo = Today });
        yield return ("Last 12 months", Filter with { RaisedFrom = month.AddMonths(-11), RaisedTo = Today });
    }

    /// <summary>Reads period and filter from the address.</summary>
    /// <returns>Whether all of it could be read: no figure is shown that answers something else than what was asked.</returns>
    protected async Task<bool> ReadAddressAsync()
    {
        var said = this.ReadFilter(new TicketFilterReading(Request.Query.SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)))));
        var to = said.RaisedTo ?? Today;
        var from = said.RaisedFrom ?? to.AddDays(1 - UsualDays);
        Period = from > to ? new ReportPeriod(to, to.AddDays(1)) : new ReportPeriod(from, to.AddDays(1));
        Filter = new TicketFilter
        {
            Areas = said.Areas, Services = said.Services, Teams = said.Teams, Wards = said.Wards, Constituencies = said.Constituencies, Channels = said.Channels, RaisedFrom = said.RaisedFrom, RaisedTo = said.RaisedTo,
        };
        Choices = (await SendAsync(new GetFilterChoicesQuery(Filter))).Value;
        if (from > to && said.RaisedTo is null) ModelState.AddModelError("from", "Raised from must be today or earlier");
        return ModelState.IsValid;
    }

    /// <summary>A CSV file to keep, with a mark by which spreadsheets know its letters.</summary>
    protected FileContentResult Csv(string name, Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        return File((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", $"{name}-{Period.From:yyyy-MM-dd}-to-{LastDay:yyyy-MM-dd}.csv");
    }
}
