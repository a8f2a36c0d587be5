using System.Diagnostics;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>Keeps several connections busy for a time: each sends its next as soon as its last was answered.</summary>
internal static class Load
{
    /// <summary>Runs workers side by side, each calling its step again and again until the time is over.</summary>
    /// <param name="steps">One for each connection; a step that throws ends the benchmark.</param>
    public static Task<Latencies> RunAsync(IReadOnlyList<Func<CancellationToken, Task>> steps, TimeSpan time, CancellationToken token)
    {
        var began = Stopwatch.GetTimestamp();
        return RunAsync(steps, _ => Stopwatch.GetElapsedTime(began) < time, token);
    }

    /// <summary>Runs workers side by side, each calling its step so many times.</summary>
    public static Task<Latencies> RunAsync(IReadOnlyList<Func<CancellationToken, Task>> steps, int times, CancellationToken token) => RunAsync(steps, done => done < times, token);

    private static async Task<Latencies> RunAsync(IReadOnlyList<Func<CancellationToken, Task>> steps, Func<int, bool> more, CancellationToken token)
    {
        var began = Stopwatch.GetTimestamp();
        // A thread for each: a step may wait for its answer in it.
        var each = await Task.WhenAll(steps.Select(step => Task.Factory.StartNew(() => WorkAsync(step, more, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        var all = new Latencies { Elapsed = Stopwatch.GetElapsedTime(began) };
        foreach (var one in each) all.Add(one);
        return all;
    }

    private static async Task<Latencies> WorkAsync(Func<CancellationToken, Task> step, Func<int, bool> more, CancellationToken token)
    {
        var latencies = new Latencies();
        while (more(latencies.Count))
        {
            token.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            await step(token);
            latencies.Add(started);
        }
        return latencies;
    }
}
