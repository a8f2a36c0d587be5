using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;
using NpgsqlTypes;

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
/// <param name="MedianHours">Real elapsed hours from opening to closing; not said of the part that lists do not show, nor where <paramref name="HoursWithheld"/>.</param>
/// <param name="OnTime">Closed no later than the target, among the closed that have one.</param>
/// <param name="Online">Raised by web form or web chat.</param>
/// <param name="Trackable">About services whose tickets the customer can track.</param>
/// <param name="Reopened">Reopened at least once, among all raised.</param>
/// <param name="Avoidable">Contacts of low or no value to the customer, among all ended; with a filter, those that raised or progressed its tickets.</param>
/// <param name="HoursWithheld">How long it took is not told; see <see cref="ToldHours"/>.</param>
public sealed record Headlines(long Requests, long Closed, long Negative, long Open, long Cancelled, double? MedianHours, double? P90Hours, Proportion OnTime, Proportion Online, Proportion Trackable,
    Proportion Reopened, Proportion Avoidable, bool HoursWithheld = false)
{
    /// <summary>Open and past their target: <see cref="OnTime"/> counts what was closed, and these are late already.</summary>
    public long Overdue { get; init; }
}

internal sealed class GetOverviewHandler(NpgsqlDataSource database, CurrentActor current, TimeProvider time) : IRequestHandler<GetOverviewQuery, Result<Overview>>
{
    // What is told of all tickets; the sums of first contact follow. All counts are sums of those of the steps.
    private const string Sums = """
        count(*), count(t.resolved_at), count(*) filter (where t.resolved_at < t.opened_at), count(*) filter (where t.resolved_at is null and t.ended_at is null),
        count(*) filter (where t.resolved_at is null and t.ended_at is not null), count(*) filter (where t.resolved_at <= t.resolution_due_at),
        count(*) filter (where t.resolved_at is not null and t.resolution_due_at is not null), count(*) filter (where t.channel in ('web', 'webchat')), count(*) filter (where s.publicly_trackable),
        count(*) filter (where t.reopened_count > 0)
        """;

    private const int SumCount = 10;

    public async Task<Result<Overview>> Handle(GetOverviewQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var filter = request.Filter ?? ReportFilter.All;
        var scope = new ReportScope(filter, current.Actor, period.Value);
        // Two at a time: what the one has to do alone leaves a processor to the other.
        var reading = SumsAsync(request, scope, period.Value.From, cancellationToken);
        var rest = RestAsync(filter, scope, period.Value, cancellationToken);
        await Task.WhenAll(reading, rest);
        var (sums, (percentiles, overdue, avoidable, unlisted)) = (await reading, await rest);
        return new Overview(Figures(request, sums, percentiles, overdue.All, avoidable), Figures(request, [.. sums.Where(s => s.Unlisted)], Elapsed.Untold, overdue.Unlisted, unlisted));
    }

    private sealed record Sum(int Step, bool Unlisted, long[] Counts);

    private async Task<List<Sum>> SumsAsync(GetOverviewQuery request, ReportScope scope, DateTimeOffset begin, CancellationToken token)
    {
        // The steps are a table to join, because by how many rows that has PostgreSQL knows how few groups there are, and lets each process make its own.
        // The first begins with the period, in whichever time zone that does.
        var starts = TrendSteps.Of(request.Period, request.Step).Select((step, i) => i == 0 ? begin : CouncilTime.StartOf(step.From)).ToArray();
        var merged = await MergedKeys.ReadAsync(database, token);
        var zeros = string.Concat(Enumerable.Repeat("0::bigint, ", SumCount));
        await using var command = scope.Command(database, FirstContactSql.Sums(merged, (all, columns, condition) => $"""
            select step.number::int, {scope.Unlisted}, {(all ? $"{Sums}, " : zeros)}{columns}
            from tickets t
            join services s on s.id = t.service_id
            left join unnest(@starts) with ordinality step(at, number) on step.number = width_bucket(t.opened_at, @starts)
            where {scope.Totals} and {condition}
            group by 1, 2
            """));
        command.Parameters.Add(new NpgsqlParameter("starts", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = starts });
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        merged.AddTo(command);
        await using var reader = await command.ExecuteReaderAsync(token);
        var sums = new List<Sum>();
        while (await reader.ReadAsync(token)) sums.Add(new Sum(reader.GetInt32(0), reader.GetBoolean(1), [.. Enumerable.Range(2, SumCount + FirstContactSql.SumCount).Select(reader.GetInt64)]));
        return sums;
    }

    private async Task<(Elapsed Percentiles, (long All, long Unlisted) Overdue, Proportion Avoidable, Proportion Unlisted)> RestAsync(ReportFilter filter, ReportScope scope, (DateTimeOffset, DateTimeOffset) period, CancellationToken token) =>
        (await PercentilesAsync(scope, token), await OverdueAsync(scope, token), await AvoidableAsync(filter, period, token), await AvoidableAsync(filter with { OnlyUnlisted = true }, period, token));

    private sealed record Elapsed(double? Median, double? P90, bool Withheld = false)
    {
        public static readonly Elapsed Untold = new(null, null);
    }

    private async Task<Elapsed> PercentilesAsync(ReportScope scope, CancellationToken token)
    {
        await using var command = scope.Command(database, $"""
            select percentile_cont(array[0.5, 0.9]) within group (order by date_part('epoch', t.resolved_at - t.opened_at)), count(*), count(*) filter (where {scope.Unlisted})
            from tickets t
            where {scope.Totals} and t.resolved_at >= t.opened_at
            """);
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        if (reader.IsDBNull(0)) return Elapsed.Untold;
        if (!ToldHours.May(reader.GetInt64(1), reader.GetInt64(2))) return Elapsed.Untold with { Withheld = true };
        var hours = reader.GetFieldValue<double[]>(0);
        return new Elapsed(PerformanceFigures.Hours(hours[0]), PerformanceFigures.Hours(hours[1]));
    }

    // Apart from the sums, which read every ticket of the period: the open ones have indexes of their own, whose condition on states this is to the letter.
    private async Task<(long All, long Unlisted)> OverdueAsync(ReportScope scope, CancellationToken token)
    {
        await using var command = scope.Command(database, $"""
            select count(*), count(*) filter (where {scope.Unlisted})
            from tickets t
            where t.state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers') and t.due_order < @now and {scope.Totals}
            """);
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static OverviewFigures Figures(GetOverviewQuery request, List<Sum> sums, Elapsed took, long overdue, Proportion avoidable)
    {
        var all = Of(sums);
        Proportion Share(int numerator, int denominator = 0) => new(all[numerator], all[denominator]);
        var headlines = new Headlines(all[0], all[1], all[2], all[3], all[4], took.Median, took.P90,
            OnTime: Share(5, 6), Online: Share(7), Trackable: Share(8), Reopened: Share(9), avoidable, took.Withheld) { Overdue = overdue };
        return new OverviewFigures(headlines, FirstContactSql.Figures(all.AsSpan(SumCount)), [.. TrendSteps.Of(request.Period, request.Step).Select((step, i) =>
        {
            var counts = Of(sums.Where(s => s.Step == i + 1));
            return new TrendPoint(step.From, step.Until, counts[0], new Proportion(counts[5], counts[6]), FirstContactSql.Figures(counts.AsSpan(SumCount)).Gross) { Open = counts[3] };
        })]);
    }

    private static long[] Of(IEnumerable<Sum> sums) => sums.Aggregate(new long[SumCount + FirstContactSql.SumCount], (total, sum) => [.. total.Zip(sum.Counts, (a, b) => a + b)]);

    private async Task<Proportion> AvoidableAsync(ReportFilter filter, (DateTimeOffset From, DateTimeOffset To) period, CancellationToken token)
    {
        var scope = new ContactScope(filter, current.Actor, period);
        await using var command = scope.Command(database, $"select count(*) filter (where c.avoidable), count(*) from contacts c where {{period}} and {scope.Counted}");
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        return new Proportion(reader.GetInt64(0), reader.GetInt64(1));
    }
}
