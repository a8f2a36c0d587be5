using System.Net;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Reporting;

/// <summary>The managers' pages. Each test has a month of its own in which its scene's tickets were raised.</summary>
public sealed class PerformancePageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Headline_measures_stand_against_their_targets_and_open_the_tickets_behind_them()
    {
        var scene = await web.PerformanceMonthAsync(new DateOnly(2025, 2, 1));
        var browser = await web.SignInAsync(scene.ManagerAccount);

        var page = await browser.GetAsync($"/performance?area={scene.Area.Id}&from=2025-02-01&to=2025-02-28");

        Assert.Equal((HttpStatusCode.OK, "Performance - CustomerFirst"), (page.Status, page.Title));
        Assert.Equal(["5 tickets raised", "3 of them closed", "2 still open", "0 cancelled or duplicates"], page.TextsOf(".cf-figures li").Take(4));
        string Row(string measure) => page.TextsOf("main table tbody tr").First(r => r.StartsWith(measure, StringComparison.Ordinal));
        Assert.Contains("20% 1 Resolved at first contact, measured of 5 counted for: Resolved at first contact, measured 80% Not reached", Row("Resolved at first contact, measured"));
        Assert.Contains("33.3% 1 Resolved at first contact, net of 3 counted for: Resolved at first contact, net 80% Not reached", Row("Resolved at first contact, net"));
        Assert.Contains("20% 1 Resolved at first contact, as marked of 5 counted for: Resolved at first contact, as marked 80% Not reached", Row("Resolved at first contact, as marked"));
        Assert.Contains("66.7% 2 Closed on time of 3 counted for: Closed on time", Row("Closed on time"));
        // What is late and still open is no part of the share, and is said beside it.
        Assert.Contains("2 more are open and overdue", Row("Closed on time"));
        Assert.Equal("2 tickets", (await browser.GetAsync(page.Document.QuerySelectorAll("main table .cf-second a").Single().GetAttribute("href")!)).TextOf(".cf-count"));
        Assert.Contains("80% 4 Raised online of 5 counted for: Raised online 35% Reached", Row("Raised online"));
        Assert.Contains("100% 5 The customer can track it of 5 counted for: The customer can track it 100% Reached", Row("The customer can track it"));
        Assert.Contains("100% 1 Avoidable contacts of 1 counted for: Avoidable contacts Falling", Row("Avoidable contacts"));
        Assert.Contains("4 are of anonymous customers and have no repeat test; 0 are younger than 7 days and not settled yet.", page.Text);

        var expected = new Dictionary<string, string>
        {
            ["1 Resolved at first contact, measured"] = "1 ticket", ["5 counted for: Resolved at first contact, measured"] = "5 tickets", ["1 Resolved at first contact, net"] = "1 ticket",
            ["3 counted for: Resolved at first contact, net"] = "3 tickets", ["1 Resolved at first contact, as marked"] = "1 ticket", ["2 Closed on time"] = "2 tickets", ["3 counted for: Closed on time"] = "3 tickets",
            ["4 Raised online"] = "4 tickets", ["5 The customer can track it"] = "5 tickets", ["1 Avoidable contacts"] = "1 avoidable contact", ["1 counted for: Avoidable contacts"] = "1 contact",
            ["5"] = "5 tickets", ["3"] = "3 tickets", ["2"] = "2 tickets",
        };
        foreach (var (words, count) in expected) Assert.Equal(count, (await browser.FollowAsync(page, words)).TextOf(".cf-count"));
    }

    [Fact]
    public async Task Every_chart_has_its_table_and_the_table_leads_to_the_tickets()
    {
        var scene = await web.PerformanceMonthAsync(new DateOnly(2025, 3, 1));
        var browser = await web.SignInAsync(scene.ManagerAccount);

        var page = await browser.GetAsync($"/performance?area={scene.Area.Id}&from=2025-03-01&to=2025-03-31");

        Assert.Equal(3, page.Document.QuerySelectorAll("figure.cf-chart").Length);
        Assert.All(page.Document.QuerySelectorAll("figure.cf-chart"), f => Assert.NotNull(f.QuerySelector("details table")));
        Assert.Equal("66.7% were closed on time", page.TextOf("#shares h3"));
        Assert.Equal("2 tickets are open, 2 of them overdue", page.TextOf("#ages h3"));
        var week = page.Document.QuerySelector("#raised tbody a")!;
        Assert.Equal("5 tickets", (await browser.GetAsync(week.GetAttribute("href")!)).TextOf(".cf-count"));
        var old = page.Document.QuerySelectorAll("#ages tbody a")[^1];
        Assert.Equal("2 tickets", (await browser.GetAsync(old.GetAttribute("href")!)).TextOf(".cf-count"));
        Assert.True(page.Html.Length < 60_000, $"{page.Html.Length} characters");
        // March 2025 began on a Saturday and ended on a Monday.
        Assert.Equal(["1 Mar (part week)", "3 Mar", "10 Mar", "17 Mar", "24 Mar", "31 Mar (part week)"], page.TextsOf("#raised tbody th"));
    }

    [Fact]
    public async Task How_it_went_compares_whole_weeks_only()
    {
        var scene = await web.PerformanceMonthAsync(new DateOnly(2025, 8, 1));
        // Late in the part of a week before, on time in the first whole one and late in the last: the part week counts in the total and not in the comparison.
        web.Clock.Is(new DateTimeOffset(2025, 8, 1, 9, 0, 0, TimeSpan.Zero));
        var early = await scene.RaiseAsync(scene.Raising());
        web.Clock.Is(new DateTimeOffset(2025, 8, 5, 9, 0, 0, TimeSpan.Zero));
        await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "It is done" });
        web.Clock.Is(new DateTimeOffset(2025, 8, 26, 9, 0, 0, TimeSpan.Zero));
        var last = await scene.RaiseAsync(scene.Raising());
        web.Clock.Pass(TimeSpan.FromDays(30));
        await scene.ResolveAsync(early.Id!.Value);
        await scene.ResolveAsync(last.Id!.Value);
        web.Clock.Runs();

        var manager = await web.SignInAsync(scene.ManagerAccount);
        var page = await manager.GetAsync($"/performance?area={scene.Area.Id}&from=2025-08-01&to=2025-08-31");
        Assert.Equal("1 Aug (part week)", page.TextsOf("#shares tbody th")[0]);
        // As long as something of the first week is open nobody knows how that week went.
        Assert.Equal("50% were closed on time", page.TextOf("#shares h3"));

        foreach (var open in await web.Hub.DatabaseAsync(db => db.Tickets.AsNoTracking().Where(t => t.ServiceAreaId == scene.Area.Id && t.ResolvedAt == null).ToListAsync()))
            await web.Hub.DoAsync(new CancelTicketCommand { TicketId = open.Id, Version = open.Version, Reason = "Raised by mistake" }, scene.Adviser);
        page = await manager.GetAsync($"/performance?area={scene.Area.Id}&from=2025-08-01&to=2025-08-31");
        Assert.Equal("50% were closed on time, 75 points down from the first whole week to the last", page.TextOf("#shares h3"));
    }

    [Fact]
    public async Task The_list_behind_a_figure_says_the_same_number_however_many()
    {
        web.Clock.Is(new DateTimeOffset(2025, 9, 3, 10, 0, 0, TimeSpan.Zero));
        var scene = await web.SceneAsync();
        await scene.RaiseAsync();
        web.Clock.Runs();
        await using (var more = web.Hub.Database.CreateCommand("""
            do $$
            declare columns text := (select string_agg(quote_ident(column_name), ', ') from information_schema.columns where table_name = 'tickets' and is_generated = 'NEVER' and column_name not in ('id', 'reference'));
            begin
              execute format('insert into tickets (id, reference, %1$s) select gen_random_uuid(), ''CF-'' || translate(lpad(n::text, 4, ''0''), ''01'', ''CD'') || ''-HWRD'', %1$s from tickets, generate_series(1, 1203) n where service_area_id = %2$L', columns, '{area}');
            end $$
            """.Replace("{area}", scene.Area.Id.ToString(), StringComparison.Ordinal)))
        {
            await more.ExecuteNonQueryAsync();
        }
        var browser = await web.SignInAsync(scene.ManagerAccount);

        var page = await browser.GetAsync($"/performance?area={scene.Area.Id}&from=2025-09-01&to=2025-09-30");
        var list = await browser.FollowAsync(page, "1,204");
        Assert.Equal("1,204 tickets", list.TextOf(".cf-count"));
        Assert.Equal("1,204 tickets", (await browser.GetAsync(list.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).TextOf(".cf-count"));
        // A list that somebody works through does not wait for a long count.
        Assert.Equal("1,000 or more tickets", (await browser.GetAsync($"/tickets?area={scene.Area.Id}&scope=any")).TextOf(".cf-count"));
    }

    [Theory]
    [InlineData("serviceArea", "Service area", 1)]
    [InlineData("service", "Service", 2)]
    [InlineData("ward", "Ward", 2)]
    [InlineData("constituency", "Constituency", 1)]
    [InlineData("channel", "Channel", 2)]
    [InlineData("team", "Team", 1)]
    public async Task Sla_met_stands_by_each_thing_with_a_way_to_the_tickets(string by, string column, int rows)
    {
        var scene = await web.PerformanceMonthAsync(new DateOnly(2025, 4, 1));
        var browser = await web.SignInAsync(scene.ManagerAccount);

        var page = await browser.GetAsync($"/performance/{by}?area={scene.Area.Id}&from=2025-04-01&to=2025-04-30");

        var table = page.Document.QuerySelectorAll("main table[data-list]").Single();
        Assert.Equal(column, table.QuerySelector("th")!.TextContent);
        Assert.Equal(rows, table.QuerySelectorAll("tbody tr").Length);
        foreach (var row in table.QuerySelectorAll("tbody tr"))
        {
            foreach (var link in row.QuerySelectorAll("td a"))
            {
                var count = link.FirstChild!.TextContent;
                Assert.Equal(count == "1" ? "1 ticket" : $"{count} tickets", (await browser.GetAsync(link.GetAttribute("href")!)).TextOf(".cf-count"));
            }
        }
    }

    [Fact]
    public async Task The_csv_files_have_the_same_figures_as_the_report()
    {
        var scene = await web.PerformanceMonthAsync(new DateOnly(2025, 5, 1));
        var browser = await web.SignInAsync(scene.ManagerAccount);
        var address = $"?area={scene.Area.Id}&from=2025-05-01&to=2025-05-31";

        var report = await browser.Client.GetAsync("/performance" + address + "&handler=report");
        var measures = await browser.Client.GetStringAsync("/performance" + address + "&handler=measures");
        var services = await browser.Client.GetStringAsync("/performance/service" + address + "&handler=csv");

        using var same = new StringWriter();
        ReportCsv.Write(await web.Hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(new DateOnly(2025, 5, 1), new DateOnly(2025, 6, 1)), new ReportFilter { Areas = [scene.Area.Id] }), Actor.Operator), same, forPeople: true);
        Assert.Equal("\uFEFF" + same, System.Text.Encoding.UTF8.GetString(await report.Content.ReadAsByteArrayAsync()));
        Assert.Equal("attachment; filename=performance-2025-05-01-to-2025-05-31.csv; filename*=UTF-8''performance-2025-05-01-to-2025-05-31.csv", report.Content.Headers.ContentDisposition!.ToString());
        Assert.Contains("\nClosed on time,2,3,0.6667\n", measures);
        Assert.Contains("\nClosed,3,5,0.6\nStill open,2,5,0.4\nCancelled or duplicates,0,5,0\nOpen and overdue,2,2,1\n", measures);
        Assert.StartsWith($"service,within,raised,closed,onTimeWithTarget,onTimeMet,medianHours,open,reopened,cancelled\n{scene.Bins.Name},{scene.Area.Name},3,2,2,2,", services.TrimStart('\uFEFF'));
    }

    [Theory]
    [InlineData("2024-01-01", "2024-03-31", 13, "1 Jan")]
    [InlineData("2023-12-01", "2025-01-20", 14, "Dec 23")]
    [InlineData("2022-11-01", "2026-03-20", 14, "Q4 2022 (part quarter)")]
    [InlineData("2012-07-01", "2025-12-31", 14, "2012 (part year)")]
    [InlineData("1901-01-01", "2026-06-30", 13, "1900s (part decade)")]
    public async Task A_longer_period_goes_in_longer_steps_so_that_the_page_stays_light(string from, string to, int steps, string first)
    {
        var page = await (await web.SignInAsAsync(Role.Manager)).GetAsync($"/performance?from={from}&to={to}");

        var rows = page.TextsOf("#raised tbody th");
        Assert.Equal((steps, first), (rows.Count, rows[0]));
        Assert.True(page.Html.Length < 60_000, $"{page.Html.Length} characters");
    }

    [Fact]
    public async Task Closed_open_and_cancelled_ones_add_up_to_those_raised()
    {
        web.Clock.Is(new DateTimeOffset(2025, 10, 6, 9, 0, 0, TimeSpan.Zero));
        var scene = await web.SceneAsync();
        var raised = new List<Guid>();
        for (var i = 0; i < 4; i++) raised.Add((await scene.RaiseAsync(scene.Raising())).Id!.Value);
        web.Clock.Pass(TimeSpan.FromHours(1));
        await scene.ResolveAsync(raised[0]);
        await web.Hub.DoAsync(new CancelTicketCommand { TicketId = raised[1], Version = (await scene.GetAsync(raised[1])).Version, Reason = "Raised by mistake" }, scene.Adviser);
        web.Clock.Runs();
        var browser = await web.SignInAsync(scene.ManagerAccount);

        var page = await browser.GetAsync($"/performance?area={scene.Area.Id}&from=2025-10-01&to=2025-10-31");

        Assert.Equal(["4 tickets raised", "1 of them closed", "2 still open", "1 cancelled or duplicates"], page.TextsOf(".cf-figures li").Take(4));
        Assert.Equal("1 ticket", (await browser.GetAsync(page.Document.QuerySelectorAll(".cf-figures li a")[3].GetAttribute("href")!)).TextOf(".cf-count"));
    }

    [Fact]
    public async Task Dates_the_wrong_way_round_and_parts_that_there_are_not_are_answered()
    {
        var browser = await web.SignInAsAsync(Role.Manager);

        var wrong = await browser.GetAsync("/performance?from=2025-06-30&to=2025-06-01");
        var unreadable = await browser.GetAsync("/performance/service?from=31/02/2025&channel=pigeon&pageNumber=one");
        var none = await browser.GetAsync("/performance/colour");
        var adviser = await (await web.SignInAsAsync(Role.Adviser)).GetAsync("/performance");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(["Raised until must be the same as or after 30 June 2025"], wrong.Errors);
        Assert.Equal("#to", wrong.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal(("2025-06-30", "2025-06-01"), (wrong.Document.GetElementById("from")!.GetAttribute("value"), wrong.Document.GetElementById("to")!.GetAttribute("value")));
        Assert.Null(wrong.Document.QuerySelector(".cf-figures"));
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.Status);
        Assert.Equal(["Channel: \"pigeon\" is none of the choices", "Raised from must be a real date, such as 24/11/2026", "The number of the page cannot be \"one\": no figures are shown"], unreadable.Errors.Order());
        // In a field for dates a browser would not show it.
        Assert.Equal(("31/02/2025", "text"), (unreadable.Document.GetElementById("from")!.GetAttribute("value"), unreadable.Document.GetElementById("from")!.GetAttribute("type")));
        Assert.Null(unreadable.Document.QuerySelector("main table"));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/performance/contacts?to=tomorrow")).Status);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (none.Status, adviser.Status));
    }
}
