using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Application.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Tickets that stand in the database without having been raised by a command.</summary>
internal static class ATicket
{
    private static readonly byte[] s_key = new byte[32];
    private static int s_number;

    /// <summary>A ticket of a customer about a service; its references never meet those that the hub gives out.</summary>
    public static Ticket For(Service service, Guid? customerId, StaffAccount raiser, DateTimeOffset? at = null, Guid? contactId = null) =>
        Ticket.Raise(A.Key(), TicketReference.Make(Interlocked.Increment(ref s_number), s_key),
            new TicketOpening(service.Id, service.ServiceAreaId, service.Restricted, null, Priority.Normal, "About it", null, [], TicketPlace.None, Channel.Phone, null, contactId, customerId),
            SlaTerms.None(BusinessCalendar.RoundTheClock()), new StepBy(raiser.Id, at ?? new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero)));
}
