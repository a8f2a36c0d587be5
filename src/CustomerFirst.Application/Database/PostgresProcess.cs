using System.ComponentModel;
using System.Diagnostics;

namespace CustomerFirst.Application.Database;

/// <summary>What a finished program left: its exit status and all that it wrote.</summary>
internal sealed record ProcessOutcome(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The line that says what went wrong, or the last one.</summary>
    public string LastWord => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } lines
        ? lines.FirstOrDefault(line => line.Contains("error:", StringComparison.OrdinalIgnoreCase) || line.Contains("FATAL:", StringComparison.Ordinal)) ?? lines[^1]
        : $"exit status {ExitCode}";
}

/// <summary>Runs PostgreSQL's own programs and the few Unix tools that go with them, if need be as another user.</summary>
internal static class PostgresProcess
{
    // Where the tools are on every Unix, also when a service manager gives a short PATH.
    private static readonly string[] UsualFolders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>
    /// The full path of a tool that is named without one. Process.Start would look in the current folder first, and run as root whatever
    /// somebody left there under the name of a tool.
    /// </summary>
    internal static string Locate(string program, string? path)
    {
        if (OperatingSystem.IsWindows() || program.Contains('/', StringComparison.Ordinal))
            return program;
        var folders = (path ?? "").Split(':').Where(Path.IsPathFullyQualified).Concat(UsualFolders);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? throw new EmbeddedPostgresException($"{program} is not on the PATH.");
    }

    /// <summary>Runs a program to its end; <paramref name="user"/> null is the current one.</summary>
    /// <exception cref="EmbeddedPostgresException">The program cannot be run at all.</exception>
    public static async Task<ProcessOutcome> RunAsync(string program, IEnumerable<string> arguments, string? user, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Locate(program, Environment.GetEnvironmentVariable("PATH")), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            // The current folder may be closed to the other user.
            WorkingDirectory = OperatingSystem.IsWindows() ? Path.GetTempPath() : "/",
        };
        if (user is not null)
            start.UserName = user;

        // PGDATA, PGPORT and their like would change what the programs do; messages are read below, so they are English.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        try
        {
            using var process = Process.Start(start) ?? throw new EmbeddedPostgresException($"{program} did not start.");
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return new ProcessOutcome(process.ExitCode, await output + await error);
        }
        catch (Win32Exception failure)
        {
            throw new EmbeddedPostgresException($"{program} cannot be run{(user is null ? "" : $" as the user {user}")}: {failure.Message}.", failure);
        }
    }
}
