using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Reporting;

/// <summary>SLA met and hours to close by service area, service, constituency, ward, channel or team.</summary>
public sealed class BreakdownModel(TimeProvider time) : PerformancePage(time)
{
    // Each row links to the tickets behind five figures; more rows would make the page heavy.
    private const int RowsOfAPage = 25;
    private const int Drawn = 12;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>1 for the first.</summary>
    // Not "page": that is the name of a Razor page's own route value.
    [BindProperty(SupportsGet = true, Name = "pageNumber")]
    public int Number { get; set; } = 1;

    public BreakdownBy By { get; private set; }
    public IReadOnlyList<BreakdownRow> All { get; private set; } = [];
    public IReadOnlyList<BreakdownRow> Rows { get; private set; } = [];
    public Chart? Chart { get; private set; }

    public string Path => $"/performance/{By.Code()}";
    public string? Previous => Number > 1 ? PageAt(Number - 1) : null;
    public string? Next => Number * RowsOfAPage < All.Count ? PageAt(Number + 1) : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } problem) return problem;
        Number = Math.Clamp(Number, 1, Math.Max(1, (All.Count + RowsOfAPage - 1) / RowsOfAPage));
        Rows = [.. All.Skip((Number - 1) * RowsOfAPage).Take(RowsOfAPage)];
        Chart = ChartOf([.. All.Where(r => r.OnTime.WithTarget > 0).Take(Drawn)]);
        return ModelState.IsValid ? Page() : Unreadable();
    }

    public async Task<IActionResult> OnGetCsvAsync() => await LoadAsync() ?? Csv($"performance-{By.Code()}", file => ReportCsv.Write(By, All, file));

    /// <summary>The tickets of a row.</summary>
    public string? Behind(BreakdownRow row, Func<TicketFilter, TicketFilter>? narrow = null) => row.Behind is null ? null : Behind(f =>
    {
        var its = Of(f, row.Behind);
        return narrow is null ? its : narrow(its);
    });

    /// <summary>The overview of a row alone.</summary>
    public string? Overview(BreakdownRow row) => row.Behind is null ? null : At("/performance", Of(Filter, row.Behind));

    private static TicketFilter Of(TicketFilter filter, TicketFilter row) => filter with
    {
        Areas = row.Areas.Count > 0 ? row.Areas : filter.Areas, Services = row.Services.Count > 0 ? row.Services : filter.Services, Teams = row.Teams.Count > 0 ? row.Teams : filter.Teams,
        Wards = row.Wards.Count > 0 ? row.Wards : filter.Wards, Constituencies = row.Constituencies.Count > 0 ? row.Constituencies : filter.Constituencies, Channels = row.Channels.Count > 0 ? row.Channels : filter.Channels,
    };

    private async Task<IActionResult?> LoadAsync()
    {
        if (Codes.Read<BreakdownBy>(Code) is not { } by) return NotFound();
        By = by;
        await ReadAddressAsync();
        var rows = await SendAsync(new GetBreakdownQuery(By, Period, Counted));
        if (rows.Error is { } error) return Problem(error);
        All = rows.Value;
        return null;
    }

    private string PageAt(int number) => At(Path, Filter) is var at && at.Contains('?', StringComparison.Ordinal) ? $"{at}&pageNumber={number}" : $"{at}?pageNumber={number}";

    private Chart? ChartOf(IReadOnlyList<BreakdownRow> rows)
    {
        if (rows.Count < 2) return null;
        var (best, worst) = (rows.MaxBy(r => r.Met)!, rows.MinBy(r => r.Met)!);
        return new Chart($"Closed on time: from {FigureWords.Percent(worst.Met)} ({worst.Name}) to {FigureWords.Percent(best.Met)} ({best.Name})", [.. rows.Select(r => r.Name)],
            [new ChartSeries("Closed on time", [.. rows.Select(r => r.Met * 100)], [.. rows.Select(r => Behind(r, f => f with { Target = TargetFilter.Met }))])])
        {
            Kind = ChartKind.Rows, Top = 100, LabelsAre = FigureWords.Of(By).Column, Words = value => $"{value:0.#}%",
        };
    }
}
