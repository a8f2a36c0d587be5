using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Web.Common.Components;

namespace CustomerFirst.Web.Pages.Reporting;

/// <summary>The charts of the managers' page. Each figure in their tables leads to its tickets, and says how many of it the reader's lists do not show.</summary>
internal sealed class PerformanceCharts(PerformancePage page, TrendStep step, Headlines headlines)
{
    /// <summary>How many were raised, step by step.</summary>
    public Chart Raised(IReadOnlyList<TrendPoint> trend, IReadOnlyList<TrendPoint> unlisted) =>
        new(FigureWords.Tickets(headlines.Requests, "was raised", "were raised"), Labels(trend),
        [
            new ChartSeries("Raised", [.. trend.Select(p => (double?)p.Raised)], [.. trend.Zip(unlisted, (p, u) => p.Raised == u.Raised ? null : In(p))], [.. unlisted.Select(u => FigureWords.Restricted(u.Raised))]),
        ])
        {
            Kind = ChartKind.Bars, LabelsAre = StepWords, Notes = Notes(trend),
        };

    /// <summary>The shares closed on time and resolved at first contact, step by step.</summary>
    public Chart Shares(IReadOnlyList<TrendPoint> trend, IReadOnlyList<TrendPoint> unlisted) =>
        new(Finding(trend), Labels(trend),
        [
            Share("Closed on time", trend, unlisted, p => p.OnTime, f => f with { Target = TargetFilter.Met }),
            Share("At first contact", trend, unlisted, p => p.AtFirstContact, f => f with { FirstContact = FirstContactFilter.Measured }),
        ])
        {
            Kind = ChartKind.Lines, LabelsAre = StepWords, Notes = Notes(trend), Top = 100, Target = PerformanceModel.FirstContactTarget * 100, TargetFor = "at first contact", Words = value => $"{value:0.#}%",
        };

    /// <summary>What is open, by age.</summary>
    public Chart Ages(Backlog backlog, Backlog unlisted) =>
        new(backlog.Open == 0 ? "No ticket is open" : $"{FigureWords.Tickets(backlog.Open, "is", "are")} open, {FigureWords.Count(backlog.Overdue)} of them overdue", [.. backlog.Ages.Select(FigureWords.Of)],
        [
            Aged("Open", backlog, unlisted, a => a.Open, f => f),
            Aged("Overdue", backlog, unlisted, a => a.Overdue, f => f with { Due = DueFilter.Overdue }),
        ])
        {
            Kind = ChartKind.Rows, LabelsAre = "Age",
        };

    private ChartSeries Share(string name, IReadOnlyList<TrendPoint> trend, IReadOnlyList<TrendPoint> unlisted, Func<TrendPoint, Proportion> of, Func<TicketFilter, TicketFilter> narrow) =>
        new(name, [.. trend.Select(p => of(p).Share * 100)], [.. trend.Zip(unlisted, (p, u) => of(p).Numerator == of(u).Numerator ? null : In(p, narrow))],
            [.. trend.Zip(unlisted, (p, u) => of(p).Denominator == 0 ? null : FigureWords.Including(of(u)) is { } part ? $"{FigureWords.Parts(of(p))}, {part}" : FigureWords.Parts(of(p)))]);

    private ChartSeries Aged(string name, Backlog backlog, Backlog unlisted, Func<BacklogAge, long> of, Func<TicketFilter, TicketFilter> narrow) =>
        new(name, [.. backlog.Ages.Select(a => (double?)of(a))], [.. backlog.Ages.Zip(unlisted.Ages, (a, u) => of(a) == of(u) ? null : page.OpenBehind(f => narrow(Raised(f, backlog.Today, a))))],
            [.. unlisted.Ages.Select(u => FigureWords.Restricted(of(u)))]);

    private static TicketFilter Raised(TicketFilter filter, DateOnly today, BacklogAge age) => filter with
    {
        RaisedTo = age.FromDays == 0 ? null : today.AddDays(-age.FromDays),
        RaisedFrom = age.ToDays is { } days ? today.AddDays(-days) : null,
    };

    private string In(TrendPoint point, Func<TicketFilter, TicketFilter>? narrow = null) => page.Behind(f =>
    {
        var raised = f with { RaisedFrom = point.From, RaisedTo = point.Until.AddDays(-1) };
        return narrow is null ? raised : narrow(raised);
    });

    private string StepWords => step == TrendStep.Week ? "Week from" : FigureWords.Sentence(Unit);

    // A week or month that the period cuts, or that is not over, cannot be compared with a whole one.
    private bool IsWhole(TrendPoint point) => point.Until <= page.Today && TrendSteps.StartOf(point.From, step) == point.From && TrendSteps.Next(point.From, step) == point.Until;

    private string Unit => step.Code();

    private List<string?>? Notes(IReadOnlyList<TrendPoint> trend) => trend.All(IsWhole) ? null : [.. trend.Select(p => IsWhole(p) ? null : $"part {Unit}")];

    private List<string> Labels(IReadOnlyList<TrendPoint> trend) => [.. trend.Select(p => step switch
    {
        TrendStep.Week => p.From.ToString("d MMM"),
        TrendStep.Month => p.From.ToString("MMM yy"),
        TrendStep.Quarter => $"Q{(p.From.Month + 2) / 3} {p.From:yyyy}",
        TrendStep.Year => p.From.ToString("yyyy"),
        _ => $"{p.From.Year / 10 * 10}s",
    })];

    // What the picture shows, said in words: the whole period, and how its last whole week went against its first. Weeks of which something is open still are not
    // compared: what is late there counts once it is closed, so that the latest weeks would always look best.
    private string Finding(IReadOnlyList<TrendPoint> trend)
    {
        if (headlines.OnTime.Share is not { } share) return "Nothing with a target has been closed";
        var whole = trend.Where(p => p.OnTime.Denominator > 0 && IsWhole(p)).ToList();
        var known = whole.Where(p => p.Open == 0).ToList();
        var moved = known.Count < 2 ? 0 : Math.Round((known[^1].OnTime.Share!.Value - known[0].OnTime.Share!.Value) * 100);
        var way = moved == 0 ? "" : $", {Counted.Of((long)Math.Abs(moved), "point")} {(moved > 0 ? "up" : "down")} from the first whole {Unit} {(known.Count < whole.Count ? "to the last of which nothing is open" : "to the last")}";
        return $"{FigureWords.Percent(share)} were closed on time{way}";
    }
}
