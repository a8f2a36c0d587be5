using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>How many tickets a change of a service's SLA concerns.</summary>
[Needs(Permission.ManageServices)]
public sealed record CountOpenTicketsQuery(Guid ServiceId) : IQuery<OpenTickets>;

/// <summary>Open tickets of a service.</summary>
/// <param name="Count">Null for a restricted service: how many tickets it has, only its own officers may know.</param>
public sealed record OpenTickets(int? Count);

internal sealed class CountOpenTicketsHandler(CustomerFirstDb db) : IRequestHandler<CountOpenTicketsQuery, Result<OpenTickets>>
{
    private static readonly TicketState[] s_open = [.. Enum.GetValues<TicketState>().Where(state => state.IsOpen())];

    public async Task<Result<OpenTickets>> Handle(CountOpenTicketsQuery query, CancellationToken token)
    {
        var restricted = await db.Services.Where(s => s.Id == query.ServiceId).Select(s => (bool?)s.Restricted).SingleOrDefaultAsync(token);
        if (restricted is null) return new NotFound("service");
        return new OpenTickets(restricted.Value ? null : await db.Tickets.CountAsync(t => t.ServiceId == query.ServiceId && !t.Restricted && s_open.Contains(t.State), token));
    }
}
