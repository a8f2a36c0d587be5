using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>How long a step of a trend is.</summary>
public enum TrendStep { Week, Month }

/// <summary>How a period went, week by week or month by month of the council's calendar, by when tickets were raised.</summary>
[Needs(Permission.SeePerformance)]
public sealed record GetTrendQuery(ReportPeriod Period, TrendStep Step, ReportFilter? Filter = null) : IQuery<IReadOnlyList<TrendPoint>>;

/// <summary>A step of a trend. The first and the last may be cut by the period.</summary>
/// <param name="Until">The first day that no longer belongs to it.</param>
/// <param name="AtFirstContact">Measured, gross.</param>
public sealed record TrendPoint(DateOnly From, DateOnly Until, long Raised, Proportion OnTime, Proportion AtFirstContact);

internal sealed class GetTrendHandler(NpgsqlDataSource database, CurrentActor current) : IRequestHandler<GetTrendQuery, Result<IReadOnlyList<TrendPoint>>>
{
    private const string Sql = $$"""
        with raised as (
          select date_trunc(@step, t.opened_at at time zone 'Europe/London')::date as start, t.resolved_at, t.resolution_due_at as target,
            {{FirstContactSql.Counts}} as counts, coalesce({{FirstContactSql.Finished}}, false) as finished
          from tickets t where {tickets})
        select start, count(*), count(*) filter (where resolved_at <= target), count(*) filter (where resolved_at is not null and target is not null),
          count(*) filter (where counts and finished), count(*) filter (where counts)
        from raised group by start
        """;

    public async Task<Result<IReadOnlyList<TrendPoint>>> Handle(GetTrendQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value);
        await using var command = scope.Command(database, Sql.Replace("{tickets}", scope.Totals));
        command.Parameters.AddWithValue("step", request.Step.Code());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<DateOnly, (long Raised, Proportion OnTime, Proportion AtFirstContact)>();
        while (await reader.ReadAsync(cancellationToken))
            found[reader.GetFieldValue<DateOnly>(0)] = (reader.GetInt64(1), new Proportion(reader.GetInt64(2), reader.GetInt64(3)), new Proportion(reader.GetInt64(4), reader.GetInt64(5)));
        // A step in which nothing was raised is a point too.
        return (Result<IReadOnlyList<TrendPoint>>)Steps(request.Period, request.Step).Select(step =>
        {
            var figures = found.GetValueOrDefault(step.Start, (0, new Proportion(0, 0), new Proportion(0, 0)));
            return new TrendPoint(Later(step.Start, request.Period.From), Earlier(step.Next, request.Period.To), figures.Item1, figures.Item2, figures.Item3);
        }).ToList();
    }

    private static IEnumerable<(DateOnly Start, DateOnly Next)> Steps(ReportPeriod period, TrendStep step)
    {
        var start = step == TrendStep.Month ? new DateOnly(period.From.Year, period.From.Month, 1) : period.From.AddDays(-((int)period.From.DayOfWeek + 6) % 7);
        while (start < period.To)
        {
            var next = step == TrendStep.Month ? start.AddMonths(1) : start.AddDays(7);
            yield return (start, next);
            start = next;
        }
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
