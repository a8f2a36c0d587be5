using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Keeps what customers are found and matched by up to date: records written by earlier rules are made anew, and once a day names are counted.</summary>
internal sealed class MatchTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<MatchTimer> log) : TimedWork(TimeSpan.FromMinutes(2), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token)
    {
        while (await SendAsync(new ReindexCustomersCommand(), token) is { Ok: true, Value.Count: > 0 }) { }
        await SendAsync(new LearnNamesCommand(WhenDue: true), token);
    }
}
