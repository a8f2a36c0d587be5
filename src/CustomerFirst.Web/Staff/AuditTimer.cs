using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Staff;

/// <summary>Seals the audit trail every five seconds.</summary>
internal sealed class AuditTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<AuditTimer> log) : TimedWork(TimeSpan.FromSeconds(5), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token)
    {
        while (await SendAsync(new SealAuditCommand(), token) is { Ok: true, Value.More: true }) { }
    }
}
