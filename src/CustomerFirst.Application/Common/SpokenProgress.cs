namespace CustomerFirst.Application.Common;

/// <summary>
/// Tells whoever only sees lines how far long work is: a line as each step begins, and another one whenever a step went on for a while without a word, so
/// that silence always means that the program is gone.
/// </summary>
public sealed class SpokenProgress : IProgress<Advance>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly TimeSpan _between;
    private readonly ITimer _timer;
    private Advance? _latest;
    private long _begun;

    /// <summary>Begins to listen.</summary>
    /// <param name="say">Writes one line.</param>
    /// <param name="between">How long a step may go on without a word.</param>
    public SpokenProgress(Action<string> say, TimeProvider time, TimeSpan between)
    {
        (_say, _time, _between) = (say, time, between);
        _timer = time.CreateTimer(_ => Again(), null, between, between);
    }

    /// <inheritdoc />
    public void Report(Advance value)
    {
        lock (_gate)
        {
            var next = _latest?.Step != value.Step;
            _latest = value;
            if (!next) return;
            _begun = _time.GetTimestamp();
            _timer.Change(_between, _between);
            _say($"{value.Step} ...");
        }
    }

    /// <summary>Says nothing more.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        // A line that is being said ends first.
        lock (_gate) _latest = null;
    }

    private void Again()
    {
        lock (_gate)
        {
            if (_latest is not { } at) return;
            var far = at switch
            {
                { Total: > 0 and var total } => $" {Math.Min(100, at.Done * 100 / total)}%,",
                { Done: > 0 } => $" {at.Done:#,0},",
                _ => "",
            };
            _say($"{at.Step} ...{far} {_time.GetElapsedTime(_begun).TotalSeconds:0} s so far");
        }
    }
}
