using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Reporting;

/// <summary>The web program on the demonstration council.</summary>
public sealed class SeededWeb : WebFixture
{
    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Hub.DoAsync(new SeedDemoCommand(), Actor.Operator);
    }
}

/// <summary>
/// Each figure of the managers' pages opens what it counts: the list says the figure's own number, or the figure says how many of it the list cannot
/// show. Of the demonstration council, for a manager and for one who is an officer of restricted services too.
/// </summary>
public sealed partial class FiguresOpenTheirListsTests(SeededWeb web) : IClassFixture<SeededWeb>
{
    [Theory]
    [InlineData("", false)]
    [InlineData("area=restricted", false)]
    [InlineData("area=restricted", true)]
    [InlineData("area=busiest", false)]
    [InlineData("area=busiest&channel=web", false)]
    public async Task Each_figure_of_the_overview_opens_as_many(string filter, bool ofRestricted)
    {
        var browser = await SignInAsync(ofRestricted);

        var page = await browser.GetAsync($"/performance?{await AddressAsync(filter)}");

        var figures = FiguresOf(page).ToList();
        var hides = !ofRestricted && !filter.StartsWith("area=busiest", StringComparison.Ordinal);
        Assert.Equal(hides, figures.Any(f => f.Unlisted > 0));
        // Of an area whose services are all restricted nothing leads anywhere for those who do not see them.
        Assert.Equal(filter == "area=restricted" && hides, figures.Count(f => f.Href is not null) < 15);
        await AllOpenAsync(browser, figures);
    }

    [Theory]
    [InlineData("serviceArea", false)]
    [InlineData("serviceArea", true)]
    [InlineData("service", false)]
    [InlineData("ward", false)]
    [InlineData("constituency", false)]
    [InlineData("channel", false)]
    [InlineData("team", false)]
    public async Task Each_figure_of_a_breakdown_opens_as_many(string by, bool ofRestricted)
    {
        var browser = await SignInAsync(ofRestricted);

        var page = await browser.GetAsync($"/performance/{by}");

        var rows = page.Document.QuerySelectorAll("main table[data-list] tbody tr").ToList();
        // What the reader may not see is one row, the last of all, that leads nowhere.
        Assert.Equal(by == "serviceArea" || ofRestricted || page.Document.QuerySelector("a[rel=next]") is not null ? 0 : 1, rows.RemoveAll(r => r.QuerySelector("th")!.TextContent == "Restricted services" && r.QuerySelector("a") is null));
        // The largest, those that count what the list cannot show, and those without a name.
        var chosen = rows.Take(3).Concat(rows.Where(r => r.TextContent.Contains("restricted", StringComparison.Ordinal)).Take(3)).Concat(rows.Where(r => r.QuerySelector("th")!.TextContent == "None")).Distinct().ToList();
        var figures = chosen.SelectMany(r => r.QuerySelectorAll("td").Where(IsCount).Select(cell => Simple(r.QuerySelector("th")!.TextContent, cell))).Concat(ChartOf(page)).ToList();
        Assert.NotEmpty(figures);
        await AllOpenAsync(browser, figures);
    }

    [Fact]
    public async Task A_manager_reads_at_the_figure_how_many_restricted_tickets_it_counts()
    {
        var page = await (await SignInAsync(ofRestricted: false)).GetAsync($"/performance?{await AddressAsync("area=restricted")}");

        var raised = page.TextsOf(".cf-figures li")[0];
        Assert.Matches(@"^[\d,]+ tickets raised, including [\d,]+ restricted tickets that you cannot open$", raised);
        Assert.Contains(page.TextsOf("main table tbody tr"), r => r.Contains(" restricted", StringComparison.Ordinal));
        Assert.True(page.Html.Length < 60_000, $"{page.Html.Length} characters");
    }

    private async Task<Browser> SignInAsync(bool ofRestricted)
    {
        if (!ofRestricted) return await web.SignInAsAsync(Role.Manager);
        var account = A.Staff(Role.Manager, Role.Officer);
        foreach (var area in await web.Hub.ScalarAsync<Guid[]>("select array_agg(distinct service_area_id) from services where restricted"))
            account.ServiceAreas.Add(new StaffServiceArea { StaffId = account.Id, ServiceAreaId = area });
        return await web.SignInAsync(await web.AccountAsync(account));
    }

    // Twelve months, so that there is something of everything.
    private async Task<string> AddressAsync(string filter) => $"from={Domain.Common.CouncilTime.DateOf(web.Clock.GetUtcNow()).AddMonths(-12):yyyy-MM-dd}&{filter}"
        .Replace("area=restricted", $"area={await web.Hub.ScalarAsync<Guid>("select service_area_id from tickets where restricted group by 1 order by count(*) desc, 1 limit 1")}", StringComparison.Ordinal)
        .Replace("area=busiest", $"area={await web.Hub.ScalarAsync<Guid>("select service_area_id from tickets group by 1 having not bool_or(restricted) order by count(*) desc, 1 limit 1")}", StringComparison.Ordinal);

    private static async Task AllOpenAsync(Browser browser, List<Figure> figures)
    {
        foreach (var figure in figures)
        {
            // Only what the reader's list would show nothing of leads nowhere.
            if (figure.Href is null)
            {
                Assert.True(figure.Count == figure.Unlisted, $"{figure} leads nowhere.");
                continue;
            }
            var list = await browser.GetAsync(figure.Href);
            var listed = Number(list.TextOf(".cf-count"));
            Assert.True(listed == figure.Count - figure.Unlisted, $"{figure} opens {listed}: {figure.Href}");
        }
    }

    private static IEnumerable<Figure> FiguresOf(Page page)
    {
        foreach (var item in page.Document.QuerySelectorAll(".cf-figures li").Take(4))
            yield return new Figure(item.TextContent.Trim(), Number(item.QuerySelector("strong")!.TextContent), Including().Match(item.TextContent) is { Success: true } part ? Number(part.Groups[1].Value) : 0, Href(item));
        foreach (var row in page.Document.QuerySelectorAll("main table.cf-stack tbody tr"))
        {
            var cell = row.QuerySelector("td[data-label=Counted]")!;
            if (cell.QuerySelectorAll(".cf-second").FirstOrDefault(part => part.TextContent.Contains("overdue", StringComparison.Ordinal)) is { } beside)
            {
                yield return new Figure(beside.TextContent, Number(beside.TextContent), Including().Match(beside.TextContent) is { Success: true } ofIt ? Number(ofIt.Groups[1].Value) : 0, Href(beside));
                beside.Remove();
            }
            var links = cell.QuerySelectorAll("a").ToDictionary(a => a.TextContent.Contains("counted for", StringComparison.Ordinal), a => a.GetAttribute("href"));
            foreach (var hidden in cell.QuerySelectorAll(".govuk-visually-hidden")) hidden.Remove();
            var parts = Parts().Match(cell.TextContent);
            Assert.True(parts.Success, cell.TextContent);
            foreach (var (whole, group) in new[] { (false, 1), (true, 2) })
                yield return new Figure($"{row.QuerySelector("th")!.TextContent} {group}", Number(parts.Groups[group].Value), parts.Groups[group + 2].Success ? Number(parts.Groups[group + 2].Value) : 0, links.GetValueOrDefault(whole));
        }
        foreach (var figure in ChartOf(page)) yield return figure;
    }

    // A share says below what it is made of; its link leads to what the numerator counts.
    private static IEnumerable<Figure> ChartOf(Page page)
    {
        foreach (var row in page.Document.QuerySelectorAll("figure.cf-chart tbody tr"))
        {
            foreach (var cell in row.QuerySelectorAll("td"))
            {
                var name = $"{row.Closest("figure")!.Id} {row.QuerySelector("th")!.TextContent}";
                if (cell.TextContent == "none") continue;
                if (!cell.TextContent.Contains('%', StringComparison.Ordinal))
                {
                    yield return Simple(name, cell);
                    continue;
                }
                var parts = Parts().Match(cell.QuerySelector("small")!.TextContent);
                yield return new Figure(name, Number(parts.Groups[1].Value), parts.Groups[3].Success ? Number(parts.Groups[3].Value) : 0, Href(cell));
            }
        }
    }

    private static bool IsCount(IElement cell) => cell.FirstChild is not IText { Data: var text } || Whole().IsMatch(text);

    private static Figure Simple(string name, IElement cell) =>
        new(name, Number(cell.FirstChild!.TextContent), Including().Match(cell.TextContent) is { Success: true } part ? Number(part.Groups[1].Value) : 0, Href(cell));

    private static string? Href(IElement element) => element.QuerySelector("a")?.GetAttribute("href");

    private static long Number(string text) => long.Parse(Digits().Match(text).Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\d,]+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\s*[\d,]+\s*$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"incl(?:uding|\.) ([\d,]+) restricted")]
    private static partial Regex Including();

    [GeneratedRegex(@"([\d,]+)\s+of\s+([\d,]+)(?:[\s,]+incl\. ([\d,]+) of ([\d,]+) )?")]
    private static partial Regex Parts();

    private sealed record Figure(string Name, long Count, long Unlisted, string? Href);
}
