using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Tests.Common;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>
/// The application on a database of its own, as the pages and the API use it: requests are sent through the whole pipeline. Use it as a class
/// fixture (<c>IClassFixture&lt;Hub&gt;</c>); its database is a copy of one that was migrated once.
/// </summary>
public sealed class Hub : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private IServiceProvider _services = null!;

    /// <summary>The hub's clock: real time until a test sets it.</summary>
    public HubClock Clock { get; private init; } = new();

    /// <summary>What to connect to the database with.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>The services, for what is no request.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Connections to the database, to look behind the application's back.</summary>
    public NpgsqlDataSource Database => _services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>The same over services and a database that somebody else ends, such as the web program's.</summary>
    internal static Hub Over(TestDatabase database, IServiceProvider services, HubClock clock) => new() { _database = database, _services = services, Clock = clock };

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateMigratedAsync();
        _services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)).AddSingleton<TimeProvider>(Clock)
            .AddCustomerFirst(_database.ConnectionString).AddStrictQueries().BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await ((ServiceProvider)_services).DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Sends a command or query as somebody, in a scope of its own.</summary>
    public async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, Actor actor)
    {
        await using var scope = _services.CreateAsyncScope();
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

    /// <summary>Works on the tables themselves, for test data and for looking at what was saved.</summary>
    public async Task<T> DatabaseAsync<T>(Func<CustomerFirstDb, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<CustomerFirstDb>());
    }

    /// <summary>Saves test data.</summary>
    public Task SaveAsync(params object[] entities) => DatabaseAsync(async db =>
    {
        db.AddRange(entities);
        _services.GetRequiredService<Application.Services.Catalogue>().Invalidate();
        var saved = await db.SaveChangesAsync();
        _services.GetRequiredService<Application.Services.Catalogue>().Invalidate();
        return saved;
    });

    /// <summary>One value of one row.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>Real time, unless a test says what time it is.</summary>
public sealed class HubClock : TimeProvider
{
    private DateTimeOffset? _set;

    /// <summary>It is this time from now on, and stands still.</summary>
    public void Is(DateTimeOffset now) => _set = now.ToUniversalTime();

    /// <summary>Moves on.</summary>
    public void Pass(TimeSpan time) => _set = GetUtcNow() + time;

    /// <summary>Real time again.</summary>
    public void Runs() => _set = null;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _set ?? System.GetUtcNow();
}
