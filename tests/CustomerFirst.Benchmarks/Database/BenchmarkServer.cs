using CustomerFirst.Application.Database;
using CustomerFirst.Benchmarks.Common;
using Npgsql;

namespace CustomerFirst.Benchmarks.Database;

/// <summary>
/// The PostgreSQL server of the benchmarks: an embedded one with durable settings in a folder of its own, or the one that was named. Its databases
/// are kept; the comment on each says how it was made, so that one made in another way is made anew.
/// </summary>
internal sealed class BenchmarkServer(string connection, EmbeddedPostgres? embedded) : IAsyncDisposable
{
    // Of this program and of the hub that it starts, and of no other program that works on the server.
    private static readonly string s_name = $"CustomerFirst benchmarks {Environment.ProcessId}";

    /// <summary>Starts or joins it.</summary>
    public static async Task<BenchmarkServer> StartAsync(string? named, CancellationToken token)
    {
        if (named is not null) return new BenchmarkServer(named, null);
        var embedded = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(RepositoryFolders.Root, ".data", "benchmarks"), Log = Console.Error.WriteLine }, token);
        if (embedded.Started) Caretaker.ServerStarted(embedded.ServerProcess);
        return new BenchmarkServer(embedded.ConnectionString("postgres"), embedded);
    }

    /// <summary>The file that the server logs to; null for a named server, whose files are out of reach.</summary>
    public string? LogFile => embedded is null ? null : Path.Combine(embedded.DataFolder, "server.log");

    /// <summary>What to connect to a database with.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(connection) { Database = database, ApplicationName = s_name }.ConnectionString;

    /// <summary>Version and the settings that decide what a commit costs.</summary>
    public async Task<string> DescribeAsync(CancellationToken token)
    {
        var settings = await ReadAsync("postgres", "select string_agg(name || ' ' || setting, ', ' order by name) from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers')", token);
        return $"PostgreSQL ({(embedded is null ? "named" : "embedded")}): {settings}";
    }

    /// <summary>Makes a database unless one that was made in the same way is there.</summary>
    /// <param name="how">All that decides what is in it.</param>
    /// <param name="make">Fills it; its name is given. It starts as a copy of <paramref name="template"/>, or empty.</param>
    public async Task EnsureAsync(string database, string how, string? template, Func<Task> make, CancellationToken token)
    {
        if (await ReadAsync("postgres", $"select shobj_description(oid, 'pg_database') from pg_database where datname = '{database}'", token) == how) return;
        await RecreateAsync(database, template, token);
        await make();
        await ExecuteAsync("postgres", $"comment on database {database} is '{how.Replace("'", "''", StringComparison.Ordinal)}'", token);
    }

    /// <summary>Makes a database anew, as a copy of another one to which nobody is connected, or empty.</summary>
    public async Task RecreateAsync(string database, string? template, CancellationToken token)
    {
        await ExecuteAsync("postgres", $"drop database if exists {database} with (force)", token);
        // By files and not through the log: a copy that is written to the log is paid by who measures next.
        await ExecuteAsync("postgres", $"create database {database} template {template ?? "template0"} strategy file_copy", token);
    }

    /// <summary>Runs statements that take as long as they take.</summary>
    public async Task ExecuteAsync(string database, string sql, CancellationToken token)
    {
        await using var open = await OpenAsync(database, token);
        await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>The first value of the first row as text; null when there is none.</summary>
    public async Task<string?> ReadAsync(string database, string sql, CancellationToken token)
    {
        await using var open = await OpenAsync(database, token);
        await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(token) is { } value and not DBNull ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (embedded is null) return;
        // A statement that was broken off goes on in the server for a while, and the server would stay up for it.
        try
        {
            await ExecuteAsync("postgres", $"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{s_name}' and pid <> pg_backend_pid()", CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // It does not answer any more, and has ended or is left to the next line.
        }
        await embedded.DisposeAsync();
        Caretaker.Ended(embedded.ServerProcess);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken token)
    {
        // Without a pool, so that nothing stays connected to a database that is to be copied.
        var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ConnectionString);
        await open.OpenAsync(token);
        return open;
    }
}
