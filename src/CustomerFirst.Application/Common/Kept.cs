namespace CustomerFirst.Application.Common;

/// <summary>A value that is read once and kept until it is forgotten. Readers who come while it is being read wait for that one reading.</summary>
/// <param name="read">Reads the value.</param>
/// <param name="oldest">After this time it is read again; null keeps it for good.</param>
internal sealed class Kept<T>(Func<CancellationToken, Task<T>> read, TimeProvider time, TimeSpan? oldest = null) : IDisposable where T : class
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Reading? _kept;
    private int _forgotten;

    /// <summary>The value.</summary>
    public ValueTask<T> GetAsync(CancellationToken token) => Fresh() is { } value ? new ValueTask<T>(value) : ReadAsync(token);

    /// <summary>Forgets the value. One that is being read at this moment still goes to those who wait, and is not kept.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _kept = null;
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private T? Fresh() => _kept is { } kept && (oldest is not { } age || time.GetElapsedTime(kept.At) < age) ? kept.Value : null;

    private async ValueTask<T> ReadAsync(CancellationToken token)
    {
        await _gate.WaitAsync(token);
        try
        {
            if (Fresh() is { } meanwhile) return meanwhile;
            var (before, at) = (Volatile.Read(ref _forgotten), time.GetTimestamp());
            var value = await read(token);
            _kept = new Reading(value, at);
            if (before != Volatile.Read(ref _forgotten)) _kept = null;
            return value;
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Reading(T Value, long At);
}
