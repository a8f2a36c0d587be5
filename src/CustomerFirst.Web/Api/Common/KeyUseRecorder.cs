using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Api.Common;

/// <summary>Once a minute has it written down which keys were used. A node that stops forgets its last minute, which nobody misses.</summary>
internal sealed class KeyUseRecorder(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeyUseRecorder> log) : TimedWork(TimeSpan.FromMinutes(1), scopes, time, log)
{
    /// <inheritdoc />
    protected override Task WorkAsync(CancellationToken token) => SendAsync(new RecordKeyUseCommand(), token);
}
