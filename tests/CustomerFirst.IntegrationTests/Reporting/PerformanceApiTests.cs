using CustomerFirst.Application.Reporting;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Reporting;

public sealed class PerformanceApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_figures_are_those_of_the_managers()
    {
        var scene = await TicketScene.SetAsync(api.Hub);
        for (var i = 0; i < 3; i++) await scene.RaiseAsync();
        await scene.RaiseAsync(scene.Raising() with { Channel = Channel.Phone });
        var today = CouncilTime.DateOf(api.Clock.GetUtcNow());
        var caller = await api.CallerAsync(Permission.SeePerformance);
        var period = $"from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}";

        var report = await caller.GetAsync($"/api/v1/performance?{period}&service={scene.Bins.Id}").BodyAsync(200);
        var managers = await api.Hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(today.AddDays(-1), today.AddDays(1)), new ReportFilter { Services = [scene.Bins.Id] }), scene.Manager);
        Assert.Equal((4, managers.Requests), ((int)report["requests"]!, (long)report["requests"]!));
        Assert.Equal((0, 4, 0), ((long)report["closed"]!, (long)report["open"]!, (long)report["cancelled"]!));
        Assert.Equal((managers.Open, managers.Cancelled), ((long)report["open"]!, (long)report["cancelled"]!));
        Assert.Equal(managers.ByChannel.Select(g => (g.Key, g.Requests)), report["byChannel"]!.AsArray().Select(g => ((string)g!["key"]!, (long)g["requests"]!)));
        Assert.Equal(1, (int?)(await caller.GetAsync($"/api/v1/performance?{period}&service={scene.Bins.Id}&channel=phone").BodyAsync(200))["requests"]);

        var first = await caller.GetAsync($"/api/v1/performance/first-contact?{period}&service={scene.Bins.Id}").BodyAsync(200);
        Assert.Equal(4, (int?)first["asMarked"]!["denominator"]);
    }

    [Fact]
    public async Task A_period_must_be_said_and_make_sense()
    {
        var caller = await api.CallerAsync(Permission.SeePerformance);
        // Whose program leaves out what is needed, or writes what is no date, reads what to write.
        foreach (var (query, field, says) in new[]
        {
            ("", "from", "from is needed. Write a date, like 2026-11-24."), ("?from=2026-02-01", "to", "to is needed. Write a date, like 2026-11-24."),
            ("?from=2026-02-01&to=yesterday", "to", "The value of to cannot be read. Write a date, like 2026-11-24."),
            ("?from=2026-02-01&to=2026-02-02&team=ours", "team", "The value of team cannot be read. Write a UUID, like 0199d3a4-7f00-7000-8000-000000000001."),
        })
        {
            var problem = await caller.GetAsync($"/api/v1/performance{query}").ProblemAsync(400, "malformed");
            Assert.Equal(says, (string?)Assert.Single(problem["errors"]![field]!.AsArray()));
        }
        await caller.GetAsync("/api/v1/performance?from=2026-02-01&to=2026-01-01").ProblemAsync(400, "notAccepted");
        await caller.GetAsync("/api/v1/performance?from=2026-01-01&to=2026-02-01&tz=Mars").ProblemAsync(400, "notAccepted");
        await caller.GetAsync("/api/v1/performance?from=2026-01-01&to=2026-02-01&who=me").ProblemAsync(400, "malformed");
        await (await api.CallerAsync(Permission.ViewTicket)).GetAsync("/api/v1/performance").ProblemAsync(403, "scopeMissing");
    }
}
