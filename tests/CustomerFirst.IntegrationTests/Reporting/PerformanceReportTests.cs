using CustomerFirst.Application.Reporting;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Reporting;

public sealed class PerformanceReportTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task Hours_are_elapsed_ones_across_a_clock_change_and_percentiles_interpolate()
    {
        // Clocks go back in the night: from 22:00 to 4:00 are seven hours.
        await new RequestImport(hub, "hours").RowsAsync("1,2014-11-01 22:00,2014-11-02 04:00,,Call,Tree,Parks", "2,2014-11-01 22:00,2014-11-01 23:00,,Call,Tree,Parks", "3,2014-11-01 22:00,2014-11-01 22:20,,Call,Tree,Parks", "4,2014-11-01 22:00,,,Call,Tree,Parks");

        var report = await new RequestImport(hub, "hours").ReportAsync("2014-11-01", "2014-11-02");

        Assert.Equal((4, 3, 3, 1.0, 5.8), (report.Requests, report.Closed, report.ValidClosed, report.MedianHours, report.P90Hours));
        Assert.Equal((3, 3), (report.ClosedWithinDays["3"], report.ClosedWithinDays["10"]));
    }

    [Fact]
    public async Task The_period_goes_by_opening_from_its_first_midnight_to_before_its_last()
    {
        var import = new RequestImport(hub, "period");
        await import.RowsAsync("1,2013-05-31 23:59:59,,,Call,Tree,Parks", "2,2013-06-01 00:00,,,Call,Tree,Parks", "3,2013-06-01 23:59:59,,,Call,Tree,Parks", "4,2013-06-02 00:00,2013-05-31 12:00,,Call,Tree,Parks");

        Assert.Equal(2, (await import.ReportAsync("2013-06-01", "2013-06-02")).Requests);
        Assert.Equal(0, (await import.ReportAsync("2013-06-01", "2013-06-01")).Requests);
        Assert.Equal(4, (await import.ReportAsync("2013-05-31", "2013-06-03")).Requests);
    }

    [Fact]
    public async Task Exactly_three_days_and_exactly_on_the_target_are_in()
    {
        var import = new RequestImport(hub, "exact");
        await import.RowsAsync("1,2013-07-01 09:00:00,2013-07-04 09:00:00,2013-07-04 09:00:00,Call,Tree,Parks", "2,2013-07-01 09:00:00,2013-07-04 09:00:01,2013-07-04 09:00:00,Call,Tree,Parks",
            "3,2013-07-01 09:00:00,2013-06-30 09:00:00,2013-07-02 09:00:00,Form,Tree,Parks", "4,2013-07-01 09:00:00,,2013-07-02 09:00:00,Form,Tree,Parks", "5,2013-07-01 09:00:00,2013-07-01 10:00:00,,Form,Tree,Parks");

        var report = await import.ReportAsync("2013-07-01", "2013-07-02");

        Assert.Equal((2, 3), (report.ClosedWithinDays["3"], report.ClosedWithinDays["10"]));
        // A close before its open meets its target all the same: it is closed, and no later than it.
        Assert.Equal(new OnTime(3, 2), report.OnTime);
        Assert.Equal([new OnTime(1, 1), new OnTime(2, 1)], report.BySource.Select(g => g.OnTime));
        Assert.All(report.ByChannel.Concat(report.ByService), g => Assert.Null(g.OnTime));
    }

    [Fact]
    public async Task Groups_are_complete_keyed_to_the_letter_and_ordered_by_size_then_key()
    {
        var import = new RequestImport(hub, "groups");
        await import.RowsAsync([.. Enumerable.Range(0, 30).Select(n => $"{n},2013-08-01 09:00,,,Form,Service {n:00},Group area,"),
            "x,2013-08-01 09:00,,,pigeon ,Same name,Area one,NA", "y,2013-08-01 09:00,,,Pigeon,Same name,Area two,\" West, \"\"End\"\"\"", "z,2013-08-01 09:00,,,NA,Same name,Area two,west"]);

        var report = await import.ReportAsync("2013-08-01", "2013-08-02");

        Assert.Equal(31, report.ByService.Count);
        Assert.Equal(("Same name", 3), (report.ByService[0].Key, report.ByService[0].Requests));
        Assert.Equal(Enumerable.Range(0, 30).Select(n => $"Service {n:00}"), report.ByService.Skip(1).Select(g => g.Key));
        Assert.Equal([("Form", 30), ("", 1), ("Pigeon", 1), ("pigeon ", 1)], report.BySource.Select(g => (g.Key, g.Requests)));
        Assert.Equal([("", 31), (" West, \"End\"", 1), ("west", 1)], report.ByDistrict.Select(g => (g.Key, g.Requests)));
        Assert.Equal([("Group area", 30), ("Area two", 2), ("Area one", 1)], report.ByServiceArea.Select(g => (g.Key, g.Requests)));
        Assert.Equal([("web", 30), ("other", 3)], report.ByChannel.Select(g => (g.Key, g.Requests)));
    }

    [Fact]
    public async Task Tickets_of_the_hub_count_with_the_wards_name_and_no_source()
    {
        hub.Clock.Is(new DateTimeOffset(2024, 6, 1, 9, 0, 0, TimeSpan.Zero));
        var scene = await TicketScene.SetAsync(hub);
        await scene.RaiseAsync(scene.Raising() with { Location = new Application.Tickets.TicketLocation { Latitude = 52.5, Longitude = -1.9 } });
        await scene.RaiseAsync();
        hub.Clock.Runs();

        var report = await hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(new DateOnly(2024, 6, 1), new DateOnly(2024, 6, 2))), Actor.Operator);

        Assert.Equal((2, 0), (report.Requests, report.Closed));
        Assert.Equal([("", 1), ("Hillside", 1)], report.ByDistrict.Select(g => (g.Key, g.Requests)));
        Assert.Equal([("", 2)], report.BySource.Select(g => (g.Key, g.Requests)));
    }

    [Fact]
    public async Task Totals_count_restricted_tickets_and_closer_groups_only_what_the_viewer_may_see()
    {
        hub.Clock.Is(new DateTimeOffset(2024, 7, 2, 9, 0, 0, TimeSpan.Zero));
        var scene = await TicketScene.SetAsync(hub);
        await scene.RaiseRestrictedAsync();
        await scene.RaiseAsync();
        hub.Clock.Runs();
        var period = new ReportPeriod(new DateOnly(2024, 7, 2), new DateOnly(2024, 7, 3));

        var seen = await hub.DoAsync(new PerformanceReportQuery(period), scene.Manager);
        var closer = await hub.DoAsync(new PerformanceReportQuery(period, new ReportFilter { Services = [scene.Refuge.Id] }), scene.Manager);
        var all = await hub.DoAsync(new PerformanceReportQuery(period), Actor.Operator);

        Assert.Equal((2, 2), (seen.Requests, seen.ByServiceArea.Count));
        Assert.Equal([scene.Bins.Name], seen.ByService.Select(g => g.Key));
        Assert.Equal(1, Assert.Single(seen.ByChannel).Requests);
        Assert.Equal(0, closer.Requests);
        Assert.Equal((2, 2), (all.Requests, all.ByService.Count));
    }

    [Fact]
    public async Task A_filter_narrows_every_figure()
    {
        hub.Clock.Is(new DateTimeOffset(2024, 8, 2, 9, 0, 0, TimeSpan.Zero));
        var scene = await TicketScene.SetAsync(hub);
        await scene.RaiseAsync(scene.Raising() with { Location = new Application.Tickets.TicketLocation { Latitude = 52.5, Longitude = -1.9 } });
        await scene.RaiseAsync(scene.Raising(scene.Graffiti) with { Channel = Channel.Email });
        hub.Clock.Runs();
        async Task<long> Count(ReportFilter filter) => (await hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(new DateOnly(2024, 8, 2), new DateOnly(2024, 8, 3)), filter), scene.Manager)).Requests;

        Assert.Equal(2, await Count(new ReportFilter { Areas = [scene.Area.Id] }));
        Assert.Equal(1, await Count(new ReportFilter { Services = [scene.Graffiti.Id] }));
        Assert.Equal(1, await Count(new ReportFilter { Channels = [Channel.Email] }));
        Assert.Equal(1, await Count(new ReportFilter { Wards = [scene.Ward.Id] }));
        Assert.Equal(0, await Count(new ReportFilter { Teams = [scene.OtherTeam.Id] }));
        Assert.Equal(0, await Count(new ReportFilter { Constituencies = [A.Key()] }));
        Assert.Equal(0, await Count(new ReportFilter { Areas = [scene.OtherArea.Id] }));
    }

    [Theory]
    [InlineData("2026-06-02", "2026-06-01", null, "The period ends before it begins.")]
    [InlineData("2026-06-01", "2026-06-02", "Mars/Base", "\"Mars/Base\" is no time zone: name one as America/New_York.")]
    [InlineData("0001-01-01", "2026-06-02", "Asia/Tokyo", "The period begins or ends outside the years 1 to 9999.")]
    public async Task A_period_that_is_none_gets_a_sentence(string from, string to, string? zone, string problem)
    {
        var result = await hub.SendAsync(new PerformanceReportQuery(new ReportPeriod(DateOnly.Parse(from), DateOnly.Parse(to), zone)), Actor.Operator);

        Assert.Equal((problem, ErrorKind.Invalid), (result.Error!.Message, result.Error.Kind));
    }
}
