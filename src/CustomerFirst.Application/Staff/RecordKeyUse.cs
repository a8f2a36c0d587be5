using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Writes down when API clients last used their keys on this node: sent once a minute, not with every request.</summary>
[Needs(Permission.RunJobs)]
public sealed record RecordKeyUseCommand : ICommand<KeyUse>;

/// <summary>How many clients used their keys.</summary>
public sealed record KeyUse(int Clients);

internal sealed class RecordKeyUseHandler(CustomerFirstDb db, ApiKeys keys) : IRequestHandler<RecordKeyUseCommand, Result<KeyUse>>
{
    public async Task<Result<KeyUse>> Handle(RecordKeyUseCommand request, CancellationToken cancellationToken)
    {
        var uses = keys.TakeUses();
        if (uses.Count == 0) return new KeyUse(0);
        // Two nodes may write about the same client in any order; one statement, because no use is worth a place in the audit trail.
        await db.Database.ExecuteSqlAsync(
            $"""
            update api_clients c set last_used_at = greatest(c.last_used_at, used.at)
            from unnest({uses.Keys.ToArray()}, {uses.Values.Select(at => at.ToUniversalTime()).ToArray()}) used (id, at)
            where c.id = used.id
            """, cancellationToken);
        return new KeyUse(uses.Count);
    }
}
