using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Reporting;

/// <summary>What the managers' pages tell of restricted tickets to somebody who may not open them.</summary>
public sealed class RestrictedFiguresPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Restricted_tickets_count_in_the_total_of_their_area_and_as_one_row_in_whatever_looks_closer()
    {
        web.Clock.Is(new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.Zero));
        var scene = await web.SceneAsync();
        await scene.RaiseRestrictedAsync();
        await scene.RaiseAsync(scene.Raising());
        web.Clock.Runs();
        var browser = await web.SignInAsync(scene.ManagerAccount);
        var address = $"?area={scene.OtherArea.Id}&from=2025-06-01&to=2025-06-30";

        var overview = await browser.GetAsync("/performance" + address);
        var byService = await browser.GetAsync("/performance/service" + address);
        var byArea = await browser.GetAsync("/performance/serviceArea" + address);

        Assert.Equal("1 ticket raised, including 1 restricted ticket that you cannot open", overview.TextOf(".cf-figures li"));
        Assert.Equal("Restricted services 1 – 0 0 – 1 0 0", string.Join(' ', Assert.Single(byService.Document.QuerySelectorAll("main table[data-list] tbody tr")).Children.Select(c => c.TextContent)));
        Assert.Null(byService.Document.QuerySelector("main table[data-list] tbody a"));
        Assert.EndsWith("1 ticket is restricted and not told apart: the last row, Restricted services, has them, so that the rows add up to the total", byService.TextOf("caption"), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Refuge.Name, byService.TextOf(".cf-filter-layout__results"));
        Assert.Single(byArea.TextsOf("main table[data-list] tbody tr"));
        // The list would show none of it, so nothing leads there.
        Assert.Null(overview.Document.QuerySelector(".cf-figures li a"));
        Assert.Contains("1incl. 1 restricted", byArea.TextOf("main table[data-list] tbody tr"));
        // The files add up as the pages do, and name what has no text.
        Assert.Contains("\nRestricted services,,1,0,0,0,,1,0,0\n", await browser.Client.GetStringAsync("/performance/service" + address + "&handler=csv"));
        var report = (await browser.Client.GetStringAsync($"/performance?from=2025-06-01&to=2025-06-30&handler=report")).Split('\n').Select(l => l.Split(',')).ToList();
        var total = report.Single(l => l[0] == "all")[2];
        Assert.All(["bySource", "byChannel", "byService", "byServiceArea", "byDistrict"], by => Assert.Equal(total, $"{report.Where(l => l[0] == by).Sum(l => int.Parse(l[2]))}"));
        Assert.Equal(["Not said", "Restricted services"], report.Where(l => l[0] == "bySource").Select(l => l[1]));
    }

    [Fact]
    public async Task How_long_it_took_is_told_of_restricted_tickets_only_among_five_others()
    {
        web.Clock.Is(new DateTimeOffset(2025, 11, 3, 9, 0, 0, TimeSpan.Zero));
        var scene = await web.SceneAsync();
        var restricted = (await scene.RaiseRestrictedAsync()).Id!.Value;
        web.Clock.Pass(TimeSpan.FromHours(3));
        await web.Hub.DoAsync(new ResolveTicketCommand { TicketId = restricted, Version = (await scene.GetAsync(restricted, scene.RefugeOfficer)).Version, CustomerTold = "It is done" }, scene.RefugeOfficer);
        await RaiseResolvedAsync(4);
        web.Clock.Runs();
        var browser = await web.SignInAsync(scene.ManagerAccount);
        var alone = $"?area={scene.OtherArea.Id}&from=2025-11-01&to=2025-11-30";
        var both = $"?area={scene.OtherArea.Id}&area={scene.Area.Id}&from=2025-11-01&to=2025-11-30";

        foreach (var address in (string[])[alone, both])
        {
            var page = await browser.GetAsync("/performance" + address);
            Assert.Equal("Not told how long they took: fewer than 5 closed ones beside restricted tickets", page.TextsOf(".cf-figures li")[^1]);
            Assert.DoesNotContain("half of them", page.Text);
            var all = Assert.Single((await browser.Client.GetStringAsync("/performance" + address + "&handler=report")).Split('\n'), l => l.StartsWith("all,", StringComparison.Ordinal)).Split(',');
            Assert.Equal(["", "", "", ""], all[6..10]);
        }
        var rows = (await browser.GetAsync("/performance/serviceArea" + both)).Document.QuerySelectorAll("main table[data-list] tbody tr").ToDictionary(r => r.Children[0].TextContent, r => r.Children[5].TextContent);
        Assert.Equal(("2 hours", "not told"), (rows[scene.Area.Name], rows[scene.OtherArea.Name]));
        Assert.Equal("not told", (await browser.GetAsync("/performance/service" + both)).Document.QuerySelector("main table[data-list] tbody tr:last-child")!.Children[5].TextContent);
        var areas = (await browser.Client.GetStringAsync("/performance/serviceArea" + both + "&handler=csv")).Split('\n').Select(l => l.Split(',')).ToDictionary(l => l[0]);
        Assert.Equal(("2", ""), (areas[scene.Area.Name][6], areas[scene.OtherArea.Name][6]));
        // The officers of the area and the operator see the ticket itself.
        var report = new PerformanceReportQuery(new ReportPeriod(new DateOnly(2025, 11, 1), new DateOnly(2025, 12, 1)), new ReportFilter { Areas = [scene.OtherArea.Id] });
        Assert.Equal(3.0, (await web.Hub.DoAsync(report, Actor.Operator)).MedianHours);
        Assert.Equal((null, null), await web.Hub.DoAsync(report, scene.Manager) is var kept ? (kept.MedianHours, kept.ClosedWithinDays["3"]) : default);

        web.Clock.Is(new DateTimeOffset(2025, 11, 4, 9, 0, 0, TimeSpan.Zero));
        await RaiseResolvedAsync(1);
        web.Clock.Runs();
        Assert.Equal(["2 hours to close, half of them", "2.5 hours to close, nine in ten"], (await browser.GetAsync("/performance" + both)).TextsOf(".cf-figures li").TakeLast(2));

        async Task RaiseResolvedAsync(int count)
        {
            var raised = new List<Guid>();
            for (var i = 0; i < count; i++) raised.Add((await scene.RaiseAsync(scene.Raising())).Id!.Value);
            web.Clock.Pass(TimeSpan.FromHours(2));
            foreach (var ticket in raised) await scene.ResolveAsync(ticket);
        }
    }
}
