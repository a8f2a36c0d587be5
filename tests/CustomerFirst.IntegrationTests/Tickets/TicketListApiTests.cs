using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>Which tickets a program finds: pages, filters, and what is restricted.</summary>
public sealed class TicketListApiTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string Tickets = "/api/v1/tickets";

    private TicketScene _scene = null!;
    private HttpClient _caller = null!;

    public async Task InitializeAsync()
    {
        _scene = await TicketScene.SetAsync(api.Hub);
        _caller = await api.CallerOfAllAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_cursor_walks_the_whole_list_without_gaps_or_doubles_while_tickets_are_raised()
    {
        var expected = new HashSet<string>();
        for (var i = 0; i < 25; i++) expected.Add(await ReferenceAsync());
        foreach (var order in new[] { "sort=opened", "sort=opened&descending=true", "sort=due", "sort=priority", "sort=reference", "sort=updated" })
        {
            var seen = new List<string>();
            var next = $"{Tickets}?service={_scene.Bins.Id}&limit=4&{order}";
            while (next is not null)
            {
                var answer = await _caller.GetAsync(next);
                var page = await Task.FromResult(answer).BodyAsync(200);
                Assert.True(page["items"]!.AsArray().Count <= 4);
                seen.AddRange(page["items"]!.AsArray().Select(t => (string)t!["reference"]!));
                next = (string?)page["next"];
                Assert.Equal(next is null ? null : $"<{next}>; rel=\"next\"", answer.Header("Link"));
                await ReferenceAsync();
            }
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Superset(expected, seen.ToHashSet());
            foreach (var reference in seen) expected.Add(reference);
        }
    }

    [Fact]
    public async Task A_list_refuses_what_it_does_not_know()
    {
        await _caller.GetAsync($"{Tickets}?colour=grey").ProblemAsync(400, "malformed");
        Assert.NotNull((await _caller.GetAsync($"{Tickets}?team=ours").ProblemAsync(400, "malformed"))["errors"]!["team"]);
        await _caller.GetAsync($"{Tickets}?state=lost").ProblemAsync(400, "malformed");
        await _caller.GetAsync($"{Tickets}?limit=0").ProblemAsync(400, "invalid");
        await _caller.GetAsync($"{Tickets}?limit=201").ProblemAsync(400, "invalid");
        await _caller.GetAsync($"{Tickets}?cursor=zzz!").ProblemAsync(400, "invalid");
        await RaiseAsync();
        await RaiseAsync();
        var cursor = (string)(await _caller.GetAsync($"{Tickets}?limit=1&sort=due").BodyAsync(200))["nextCursor"]!;
        await _caller.GetAsync($"{Tickets}?limit=1&sort=opened&cursor={cursor}").ProblemAsync(400, "invalid");
    }

    [Fact]
    public async Task A_list_is_filtered_by_what_its_parameters_say()
    {
        var one = await ReferenceAsync(new { serviceId = _scene.Graffiti.Id, channel = "phone", priority = "urgent", despiteSimilar = true });
        var other = await ReferenceAsync(new { serviceId = _scene.Graffiti.Id, channel = "web", despiteSimilar = true });
        async Task<IEnumerable<string?>> Listed(string filter) => (await _caller.GetAsync($"{Tickets}?service={_scene.Graffiti.Id}&{filter}").BodyAsync(200))["items"]!.AsArray().Select(t => (string?)t!["reference"]);
        Assert.Equal([one], await Listed("channel=phone"));
        Assert.Equal([one], await Listed("priority=urgent&priority=high"));
        Assert.Equal(new[] { one, other }.Order(), (await Listed("state=new&state=inHand&sort=reference")).Order());
        Assert.Empty(await Listed("scope=ended"));
        Assert.Equal([other], await Listed($"team={_scene.Team.Id}&channel=web&unassigned=true"));
    }

    [Fact]
    public async Task Restricted_tickets_are_not_there_for_a_key_that_is_not_bound_to_their_area()
    {
        var receipt = await _caller.CallAsync(HttpMethod.Post, Tickets, new { serviceId = _scene.Refuge.Id, customerId = _scene.Customer.Id });
        var raised = await Task.FromResult(receipt).BodyAsync(201);
        var reference = (string)raised["reference"]!;
        Assert.Equal((true, null, null), ((bool?)raised["receiptOnly"], (string?)raised["id"], receipt.Header("Location")));
        var hidden = await _scene.RaiseRestrictedAsync(_scene.Customer.Id);

        foreach (var named in new[] { reference, hidden.Reference, hidden.Id.ToString()! })
        {
            await _caller.GetAsync($"{Tickets}/{named}").ProblemAsync(404, "notFound");
            await _caller.GetAsync($"{Tickets}/{named}/timeline").ProblemAsync(404, "notFound");
            await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/{named}/notes", new { text = "x" }).ProblemAsync(404, "notFound");
            await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/{named}/steps/cancel", new { reason = "x" }, ("If-Match", "\"1\"")).ProblemAsync(404, "notFound");
        }
        Assert.Empty((await _caller.GetAsync($"{Tickets}?area={_scene.OtherArea.Id}&scope=any").BodyAsync(200))["items"]!.AsArray());
        Assert.Empty((await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/similar", new { serviceId = _scene.Refuge.Id, customerId = _scene.Customer.Id }).BodyAsync(200))["items"]!.AsArray());
        Assert.Empty((await _caller.GetAsync($"/api/v1/customers/{_scene.Customer.Id}/tickets").BodyAsync(200))["open"]!.AsArray());

        var ours = await api.CallerOfAllAsync(_scene.OtherArea);
        Assert.Equal(reference, (string?)(await ours.GetAsync($"{Tickets}/{reference}").BodyAsync(200))["reference"]);
        Assert.Equal(2, (await ours.GetAsync($"{Tickets}?scope=any").BodyAsync(200))["items"]!.AsArray().Count);
        // A key bound to an area sees no other area's tickets.
        await ours.GetAsync(await RaiseAsync()).ProblemAsync(404, "notFound");
    }

    private async Task<string> RaiseAsync() => $"{Tickets}/{await ReferenceAsync()}";

    private async Task<string> ReferenceAsync(object? body = null) => (string)(await _caller.CallAsync(HttpMethod.Post, Tickets, body ?? new { serviceId = _scene.Bins.Id, despiteSimilar = true }).BodyAsync(201))["reference"]!;
}
