using System.Numerics;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>What tickets can be grouped by; each is a text, some the text of a key.</summary>
internal enum GroupKey { Source, Channel, Service, Area, District, ServiceId, AreaId, TeamId, WardId, ConstituencyId }

/// <summary>The figures of a group of tickets, or of all of them.</summary>
/// <param name="By">What they are grouped by; null for all.</param>
/// <param name="Key">The group's text; empty where the tickets have none.</param>
/// <param name="Negative">Closed before opened.</param>
/// <param name="Open">Not ended.</param>
/// <param name="Cancelled">Ended without being delivered: cancelled, or a duplicate. Closed, open and these are all.</param>
/// <param name="Reopened">Reopened at least once.</param>
/// <param name="Online">Raised by web form or web chat.</param>
/// <param name="Trackable">About a service whose tickets the customer can track.</param>
internal sealed record TicketFigures(
    GroupKey? By, string Key, long Requests, long Closed, long Negative, long ValidClosed, double? MedianHours, double? P90Hours, long? Within3, long? Within10, OnTime OnTime,
    long Open, long Cancelled, long Reopened, long Online, long Trackable)
{
    /// <summary>How long they took is not told; see <see cref="ToldHours"/>.</summary>
    public bool HoursWithheld { get; init; }
}

/// <summary>
/// Counts tickets by any number of keys in one scan; the operator's report and the managers' pages both ask here. Whatever looks closer than at whole service
/// areas has what the viewer may not see in one group, <see cref="Unlisted"/>, so that its groups add up to the total too.
/// </summary>
internal static class PerformanceFigures
{
    /// <summary>The key of what totals count and the viewer may not see closer; no stored text can be this.</summary>
    public const string Unlisted = "\u0001";

    // Elapsed time is the difference of two instants, so no time zone can bend it. date_part gives the float8 that the percentiles sort, without a numeric on the way.
    private const string Sql = """
        with raised as (
          select {keys}t.opened_at, t.channel, t.resolved_at, t.ended_at, t.reopened_count, t.resolution_due_at as target, s.publicly_trackable,
            case when t.resolved_at >= t.opened_at then date_part('epoch', t.resolved_at - t.opened_at) end as seconds, {unlisted} as unlisted
          from tickets t
          join services s on s.id = t.service_id
          join service_areas a on a.id = t.service_area_id
          left join wards w on w.id = t.ward_id
          where {tickets})
        select {grouping}, {key},
          count(*), count(resolved_at), count(*) filter (where resolved_at < opened_at), count(seconds),
          percentile_cont(array[0.5, 0.9]) within group (order by seconds),
          count(*) filter (where seconds <= 3 * 86400), count(*) filter (where seconds <= 10 * 86400),
          count(*) filter (where resolved_at is not null and target is not null), count(*) filter (where resolved_at <= target),
          count(*) filter (where resolved_at is null and ended_at is null), count(*) filter (where resolved_at is null and ended_at is not null), count(*) filter (where reopened_count > 0),
          count(*) filter (where channel in ('web', 'webchat')), count(*) filter (where publicly_trackable), count(seconds) filter (where unlisted)
        from raised
        group by grouping sets ((){sets})
        """;

    /// <summary>The figures of all tickets of the scope's totals first, then those of each group by each key, in no order.</summary>
    public static async Task<List<TicketFigures>> ReadAsync(NpgsqlDataSource database, ReportScope scope, IReadOnlyList<GroupKey> keys, CancellationToken token)
    {
        var columns = keys.Select((_, i) => $"key{i}").ToList();
        await using var command = scope.Command(database, Sql.Replace("{tickets}", scope.Totals).Replace("{unlisted}", scope.Unlisted)
            .Replace("{keys}", string.Concat(keys.Select((key, i) => $"{Closer(key, scope)} as key{i}, ")))
            .Replace("{grouping}", columns.Count == 0 ? "0" : $"grouping({string.Join(", ", columns)})").Replace("{key}", columns.Count == 0 ? "''" : $"coalesce({string.Join(", ", columns)})")
            .Replace("{sets}", string.Concat(columns.Select(c => $", ({c})"))));
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<TicketFigures>();
        while (await reader.ReadAsync(token))
        {
            // One bit for each key, the first the highest, set where the row is not grouped by it.
            var grouped = ~reader.GetInt32(0) & ((1 << keys.Count) - 1);
            GroupKey? by = grouped == 0 ? null : keys[keys.Count - 1 - BitOperations.Log2((uint)grouped)];
            var percentiles = reader.IsDBNull(6) ? null : reader.GetFieldValue<double[]>(6);
            long Count(int column) => reader.GetInt64(column);
            var told = ToldHours.May(Count(5), Count(16));
            rows.Add(new TicketFigures(by, reader.IsDBNull(1) ? "" : reader.GetString(1), Count(2), Count(3), Count(4), Count(5), told ? Hours(percentiles?[0]) : null, told ? Hours(percentiles?[1]) : null,
                told ? Count(7) : null, told ? Count(8) : null, new OnTime(Count(9), Count(10)), Count(11), Count(12), Count(13), Count(14), Count(15)) { HoursWithheld = !told });
        }
        return [.. rows.OrderBy(r => r.By is not null)];
    }

    private static string Closer(GroupKey key, ReportScope scope) =>
        key is GroupKey.Area or GroupKey.AreaId || scope.Unlisted == "false" ? TextOf(key) : $"case when {scope.Unlisted} then chr({(int)Unlisted[0]}) else {TextOf(key)} end";

    private static string TextOf(GroupKey key) => key switch
    {
        GroupKey.Source => "coalesce(t.source, '')",
        GroupKey.Channel => "t.channel",
        GroupKey.Service => "s.name",
        GroupKey.Area => "a.name",
        GroupKey.District => "coalesce(t.district, case when t.import_run_id is null then w.name end, '')",
        GroupKey.ServiceId => "t.service_id::text",
        GroupKey.AreaId => "t.service_area_id::text",
        GroupKey.TeamId => "coalesce(t.team_id::text, '')",
        GroupKey.WardId => "coalesce(t.ward_id::text, '')",
        GroupKey.ConstituencyId => "coalesce(t.constituency_id::text, '')",
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    /// <summary>Hours of seconds, to four decimals.</summary>
    public static double? Hours(double? seconds) => seconds is { } s ? Math.Round(s / 3600, 4, MidpointRounding.AwayFromZero) : null;
}
