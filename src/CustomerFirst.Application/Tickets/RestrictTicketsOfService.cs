using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Tickets are as restricted as their service is, old ones too.</summary>
internal sealed class RestrictTicketsOfService(CustomerFirstDb db) : INotificationHandler<ServiceRestrictionChanged>
{
    public Task Handle(ServiceRestrictionChanged changed, CancellationToken token) =>
        db.Tickets.Where(t => t.ServiceId == changed.ServiceId && t.Restricted != changed.Restricted)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Restricted, changed.Restricted), token);
}
