using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>The actor's own kept filters.</summary>
[Needs(Permission.SeeQueues)]
public sealed record GetSavedFiltersQuery : IQuery<KeptFilters>;

/// <summary>Kept filters by name.</summary>
public sealed record KeptFilters(IReadOnlyList<KeptFilter> Filters);

internal sealed class GetSavedFiltersHandler(CustomerFirstDb db, CurrentActor current) : IRequestHandler<GetSavedFiltersQuery, Result<KeptFilters>>
{
    public async Task<Result<KeptFilters>> Handle(GetSavedFiltersQuery query, CancellationToken cancellationToken) =>
        new KeptFilters(await db.Set<SavedFilter>().AsNoTracking().Where(f => f.StaffId == current.Actor.StaffId).OrderBy(f => f.Name)
            .Select(f => new KeptFilter(f.Id, f.Name, f.Query)).ToListAsync(cancellationToken));
}
