using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Services;

/// <summary>A team in a list.</summary>
/// <param name="ServiceAreaId">Null for a first-response team.</param>
public sealed record TeamLine(Guid Id, string Name, ResponseTier Tier, Guid? ServiceAreaId, string? ServiceAreaName, bool Active, int Version);

/// <summary>Every team, by name; a council has some hundred.</summary>
/// <param name="ServiceAreaId">Only this area's; null for all.</param>
[Needs(Permission.SeeServices)]
public sealed record ListTeamsQuery(Guid? ServiceAreaId = null, bool IncludeInactive = false) : IQuery<IReadOnlyList<TeamLine>>;

internal sealed class ListTeamsHandler(Catalogue catalogue) : IRequestHandler<ListTeamsQuery, Result<IReadOnlyList<TeamLine>>>
{
    public async Task<Result<IReadOnlyList<TeamLine>>> Handle(ListTeamsQuery query, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        return snapshot.Teams.Where(t => (query.ServiceAreaId is not { } area || t.ServiceAreaId == area) && (query.IncludeInactive || t.Active))
            .OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Select(t => new TeamLine(t.Id, t.Name, t.Tier, t.ServiceAreaId, t.ServiceAreaId is { } of ? snapshot.AreasById[of].Name : null, t.Active, t.Version)).ToList();
    }
}
