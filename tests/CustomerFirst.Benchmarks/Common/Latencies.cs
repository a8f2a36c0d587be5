using System.Diagnostics;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>How long things took, and how long all of them together.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];
    private bool _sorted;

    /// <summary>How many there were.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>The time in which they were done, on several connections at once.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>How many a second.</summary>
    public double PerSecond => Count / Elapsed.TotalSeconds;

    /// <summary>Adds one that began at a <see cref="Stopwatch.GetTimestamp"/> and ended now.</summary>
    public void Add(long started)
    {
        _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        _sorted = false;
    }

    /// <summary>Takes over those of another connection, done in the same time.</summary>
    public void Add(Latencies others)
    {
        _milliseconds.AddRange(others._milliseconds);
        _sorted = false;
    }

    /// <summary>Takes over those of another round, with its time.</summary>
    public void Take(Latencies round)
    {
        Add(round);
        Elapsed += round.Elapsed;
    }

    /// <summary>The time within which a share of them was done (nearest rank), milliseconds.</summary>
    public double Percentile(double share)
    {
        if (Count == 0) throw new BenchmarkFailedException("Nothing was measured in the time there was.");
        if (!_sorted) _milliseconds.Sort();
        _sorted = true;
        return _milliseconds[Math.Clamp((int)Math.Ceiling(share * Count) - 1, 0, Count - 1)];
    }
}
