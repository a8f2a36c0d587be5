using System.Collections.Concurrent;
using CustomerFirst.Application.Common;

namespace CustomerFirst.Web.Common;

/// <summary>Hears how far long work is, as often as the work likes to say it, and passes the latest word on once a second.</summary>
internal sealed class HeardAdvance : IProgress<Advance>
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(1);

    private readonly ConcurrentStack<Advance> _told = new();

    /// <inheritdoc />
    public void Report(Advance value)
    {
        _told.Clear();
        _told.Push(value);
    }

    /// <summary>Waits for the work and tells meanwhile that it goes on.</summary>
    /// <param name="tell">Gets what is new; null where nothing is.</param>
    public async Task<T> WhileAsync<T>(Task<T> work, Func<Advance?, Task> tell)
    {
        while (await Task.WhenAny(work, Task.Delay(s_between)) != work) await tell(_told.TryPop(out var latest) ? latest : null);
        return await work;
    }
}
