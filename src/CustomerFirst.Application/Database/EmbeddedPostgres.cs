using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>
/// A PostgreSQL server of the program's own, from binaries that the build fetched. A server that runs on the folder already is used as it is.
/// Disposing stops the server if this object started it, or took it over from a program that was killed, and nobody else is connected; see
/// docs/adr/0001-embedded-postgresql.md.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly PostgresFolder folder;
    private readonly PostgresServer processes;
    private readonly EmbeddedPostgresOptions options;
    private readonly string applicationName = $"CustomerFirst {Environment.ProcessId}.{Guid.NewGuid().ToString("N")[..8]}";
    private readonly List<PosixSignalRegistration> signals = [];
    private NpgsqlConnection? presence;
    private RunningServer server = new(0, 0);
    private bool takenOver;
    private int left;

    private EmbeddedPostgres(PostgresFolder folder, PostgresServer processes, EmbeddedPostgresOptions options)
    {
        this.folder = folder;
        this.processes = processes;
        this.options = options;
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
    }

    /// <summary>Where the data are: the folder that was asked for, or the one that root uses instead when the server's user cannot enter it.</summary>
    public string DataFolder => folder.Path;

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port => server.Port;

    /// <summary>The server's main process.</summary>
    public int ServerProcess => server.Process;

    /// <summary>True when this object started the server, false when it found it running.</summary>
    public bool Started { get; private set; }

    /// <summary>Starts the server, or joins it if it runs already; creates the data on the first start.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="cancellation">
    /// A program that passes a token ends by itself, and disposes, when it is told to stop (Ctrl-C, SIGTERM). A program that passes none is ended, and
    /// the server stopped, unless a host that was started later takes the signal.
    /// </param>
    /// <exception cref="EmbeddedPostgresException">One line says what is wrong.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellation = default)
    {
        var path = options.DataFolder ?? RepositoryFolders.DefaultData;
        PostgresPlace.Check(path, options.SharedFolder, options.Create);
        var user = await ServerUser.ChooseAsync(path, cancellation);
        var binaries = await PostgresBinaries.PrepareAsync(options.BinaryFolder, options.SharedFolder, user, cancellation);
        var folder = await PostgresPlace.PrepareAsync(path, options.SharedFolder, user, cancellation);
        var embedded = new EmbeddedPostgres(folder, new PostgresServer(folder, binaries, user, options), options);
        if (!cancellation.CanBeCanceled)
            embedded.EndProgramOnSignals();
        try
        {
            using (await folder.LockAsync(options.StartTimeout, options.Log, cancellation))
                await embedded.JoinOrStartAsync(cancellation);
            return embedded;
        }
        catch (Exception failure)
        {
            await embedded.DisposeAsync();
            if (failure is IOException or UnauthorizedAccessException)
                throw new EmbeddedPostgresException($"The embedded database in {folder.Path} cannot be used: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>The connection string of one of the server's databases.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Database = database,
        Username = PostgresServer.Superuser,
        Password = folder.Password,
        ApplicationName = applicationName,
        MaxPoolSize = 80,
        IncludeErrorDetail = false,
    }.ConnectionString;

    /// <summary>Creates the database unless it is there.</summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(applicationName, cancellation);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(cancellation) is not null)
            return;
        try
        {
            await using var create = new NpgsqlCommand($"create database \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another program created it between the two statements.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        foreach (var signal in signals)
            signal.Dispose();
        await LeaveAsync();
    }

    private async Task JoinOrStartAsync(CancellationToken cancellation)
    {
        if (folder.HasCluster)
            await processes.RefuseOtherVersionAsync(cancellation);
        if (folder.Running() is { } running && await JoinAsync(running, cancellation))
        {
            // Whoever started it was killed and stops nothing any more.
            takenOver = folder.StarterIsGone;
            if (takenOver)
                folder.NoteStarter();
            return;
        }

        if (!folder.HasCluster)
            await processes.CreateClusterAsync(cancellation);
        server = await processes.StartAsync(cancellation);
        Started = true;
        folder.NoteStarter();
        folder.StopWhenUnused = false;
    }

    /// <summary>Uses the server that runs already; false when it went away meanwhile.</summary>
    private async Task<bool> JoinAsync(RunningServer running, CancellationToken cancellation)
    {
        server = running;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                // Held for as long as this object lives, so that the program that started the server can see that it is still used.
                presence = await OpenAsync($"{applicationName} user", cancellation);
                return true;
            }
            catch (NpgsqlException failure) when (failure is not PostgresException || ((PostgresException)failure).SqlState is PostgresErrorCodes.CannotConnectNow)
            {
                if (folder.Running() is not { } still)
                    return false;
                server = still;
                if (waited.Elapsed > options.StartTimeout)
                    throw new EmbeddedPostgresException($"The PostgreSQL server that runs on {folder.Path} (port {server.Port}) does not answer.", failure);
                await Task.Delay(100, cancellation);
            }
            catch (PostgresException failure)
            {
                throw new EmbeddedPostgresException($"The PostgreSQL server that runs on {folder.Path} (port {server.Port}) refused the connection: {failure.MessageText}.", failure);
            }
        }
    }

    private async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref left, 1) != 0)
            return;
        try
        {
            if (presence is not null)
                await presence.DisposeAsync();
            if (!Started && !takenOver && !(presence is not null && folder.StopWhenUnused))
                return;
            using (await folder.LockAsync(TimeSpan.FromSeconds(30), null, CancellationToken.None))
                await StopUnlessUsedAsync();
        }
        catch (Exception failure) when (failure is EmbeddedPostgresException or NpgsqlException or IOException or UnauthorizedAccessException)
        {
            options.Log?.Invoke($"The embedded PostgreSQL was not stopped: {failure.Message}");
        }
    }

    private async Task StopUnlessUsedAsync()
    {
        if (folder.Running()?.Process != server.Process)
            return;
        if (await OtherConnectionsAsync() is > 0 and var others)
        {
            folder.StopWhenUnused = true;
            options.Log?.Invoke($"The embedded PostgreSQL stays up for {others} other connection{(others == 1 ? "" : "s")}; the last program to leave stops it.");
            return;
        }

        if (await processes.StopAsync())
            folder.StopWhenUnused = false;
    }

    private async Task<long> OtherConnectionsAsync()
    {
        await using var connection = await OpenAsync(applicationName, CancellationToken.None);
        // The process behind a connection that was closed just now takes a moment to go, on a busy machine more than one.
        for (var waited = Stopwatch.StartNew(); ;)
        {
            await using var count = new NpgsqlCommand(
                "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name not in ($1, $2)", connection)
            {
                Parameters = { new() { Value = applicationName }, new() { Value = $"{applicationName} user" } },
            };
            var others = (long)(await count.ExecuteScalarAsync())!;
            if (others == 0 || waited.Elapsed > TimeSpan.FromSeconds(2))
                return others;
            await Task.Delay(50);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(string name, CancellationToken cancellation)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false, ApplicationName = name, Timeout = 15 };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void EndProgramOnSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                // Handlers run in the reverse order of their registration: a host that runs by now was asked first, and ends the program itself.
                if (context.Cancel)
                    return;
                context.Cancel = true;
                Environment.Exit(128 + (context.Signal switch { PosixSignal.SIGINT => 2, PosixSignal.SIGTERM => 15, _ => 1 }));
            }));
    }

    /// <summary>The last resort for a program that ends without disposing; there is nobody left to await it.</summary>
    private void StopAtExit(object? sender, EventArgs e) => LeaveAsync().GetAwaiter().GetResult();
}
