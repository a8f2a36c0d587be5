using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>What managers break figures down by.</summary>
public enum BreakdownBy { ServiceArea, Service, Constituency, Ward, Channel, Team }

/// <summary>The figures of a period by one thing: SLA met, how many, how long.</summary>
[Needs(Permission.SeePerformance)]
public sealed record GetBreakdownQuery(BreakdownBy By, ReportPeriod Period, ReportFilter? Filter = null) : IQuery<IReadOnlyList<BreakdownRow>>;

/// <summary>The figures of one service area, service, constituency, ward, channel or team, the one with most tickets first. Their tickets raised are the total of the period.</summary>
/// <param name="Name">Its name; "None" for tickets without one.</param>
/// <param name="Within">What tells two of one name apart: a service's area.</param>
/// <param name="Cancelled">Cancelled ones and duplicates.</param>
/// <param name="Behind">The queue's filter that has these tickets; null for the row of restricted services, which no list of the reader's shows.</param>
public sealed record BreakdownRow(string Name, string? Within, long Requests, long Closed, OnTime OnTime, double? MedianHours, long Open, long Cancelled, long Reopened, TicketFilter? Behind)
{
    /// <summary>How long it took is not told; see <see cref="ToldHours"/>.</summary>
    public bool HoursWithheld { get; init; }

    /// <summary>Share closed on time, 0 to 1; null when none of the closed has a target.</summary>
    public double? Met => OnTime.WithTarget == 0 ? null : (double)OnTime.Met / OnTime.WithTarget;
}

internal sealed class GetBreakdownHandler(NpgsqlDataSource database, CustomerFirstDb db, Catalogue catalogue, CurrentActor current) : IRequestHandler<GetBreakdownQuery, Result<IReadOnlyList<BreakdownRow>>>
{
    public async Task<Result<IReadOnlyList<BreakdownRow>>> Handle(GetBreakdownQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value);
        var key = KeyOf(request.By);
        var figures = await PerformanceFigures.ReadAsync(database, scope, [key], cancellationToken);
        var names = await NamesAsync(request.By, cancellationToken);
        var rows = figures.Where(f => f.By == key).Select(f => Row(request.By, f, names)).OrderBy(r => r.Behind is null).ThenByDescending(r => r.Requests).ThenBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Within, StringComparer.Ordinal);
        return (Result<IReadOnlyList<BreakdownRow>>)rows.ToList();
    }

    private static BreakdownRow Row(BreakdownBy by, TicketFigures figures, Dictionary<string, (string Name, string? Within)> names)
    {
        if (figures.Key == PerformanceFigures.Unlisted)
            return new BreakdownRow(ReportCsv.RestrictedServices, null, figures.Requests, figures.Closed, figures.OnTime, null, figures.Open, figures.Cancelled, figures.Reopened, Behind: null) { HoursWithheld = figures.HoursWithheld };
        var (name, within) = figures.Key.Length == 0 ? ("None", null) : names.GetValueOrDefault(figures.Key, (figures.Key, null));
        return new BreakdownRow(name, within, figures.Requests, figures.Closed, figures.OnTime, figures.MedianHours, figures.Open, figures.Cancelled, figures.Reopened, figures.Key.Length == 0 ? Without(by) : Behind(by, figures.Key))
        {
            HoursWithheld = figures.HoursWithheld,
        };
    }

    private static TicketFilter Behind(BreakdownBy by, string key) => by switch
    {
        BreakdownBy.ServiceArea => new TicketFilter { Areas = [Guid.Parse(key)] },
        BreakdownBy.Service => new TicketFilter { Services = [Guid.Parse(key)] },
        BreakdownBy.Constituency => new TicketFilter { Constituencies = [Guid.Parse(key)] },
        BreakdownBy.Ward => new TicketFilter { Wards = [Guid.Parse(key)] },
        BreakdownBy.Channel => new TicketFilter { Channels = [Codes.Read<Channel>(key)!.Value] },
        BreakdownBy.Team => new TicketFilter { Teams = [Guid.Parse(key)] },
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    private static TicketFilter Without(BreakdownBy by) => new()
    {
        Without = [by switch
        {
            BreakdownBy.Constituency => TicketPart.Constituency,
            BreakdownBy.Ward => TicketPart.Ward,
            BreakdownBy.Team => TicketPart.Team,
            _ => throw new ArgumentOutOfRangeException(nameof(by), "Every ticket has one."),
        }],
    };

    private static GroupKey KeyOf(BreakdownBy by) => by switch
    {
        BreakdownBy.ServiceArea => GroupKey.AreaId,
        BreakdownBy.Service => GroupKey.ServiceId,
        BreakdownBy.Constituency => GroupKey.ConstituencyId,
        BreakdownBy.Ward => GroupKey.WardId,
        BreakdownBy.Channel => GroupKey.Channel,
        BreakdownBy.Team => GroupKey.TeamId,
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    private async Task<Dictionary<string, (string Name, string? Within)>> NamesAsync(BreakdownBy by, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        return by switch
        {
            BreakdownBy.ServiceArea => snapshot.Areas.ToDictionary(a => a.Id.ToString(), a => (a.Name, (string?)null)),
            BreakdownBy.Service => snapshot.Services.ToDictionary(s => s.Id.ToString(), s => (s.Name, (string?)snapshot.AreasById[s.ServiceAreaId].Name)),
            BreakdownBy.Team => snapshot.Teams.ToDictionary(t => t.Id.ToString(), t => (t.Name, t.ServiceAreaId is { } area ? snapshot.AreasById[area].Name : null)),
            BreakdownBy.Channel => Enum.GetValues<Channel>().ToDictionary(c => c.Code(), c => (char.ToUpperInvariant(c.Words()[0]) + c.Words()[1..], (string?)null)),
            // An earlier boundary of the same name is told apart by its last day.
            BreakdownBy.Ward => (await db.Wards.AsNoTracking().Select(w => new { w.Id, w.Name, w.EffectiveTo }).ToListAsync(token)).ToDictionary(w => w.Id.ToString(), w => (w.Name, Until(w.EffectiveTo))),
            BreakdownBy.Constituency => (await db.Constituencies.AsNoTracking().Select(c => new { c.Id, c.Name, c.EffectiveTo }).ToListAsync(token)).ToDictionary(c => c.Id.ToString(), c => (c.Name, Until(c.EffectiveTo))),
            _ => throw new ArgumentOutOfRangeException(nameof(by)),
        };
    }

    private static string? Until(DateOnly? end) => end is { } day ? $"boundary until {day.AddDays(-1).Words()}" : null;
}
