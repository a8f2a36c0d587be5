using System.Text.Json.Serialization;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>How the tickets that were raised in a period fared, by real elapsed hours. Definitions: DOMAIN.md, "Hours to close", "On time", "Closed".</summary>
[Needs(Permission.SeePerformance)]
public sealed record PerformanceReportQuery(ReportPeriod Period, ReportFilter? Filter = null) : IQuery<PerformanceReport>;

/// <summary>Closed tickets that have a target, and those of them that were closed no later than it.</summary>
public sealed record OnTime(long WithTarget, long Met);

/// <summary>The figures of the tickets that share a text.</summary>
/// <param name="Key">The stored text to the letter; empty where there is none.</param>
/// <param name="MedianHours">To four decimals; null when no valid one is closed.</param>
/// <param name="OnTime">Only by source.</param>
public sealed record PerformanceGroup(
    string Key, long Requests, long Closed, long ValidClosed, double? MedianHours, double? P90Hours,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OnTime? OnTime = null);

/// <summary>The whole report. Groups are complete, the largest first, then by key.</summary>
/// <param name="Closed">Delivered at least once and not reopened since, or closed in another system; including negative durations.</param>
/// <param name="NegativeDurations">Closed before opened; left out of <paramref name="ValidClosed"/> and of every duration.</param>
/// <param name="MedianHours">Real elapsed hours by linear interpolation (PostgreSQL <c>percentile_cont</c>), to four decimals.</param>
/// <param name="ClosedWithinDays">By number of days (of 24 hours) the valid closed that took no longer.</param>
/// <param name="ByDistrict">By the source's own district, or, for tickets raised in the hub, the ward's name.</param>
public sealed record PerformanceReport(
    long Requests, long Closed, long NegativeDurations, long ValidClosed, double? MedianHours, double? P90Hours, IReadOnlyDictionary<string, long> ClosedWithinDays, OnTime OnTime,
    IReadOnlyList<PerformanceGroup> BySource, IReadOnlyList<PerformanceGroup> ByChannel, IReadOnlyList<PerformanceGroup> ByService, IReadOnlyList<PerformanceGroup> ByServiceArea,
    IReadOnlyList<PerformanceGroup> ByDistrict);

internal sealed class PerformanceReportHandler(NpgsqlDataSource database, CurrentActor current) : IRequestHandler<PerformanceReportQuery, Result<PerformanceReport>>
{
    private static readonly GroupKey[] s_closer = [GroupKey.Source, GroupKey.Channel, GroupKey.Service, GroupKey.District];

    public async Task<Result<PerformanceReport>> Handle(PerformanceReportQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value);
        List<TicketFigures> rows = scope.SeesEverything
            ? await PerformanceFigures.ReadAsync(database, scope, scope.Totals, [GroupKey.Area, .. s_closer], cancellationToken)
            : [.. await PerformanceFigures.ReadAsync(database, scope, scope.Totals, [GroupKey.Area], cancellationToken), .. await PerformanceFigures.ReadAsync(database, scope, scope.Details, s_closer, cancellationToken)];
        var all = rows[0];
        return new PerformanceReport(all.Requests, all.Closed, all.Negative, all.ValidClosed, all.MedianHours, all.P90Hours,
            new Dictionary<string, long> { ["3"] = all.Within3, ["10"] = all.Within10 }, all.OnTime,
            Groups(GroupKey.Source), Groups(GroupKey.Channel), Groups(GroupKey.Service), Groups(GroupKey.Area), Groups(GroupKey.District));

        List<PerformanceGroup> Groups(GroupKey by) =>
        [
            .. rows.Where(r => r.By == by).Select(r => new PerformanceGroup(r.Key, r.Requests, r.Closed, r.ValidClosed, r.MedianHours, r.P90Hours, by == GroupKey.Source ? r.OnTime : null))
                .OrderByDescending(g => g.Requests).ThenBy(g => g.Key, StringComparer.Ordinal),
        ];
    }
}
