using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Services;

/// <summary>One service as those see it who take its enquiries: what it asks and what it promises today.</summary>
[Needs(Permission.SeeServices)]
public sealed record ReadOfferedServiceQuery(Guid ServiceId) : IQuery<OfferedService>;

/// <summary>A service as the catalogue has it.</summary>
/// <param name="Live">Its enquiries are taken in the hub today.</param>
/// <param name="Sla">The SLA in force today; null when there is none.</param>
public sealed record OfferedService(Guid Id, string Code, int Version, ServiceTerms Terms, string ServiceAreaName, string? DefaultTeamName, bool Live, DateTimeOffset? WithdrawnAt, OfferedSla? Sla);

/// <summary>The SLA of a service.</summary>
public sealed record OfferedSla(DateOnly EffectiveFrom, string CalendarName, bool WaitingForCustomerPauses, bool WaitingForOthersPauses, IReadOnlyList<SlaTarget> Targets);

internal sealed class ReadOfferedServiceHandler(Catalogue catalogue, TimeProvider time) : IRequestHandler<ReadOfferedServiceQuery, Result<OfferedService>>
{
    public async Task<Result<OfferedService>> Handle(ReadOfferedServiceQuery request, CancellationToken cancellationToken)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken);
        if (!snapshot.ServicesById.TryGetValue(request.ServiceId, out var service)) return new NotFound("service");
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var area = snapshot.AreasById[service.ServiceAreaId];
        var sla = snapshot.SlaOf(service.Id, today);
        return new OfferedService(service.Id, service.Code, service.Version, service.Terms, area.Name, service.DefaultTeamId is { } team ? snapshot.TeamsById.GetValueOrDefault(team)?.Name : null,
            service.WithdrawnAt is null && !(area.GoLive > today), service.WithdrawnAt,
            sla is null ? null : new OfferedSla(sla.EffectiveFrom, snapshot.Calendars.First(c => c.Id == sla.CalendarId).Name, sla.WaitingForCustomerPauses, sla.WaitingForOthersPauses, sla.Targets));
    }
}
