using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>One of a customer's tickets, in a list.</summary>
public sealed record CustomerTicket(Guid Id, string Reference, string Service, string Subject, TicketState State, DateTimeOffset OpenedAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt)
{
    /// <summary>The key that the ticket has: the record that it was raised on.</summary>
    public Guid? CustomerKey { get; init; }

    /// <summary>Only officers of its service area see it.</summary>
    public bool Restricted { get; init; }
}

/// <summary>One of a customer's contacts, in a list.</summary>
public sealed record CustomerContact(Guid Id, Channel Channel, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ContactOutcome? Outcome, string? TakenBy, int Tickets)
{
    /// <summary>The key that the contact has: the record that it was taken on.</summary>
    public Guid? CustomerKey { get; init; }
}

/// <summary>
/// A customer's tickets and contacts, by all of the customer's keys, as far as an actor may see them. A contact about nothing but restricted
/// tickets that the actor may not see is not shown either: that somebody rang about such a matter would say too much.
/// </summary>
internal sealed class CustomerMatters(CustomerFirstDb db, CatalogueSnapshot catalogue, Actor actor)
{
    /// <summary>Rows of each list.</summary>
    public const int Most = 50;

    /// <summary>The customer's tickets that the actor may see.</summary>
    public IQueryable<Ticket> Visible(Guid customerId) =>
        db.Tickets.AsNoTracking().VisibleTo(actor).Where(t => t.CustomerId != null && db.KeysOf(customerId).Contains(t.CustomerId.Value));

    /// <summary>The customer's contacts that the actor may see.</summary>
    public IQueryable<Contact> VisibleContacts(Guid customerId)
    {
        var visible = db.Tickets.VisibleTo(actor);
        return db.Contacts.AsNoTracking().Where(c => c.CustomerId != null && db.KeysOf(customerId).Contains(c.CustomerId.Value)
            && (!db.ContactTickets.Any(l => l.ContactId == c.Id && db.Tickets.Any(t => t.Id == l.TicketId && t.Restricted))
                || db.ContactTickets.Any(l => l.ContactId == c.Id && visible.Any(t => t.Id == l.TicketId))));
    }

    /// <summary>Open ones, the one that is due first at the top; and past ones, the latest first.</summary>
    public async Task<(IReadOnlyList<CustomerTicket> Open, IReadOnlyList<CustomerTicket> Past)> TicketsAsync(Guid customerId, CancellationToken token)
    {
        var open = await Lines(Visible(customerId).Where(t => t.State == TicketState.New || t.State == TicketState.InHand || t.State == TicketState.WithService || t.State == TicketState.WaitingForCustomer || t.State == TicketState.WaitingForOthers)
            .OrderBy(t => t.ResolutionDueAt).ThenBy(t => t.Id).Take(Most)).ToListAsync(token);
        var past = await Lines(Visible(customerId).Where(t => t.State == TicketState.Resolved || t.State == TicketState.Closed || t.State == TicketState.Cancelled || t.State == TicketState.Duplicate)
            .OrderByDescending(t => t.OpenedAt).ThenBy(t => t.Id).Take(Most)).ToListAsync(token);
        return ([.. open.Select(Named)], [.. past.Select(Named)]);
    }

    /// <summary>The latest contacts.</summary>
    public async Task<IReadOnlyList<CustomerContact>> ContactsAsync(Guid customerId, CancellationToken token)
    {
        var visible = db.Tickets.VisibleTo(actor);
        return await VisibleContacts(customerId).OrderByDescending(c => c.StartedAt).ThenBy(c => c.Id).Take(Most)
            .Select(c => new CustomerContact(c.Id, c.Channel, c.StartedAt, c.EndedAt, c.Outcome, db.Users.Where(u => u.Id == c.TakenBy).Select(u => u.DisplayName).FirstOrDefault(),
                db.ContactTickets.Count(l => l.ContactId == c.Id && visible.Any(t => t.Id == l.TicketId))) { CustomerKey = c.CustomerId }).ToListAsync(token);
    }

    private static IQueryable<(Guid ServiceId, CustomerTicket Ticket)> Lines(IQueryable<Ticket> tickets) =>
        tickets.Select(t => new ValueTuple<Guid, CustomerTicket>(t.ServiceId, new CustomerTicket(t.Id, t.Reference, "", t.Subject, t.State, t.OpenedAt, t.ResolutionDueAt, t.ResolvedAt ?? t.EndedAt) { CustomerKey = t.CustomerId, Restricted = t.Restricted }));

    private CustomerTicket Named((Guid ServiceId, CustomerTicket Ticket) line) =>
        line.Ticket with { Service = catalogue.ServicesById.TryGetValue(line.ServiceId, out var service) ? service.Name : "" };
}
