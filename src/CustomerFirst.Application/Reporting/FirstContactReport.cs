using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>First-contact resolution of the tickets that were raised in a period, in its three definitions. The rule: <see cref="FirstContactResolution"/>.</summary>
[Needs(Permission.SeePerformance)]
public sealed record FirstContactReportQuery(ReportPeriod Period, ReportFilter? Filter = null) : IQuery<FirstContactFigures>;

internal sealed class FirstContactReportHandler(NpgsqlDataSource database, CurrentActor current, TimeProvider time) : IRequestHandler<FirstContactReportQuery, Result<FirstContactFigures>>
{
    private const string Sql = $$"""
        with raised as ({{FirstContactSql.Raised}})
        select count(*), count(*) filter (where marked), count(*) filter (where finished), count(*) filter (where able), count(*) filter (where able and finished),
          count(*) filter (where anonymous), count(*) filter (where opened_at > @now - interval '168 hours')
        from raised
        """;

    public async Task<Result<FirstContactFigures>> Handle(FirstContactReportQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value);
        await using var command = scope.Command(database, Sql.Replace("{tickets}", scope.Totals));
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        long Count(int column) => reader.GetInt64(column);
        return new FirstContactFigures(new Proportion(Count(1), Count(0)), new Proportion(Count(2), Count(0)), new Proportion(Count(4), Count(3)), Count(5), Count(6));
    }
}
