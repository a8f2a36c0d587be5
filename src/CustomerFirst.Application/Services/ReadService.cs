using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>A version of a service's SLA.</summary>
/// <param name="InForce">It holds today.</param>
public sealed record SlaLine(Guid Id, DateOnly EffectiveFrom, Guid CalendarId, string CalendarName, bool WaitingForCustomerPauses, bool WaitingForOthersPauses,
    IReadOnlyList<SlaTarget> Targets, DateTimeOffset CreatedAt, bool InForce);

/// <summary>A service with all that an administrator decides about it.</summary>
/// <param name="Version">To be sent back with a change.</param>
/// <param name="Slas">The latest first.</param>
/// <param name="History">Who changed what, the latest first.</param>
public sealed record ServiceDetails(Guid Id, string Code, int Version, ServiceTerms Terms, string ServiceAreaName, string? DefaultTeamName, DateTimeOffset? WithdrawnAt, bool Imported,
    IReadOnlyList<SlaLine> Slas, IReadOnlyList<HistoryEntry> History);

/// <summary>One service.</summary>
[Needs(Permission.ManageServices)]
public sealed record ReadServiceQuery(Guid ServiceId) : IQuery<ServiceDetails>;

internal sealed class ReadServiceHandler(CustomerFirstDb db, RecordHistory history, TimeProvider time) : IRequestHandler<ReadServiceQuery, Result<ServiceDetails>>
{
    public async Task<Result<ServiceDetails>> Handle(ReadServiceQuery query, CancellationToken token)
    {
        // Read from the database, not from the catalogue: whoever changes it next needs the version as it is now.
        var found = await (
            from service in db.Services.AsNoTracking()
            where service.Id == query.ServiceId
            join area in db.ServiceAreas on service.ServiceAreaId equals area.Id
            from team in db.Teams.Where(t => t.Id == service.DefaultTeamId).DefaultIfEmpty()
            select new { Service = service, Area = area.Name, Team = team == null ? null : team.Name }).SingleOrDefaultAsync(token);
        if (found is null) return new NotFound("service");
        var slas = await (
            from sla in db.SlaVersions.AsNoTracking()
            where sla.ServiceId == query.ServiceId
            join calendar in db.Calendars on sla.CalendarId equals calendar.Id
            orderby sla.EffectiveFrom descending, sla.CreatedAt descending
            select new { Sla = sla, Calendar = calendar.Name }).ToListAsync(token);

        var today = CouncilTime.DateOf(time.GetUtcNow());
        var inForce = slas.FirstOrDefault(row => row.Sla.EffectiveFrom <= today)?.Sla.Id;
        return new ServiceDetails(found.Service.Id, found.Service.Code, found.Service.Version, found.Service.Terms, found.Area, found.Team, found.Service.WithdrawnAt, found.Service.Imported,
            [.. slas.Select(row => new SlaLine(row.Sla.Id, row.Sla.EffectiveFrom, row.Sla.CalendarId, row.Calendar, row.Sla.WaitingForCustomerPauses, row.Sla.WaitingForOthersPauses, row.Sla.Targets,
                row.Sla.CreatedAt, row.Sla.Id == inForce))],
            await history.OfAsync(RecordKind.Service, query.ServiceId, token));
    }
}
