using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Tests.Common;
using CustomerFirst.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>The web program on a database of its own, for tests that speak HTTP with the API. Use it as a class fixture.</summary>
public sealed class ApiHub : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private WebApplicationFactory<CouncilOptions> _program = null!;

    /// <summary>The hub's clock: real time until a test sets it.</summary>
    public HubClock Clock { get; } = new();

    /// <summary>An administrator, who makes the keys.</summary>
    public Actor Administrator { get; private set; } = null!;

    /// <summary>An adviser.</summary>
    public Actor Adviser { get; private set; } = null!;

    /// <summary>The program's services.</summary>
    public IServiceProvider Services => _program.Services;

    /// <summary>Connections to the database.</summary>
    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateMigratedAsync();
        _program = Program();
        var (administrator, adviser) = (A.Staff(Role.Administrator), A.Staff(Role.Adviser));
        await SaveAsync(administrator, adviser);
        (Administrator, Adviser) = (A.Actor(administrator), A.Actor(adviser));
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await _program.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>The program again, on the same database, with other settings. Dispose of it.</summary>
    public WebApplicationFactory<CouncilOptions> Program(params (string Key, string Value)[] settings) => new WebApplicationFactory<CouncilOptions>().WithWebHostBuilder(host =>
    {
        host.UseSetting("ConnectionStrings:CustomerFirst", _database.ConnectionString);
        host.UseEnvironment("Production");
        // The limits have tests of their own.
        host.UseSetting("Api:Burst", "100000");
        host.UseSetting("Api:AnonymousBurst", "100000");
        foreach (var (key, value) in settings) host.UseSetting(key, value);
        host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    });

    /// <summary>Makes a key with these scopes, and areas if any.</summary>
    public async Task<NewApiClient> ClientAsync(IEnumerable<Permission> scopes, IEnumerable<ServiceArea>? areas = null, TimeSpan? lasts = null) =>
        await DoAsync(new CreateApiClientCommand("A program", [.. scopes.Select(s => s.Code())], [.. areas?.Select(a => a.Id) ?? []], Clock.GetUtcNow() + (lasts ?? TimeSpan.FromDays(30))), Administrator);

    /// <summary>A caller with a key of these scopes.</summary>
    public async Task<HttpClient> CallerAsync(params Permission[] scopes) => Caller((await ClientAsync(scopes)).Key);

    /// <summary>A caller with a key of every scope.</summary>
    public async Task<HttpClient> CallerAsync(params ServiceArea[] areas) => Caller((await ClientAsync(Permissions.Of(ActorKind.ApiClient).Where(p => p != Permission.Anyone), areas)).Key);

    /// <summary>A caller with a key, or with none.</summary>
    public HttpClient Caller(string? key, WebApplicationFactory<CouncilOptions>? program = null)
    {
        var client = (program ?? _program).CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Sends a command or query past HTTP, as somebody.</summary>
    public async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, Actor actor)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Sends one that must go well, and gives its value.</summary>
    public async Task<T> DoAsync<T>(IRequest<Result<T>> request, Actor actor)
    {
        var result = await SendAsync(request, actor);
        Assert.True(result.Ok, $"{request.GetType().Name} was refused: {result.Error}");
        return result.Value;
    }

    /// <summary>Saves test data.</summary>
    public async Task SaveAsync(params object[] entities)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        db.AddRange(entities);
        await db.SaveChangesAsync();
        Services.GetRequiredService<Catalogue>().Invalidate();
    }

    /// <summary>One value of one row.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return (T)(await command.ExecuteScalarAsync())!;
    }
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
