using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Holds customers who are new or were changed against the others, so that records that may be one customer's wait for review within a minute or two.</summary>
internal sealed class PairTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<PairTimer> log) : TimedWork(TimeSpan.FromMinutes(1), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token)
    {
        // Pairs are weighed by how common names are: a hub whose names nobody counted would take a shared common name for much.
        await SendAsync(new LearnNamesCommand(WhenDue: true), token);
        while (await SendAsync(new SweepPairsCommand(), token) is { Ok: true, Value.More: true }) { }
    }
}
