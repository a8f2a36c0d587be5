using CustomerFirst.Application.Database;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Reporting;

public sealed class SourceFileTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly ReportPeriod s_ever = new(new DateOnly(1900, 1, 1), new DateOnly(2100, 1, 1));

    [Fact]
    public async Task A_quarter_of_Boston_has_the_figures_and_groups_of_an_independent_calculation()
    {
        var file = SourceFile.Boston();

        var summary = await ImportAsync(file, "boston-311.json");
        var report = await hub.DoAsync(new PerformanceReportQuery(s_ever), Actor.Operator);

        var all = SourceFile.Of(file.Requests);
        Assert.Equal(new ImportCounts(all.Requests, 0, 0, 0, all.Negative, 0), summary.Counts);
        Assert.Empty(summary.UnlistedChannels);
        AgreesWith(file.Requests, report);
        if (!file.IsReal) return;
        Assert.Equal((31_331, 84, 27_127), (report.Requests, report.NegativeDurations, report.ValidClosed));
        Assert.Equal(77.03, report.MedianHours!.Value, 0.005);
        Assert.Equal(1266.9, report.P90Hours!.Value, 0.05);
        Assert.Equal((6, 4, 145, 46, 24), (report.BySource.Count, report.ByChannel.Count, report.ByService.Count, report.ByServiceArea.Count, report.ByDistrict.Count));

        // The quarter began at midnight in Boston, which is 5:00 in London.
        var quarter = await hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(new DateOnly(2015, 4, 1), new DateOnly(2015, 7, 1), "America/New_York")), Actor.Operator);
        var may = await hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(new DateOnly(2015, 5, 1), new DateOnly(2015, 6, 1), "America/New_York")), Actor.Operator);
        var mayInLondon = await hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(new DateOnly(2015, 5, 1), new DateOnly(2015, 6, 1))), Actor.Operator);
        Assert.Equal(31_331, quarter.Requests);
        AgreesWith([.. file.Requests.Where(r => r.Opened >= new DateTime(2015, 5, 1, 4, 0, 0) && r.Opened < new DateTime(2015, 6, 1, 4, 0, 0))], may);
        AgreesWith([.. file.Requests.Where(r => r.Opened >= new DateTime(2015, 4, 30, 23, 0, 0) && r.Opened < new DateTime(2015, 5, 31, 23, 0, 0))], mayInLondon);

        var again = await ImportAsync(file, "boston-311.json");
        Assert.Equal(new ImportCounts(0, 0, 31_331, 0, 84, 0), again.Counts);
        Assert.Equal(31_331, await hub.ScalarAsync<long>("select count(*) from tickets"));
        Assert.Equal(31_331, await hub.ScalarAsync<long>("select count(*) from contacts"));
    }

    private async Task<ImportRequestsSummary> ImportAsync(SourceFile file, string mapName)
    {
        var map = RequestMap.Read(await File.ReadAllTextAsync(Path.Combine(RepositoryFolders.Root, "docs", "import", mapName)), mapName);
        Assert.True(map.Ok, map.Error?.Message);
        await using var stream = file.Open();
        return await hub.DoAsync(new ImportRequestsCommand(stream, file.Name, map.Value, () => throw new InvalidOperationException("Nothing may be rejected.")), Actor.Operator);
    }

    internal static void AgreesWith(IReadOnlyCollection<SourceFile.Request> requests, PerformanceReport report)
    {
        var all = SourceFile.Of(requests);
        Assert.Equal((all.Requests, all.Closed, all.Negative, all.Valid), (report.Requests, report.Closed, report.NegativeDurations, report.ValidClosed));
        Assert.Equal((all.Within3Days, all.Within10Days, all.WithTarget, all.Met), (report.ClosedWithinDays["3"], report.ClosedWithinDays["10"], report.OnTime.WithTarget, report.OnTime.Met));
        Same(all.Median, report.MedianHours);
        Same(all.P90, report.P90Hours);
        Groups(r => r.Source, report.BySource, onTime: true);
        Groups(r => r.Channel, report.ByChannel);
        Groups(r => r.Service, report.ByService);
        Groups(r => r.Area, report.ByServiceArea);
        Groups(r => r.District, report.ByDistrict);

        void Groups(Func<SourceFile.Request, string> key, IReadOnlyList<PerformanceGroup> groups, bool onTime = false)
        {
            var expected = requests.GroupBy(key).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
            Assert.Equal(expected.Select(g => g.Key), groups.Select(g => g.Key));
            foreach (var (rows, group) in expected.Zip(groups))
            {
                var figures = SourceFile.Of([.. rows]);
                Assert.Equal((figures.Requests, figures.Closed, figures.Valid), (group.Requests, group.Closed, group.ValidClosed));
                Same(figures.Median, group.MedianHours);
                Same(figures.P90, group.P90Hours);
                Assert.Equal(onTime ? new OnTime(figures.WithTarget, figures.Met) : null, group.OnTime);
            }
        }
    }

    // Halves of the fourth decimal may fall to either side of a binary fraction.
    private static void Same(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is not null) Assert.Equal(expected.Value, actual!.Value, 0.00011);
    }
}

/// <summary>The second layout, in a database of its own.</summary>
public sealed class SecondSourceFileTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task An_evening_of_New_York_agrees_too()
    {
        var file = SourceFile.NewYork();
        var map = RequestMap.Read(await File.ReadAllTextAsync(Path.Combine(RepositoryFolders.Root, "docs", "import", "nyc-311.json")), "nyc-311.json").Value;
        await using var stream = file.Open();

        var summary = await hub.DoAsync(new ImportRequestsCommand(stream, file.Name, map, () => TextWriter.Null), Actor.Operator);

        Assert.Equal((file.Requests.Count, 0), (summary.Counts.Added, summary.Counts.Rejected));
        SourceFileTests.AgreesWith(file.Requests, await hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(new DateOnly(1900, 1, 1), new DateOnly(2100, 1, 1))), Actor.Operator));
    }
}
