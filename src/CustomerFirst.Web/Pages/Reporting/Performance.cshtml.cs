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
/// <param name="Behind">The tickets behind the figure; null for what is no ticket.</param>
public sealed record Measure(string Name, string Hint, Proportion Part, string? Target, bool? Met, string? Behind);

/// <summary>The managers' page: headline measures against target, how they went, what is open.</summary>
public sealed class PerformanceModel(TimeProvider time) : PerformancePage(time)
{
    private const double FirstContactTarget = 0.8, OnlineTarget = 0.35;

    // Beyond as many days a trend goes by month.
    private const int DaysByWeek = 120;

    public Headlines Headlines { get; private set; } = null!;
    public FirstContactFigures FirstContact { get; private set; } = null!;
    public Backlog Backlog { get; private set; } = null!;
    public IReadOnlyList<Measure> Measures { get; private set; } = [];
    public Chart Raised { get; private set; } = null!;
    public Chart Shares { get; private set; } = null!;
    public Chart Ages { get; private set; } = null!;

    private TrendStep Step => Period.To.DayNumber - Period.From.DayNumber <= DaysByWeek ? TrendStep.Week : TrendStep.Month;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } problem) return problem;
        return ModelState.IsValid ? Page() : Unreadable();
    }

    /// <summary>The headline measures as CSV.</summary>
    public async Task<IActionResult> OnGetMeasuresAsync()
    {
        if (await LoadAsync() is { } problem) return problem;
        return Csv("measures", file => ReportCsv.Write(Measures.Select(m => (m.Name, m.Part)), file));
    }

    /// <summary>The operator's report as CSV: hours to close, by source, channel, service, service area and district.</summary>
    public async Task<IActionResult> OnGetReportAsync()
    {
        await ReadAddressAsync();
        var report = await SendAsync(new PerformanceReportQuery(Period, Counted));
        return report.Error is { } error ? Problem(error) : Csv("performance", file => ReportCsv.Write(report.Value, file));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        await ReadAddressAsync();
        var headlines = await SendAsync(new GetHeadlinesQuery(Period, Counted));
        if (headlines.Error is { } error) return Problem(error);
        Headlines = headlines.Value;
        FirstContact = (await SendAsync(new FirstContactReportQuery(Period, Counted))).Value;
        Backlog = (await SendAsync(new GetBacklogQuery(Counted))).Value;
        var trend = (await SendAsync(new GetTrendQuery(Period, Step, Counted))).Value;
        Measures = [.. MeasuresNow()];
        (Raised, Shares, Ages) = (RaisedOver(trend), SharesOver(trend), AgesOf(Backlog));
        return null;
    }

    private IEnumerable<Measure> MeasuresNow()
    {
        var target = "80%";
        bool? Reached(Proportion part, double aim) => part.Share is { } share ? share >= aim : null;
        yield return new Measure("Resolved at first contact, measured", "Resolved before the contact that raised it ended, never reopened, and no further contact about the service within 7 days", FirstContact.Gross, target,
            Reached(FirstContact.Gross, FirstContactTarget), Behind(f => f with { MeasuredFirstContact = true }));
        yield return new Measure("Resolved at first contact, net", "As measured, without services that the first response is not able to finish", FirstContact.Net, target, Reached(FirstContact.Net, FirstContactTarget),
            Behind(f => f with { MeasuredFirstContact = true }));
        yield return new Measure("Resolved at first contact, as marked", "The adviser marked it so", FirstContact.AsMarked, target, Reached(FirstContact.AsMarked, FirstContactTarget), Behind(f => f with { FirstContact = true }));
        yield return new Measure("Closed on time", "No later than the target, among the closed that have one", Headlines.OnTime, null, null, Behind(f => f with { Target = TargetFilter.Met }));
        yield return new Measure("Raised online", "By web form or web chat", Headlines.Online, "35%", Reached(Headlines.Online, OnlineTarget), Behind(f => f with { Channels = [Channel.Web, Channel.Webchat] }));
        yield return new Measure("The customer can track it", "About services that are open to tracking", Headlines.Trackable, "100%", Reached(Headlines.Trackable, 1), null);
        yield return new Measure("Reopened", "At least once", Headlines.Reopened, null, null, Behind(f => f with { Reopened = true }));
        yield return new Measure("Avoidable contacts", "Of low or no value to the customer, among all contacts that ended", Headlines.Avoidable, "Falling", null, null);
    }

    private Chart RaisedOver(IReadOnlyList<TrendPoint> trend) =>
        new(FigureWords.Tickets(Headlines.Requests, "was raised", "were raised"), Labels(trend), [new ChartSeries("Raised", [.. trend.Select(p => (double?)p.Raised)], [.. trend.Select(p => p.Raised == 0 ? null : In(p))])])
        {
            Kind = ChartKind.Bars, LabelsAre = StepWords, Notes = Notes(trend),
        };

    private Chart SharesOver(IReadOnlyList<TrendPoint> trend) =>
        new(Finding(trend), Labels(trend),
        [
            new ChartSeries("Closed on time", [.. trend.Select(p => p.OnTime.Share * 100)], [.. trend.Select(p => p.OnTime.Numerator == 0 ? null : In(p, f => f with { Target = TargetFilter.Met }))]),
            new ChartSeries("At first contact", [.. trend.Select(p => p.AtFirstContact.Share * 100)], [.. trend.Select(p => p.AtFirstContact.Numerator == 0 ? null : In(p, f => f with { MeasuredFirstContact = true }))]),
        ])
        {
            Kind = ChartKind.Lines, LabelsAre = StepWords, Notes = Notes(trend), Top = 100, Target = FirstContactTarget * 100, TargetFor = "at first contact", Words = value => $"{value:0.#}%",
        };

    private Chart AgesOf(Backlog backlog) =>
        new(backlog.Open == 0 ? "No ticket is open" : $"{FigureWords.Tickets(backlog.Open, "is", "are")} open, {FigureWords.Count(backlog.Overdue)} of them overdue", [.. backlog.Ages.Select(FigureWords.Of)],
        [
            new ChartSeries("Open", [.. backlog.Ages.Select(a => (double?)a.Open)], [.. backlog.Ages.Select(a => a.Open == 0 ? null : OpenBehind(f => Aged(f, backlog.Today, a)))]),
            new ChartSeries("Overdue", [.. backlog.Ages.Select(a => (double?)a.Overdue)], [.. backlog.Ages.Select(a => a.Overdue == 0 ? null : OpenBehind(f => Aged(f, backlog.Today, a) with { Due = DueFilter.Overdue }))]),
        ])
        {
            Kind = ChartKind.Rows, LabelsAre = "Age",
        };

    private static TicketFilter Aged(TicketFilter filter, DateOnly today, BacklogAge age) => filter with
    {
        RaisedTo = age.FromDays == 0 ? null : today.AddDays(-age.FromDays),
        RaisedFrom = age.ToDays is { } days ? today.AddDays(-days) : null,
    };

    private string In(TrendPoint point, Func<TicketFilter, TicketFilter>? narrow = null) => Behind(f =>
    {
        var raised = f with { RaisedFrom = point.From, RaisedTo = point.Until.AddDays(-1) };
        return narrow is null ? raised : narrow(raised);
    });

    private string StepWords => Step == TrendStep.Month ? "Month" : "Week from";

    // A week or month that the period cuts, or that is not over, cannot be compared with a whole one.
    private bool IsWhole(TrendPoint point) => point.Until <= Today && (Step == TrendStep.Month ? point.From.Day == 1 && point.Until == point.From.AddMonths(1) : point.From.AddDays(7) == point.Until);

    private string Unit => Step == TrendStep.Month ? "month" : "week";

    private List<string?>? Notes(IReadOnlyList<TrendPoint> trend) => trend.All(IsWhole) ? null : [.. trend.Select(p => IsWhole(p) ? null : $"part {Unit}")];

    private List<string> Labels(IReadOnlyList<TrendPoint> trend) => [.. trend.Select(p => Step == TrendStep.Month ? p.From.ToString("MMM yy") : p.From.ToString("d MMM"))];

    // What the picture shows, said in words: the whole period, and how its last whole week went against its first.
    private string Finding(IReadOnlyList<TrendPoint> trend)
    {
        if (Headlines.OnTime.Share is not { } whole) return "Nothing with a target has been closed";
        var known = trend.Where(p => p.OnTime.Denominator > 0 && IsWhole(p)).ToList();
        var moved = known.Count < 2 ? 0 : Math.Round((known[^1].OnTime.Share!.Value - known[0].OnTime.Share!.Value) * 100);
        var way = moved == 0 ? "" : $", {Domain.Common.Counted.Of((long)Math.Abs(moved), "point")} {(moved > 0 ? "up" : "down")} from the first whole {Unit} to the last";
        return $"{FigureWords.Percent(whole)} were closed on time{way}";
    }
}
