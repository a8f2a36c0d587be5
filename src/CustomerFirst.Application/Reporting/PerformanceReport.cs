using System.Numerics;
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
    // One scan serves every grouping. Elapsed time is the difference of two instants, so no time zone can bend it.
    private const string Sql = """
        with raised as (
          select coalesce(t.source, '') as source, t.channel, s.name as service, a.name as area,
            coalesce(t.district, case when t.import_run_id is null then w.name end, '') as district,
            t.opened_at, t.resolved_at, t.resolution_due_at as target,
            case when t.resolved_at >= t.opened_at then extract(epoch from t.resolved_at - t.opened_at)::float8 end as seconds
          from tickets t
          join services s on s.id = t.service_id
          join service_areas a on a.id = t.service_area_id
          left join wards w on w.id = t.ward_id
          where {tickets})
        select grouping({keys}), coalesce({keys}) as key,
          count(*), count(resolved_at), count(*) filter (where resolved_at < opened_at), count(seconds),
          percentile_cont(array[0.5, 0.9]) within group (order by seconds),
          count(*) filter (where seconds <= 3 * 86400), count(*) filter (where seconds <= 10 * 86400),
          count(*) filter (where resolved_at is not null and target is not null), count(*) filter (where resolved_at <= target)
        from raised
        group by grouping sets ((), {sets})
        """;

    private static readonly string[] s_closer = ["source", "channel", "service", "district"];

    public async Task<Result<PerformanceReport>> Handle(PerformanceReportQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value.From, period.Value.To);
        List<Row> rows = scope.SeesEverything
            ? await ReadAsync(scope, scope.Totals, ["area", .. s_closer], cancellationToken)
            : [.. await ReadAsync(scope, scope.Totals, ["area"], cancellationToken), .. (await ReadAsync(scope, scope.Details, s_closer, cancellationToken)).Where(r => r.By is not null)];
        var all = rows.Single(r => r.By is null);
        return new PerformanceReport(all.Group.Requests, all.Group.Closed, all.Negative, all.Group.ValidClosed, all.Group.MedianHours, all.Group.P90Hours,
            new Dictionary<string, long> { ["3"] = all.Within3, ["10"] = all.Within10 }, all.Group.OnTime!,
            Groups("source", keepOnTime: true), Groups("channel"), Groups("service"), Groups("area"), Groups("district"));

        List<PerformanceGroup> Groups(string by, bool keepOnTime = false) =>
        [
            .. rows.Where(r => r.By == by).Select(r => keepOnTime ? r.Group : r.Group with { OnTime = null })
                .OrderByDescending(g => g.Requests).ThenBy(g => g.Key, StringComparer.Ordinal),
        ];
    }

    private async Task<List<Row>> ReadAsync(ReportScope scope, string condition, string[] keys, CancellationToken token)
    {
        await using var command = database.CreateCommand(Sql.Replace("{tickets}", condition).Replace("{keys}", string.Join(", ", keys)).Replace("{sets}", string.Join(", ", keys.Select(k => $"({k})"))));
        // A report over years and millions of tickets may take its time.
        command.CommandTimeout = 600;
        scope.AddTo(command);
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<Row>();
        while (await reader.ReadAsync(token))
        {
            // One bit for each key, the first the highest, set where the row is not grouped by it.
            var grouped = ~reader.GetInt32(0) & ((1 << keys.Length) - 1);
            var by = grouped == 0 ? null : keys[keys.Length - 1 - BitOperations.Log2((uint)grouped)];
            var percentiles = reader.IsDBNull(6) ? null : reader.GetFieldValue<double[]>(6);
            var group = new PerformanceGroup(reader.IsDBNull(1) ? "" : reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(5), Hours(percentiles?[0]), Hours(percentiles?[1]),
                new OnTime(reader.GetInt64(9), reader.GetInt64(10)));
            rows.Add(new Row(by, group, reader.GetInt64(4), reader.GetInt64(7), reader.GetInt64(8)));
        }
        return rows;
    }

    private static double? Hours(double? seconds) => seconds is { } s ? Math.Round(s / 3600, 4, MidpointRounding.AwayFromZero) : null;

    private sealed record Row(string? By, PerformanceGroup Group, long Negative, long Within3, long Within10);
}
