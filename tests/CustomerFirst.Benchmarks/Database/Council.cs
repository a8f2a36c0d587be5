using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Benchmarks.Database;

/// <summary>The demonstration council on the benchmarks' server: seeded once, copied for each benchmark.</summary>
internal sealed class Council(BenchmarkServer server)
{
    /// <summary>The database that the others are copies of.</summary>
    public const string Template = "bench_council";

    /// <summary>Seeds it unless it is there with the tables of this version.</summary>
    public Task EnsureAsync(CancellationToken token) => server.EnsureAsync(Template, $"demonstration council at rest, {LastMigration()}", null, async () =>
    {
        Console.Error.WriteLine("Seeding the demonstration council.");
        await MigrateAsync(Template, token);
        await WithDatabaseAsync(Template, async services =>
        {
            var seeded = await services.GetRequiredService<IMediator>().Send(new SeedDemoCommand(), token);
            return seeded.Ok ? seeded.Value : throw new BenchmarkFailedException($"The demonstration council was not seeded: {seeded.Error!.Message}");
        });
        await CatchUpAsync(Template, token);
        await server.ExecuteAsync(Template, "vacuum (analyze)", token);
    }, token);

    /// <summary>
    /// Does what a running hub would have done until today, in its first minutes above all: keys by the rules of this version, counted names, customers held against each
    /// other, marked and closed tickets. Else the hub does it beside what is measured.
    /// </summary>
    public async Task CatchUpAsync(string database, CancellationToken token)
    {
        while (await DoAsync(database, new ReindexCustomersCommand(), token) is { Count: > 0 }) { }
        await DoAsync(database, new LearnNamesCommand(WhenDue: true), token);
        while (await DoAsync(database, new SweepPairsCommand(), token) is { More: true }) { }
        await DoAsync(database, new MarkSlasCommand(), token);
        while (await DoAsync(database, new CloseResolvedCommand(), token) is { More: true }) { }
    }

    private Task<T> DoAsync<T>(string database, ICommand<T> command, CancellationToken token) => WithDatabaseAsync(database, async services =>
    {
        services.GetRequiredService<CurrentActor>().Actor = Actor.Job;
        var done = await services.GetRequiredService<IMediator>().Send(command, token);
        return done.Ok ? done.Value : throw new BenchmarkFailedException($"{command.GetType().Name} failed in {database}: {done.Error!.Message}");
    });

    /// <summary>Brings a database to the tables of this version.</summary>
    public async Task MigrateAsync(string database, CancellationToken token) => await Migrator.MigrateAsync(Unpooled(database), TimeProvider.System, token);

    /// <summary>Lets a program use the API of a database; returns its key.</summary>
    public Task<string> MakeApiClientAsync(string database, IReadOnlyList<Permission> scopes, CancellationToken token) => WithDatabaseAsync(database, async services =>
    {
        var (key, prefix, hash) = ApiKey.Make();
        var now = TimeProvider.System.GetUtcNow();
        var db = services.GetRequiredService<CustomerFirstDb>();
        db.Add(new ApiClient
        {
            Id = Ids.New(now), Name = "Benchmark", KeyPrefix = prefix, KeyHash = hash, Scopes = [.. scopes.Select(s => s.Code())], CreatedAt = now, ExpiresAt = now.AddDays(1),
        });
        await db.SaveChangesAsync(token);
        return key;
    });

    /// <summary>Works on a database with the application's own services.</summary>
    public async Task<T> WithDatabaseAsync<T>(string database, Func<IServiceProvider, Task<T>> work)
    {
        await using var services = new ServiceCollection().AddLogging().AddCustomerFirst(Unpooled(database)).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Operator;
        return await work(scope.ServiceProvider);
    }

    private string Unpooled(string database) => new Npgsql.NpgsqlConnectionStringBuilder(server.ConnectionString(database)) { Pooling = false }.ConnectionString;

    private static string LastMigration()
    {
        using var db = new CustomerFirstDb(new DbContextOptionsBuilder<CustomerFirstDb>().UseNpgsql().Options);
        return db.Database.GetMigrations().Last();
    }
}
