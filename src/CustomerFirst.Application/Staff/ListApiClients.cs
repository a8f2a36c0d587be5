using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>The programs that may use the API or could once, the newest first.</summary>
[Needs(Permission.ManageApiClients)]
public sealed record ListApiClientsQuery : IQuery<ApiClients>;

/// <summary>The newest 500.</summary>
public sealed record ApiClients(IReadOnlyList<ApiClientLine> Lines);

/// <summary>A client without its key.</summary>
/// <param name="CreatedBy">The name of the administrator; null when the installation made it.</param>
/// <param name="LastUsedAt">To the minute.</param>
public sealed record ApiClientLine(Guid Id, string Name, string KeyPrefix, IReadOnlyList<string> Scopes, IReadOnlyList<Guid> ServiceAreaIds,
    DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

internal sealed class ListApiClientsHandler(CustomerFirstDb db) : IRequestHandler<ListApiClientsQuery, Result<ApiClients>>
{
    public async Task<Result<ApiClients>> Handle(ListApiClientsQuery request, CancellationToken cancellationToken) =>
        new ApiClients(await db.Set<ApiClient>().AsNoTracking().OrderByDescending(c => c.Id).Take(500)
            .Select(c => new ApiClientLine(c.Id, c.Name, c.KeyPrefix, c.Scopes, c.ServiceAreaIds, c.CreatedAt,
                db.Users.Where(s => s.Id == c.CreatedBy).Select(s => s.DisplayName).FirstOrDefault(), c.ExpiresAt, c.RevokedAt, c.LastUsedAt))
            .ToListAsync(cancellationToken));
}
