using System.Diagnostics;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>Keeps several connections busy for a time: each sends its next as soon as its last was answered.</summary>
internal static class Load
{
    /// <summary>Runs workers side by side, each calling its step again and again until the time is over.</summary>
    /// <param name="steps">One for each connection; a step that throws ends the benchmark.</param>
    public static async Task<Latencies> RunAsync(IReadOnlyList<Func<CancellationToken, Task>> steps, TimeSpan time, CancellationToken token)
    {
        var began = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(steps.Select(step => Task.Run(() => WorkAsync(step, began, time, token), token)));
        var all = new Latencies { Elapsed = Stopwatch.GetElapsedTime(began) };
        foreach (var one in each) all.Add(one);
        return all;
    }

    private static async Task<Latencies> WorkAsync(Func<CancellationToken, Task> step, long began, TimeSpan time, CancellationToken token)
    {
        var latencies = new Latencies();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            var started = Stopwatch.GetTimestamp();
            await step(token);
            latencies.Add(started);
        }
        return latencies;
    }
}
