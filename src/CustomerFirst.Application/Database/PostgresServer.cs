using System.Diagnostics;
using System.Globalization;

namespace CustomerFirst.Application.Database;

/// <summary>Creates the data of an embedded server, and starts and stops its processes.</summary>
/// <param name="user">The user that the processes run as; null for the program's own.</param>
internal sealed class PostgresServer(PostgresFolder folder, PostgresBinaries binaries, string? user, EmbeddedPostgresOptions options)
{
    /// <summary>The only user that the data begin with.</summary>
    public const string Superuser = "customerfirst";

    /// <summary>Data of another major version are not touched.</summary>
    public async Task RefuseOtherVersionAsync(CancellationToken cancellation)
    {
        var (data, program) = (folder.ClusterVersion, await binaries.MajorVersionAsync(cancellation));
        if (data != program)
        {
            throw new EmbeddedPostgresException(
                $"The data in {folder.Path} were made by PostgreSQL {data} and this is PostgreSQL {program}: move them over with pg_dump and pg_restore, or name another data folder.");
        }
    }

    /// <summary>Creates the data, complete or not at all.</summary>
    public async Task CreateClusterAsync(CancellationToken cancellation)
    {
        options.Log?.Invoke($"Creating the embedded database in {folder.Path}.");
        folder.MakePassword();
        await ServerUser.GiveAsync(user, [folder.PasswordFile], cancellation);
        ProcessOutcome? outcome = null;
        // Sorting and case are PostgreSQL's own on every system; the C library's character classes serve pg_trgm and text search, and not
        // every system has the same names for a UTF-8 locale.
        foreach (var characters in OperatingSystem.IsWindows() ? ["C"] : new[] { "C.UTF-8", "en_GB.UTF-8", "en_US.UTF-8", "UTF-8", "C" })
        {
            if (Directory.Exists(folder.FreshCluster))
                Directory.Delete(folder.FreshCluster, recursive: true);
            outcome = await PostgresProcess.RunAsync(binaries.InitDb,
            [
                "-D", folder.FreshCluster, "-U", Superuser, "--pwfile", folder.PasswordFile, "--auth", "scram-sha-256", "--encoding", "UTF8",
                "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--lc-ctype", characters, "--data-checksums",
            ], user, cancellation);
            if (outcome.Succeeded)
                break;
        }

        if (outcome is not { Succeeded: true })
            throw new EmbeddedPostgresException($"The embedded database cannot be created in {folder.Path}: {outcome?.LastWord}");
        await File.AppendAllTextAsync(Path.Combine(folder.FreshCluster, "postgresql.conf"), "\ninclude_if_exists = 'customerfirst.conf'\n", cancellation);
        if (Directory.Exists(folder.Cluster))
            throw new EmbeddedPostgresException($"{folder.Cluster} is there but holds no PostgreSQL data: move it away.");
        Directory.Move(folder.FreshCluster, folder.Cluster);
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="EmbeddedPostgresException">One line says what is wrong.</exception>
    public async Task<RunningServer> StartAsync(CancellationToken cancellation)
    {
        folder.DisownStaleProcess();
        folder.TrimLog();
        await File.WriteAllTextAsync(folder.Settings, PostgresSettings.For(options.Durable), cancellation);
        await ServerUser.GiveAsync(user, [folder.Settings, .. Directory.EnumerateFiles(folder.Path)], cancellation);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var port = folder.ChoosePort();
            var logged = folder.LogLength;
            // pg_ctl gives the server a session of its own, so that Ctrl-C in the terminal does not reach it before the program has ended its work.
            var outcome = await PostgresProcess.RunAsync(binaries.PgCtl,
            [
                "start", "-D", folder.Cluster, "-l", folder.ServerLog, "-w", "-t", ((int)options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                "-o", $"-p {port}",
            ], user, cancellation);
            if (outcome.Succeeded && folder.Running() is { } running)
                return running;

            var complaint = folder.LastComplaint(logged);
            // The port was taken since it was chosen, or the last processes of a killed server are still on their way out.
            var passing = complaint.Contains("could not bind", StringComparison.Ordinal) || complaint.Contains("still in use", StringComparison.Ordinal);
            if (!passing || waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new EmbeddedPostgresException($"The embedded PostgreSQL did not start: {complaint} (the whole log is {folder.ServerLog}).");
            await Task.Delay(200, cancellation);
        }
    }

    /// <summary>Stops it; whether it did.</summary>
    public async Task<bool> StopAsync()
    {
        var outcome = await PostgresProcess.RunAsync(binaries.PgCtl, ["stop", "-D", folder.Cluster, "-m", "fast", "-w", "-t", "60"], user, CancellationToken.None);
        if (!outcome.Succeeded && folder.Running() is not null)
            options.Log?.Invoke($"The embedded PostgreSQL was not stopped: {outcome.LastWord}");
        return outcome.Succeeded;
    }
}
