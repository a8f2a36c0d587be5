using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>What every request to the API passes, tried on the address that needs least.</summary>
public sealed class ApiGateTests(ApiFixture api, LimitedApi limited) : IClassFixture<ApiFixture>, IClassFixture<LimitedApi>
{
    private const string Client = "/api/v1/client";

    [Fact]
    public async Task A_key_in_either_header_tells_who_calls()
    {
        var client = await api.ClientAsync([Permission.ViewTicket, Permission.RaiseTicket]);
        var body = await api.Caller(client.Key).GetAsync(Client).BodyAsync(200);
        Assert.Equal(["raiseTicket", "viewTicket"], body["scopes"]!.AsArray().Select(s => (string?)s));
        Assert.Equal(client.Id.ToString(), (string?)body["id"]);
        await api.Caller(null).CallAsync(HttpMethod.Get, Client, null, ("X-Api-Key", client.Key!)).BodyAsync(200);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_answered_and_the_way_in_is_named()
    {
        var answer = await api.Caller(null).GetAsync(Client);
        await Task.FromResult(answer).ProblemAsync(401, "keyNeeded");
        Assert.Equal("Bearer realm=\"CustomerFirst\"", answer.Header("WWW-Authenticate"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_wrong_or_revoked_key_is_refused_with_the_reason()
    {
        var answer = await api.Caller(ApiKey.Make().Key).GetAsync(Client);
        await Task.FromResult(answer).ProblemAsync(401, "keyNotValid");
        Assert.Contains("invalid_token", answer.Header("WWW-Authenticate"));

        var client = await api.ClientAsync([Permission.ViewTicket]);
        await api.Hub.DoAsync(new RevokeApiClientCommand(client.Id), api.Administrator);
        var problem = await api.Caller(client.Key).GetAsync(Client).ProblemAsync(401, "keyNotValid");
        Assert.Contains("revoked", (string?)problem["detail"]);
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_method_are_problems_too()
    {
        var caller = await api.CallerAsync(Permission.ViewTicket);
        await caller.GetAsync("/api/v1/nothing-here").ProblemAsync(404, "notFound");
        var answer = await caller.DeleteAsync(Client);
        await Task.FromResult(answer).ProblemAsync(405, "methodNotAllowed");
        Assert.Equal("GET", string.Join(",", answer.Content.Headers.Allow));
    }

    [Fact]
    public async Task A_client_that_is_too_fast_is_told_when_to_go_on()
    {
        var (one, other) = (await limited.ClientAsync([Permission.ViewTicket]), await limited.ClientAsync([Permission.ViewTicket]));
        limited.Clock.Is(limited.Clock.GetUtcNow());
        var caller = limited.Caller(one.Key);
        for (var left = 2; left >= 0; left--)
        {
            var answer = await caller.GetAsync(Client);
            Assert.Equal((200, "3", left.ToString()), ((int)answer.StatusCode, answer.Header("RateLimit-Limit"), answer.Header("RateLimit-Remaining")));
        }
        var refused = await caller.GetAsync(Client);
        await Task.FromResult(refused).ProblemAsync(429, "tooMany");
        Assert.Equal(("2", "0", "6"), (refused.Header("Retry-After"), refused.Header("RateLimit-Remaining"), refused.Header("RateLimit-Reset")));
        await limited.Caller(other.Key).GetAsync(Client).BodyAsync(200);
        limited.Clock.Pass(TimeSpan.FromSeconds(2));
        await caller.GetAsync(Client).BodyAsync(200);
        limited.Clock.Runs();
    }

    [Fact]
    public async Task Guessing_keys_from_one_address_ends_soon()
    {
        var honest = await limited.ClientAsync([Permission.ViewTicket]);
        for (var i = 0; i < 2; i++) await limited.Caller(ApiKey.Make().Key).GetAsync(Client).ProblemAsync(401, "keyNotValid");
        await limited.Caller(ApiKey.Make().Key).GetAsync(Client).ProblemAsync(429, "tooMany");
        await limited.Caller(null).GetAsync(Client).ProblemAsync(429, "tooMany");
        await limited.Caller(honest.Key).GetAsync(Client).BodyAsync(200);
    }
}
