using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Erases every hour what was searched for more than a day ago.</summary>
internal sealed class SearchTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<SearchTimer> log) : TimedWork(TimeSpan.FromHours(1), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token) => await SendAsync(new EraseSearchesCommand(), token);
}
