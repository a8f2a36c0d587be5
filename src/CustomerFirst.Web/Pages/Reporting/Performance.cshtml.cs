using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Reporting;

/// <summary>One measure against its target.</summary>
/// <param name="Target">In words; null when there is none.</param>
/// <param name="Met">Whether the target is reached; null when that cannot be said.</param>
/// <param name="Behind">The list of what the numerator counts, and of what the denominator does.</param>
/// <param name="Unlisted">The part of both that the reader's lists do not show.</param>
public sealed record Measure(string Name, string Hint, Proportion Part, string? Target, bool? Met, (string Numerator, string Denominator) Behind, Proportion Unlisted)
{
    /// <summary>What is restricted about that part.</summary>
    public string UnlistedAre { get; init; } = "restricted";

    /// <summary>What the share leaves out and nobody should overlook, with the part that the reader's lists do not show and the list.</summary>
    public (long Count, long Unlisted, string Words, string Behind)? Beside { get; init; }
}

/// <summary>The managers' page: headline measures against target, how they went, what is open.</summary>
public sealed class PerformanceModel(TimeProvider time) : PerformancePage(time)
{
    internal const double FirstContactTarget = 0.8;
    private const double OnlineTarget = 0.35;

    // Up to as many days a trend goes by that step: each point leads to its tickets, and more than fifteen would make the page heavy.
    private static readonly (int Days, TrendStep Step)[] s_steps = [(92, TrendStep.Week), (427, TrendStep.Month), (1278, TrendStep.Quarter), (5113, TrendStep.Year)];

    public Headlines Headlines { get; private set; } = null!;
    public FirstContactFigures FirstContact { get; private set; } = null!;
    /// <summary>The part of the headlines that the reader's lists do not show.</summary>
    public Headlines Unlisted { get; private set; } = null!;
    public IReadOnlyList<Measure> Measures { get; private set; } = [];
    public Chart Raised { get; private set; } = null!;
    public Chart Shares { get; private set; } = null!;
    public Chart Ages { get; private set; } = null!;

    private TrendStep Step => s_steps.FirstOrDefault(s => Period.To.DayNumber - Period.From.DayNumber <= s.Days, (Days: 0, Step: TrendStep.Decade)).Step;

    public async Task<IActionResult> OnGetAsync()
    {
        return await LoadAsync() ?? Page();
    }

    /// <summary>The headline measures as CSV.</summary>
    public async Task<IActionResult> OnGetMeasuresAsync()
    {
        if (await LoadAsync() is { } problem) return problem;
        return Csv("measures", file => ReportCsv.Write(Counts().Concat(Measures.Select(m => (m.Name, m.Part))), file));
    }

    /// <summary>The operator's report as CSV: hours to close, by source, channel, service, service area and district.</summary>
    public async Task<IActionResult> OnGetReportAsync()
    {
        if (!await ReadAddressAsync()) return Unreadable();
        var report = await SendAsync(new PerformanceReportQuery(Period, Reported));
        return report.Error is { } error ? Problem(error) : Csv("performance", file => ReportCsv.Write(report.Value, file, forPeople: true));
    }

    // What became of those that were raised; closed, open and cancelled add up to them. Of the open ones some are late.
    private IEnumerable<(string, Proportion)> Counts() =>
        [("Closed", new(Headlines.Closed, Headlines.Requests)), ("Still open", new(Headlines.Open, Headlines.Requests)), ("Cancelled or duplicates", new(Headlines.Cancelled, Headlines.Requests)), ("Open and overdue", new(Headlines.Overdue, Headlines.Open))];

    private async Task<IActionResult?> LoadAsync()
    {
        if (!await ReadAddressAsync()) return Unreadable();
        var found = await SendAsync(new GetOverviewQuery(Period, Step, Reported));
        if (found.Error is { } error) return Problem(error);
        var (all, unlisted, backlog) = (found.Value.All, found.Value.Unlisted, (await SendAsync(new GetBacklogQuery(Reported))).Value);
        (Headlines, Unlisted, FirstContact) = (all.Headlines, unlisted.Headlines, all.FirstContact);
        Measures = [.. MeasuresNow(unlisted.FirstContact)];
        var charts = new PerformanceCharts(this, Step, Headlines);
        (Raised, Shares, Ages) = (charts.Raised(all.Trend, unlisted.Trend), charts.Shares(all.Trend, unlisted.Trend), charts.Ages(backlog.All, backlog.Unlisted));
        return null;
    }

    private IEnumerable<Measure> MeasuresNow(FirstContactFigures unlisted)
    {
        var target = "80%";
        bool? Reached(Proportion part, double aim) => part.Share is { } share ? share >= aim : null;
        (string, string) FirstContactBehind(FirstContactFilter counted, FirstContactFilter all) => (Behind(f => f with { FirstContact = counted }), Behind(f => f with { FirstContact = all }));
        yield return new Measure("Resolved at first contact, measured", "Resolved before the contact that raised it ended, never reopened, and no further contact about the service within 7 days", FirstContact.Gross, target,
            Reached(FirstContact.Gross, FirstContactTarget), FirstContactBehind(FirstContactFilter.Measured, FirstContactFilter.Counted), unlisted.Gross);
        yield return new Measure("Resolved at first contact, net", "As measured, without services that the first response is not able to finish", FirstContact.Net, target, Reached(FirstContact.Net, FirstContactTarget),
            FirstContactBehind(FirstContactFilter.Net, FirstContactFilter.CountedNet), unlisted.Net);
        yield return new Measure("Resolved at first contact, as marked", "The adviser marked it so", FirstContact.AsMarked, target, Reached(FirstContact.AsMarked, FirstContactTarget),
            FirstContactBehind(FirstContactFilter.Marked, FirstContactFilter.Counted), unlisted.AsMarked);
        yield return new Measure("Closed on time", "No later than the target, among the closed that have one", Headlines.OnTime, null, null,
            (Behind(f => f with { Target = TargetFilter.Met }), Behind(f => f with { Target = TargetFilter.Any })), Unlisted.OnTime)
        {
            Beside = Headlines.Overdue == 0 ? null : (Headlines.Overdue, Unlisted.Overdue, Headlines.Overdue == 1 ? "more is open and overdue" : "more are open and overdue", Behind(f => f with { Scope = TicketScope.Open, Due = DueFilter.Overdue })),
        };
        yield return new Measure("Raised online", "By web form or web chat", Headlines.Online, "35%", Reached(Headlines.Online, OnlineTarget), (Behind(f => f with { Channels = Online(f.Channels) }), Behind()), Unlisted.Online);
        yield return new Measure("The customer can track it", "About services that are open to tracking", Headlines.Trackable, "100%", Reached(Headlines.Trackable, 1), (Behind(f => f with { Trackable = true }), Behind()),
            Unlisted.Trackable);
        yield return new Measure("Reopened", "At least once", Headlines.Reopened, null, null, (Behind(f => f with { Reopened = true }), Behind()), Unlisted.Reopened);
        yield return new Measure("Avoidable contacts", "Of low or no value to the customer, among all contacts that ended", Headlines.Avoidable, "Falling", null, (ContactsBehind(avoidable: true), ContactsBehind(avoidable: false)),
            Unlisted.Avoidable) { UnlistedAre = "about restricted tickets" };
    }

    // Where a channel is chosen already, online is what it leaves.
    private static Channel[] Online(IReadOnlyList<Channel> chosen) => [.. new[] { Channel.Web, Channel.Webchat }.Where(c => chosen.Count == 0 || chosen.Contains(c))];
}
