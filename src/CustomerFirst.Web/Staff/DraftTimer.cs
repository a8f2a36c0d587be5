using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Staff;

/// <summary>Erases every hour the drafts that nobody went on with for a day.</summary>
internal sealed class DraftTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<DraftTimer> log) : TimedWork(TimeSpan.FromHours(1), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token) => await SendAsync(new EraseDraftsCommand(), token);
}
