using System.Collections.Concurrent;

namespace CustomerFirst.Application.Common;

/// <summary>What somebody may still do.</summary>
/// <param name="Granted">They may do this one.</param>
/// <param name="Remaining">How many more at once.</param>
/// <param name="UntilNext">Until they may do one again; zero when they may now.</param>
/// <param name="UntilFull">Until they may do as many at once as anybody.</param>
public readonly record struct BucketReading(bool Granted, int Remaining, TimeSpan UntilNext, TimeSpan UntilFull);

/// <summary>
/// Limits how often something is done, for each key by itself: a bucket holds a number of tokens and is filled up steadily. Buckets live in
/// this node's memory, so with two nodes a limit is twice as wide at most.
/// </summary>
/// <param name="perSecond">Tokens that a bucket gets each second.</param>
/// <param name="burst">Tokens that a bucket holds.</param>
public sealed class TokenBuckets(double perSecond, int burst, TimeProvider time)
{
    // Full buckets say nothing; from so many on they are cleared away.
    private const int Many = 10_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private int _clearFrom = Many;

    /// <summary>How many tokens a bucket holds.</summary>
    public int Burst => burst;

    /// <summary>Takes a token, if there is one.</summary>
    public BucketReading Take(string key) => Touch(key, 1);

    /// <summary>Looks whether there is a token and takes none.</summary>
    public BucketReading Look(string key) => Touch(key, 0);

    private BucketReading Touch(string key, int take)
    {
        var now = time.GetUtcNow();
        if (_buckets.Count >= _clearFrom) Clear(now);
        var bucket = _buckets.GetOrAdd(key, static (_, start) => new Bucket { Tokens = start.burst, At = start.now }, (burst, now));
        lock (bucket)
        {
            bucket.Tokens = bucket.Now(now, perSecond, burst);
            bucket.At = now;
            var granted = bucket.Tokens >= 1;
            if (granted) bucket.Tokens -= take;
            return new BucketReading(granted, (int)bucket.Tokens, Time(1 - bucket.Tokens), Time(burst - bucket.Tokens));
        }
    }

    private TimeSpan Time(double tokens) => tokens <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(tokens / perSecond, 86_400));

    private void Clear(DateTimeOffset now)
    {
        foreach (var (key, bucket) in _buckets)
        {
            lock (bucket)
            {
                if (bucket.Now(now, perSecond, burst) >= burst) _buckets.TryRemove(key, out _);
            }
        }
        // Where so many are in use at once, looking through them all for each new one would be the greater harm.
        _clearFrom = Math.Max(Many, _buckets.Count * 2);
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }
        public DateTimeOffset At { get; set; }

        public double Now(DateTimeOffset now, double perSecond, int burst) => Math.Min(burst, Tokens + (Math.Max(0, (now - At).TotalSeconds) * perSecond));
    }
}
