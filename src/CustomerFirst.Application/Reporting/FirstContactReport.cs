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
    // Says the same as FirstContactResolution, over sets; a test compares the two on random lives. Customers are compared by record, not by key.
    internal const string Measured = """
        raised as (
          select t.id, t.service_id, t.contact_id, t.opened_at, t.marked_first_contact as marked, s.can_finish_at_first_contact as able, k.customer_id as customer,
            coalesce(c.id is not null and t.reopened_count = 0 and t.resolved_at >= t.opened_at and (c.ended_at is null or t.resolved_at <= c.ended_at), false) as at_once
          from tickets t
          join services s on s.id = t.service_id
          left join contacts c on c.id = t.contact_id
          left join customer_keys k on k.key = t.customer_id
          where t.state not in ('cancelled', 'duplicate') and {tickets}),
        measured as (
          select r.*, r.at_once and not exists (
            select from customer_keys own
            join contacts again on again.customer_id = own.key
            join contact_tickets link on link.contact_id = again.id
            join tickets about on about.id = link.ticket_id
            where own.customer_id = r.customer and about.service_id = r.service_id and again.id <> r.contact_id
              and again.started_at > r.opened_at and again.started_at <= r.opened_at + interval '168 hours') as finished
          from raised r)
        """;

    private const string Sql = $$"""
        with {{Measured}}
        select count(*), count(*) filter (where marked), count(*) filter (where finished), count(*) filter (where able), count(*) filter (where able and finished),
          count(*) filter (where customer is null), count(*) filter (where opened_at > @now - interval '168 hours')
        from measured
        """;

    public async Task<Result<FirstContactFigures>> Handle(FirstContactReportQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value.From, period.Value.To);
        await using var command = database.CreateCommand(Sql.Replace("{tickets}", scope.Totals));
        command.CommandTimeout = 600;
        scope.AddTo(command);
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        long Count(int column) => reader.GetInt64(column);
        return new FirstContactFigures(new Proportion(Count(1), Count(0)), new Proportion(Count(2), Count(0)), new Proportion(Count(4), Count(3)), Count(5), Count(6));
    }
}
