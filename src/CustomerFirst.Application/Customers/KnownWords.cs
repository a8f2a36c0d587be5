using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// The words that stand in customers' names and addresses, in memory: how rare a name is, and which words somebody may have meant who misspelt one, or only began it. Read anew every now and then; words that came
/// since are asked for when somebody types one that is not known.
/// </summary>
public sealed class KnownWords(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(6);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Vocabulary _now = Vocabulary.Empty;
    private long _readAt;

    /// <summary>The words, none of those typed missing that a customer has.</summary>
    internal async Task<Vocabulary> GetAsync(CustomerFirstDb db, IEnumerable<string> typed, CancellationToken token)
    {
        var now = _now;
        var old = now == Vocabulary.Empty || time.GetElapsedTime(Volatile.Read(ref _readAt)) > s_fresh;
        if (!old && typed.All(now.Knows)) return now;
        await _reading.WaitAsync(token);
        try
        {
            if (old && (_now == Vocabulary.Empty || time.GetElapsedTime(_readAt) > s_fresh))
            {
                // A word that another transaction was about to add when these were read comes with the next reading.
                var count = await db.Set<WordCount>().AsNoTracking().SingleOrDefaultAsync(token);
                _now = new Vocabulary(await db.Set<CustomerWord>().AsNoTracking().OrderBy(w => w.Word).ToListAsync(token), count?.Customers ?? 0, count?.At);
                Volatile.Write(ref _readAt, time.GetTimestamp());
            }
            else
            {
                var last = _now.Last;
                var more = await db.Set<CustomerWord>().AsNoTracking().Where(w => w.Number > last).ToListAsync(token);
                if (more.Count > 0) _now = _now.With(more);
            }
            return _now;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The words were counted anew.</summary>
    internal void Forget() => _now = Vocabulary.Empty;

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();
}
