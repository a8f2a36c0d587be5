using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Services;

public sealed class ServicesApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_service_is_found_by_customers_words_and_says_what_it_asks_and_promises()
    {
        var area = A.ServiceArea();
        var team = A.Team(area);
        var calendar = A.OfficeHours();
        var service = A.Service(area, "Lantern repair", team: team, customerWords: ["lamp gone dark"], questions: [new Question("colour", "Which colour?", "On its base", QuestionKind.Choice, true, ["Red", "Blue"])]);
        await api.Hub.SaveAsync(area, team, calendar, service, A.Sla(service, calendar));
        var caller = await api.CallerAsync(Permission.SeeServices);

        var found = (await caller.CallAsync(HttpMethod.Post, "/api/v1/services/search", new { words = "my lamp has gone dark" }).BodyAsync(200))["items"]![0]!;
        Assert.Equal((service.Id.ToString(), "lamp gone dark", true), ((string?)found["id"], (string?)found["phrase"], (bool?)found["live"]));

        var read = await caller.GetAsync($"/api/v1/services/{service.Id}").BodyAsync(200);
        Assert.Equal((service.Code, "choice", true, "Blue"), ((string?)read["code"], (string?)read["questions"]![0]!["kind"], (bool?)read["questions"]![0]!["required"], (string?)read["questions"]![0]!["choices"]![1]));
        Assert.Equal(("Office hours", 4), ((string?)read["sla"]!["calendar"], read["sla"]!["targets"]!.AsArray().Count));
        Assert.Equal((2, "workingDays"), ((int?)read["sla"]!["targets"]![0]!["resolution"]!["amount"], (string?)read["sla"]!["targets"]![0]!["resolution"]!["unit"]));
        Assert.Equal(team.Name, (string?)read["defaultTeam"]!["name"]);

        Assert.Contains((await caller.GetAsync("/api/v1/service-areas").BodyAsync(200))["items"]!.AsArray(), a => (string?)a!["id"] == area.Id.ToString() && (int?)a["services"] == 1);
        Assert.Equal([team.Name], (await caller.GetAsync($"/api/v1/teams?area={area.Id}").BodyAsync(200))["items"]!.AsArray().Select(t => (string?)t!["name"]));
        await caller.GetAsync($"/api/v1/services/{Guid.NewGuid()}").ProblemAsync(404, "notFound");
        await caller.CallAsync(HttpMethod.Post, "/api/v1/services/search", new { words = new string('x', 201) }).ProblemAsync(400, "invalid");
        await (await api.CallerAsync(Permission.ViewTicket)).GetAsync("/api/v1/services").ProblemAsync(403, "scopeMissing");
    }

    [Fact]
    public async Task The_list_of_services_is_walked_page_by_page()
    {
        var area = A.ServiceArea();
        var services = Enumerable.Range(0, 120).Select(_ => A.Service(area)).ToList();
        await api.Hub.SaveAsync([area, .. services]);
        var caller = await api.CallerAsync(Permission.SeeServices);
        var seen = new List<string?>();
        var next = $"/api/v1/services?area={area.Id}";
        while (next is not null)
        {
            var page = await caller.GetAsync(next).BodyAsync(200);
            seen.AddRange(page["items"]!.AsArray().Select(s => (string?)s!["id"]));
            next = (string?)page["next"];
        }
        var few = await caller.GetAsync($"/api/v1/services?area={area.Id}&limit=7").BodyAsync(200);
        Assert.Equal(7, few["items"]!.AsArray().Count);
        Assert.Equal(7, (await caller.GetAsync((string)few["next"]!).BodyAsync(200))["items"]!.AsArray().Count);
        await caller.GetAsync("/api/v1/services?limit=0").ProblemAsync(400, "invalid");
        foreach (var address in new[] { "/api/v1/services?page=2", "/api/v1/service-areas?limit=1", "/api/v1/teams?limit=1" }) await caller.GetAsync(address).ProblemAsync(400, "malformed");
        Assert.Equal(services.Select(s => s.Id.ToString()).Order(), seen.Order());
    }
}
