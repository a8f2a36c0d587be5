using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>The figures that managers look at first, of the tickets raised and the contacts begun in a period, as a whole and step by step.</summary>
[Needs(Permission.SeePerformance)]
public sealed record GetOverviewQuery(ReportPeriod Period, TrendStep Step = TrendStep.Month, ReportFilter? Filter = null) : IQuery<Overview>;

/// <summary>The figures, and the part of them that totals count and the reader's lists do not show.</summary>
public sealed record Overview(OverviewFigures All, OverviewFigures Unlisted);

/// <summary>What one look at the tickets tells.</summary>
/// <param name="Trend">Every step of the period, also one in which nothing was raised.</param>
public sealed record OverviewFigures(Headlines Headlines, FirstContactFigures FirstContact, IReadOnlyList<TrendPoint> Trend);

/// <summary>Shares with what they are made of.</summary>
/// <param name="Cancelled">Cancelled ones and duplicates: with the closed and the open they are all that were raised.</param>
/// <param name="MedianHours">Real elapsed hours from opening to closing; not said of the part that lists do not show.</param>
/// <param name="OnTime">Closed no later than the target, among the closed that have one.</param>
/// <param name="Online">Raised by web form or web chat.</param>
/// <param name="Trackable">About services whose tickets the customer can track.</param>
/// <param name="Reopened">Reopened at least once, among all raised.</param>
/// <param name="Avoidable">Contacts of low or no value to the customer, among all ended; with a filter, those that raised or progressed its tickets.</param>
public sealed record Headlines(long Requests, long Closed, long Negative, long Open, long Cancelled, double? MedianHours, double? P90Hours, Proportion OnTime, Proportion Online, Proportion Trackable,
    Proportion Reopened, Proportion Avoidable);

internal sealed class GetOverviewHandler(NpgsqlDataSource database, CurrentActor current, TimeProvider time) : IRequestHandler<GetOverviewQuery, Result<Overview>>
{
    // Each ticket is looked at once, and its further contacts with it: that is what costs. All counts are sums of those of the steps.
    private const string Sql = $$"""
        with raised as materialized (
          select date_trunc(@step, t.opened_at at time zone 'Europe/London')::date as start, {unlisted} as unlisted, t.opened_at, t.resolved_at, t.ended_at, t.resolution_due_at as target,
            t.reopened_count > 0 as reopened, t.channel in ('web', 'webchat') as online, s.publicly_trackable as trackable, {{FirstContactSql.Counts}} as counts,
            t.marked_first_contact as marked, s.can_finish_at_first_contact as able, t.customer_id is null as anonymous, coalesce({{FirstContactSql.Finished}}, false) as finished
          from tickets t
          join services s on s.id = t.service_id
          where {tickets})
        select start, unlisted, count(*), count(resolved_at), count(*) filter (where resolved_at < opened_at), count(*) filter (where resolved_at is null and ended_at is null),
          count(*) filter (where resolved_at is null and ended_at is not null), count(*) filter (where resolved_at <= target), count(*) filter (where resolved_at is not null and target is not null),
          count(*) filter (where online), count(*) filter (where trackable), count(*) filter (where reopened),
          count(*) filter (where counts), count(*) filter (where counts and marked), count(*) filter (where counts and finished), count(*) filter (where counts and able),
          count(*) filter (where counts and able and finished), count(*) filter (where counts and anonymous), count(*) filter (where counts and opened_at > @now - interval '168 hours'),
          (select percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from r.resolved_at - r.opened_at)::float8) from raised r where r.resolved_at >= r.opened_at)
        from raised
        group by start, unlisted
        """;

    private const int Counts = 17;

    public async Task<Result<Overview>> Handle(GetOverviewQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var (sums, percentiles) = await ReadAsync(request, period.Value, cancellationToken);
        var filter = request.Filter ?? ReportFilter.All;
        return new Overview(Figures(request, [.. sums], percentiles, await AvoidableAsync(filter, period.Value, cancellationToken)),
            Figures(request, [.. sums.Where(s => s.Unlisted)], null, await AvoidableAsync(filter with { OnlyUnlisted = true }, period.Value, cancellationToken)));
    }

    private sealed record Sum(DateOnly Start, bool Unlisted, long[] Counts);

    private async Task<(List<Sum> Sums, double[]? Percentiles)> ReadAsync(GetOverviewQuery request, (DateTimeOffset, DateTimeOffset) period, CancellationToken token)
    {
        var scope = new ReportScope(request.Filter, current.Actor, period);
        await using var command = scope.Command(database, Sql.Replace("{tickets}", scope.Totals).Replace("{unlisted}", scope.Unlisted));
        command.Parameters.AddWithValue("step", request.Step.Code());
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(token);
        var (sums, percentiles) = (new List<Sum>(), (double[]?)null);
        while (await reader.ReadAsync(token))
        {
            sums.Add(new Sum(reader.GetFieldValue<DateOnly>(0), reader.GetBoolean(1), [.. Enumerable.Range(2, Counts).Select(reader.GetInt64)]));
            percentiles = reader.Maybe<double[]>(2 + Counts);
        }
        return (sums, percentiles);
    }

    private static OverviewFigures Figures(GetOverviewQuery request, List<Sum> sums, double[]? percentiles, Proportion avoidable)
    {
        var all = Of(sums);
        Proportion Share(int numerator, int denominator = 0) => new(all[numerator], all[denominator]);
        var headlines = new Headlines(all[0], all[1], all[2], all[3], all[4], PerformanceFigures.Hours(percentiles?[0]), PerformanceFigures.Hours(percentiles?[1]),
            OnTime: Share(5, 6), Online: Share(7), Trackable: Share(8), Reopened: Share(9), avoidable);
        return new OverviewFigures(headlines, new FirstContactFigures(Share(11, 10), Share(12, 10), Share(14, 13), all[15], all[16]), [.. TrendSteps.Of(request.Period, request.Step).Select(step =>
        {
            var counts = Of(sums.Where(s => s.Start == step.Start));
            return new TrendPoint(step.From, step.Until, counts[0], new Proportion(counts[5], counts[6]), new Proportion(counts[12], counts[10]));
        })]);
    }

    private static long[] Of(IEnumerable<Sum> sums) => sums.Aggregate(new long[Counts], (total, sum) => [.. total.Zip(sum.Counts, (a, b) => a + b)]);

    private async Task<Proportion> AvoidableAsync(ReportFilter filter, (DateTimeOffset From, DateTimeOffset To) period, CancellationToken token)
    {
        var scope = new ContactScope(filter, current.Actor, period);
        await using var command = scope.Command(database, $"select count(*) filter (where c.avoidable), count(*) from contacts c where {{period}} and {scope.Counted}");
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        return new Proportion(reader.GetInt64(0), reader.GetInt64(1));
    }
}
