namespace CustomerFirst.Application.Common;

/// <summary>A value that is read once and kept until it is forgotten. Readers who come while it is being read wait for that one reading.</summary>
internal sealed class Kept<T>(Func<CancellationToken, Task<T>> read) : IDisposable where T : class
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile T? _value;
    private int _forgotten;

    /// <summary>The value.</summary>
    public ValueTask<T> GetAsync(CancellationToken token) => _value is { } value ? new ValueTask<T>(value) : ReadAsync(token);

    /// <summary>Forgets the value. One that is being read at this moment still goes to those who wait, and is not kept.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _value = null;
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async ValueTask<T> ReadAsync(CancellationToken token)
    {
        await _gate.WaitAsync(token);
        try
        {
            if (_value is { } meanwhile) return meanwhile;
            var before = Volatile.Read(ref _forgotten);
            var value = await read(token);
            _value = value;
            if (before != Volatile.Read(ref _forgotten)) _value = null;
            return value;
        }
        finally
        {
            _gate.Release();
        }
    }
}
