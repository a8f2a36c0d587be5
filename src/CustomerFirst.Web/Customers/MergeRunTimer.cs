using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Works on runs of merges, pair by pair, until nothing is left to do.</summary>
internal sealed class MergeRunTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<MergeRunTimer> log) : TimedWork(TimeSpan.FromSeconds(5), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token)
    {
        while (await SendAsync(new WorkMergeRunCommand(), token) is { Ok: true, Value.More: true }) token.ThrowIfCancellationRequested();
    }
}
