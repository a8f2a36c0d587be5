using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>A service area with its teams and its history.</summary>
/// <param name="Version">To be sent back with a change.</param>
public sealed record ServiceAreaDetails(Guid Id, string Code, int Version, ServiceAreaEntered Area, bool Imported, IReadOnlyList<TeamLine> Teams, IReadOnlyList<HistoryEntry> History);

/// <summary>One service area.</summary>
[Needs(Permission.ManageServices)]
public sealed record ReadServiceAreaQuery(Guid ServiceAreaId) : IQuery<ServiceAreaDetails>;

internal sealed class ReadServiceAreaHandler(CustomerFirstDb db, RecordHistory history) : IRequestHandler<ReadServiceAreaQuery, Result<ServiceAreaDetails>>
{
    public async Task<Result<ServiceAreaDetails>> Handle(ReadServiceAreaQuery query, CancellationToken token)
    {
        if (await db.ServiceAreas.AsNoTracking().SingleOrDefaultAsync(a => a.Id == query.ServiceAreaId, token) is not { } area) return new NotFound("service area");
        var teams = await db.Teams.AsNoTracking().Where(t => t.ServiceAreaId == area.Id).OrderBy(t => t.Name).ToListAsync(token);
        return new ServiceAreaDetails(area.Id, area.Code, area.Version, new ServiceAreaEntered(area.Name, area.Wave, area.GoLive, area.ChangeChampion), area.Imported,
            [.. teams.Select(t => new TeamLine(t.Id, t.Name, t.Tier, t.ServiceAreaId, area.Name, t.Active, t.Version))], await history.OfAsync(RecordKind.ServiceArea, area.Id, token));
    }
}
