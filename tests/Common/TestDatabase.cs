using System.Collections.Concurrent;
using CustomerFirst.Application.Database;

namespace CustomerFirst.Tests.Common;

/// <summary>
/// A database that belongs to one fixture. The first fixture that asks for a template fills it (migration, seeding); all others get copies,
/// which take a fraction of a second.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();
    private static readonly Lazy<Task<TestServer>> Server = new(() => TestServer.StartAsync());
    private static int ended;

    static TestDatabase() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndRunAsync().GetAwaiter().GetResult();

    private TestDatabase(string connectionString) => ConnectionString = connectionString;

    /// <summary>What to connect to the database with.</summary>
    public string ConnectionString { get; }

    /// <summary>A database with nothing in it.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => new(await (await Server.Value).CreateDatabaseAsync());

    /// <summary>A database with the product's schema and no data.</summary>
    public static Task<TestDatabase> CreateMigratedAsync() =>
        CreateAsync("migrated", (connectionString, cancellation) => Migrator.MigrateAsync(connectionString, TimeProvider.System, cancellation));

    /// <summary>A copy of the named template, which <paramref name="fill"/> fills once in a run; it receives a connection string.</summary>
    public static async Task<TestDatabase> CreateAsync(string template, Func<string, CancellationToken, Task> fill)
    {
        var name = await Templates.GetOrAdd(template, _ => new Lazy<Task<string>>(() => FillAsync(fill))).Value;
        return new TestDatabase(await (await Server.Value).CreateDatabaseAsync(name));
    }

    /// <summary>Drops everything that the run made and leaves the server. The test framework calls it once after the last test.</summary>
    public static async Task EndRunAsync()
    {
        if (Interlocked.Exchange(ref ended, 1) == 0 && Server.IsValueCreated && Server.Value.IsCompletedSuccessfully)
            await (await Server.Value).DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await (await Server.Value).DropDatabaseAsync(ConnectionString);

    private static async Task<string> FillAsync(Func<string, CancellationToken, Task> fill)
    {
        var server = await Server.Value;
        var database = await server.CreateDatabaseAsync();
        await fill(database, CancellationToken.None);
        return await server.MakeTemplateAsync(database);
    }
}
