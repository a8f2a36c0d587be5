using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>The web program for tests that call its API with keys. The limits are out of the way; <see cref="LimitedApi"/> has narrow ones.</summary>
public class ApiFixture : WebFixture
{
    /// <summary>An administrator, who makes the keys.</summary>
    public Actor Administrator { get; private set; } = null!;

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string Value)> Settings => [("Api:Burst", "100000"), ("Api:AnonymousBurst", "100000")];

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var administrator = A.Staff(Role.Administrator);
        await Hub.SaveAsync(administrator);
        Administrator = A.Actor(administrator);
    }

    /// <summary>Makes a key with these scopes, and areas if any.</summary>
    public async Task<NewApiClient> ClientAsync(IEnumerable<Permission> scopes, IEnumerable<ServiceArea>? areas = null) =>
        await Hub.DoAsync(new CreateApiClientCommand("A program", [.. scopes.Select(s => s.Code())], [.. areas?.Select(a => a.Id) ?? []], Clock.GetUtcNow().AddDays(30)), Administrator);

    /// <summary>A caller with a key of these scopes.</summary>
    public async Task<HttpClient> CallerAsync(params Permission[] scopes) => Caller((await ClientAsync(scopes)).Key);

    /// <summary>A caller with a key of every scope, bound to areas if any are named.</summary>
    public async Task<HttpClient> CallerOfAllAsync(params ServiceArea[] areas) => Caller((await ClientAsync(Permissions.Of(ActorKind.ApiClient).Where(p => p != Permission.Anyone), areas)).Key);

    /// <summary>A caller with a key, or with none.</summary>
    public HttpClient Caller(string? key)
    {
        var client = Caller();
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}

/// <summary>The same with narrow limits.</summary>
public sealed class LimitedApi : ApiFixture
{
    /// <inheritdoc />
    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Api:Burst", "3"), ("Api:RequestsPerSecond", "0.5"), ("Api:AnonymousBurst", "2"), ("Api:AnonymousRequestsPerSecond", "0.001")];
}

/// <summary>Calls and answers in as few words as a test wants.</summary>
public static class ApiCalls
{
    /// <summary>Sends a request with a JSON body and headers.</summary>
    public static Task<HttpResponseMessage> CallAsync(this HttpClient caller, HttpMethod method, string address, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = body is string text ? new StringContent(text, System.Text.Encoding.UTF8, "application/json") : JsonContent.Create(body);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return caller.SendAsync(request);
    }

    /// <summary>The answer's body.</summary>
    public static async Task<JsonNode> BodyAsync(this HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    /// <summary>The body of an answer that must have a status.</summary>
    public static async Task<JsonNode> BodyAsync(this Task<HttpResponseMessage> answering, int status)
    {
        var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>The problem that an answer must be.</summary>
    public static async Task<JsonNode> ProblemAsync(this Task<HttpResponseMessage> answering, int status, string code)
    {
        var answer = await answering;
        var problem = await Task.FromResult(answer).BodyAsync(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.False(string.IsNullOrEmpty((string?)problem["correlationId"]));
        return problem;
    }

    /// <summary>One header of an answer; null when it is not there.</summary>
    public static string? Header(this HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
