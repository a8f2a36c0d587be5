using System.Globalization;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Npgsql;

namespace CustomerFirst.Application.Members;

/// <summary>How a ward stands.</summary>
/// <param name="Late">Open ones past their target.</param>
/// <param name="Resolved">In the last four weeks.</param>
/// <param name="MedianHours">Of those, real elapsed hours from opened to resolved; null when there is none.</param>
/// <param name="WithTarget">Of those, how many had a target.</param>
/// <param name="Met">And met it.</param>
public sealed record WardTotals(long Open, long Late, long Resolved, double? MedianHours, long WithTarget, long Met);

/// <summary>A month, by the council's calendar.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Raised">Raised in it.</param>
/// <param name="Resolved">Last resolved in it.</param>
public sealed record WardMonth(DateOnly Month, long Raised, long Resolved);

/// <summary>Open enquiries about a service.</summary>
/// <param name="Oldest">When the oldest was raised.</param>
public sealed record WardBacklog(string Service, long Open, long Late, DateTimeOffset Oldest);

/// <summary>A ward's figures, over the tickets that the asker may see.</summary>
internal sealed class WardFigures(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Services in a backlog.</summary>
    public const int MostServices = 15;

    /// <summary>Months in a trend.</summary>
    public const int Months = 12;

    // To the letter as in the partial indexes.
    private const string Open = "t.state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')";

    /// <summary>The totals now.</summary>
    public async Task<WardTotals> TotalsAsync(Actor actor, Guid[] wards, CancellationToken token)
    {
        var (visible, now) = (VisibleTickets.Sql(actor), time.GetUtcNow());
        var rows = await database.ReadAsync($"""
            select o.open, o.late, r.resolved, r.median, r.with_target, r.met
            from (select count(*) as open, count(*) filter (where t.resolution_due_at < @now) as late from tickets t where t.ward_id = any(@wards) and {Open} and {visible.Condition}) o
            cross join (
              select count(*) as resolved, (percentile_cont(0.5) within group (order by extract(epoch from t.resolved_at - t.opened_at)::float8) filter (where t.resolved_at >= t.opened_at)) / 3600 as median,
                count(t.resolution_due_at) as with_target, count(*) filter (where t.resolved_at <= t.resolution_due_at) as met
              from tickets t where t.ward_id = any(@wards) and t.resolved_at >= @recent and {visible.Condition}) r
            """,
            [new("wards", wards), new("now", now), new("recent", CouncilTime.StartOf(CouncilTime.DateOf(now).AddDays(-SeeWardQuery.RecentDays))), .. visible.Parameters()],
            row => new WardTotals(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.Maybe<double?>(3), row.GetInt64(4), row.GetInt64(5)), token);
        return rows[0];
    }

    /// <summary>The last twelve months, the present one last.</summary>
    public async Task<IReadOnlyList<WardMonth>> MonthsAsync(Actor actor, Guid[] wards, CancellationToken token)
    {
        var visible = VisibleTickets.Sql(actor);
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var rows = await database.ReadAsync($"""
            select to_char(happened.at at time zone 'Europe/London', 'YYYY-MM') as month, count(*) filter (where happened.raised), count(*) filter (where not happened.raised)
            from (
              select t.opened_at as at, true as raised from tickets t where t.ward_id = any(@wards) and t.opened_at >= @first and {visible.Condition}
              union all
              select t.resolved_at, false from tickets t where t.ward_id = any(@wards) and t.resolved_at >= @first and {visible.Condition}) happened
            group by month
            """,
            [new("wards", wards), new("first", CouncilTime.StartOf(first)), .. visible.Parameters()], row => (Month: row.GetString(0), Raised: row.GetInt64(1), Resolved: row.GetInt64(2)), token);
        var found = rows.ToDictionary(r => r.Month);
        return [.. Enumerable.Range(0, Months).Select(first.AddMonths).Select(month =>
        {
            var (_, raised, resolved) = found.GetValueOrDefault(month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            return new WardMonth(month, raised, resolved);
        })];
    }

    /// <summary>Open ones by service, the most first.</summary>
    public async Task<IReadOnlyList<WardBacklog>> BacklogAsync(Actor actor, Guid[] wards, CancellationToken token)
    {
        var visible = VisibleTickets.Sql(actor);
        var services = (await catalogue.GetAsync(token)).ServicesById;
        return await database.ReadAsync($"""
            select t.service_id, count(*), count(*) filter (where t.resolution_due_at < @now), min(t.opened_at)
            from tickets t where t.ward_id = any(@wards) and {Open} and {visible.Condition}
            group by t.service_id order by count(*) desc, min(t.opened_at), t.service_id limit {MostServices}
            """,
            [new("wards", wards), new("now", time.GetUtcNow()), .. visible.Parameters()],
            row => new WardBacklog(services.TryGetValue(row.GetGuid(0), out var service) ? service.Name : "", row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3)), token);
    }
}
