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
    public async Task<Result<FirstContactFigures>> Handle(FirstContactReportQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value);
        var merged = await MergedKeys.ReadAsync(database, cancellationToken);
        await using var command = scope.Command(database, FirstContactSql.Sums(merged, (_, columns, condition) => $"select {columns} from tickets t join services s on s.id = t.service_id where {scope.Totals} and {condition}"));
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        merged.AddTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sums = new long[FirstContactSql.SumCount];
        while (await reader.ReadAsync(cancellationToken))
            for (var i = 0; i < sums.Length; i++) sums[i] += reader.GetInt64(i);
        return FirstContactSql.Figures(sums);
    }
}
