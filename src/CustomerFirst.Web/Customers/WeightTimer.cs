using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Learns the weights of matching when a steward asks for it.</summary>
internal sealed class WeightTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<WeightTimer> log) : TimedWork(TimeSpan.FromSeconds(20), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token) => await SendAsync(new LearnWeightsCommand(), token);
}
