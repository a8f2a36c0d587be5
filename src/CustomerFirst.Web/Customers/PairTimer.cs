using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Looks once a day for records that may be one customer's.</summary>
internal sealed class PairTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<PairTimer> log) : TimedWork(TimeSpan.FromDays(1), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token) => await SendAsync(new SweepPairsCommand(), token);
}
