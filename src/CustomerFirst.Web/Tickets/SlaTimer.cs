using CustomerFirst.Application.Tickets;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Tickets;

/// <summary>Once a minute: due times that a change of terms moved, warnings and breaches, and tickets whose objection time is over.</summary>
internal sealed class SlaTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<SlaTimer> log) : TimedWork(TimeSpan.FromMinutes(1), scopes, time, log)
{
    // A node leaves the rest to the next minute, so that it never falls behind its own clock.
    private const int MostBatches = 200;

    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token)
    {
        for (var i = 0; i < MostBatches && await SendAsync(new RecomputeDueTimesCommand(), token) is { Ok: true, Value.More: true }; i++) { }
        await SendAsync(new MarkSlasCommand(), token);
        for (var i = 0; i < MostBatches && await SendAsync(new CloseResolvedCommand(), token) is { Ok: true, Value.More: true }; i++) { }
    }
}
