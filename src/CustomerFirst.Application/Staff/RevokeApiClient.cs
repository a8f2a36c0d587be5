using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Ends a client's key for good: at once on this node, within half a minute on every other. Doing it twice changes nothing.</summary>
[Needs(Permission.ManageApiClients)]
public sealed record RevokeApiClientCommand(Guid Id) : IdempotentCommand<Done>;

internal sealed class RevokeApiClientHandler(CustomerFirstDb db, ApiKeys keys, AfterSave after, TimeProvider time) : IRequestHandler<RevokeApiClientCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(RevokeApiClientCommand request, CancellationToken cancellationToken)
    {
        if (await db.Set<ApiClient>().FirstOrDefaultAsync(c => c.Id == request.Id, cancellationToken) is not { } client) return new NotFound("API client");
        client.RevokedAt ??= time.GetUtcNow();
        after.Do(keys.Forget);
        return Done.Value;
    }
}
