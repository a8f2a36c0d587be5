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
/// <param name="MedianHours">To four decimals; null when no valid one is closed, or where <see cref="ToldHours"/> keeps it.</param>
/// <param name="OnTime">Only by source.</param>
public sealed record PerformanceGroup(
    string Key, long Requests, long Closed, long ValidClosed, double? MedianHours, double? P90Hours,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OnTime? OnTime = null);

/// <summary>The whole report. Groups are complete, the largest first, then by key.</summary>
/// <param name="Closed">Delivered at least once and not reopened since, or closed in another system; including negative durations.</param>
/// <param name="NegativeDurations">Closed before opened; left out of <paramref name="ValidClosed"/> and of every duration.</param>
/// <param name="MedianHours">Real elapsed hours by linear interpolation (PostgreSQL <c>percentile_cont</c>), to four decimals; null where <see cref="ToldHours"/> keeps it.</param>
/// <param name="ClosedWithinDays">By number of days (of 24 hours) the valid closed that took no longer; null where <see cref="ToldHours"/> keeps it.</param>
/// <param name="ByDistrict">By the source's own district, or, for tickets raised in the hub, the ward's name.</param>
public sealed record PerformanceReport(
    long Requests, long Closed, long NegativeDurations, long ValidClosed, double? MedianHours, double? P90Hours, IReadOnlyDictionary<string, long?> ClosedWithinDays, OnTime OnTime,
    IReadOnlyList<PerformanceGroup> BySource, IReadOnlyList<PerformanceGroup> ByChannel, IReadOnlyList<PerformanceGroup> ByService, IReadOnlyList<PerformanceGroup> ByServiceArea,
    IReadOnlyList<PerformanceGroup> ByDistrict)
{
    /// <summary>Not ended. Files, tables and the API have it; the command line's documented JSON does not.</summary>
    [JsonIgnore]
    public long Open { get; init; }

    /// <summary>Cancelled ones and duplicates: with the closed and the open they are all. Files, tables and the API have it; the command line's documented JSON does not.</summary>
    [JsonIgnore]
    public long Cancelled { get; init; }

    /// <summary>
    /// What the total and the service areas count and no other group does: restricted tickets that the reader may not see. Null for none, as in all of the
    /// operator's own reports. How long they took is not said, for it could be a single ticket's.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PerformanceGroup? Restricted { get; init; }
}

internal sealed class PerformanceReportHandler(NpgsqlDataSource database, CurrentActor current) : IRequestHandler<PerformanceReportQuery, Result<PerformanceReport>>
{
    private static readonly GroupKey[] s_keys = [GroupKey.Area, GroupKey.Source, GroupKey.Channel, GroupKey.Service, GroupKey.District];

    public async Task<Result<PerformanceReport>> Handle(PerformanceReportQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value);
        var rows = await PerformanceFigures.ReadAsync(database, scope, s_keys, cancellationToken);
        var all = rows[0];
        return new PerformanceReport(all.Requests, all.Closed, all.Negative, all.ValidClosed, all.MedianHours, all.P90Hours,
            new Dictionary<string, long?> { ["3"] = all.Within3, ["10"] = all.Within10 }, all.OnTime,
            Groups(GroupKey.Source), Groups(GroupKey.Channel), Groups(GroupKey.Service), Groups(GroupKey.Area), Groups(GroupKey.District))
        {
            Open = all.Open, Cancelled = all.Cancelled, Restricted = rows.FirstOrDefault(r => r is { By: GroupKey.Channel, Key: PerformanceFigures.Unlisted }) is { } rest ? Restricted(rest) : null,
        };

        List<PerformanceGroup> Groups(GroupKey by) =>
        [
            .. rows.Where(r => r.By == by && r.Key != PerformanceFigures.Unlisted).Select(r => new PerformanceGroup(r.Key, r.Requests, r.Closed, r.ValidClosed, r.MedianHours, r.P90Hours, by == GroupKey.Source ? r.OnTime : null))
                .OrderByDescending(g => g.Requests).ThenBy(g => g.Key, StringComparer.Ordinal),
        ];
    }

    private static PerformanceGroup Restricted(TicketFigures rest) => new(ReportCsv.RestrictedServices, rest.Requests, rest.Closed, rest.ValidClosed, null, null, rest.OnTime);
}
