using System.Globalization;
using System.Security.Cryptography;
using CustomerFirst.Application.Database;
using Npgsql;

namespace CustomerFirst.Tests.Common;

/// <summary>
/// The PostgreSQL server of the tests: the one named by <c>CUSTOMERFIRST_TEST_CONNECTION</c>, else an embedded one of a folder of its own, which
/// several test programs may use at the same time. Each run's databases carry its name, and those of dead runs are dropped after a day.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private const string Prefix = "cf_test_";
    private const string Stamp = "yyyyMMddHHmm";
    private readonly string connectionString;
    private readonly EmbeddedPostgres? embedded;
    private readonly string run;
    private int databases;

    private TestServer(string connectionString, EmbeddedPostgres? embedded)
    {
        this.connectionString = connectionString;
        this.embedded = embedded;
        run = $"{Prefix}{TimeProvider.System.GetUtcNow().ToString(Stamp, CultureInfo.InvariantCulture)}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    }

    /// <summary>Starts or joins the server and clears away what dead runs left.</summary>
    public static async Task<TestServer> StartAsync(CancellationToken cancellation = default)
    {
        var named = Environment.GetEnvironmentVariable("CUSTOMERFIRST_TEST_CONNECTION");
        var server = string.IsNullOrWhiteSpace(named) ? await StartEmbeddedAsync(cancellation) : new TestServer(named, null);
        await server.DropLeftoversAsync(cancellation);
        return server;
    }

    /// <summary>Creates an empty database, or a copy of one to which nobody is connected, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null, CancellationToken cancellation = default)
    {
        var name = $"{run}_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"create database {name}{(template is null ? " template template0" : $" template {template}")}", cancellation);
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name, MaxPoolSize = 20, ConnectionIdleLifetime = 10 }.ConnectionString;
    }

    /// <summary>Closes the database to everybody, so that it can be copied; returns its name.</summary>
    public async Task<string> MakeTemplateAsync(string database, CancellationToken cancellation = default)
    {
        var name = NameOf(database);
        await ExecuteAsync($"alter database {name} with allow_connections false", cancellation);
        await ExecuteAsync($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'", cancellation);
        return name;
    }

    /// <summary>Drops a database with all the connections to it.</summary>
    public Task DropDatabaseAsync(string database, CancellationToken cancellation = default) =>
        ExecuteAsync($"drop database if exists {NameOf(database)} with (force)", cancellation);

    /// <summary>Drops the run's databases and leaves the server, which the last program to leave stops.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var database in await DatabasesAsync(name => name.StartsWith(run + "_", StringComparison.Ordinal), CancellationToken.None))
            await ExecuteAsync($"drop database if exists {database} with (force)", CancellationToken.None);
        if (embedded is not null)
            await embedded.DisposeAsync();
    }

    private static async Task<TestServer> StartEmbeddedAsync(CancellationToken cancellation)
    {
        var embedded = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(RepositoryFolders.Root, ".data", "test-postgres"), Durable = false }, cancellation);
        return new TestServer(embedded.ConnectionString("postgres"), embedded);
    }

    private async Task DropLeftoversAsync(CancellationToken cancellation)
    {
        var yesterday = Prefix + TimeProvider.System.GetUtcNow().AddDays(-1).ToString(Stamp, CultureInfo.InvariantCulture);
        foreach (var database in await DatabasesAsync(name => string.CompareOrdinal(name, yesterday) < 0, cancellation))
            await ExecuteAsync($"drop database if exists {database} with (force)", cancellation);
    }

    private async Task<List<string>> DatabasesAsync(Func<string, bool> wanted, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"select datname from pg_database where starts_with(datname, '{Prefix}')", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await rows.ReadAsync(cancellation))
        {
            if (wanted(rows.GetString(0)))
                names.Add(rows.GetString(0));
        }

        return names;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static string NameOf(string database) => new NpgsqlConnectionStringBuilder(database).Database!;
}
