using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>The latest runs with their progress; of those that nobody started yet only one's own.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record ListMergeRunsQuery : IQuery<MergeRuns>;

/// <summary>At most ten, the latest first.</summary>
public sealed record MergeRuns(IReadOnlyList<MergeRunRow> Runs);

/// <summary>A run.</summary>
public sealed record MergeRunRow(Guid Id, string? StartedBy, DateTimeOffset StartedAt, MergeRunState State, int Total, int Merged, int Passed, int Undone, DateTimeOffset? EndedAt);

internal sealed class ListMergeRunsHandler(CustomerFirstDb db, CurrentActor current) : IRequestHandler<ListMergeRunsQuery, Result<MergeRuns>>
{
    public async Task<Result<MergeRuns>> Handle(ListMergeRunsQuery request, CancellationToken cancellationToken) =>
        new MergeRuns([.. (await db.Set<MergeRun>().AsNoTracking().Where(r => r.State != MergeRunState.Prepared || r.StartedBy == current.Actor.Id).OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(10)
            .Select(r => new { Run = r, Undone = db.Set<CustomerMerge>().Count(m => m.RunId == r.Id && m.UndoneAt != null), By = db.Users.Where(u => u.Id == r.StartedBy).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellationToken)).Select(r => Row(r.Run, r.Undone, r.By))]);

    /// <summary>A run as lists show it.</summary>
    /// <param name="undone">Its merges that do not hold any more: those that somebody undid one by one count too.</param>
    internal static MergeRunRow Row(MergeRun r, int undone, string? startedBy) => new(r.Id, startedBy, r.StartedAt, r.State, r.Total, r.Merged, r.Passed, undone, r.EndedAt);
}
