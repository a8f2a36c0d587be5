using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Services;

/// <summary>A service area in a list.</summary>
/// <param name="Services">How many services it offers.</param>
/// <param name="Teams">How many teams work for it.</param>
/// <param name="Live">Its enquiries are taken in the hub today.</param>
public sealed record ServiceAreaLine(Guid Id, string Code, string Name, int? Wave, DateOnly? GoLive, bool Live, string? ChangeChampion, bool Imported, int Services, int Teams);

/// <summary>Every service area, by wave and name; a council has some sixty.</summary>
[Needs(Permission.SeeServices)]
public sealed record ListServiceAreasQuery : IQuery<IReadOnlyList<ServiceAreaLine>>;

internal sealed class ListServiceAreasHandler(Catalogue catalogue, TimeProvider time) : IRequestHandler<ListServiceAreasQuery, Result<IReadOnlyList<ServiceAreaLine>>>
{
    public async Task<Result<IReadOnlyList<ServiceAreaLine>>> Handle(ListServiceAreasQuery query, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var services = snapshot.Services.Where(s => s.WithdrawnAt is null).CountBy(s => s.ServiceAreaId).ToDictionary();
        var teams = snapshot.Teams.Where(t => t is { Active: true, ServiceAreaId: not null }).CountBy(t => t.ServiceAreaId!.Value).ToDictionary();
        return snapshot.Areas.OrderBy(a => a.Wave ?? int.MaxValue).ThenBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => new ServiceAreaLine(
            a.Id, a.Code, a.Name, a.Wave, a.GoLive, a.GoLive is { } day && day <= today, a.ChangeChampion, a.Imported, services.GetValueOrDefault(a.Id), teams.GetValueOrDefault(a.Id))).ToList();
    }
}
