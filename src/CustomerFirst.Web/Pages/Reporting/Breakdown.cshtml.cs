using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CustomerFirst.Web.Pages.Reporting;

/// <summary>SLA met and hours to close by service area, service, constituency, ward, channel or team.</summary>
public sealed class BreakdownModel(TimeProvider time) : PerformancePage(time)
{
    // Each row links to the tickets behind six figures; more rows would make the page heavy.
    private const int RowsOfAPage = 20;
    private const int Drawn = 12;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>1 for the first.</summary>
    // Not "page": that is the name of a Razor page's own route value.
    [BindProperty(SupportsGet = true, Name = "pageNumber")]
    [InAddress("The number of the page", Instead = "no figures are shown")]
    public int Number { get; set; } = 1;

    public BreakdownBy By { get; private set; }
    public IReadOnlyList<BreakdownRow> All { get; private set; } = [];
    public IReadOnlyList<BreakdownRow> Rows { get; private set; } = [];
    public Chart? Chart { get; private set; }

    /// <summary>What the rows do not tell apart, in words; null where they tell everything.</summary>
    public string? Together => All.FirstOrDefault(r => r.Behind is null) is { } rest
        ? $"{FigureWords.Tickets(rest.Requests, "is", "are")} restricted and not told apart: the last row{(Next is null ? "" : " of the last page")}, {ReportCsv.RestrictedServices}, has them, so that the rows add up to the total" : null;

    private Dictionary<(string, string?), BreakdownRow> _unlisted = [];

    public string Path => $"/performance/{By.Code()}";
    public string? Previous => Number > 1 ? PageAt(Number - 1) : null;
    public string? Next => Number * RowsOfAPage < All.Count ? PageAt(Number + 1) : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } problem) return problem;
        Number = Math.Clamp(Number, 1, Math.Max(1, (All.Count + RowsOfAPage - 1) / RowsOfAPage));
        Rows = [.. All.Skip((Number - 1) * RowsOfAPage).Take(RowsOfAPage)];
        Chart = ChartOf([.. All.Where(r => r.Behind is not null && r.OnTime.WithTarget > 0).Take(Drawn)]);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync() => await LoadAsync() ?? Csv($"performance-{By.Code()}", file => ReportCsv.Write(By, All, file));

    /// <summary>The tickets of a row; null where no list of the reader's shows them.</summary>
    public string? Behind(BreakdownRow row, Func<TicketFilter, TicketFilter>? narrow = null) => row.Behind is not { } behind ? null : Behind(f =>
    {
        var its = Of(f, behind);
        return narrow is null ? its : narrow(its);
    });

    /// <summary>The overview of a row alone; null for what has no name to filter by.</summary>
    public string? Overview(BreakdownRow row) => row.Behind is not { Without.Count: 0 } behind ? null : At("/performance", Of(Filter, behind));

    /// <summary>The part of a row that counts and that the reader's lists do not show; null where there is none.</summary>
    public BreakdownRow? Unlisted(BreakdownRow row) => _unlisted.GetValueOrDefault((row.Name, row.Within));

    private static TicketFilter Of(TicketFilter filter, TicketFilter row) => filter with
    {
        Areas = row.Areas.Count > 0 ? row.Areas : filter.Areas, Services = row.Services.Count > 0 ? row.Services : filter.Services, Teams = row.Teams.Count > 0 ? row.Teams : filter.Teams,
        Wards = row.Wards.Count > 0 ? row.Wards : filter.Wards, Constituencies = row.Constituencies.Count > 0 ? row.Constituencies : filter.Constituencies, Channels = row.Channels.Count > 0 ? row.Channels : filter.Channels,
        Without = row.Without,
    };

    private async Task<IActionResult?> LoadAsync()
    {
        if (Codes.Read<BreakdownBy>(Code) is not { } by) return NotFound();
        By = by;
        if (Number < 1 && ModelState.GetFieldValidationState("pageNumber") != ModelValidationState.Invalid) NotInAddress("pageNumber", "The number of the page", $"{Number}", "no figures are shown");
        if (!await ReadAddressAsync()) return Unreadable();
        var rows = await SendAsync(new GetBreakdownQuery(By, Period, Reported));
        if (rows.Error is { } error) return Problem(error);
        All = rows.Value;
        // Only service areas have totals.
        if (By == BreakdownBy.ServiceArea) _unlisted = (await SendAsync(new GetBreakdownQuery(By, Period, Reported with { OnlyUnlisted = true }))).Value.ToDictionary(r => (r.Name, r.Within));
        return null;
    }

    private static Proportion Of(OnTime onTime) => new(onTime.Met, onTime.WithTarget);

    private string PageAt(int number) => At(Path, Filter) is var at && at.Contains('?', StringComparison.Ordinal) ? $"{at}&pageNumber={number}" : $"{at}?pageNumber={number}";

    private Chart? ChartOf(IReadOnlyList<BreakdownRow> rows)
    {
        if (rows.Count < 2) return null;
        var (best, worst) = (rows.MaxBy(r => r.Met)!, rows.MinBy(r => r.Met)!);
        return new Chart($"Closed on time: from {FigureWords.Percent(worst.Met)} ({worst.Name}) to {FigureWords.Percent(best.Met)} ({best.Name})", [.. rows.Select(r => r.Name)],
            [
                new ChartSeries("Closed on time", [.. rows.Select(r => r.Met * 100)], [.. rows.Select(r => r.OnTime.Met == (Unlisted(r)?.OnTime.Met ?? 0) ? null : Behind(r, f => f with { Target = TargetFilter.Met }))],
                    [.. rows.Select(r => Unlisted(r) is { OnTime: var part } && FigureWords.Including(Of(part)) is { } words ? $"{FigureWords.Parts(Of(r.OnTime))}, {words}" : FigureWords.Parts(Of(r.OnTime)))]),
            ])
        {
            Kind = ChartKind.Rows, Top = 100, LabelsAre = FigureWords.Of(By).Column, Words = value => $"{value:0.#}%",
        };
    }
}
