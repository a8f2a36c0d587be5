using System.Diagnostics;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>The command line's program, run to its end.</summary>
internal static class ImportProcess
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Runs <c>import</c> with arguments; returns the largest working set that it had, in megabytes.</summary>
    /// <exception cref="BenchmarkFailedException">It did not end well.</exception>
    public static async Task<double> RunAsync(IEnumerable<string> arguments, CancellationToken token)
    {
        using var import = Process.Start(new ProcessStartInfo("dotnet", [AppProcess.Built("CustomerFirst.Cli"), "import", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Caretaker.Started(import);
        var (output, errors) = (import.StandardOutput.ReadToEndAsync(token), import.StandardError.ReadToEndAsync(token));
        var peak = 0.0;
        for (var ended = import.WaitForExitAsync(token); !ended.IsCompleted; await Task.WhenAny(ended, Task.Delay(100, token)))
        {
            import.Refresh();
            if (!import.HasExited) peak = Math.Max(peak, import.WorkingSet64 / Megabyte);
        }
        Caretaker.Ended(import.Id);
        return import.ExitCode == 0 ? peak : throw new BenchmarkFailedException($"The import ended with {import.ExitCode}: {await output}{await errors}");
    }
}
