using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>The latest runs with their progress.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record ListMergeRunsQuery : IQuery<MergeRuns>;

/// <summary>At most ten, the latest first.</summary>
public sealed record MergeRuns(IReadOnlyList<MergeRunRow> Runs);

/// <summary>A run.</summary>
public sealed record MergeRunRow(Guid Id, string? StartedBy, DateTimeOffset StartedAt, MergeRunState State, int Total, int Merged, int Passed, int Undone, DateTimeOffset? EndedAt);

internal sealed class ListMergeRunsHandler(CustomerFirstDb db) : IRequestHandler<ListMergeRunsQuery, Result<MergeRuns>>
{
    public async Task<Result<MergeRuns>> Handle(ListMergeRunsQuery request, CancellationToken cancellationToken) =>
        new MergeRuns(await db.Set<MergeRun>().AsNoTracking().OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(10)
            .Select(r => new MergeRunRow(r.Id, db.Users.Where(u => u.Id == r.StartedBy).Select(u => u.DisplayName).FirstOrDefault(), r.StartedAt, r.State, r.Total, r.Merged, r.Passed, r.Undone, r.EndedAt)).ToListAsync(cancellationToken));
}
