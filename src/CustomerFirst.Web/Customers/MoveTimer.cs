using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Gives customers the addresses that they have from today on.</summary>
internal sealed class MoveTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<MoveTimer> log) : TimedWork(TimeSpan.FromMinutes(10), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token)
    {
        while (await SendAsync(new MoveCustomersCommand(), token) is { Ok: true, Value.Count: > 0 }) token.ThrowIfCancellationRequested();
    }
}
