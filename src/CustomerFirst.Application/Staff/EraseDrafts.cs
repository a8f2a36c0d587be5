using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Erases the drafts that are older than a day. Safe to run on several nodes at once.</summary>
[Needs(Permission.RunJobs)]
public sealed record EraseDraftsCommand : ICommand<int>;

internal sealed class EraseDraftsHandler(CustomerFirstDb db, TimeProvider time) : IRequestHandler<EraseDraftsCommand, Result<int>>
{
    public async Task<Result<int>> Handle(EraseDraftsCommand request, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Draft.Kept;
        return await db.Set<Draft>().Where(d => d.At < before).ExecuteDeleteAsync(cancellationToken);
    }
}
