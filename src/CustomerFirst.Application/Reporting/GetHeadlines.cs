using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>The measures that managers look at first, of the tickets raised and the contacts begun in a period.</summary>
[Needs(Permission.SeePerformance)]
public sealed record GetHeadlinesQuery(ReportPeriod Period, ReportFilter? Filter = null) : IQuery<Headlines>;

/// <summary>Shares with what they are made of.</summary>
/// <param name="OnTime">Closed no later than the target, among the closed that have one.</param>
/// <param name="Online">Raised by web form or web chat.</param>
/// <param name="Trackable">About services whose tickets the customer can track.</param>
/// <param name="Reopened">Reopened at least once, among all raised.</param>
/// <param name="Avoidable">Contacts of low or no value to the customer, among all ended; with a filter, those that raised or progressed its tickets.</param>
/// <param name="MedianHours">Real elapsed hours from opening to closing.</param>
public sealed record Headlines(long Requests, long Closed, long Negative, long Open, double? MedianHours, double? P90Hours, Proportion OnTime, Proportion Online, Proportion Trackable, Proportion Reopened,
    Proportion Avoidable);

internal sealed class GetHeadlinesHandler(NpgsqlDataSource database, CurrentActor current) : IRequestHandler<GetHeadlinesQuery, Result<Headlines>>
{
    public async Task<Result<Headlines>> Handle(GetHeadlinesQuery request, CancellationToken cancellationToken)
    {
        var period = request.Period.Instants();
        if (!period.Ok) return period.Error!;
        var scope = new ReportScope(request.Filter, current.Actor, period.Value);
        var all = (await PerformanceFigures.ReadAsync(database, scope, scope.Totals, [], cancellationToken))[0];
        return new Headlines(all.Requests, all.Closed, all.Negative, all.Open, all.MedianHours, all.P90Hours, new Proportion(all.OnTime.Met, all.OnTime.WithTarget),
            new Proportion(all.Online, all.Requests), new Proportion(all.Trackable, all.Requests), new Proportion(all.Reopened, all.Requests),
            await AvoidableAsync(request.Filter, period.Value, cancellationToken));
    }

    private async Task<Proportion> AvoidableAsync(ReportFilter? filter, (DateTimeOffset From, DateTimeOffset To) period, CancellationToken token)
    {
        var scope = new ContactScope(filter, current.Actor, period);
        await using var command = scope.Command(database, $"select count(*) filter (where c.avoidable), count(*) from contacts c where {{period}} and {scope.Counted}");
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        return new Proportion(reader.GetInt64(0), reader.GetInt64(1));
    }
}
