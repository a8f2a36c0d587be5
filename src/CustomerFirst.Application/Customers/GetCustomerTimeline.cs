using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>What happened with a customer, the latest first: contacts, and the steps and updates of tickets that the asker may see.</summary>
/// <param name="BeforeAt">With <paramref name="BeforeId"/> the last event of the page before; null for the first page.</param>
/// <param name="Take">Events a page, 1 to 100.</param>
[Needs(Permission.ViewCustomer)]
public sealed record GetCustomerTimelineQuery(Guid CustomerId, DateTimeOffset? BeforeAt = null, Guid? BeforeId = null, int Take = 20) : IQuery<CustomerTimeline>;

/// <summary>A page of events.</summary>
/// <param name="More">There are earlier ones.</param>
public sealed record CustomerTimeline(Guid CustomerId, IReadOnlyList<CustomerEvent> Events, bool More) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new SeenRecord(RecordKind.Customer, CustomerId, ["timeline"])];
}

/// <summary>The kinds of event on a customer's timeline.</summary>
public enum CustomerEventKind { Contact, TicketStep, Update }

/// <summary>Something that happened.</summary>
/// <param name="Id">Of the contact, the interval or the entry.</param>
/// <param name="Channel">Of a contact.</param>
/// <param name="TicketId">Of a step or an update.</param>
/// <param name="Text">What an update says.</param>
public sealed record CustomerEvent(Guid Id, CustomerEventKind Kind, DateTimeOffset At, Channel? Channel, Guid? TicketId, string? Reference, string? Service, TicketStep? Step, TicketState? State, string? Text, string? By)
{
    /// <summary>The customer's key that the contact or the ticket has: the record that it came in on.</summary>
    public Guid? CustomerKey { get; init; }
}

internal sealed class GetCustomerTimelineValidator : AbstractValidator<GetCustomerTimelineQuery>
{
    public GetCustomerTimelineValidator()
    {
        RuleFor(q => q.Take).InclusiveBetween(1, 100).WithMessage("Ask for 1 to 100 rows");
        RuleFor(q => q.BeforeId).NotNull().When(q => q.BeforeAt is not null).WithMessage("Say the time and the id of the last event");
    }
}

internal sealed class GetCustomerTimelineHandler(CustomerFirstDb db, CurrentActor current, Catalogue catalogue) : IRequestHandler<GetCustomerTimelineQuery, Result<CustomerTimeline>>
{
    public async Task<Result<CustomerTimeline>> Handle(GetCustomerTimelineQuery request, CancellationToken cancellationToken)
    {
        var record = await db.Customers.Where(c => db.CustomerKeys.Any(k => k.Key == request.CustomerId && k.CustomerId == c.Id)).Select(c => new { c.Id, c.Erasure }).FirstOrDefaultAsync(cancellationToken);
        if (record is null) return new NotFound("customer");
        if (CustomerRecords.Refusal(record.Erasure, current.Actor) is { } refusal) return refusal;

        var snapshot = await catalogue.GetAsync(cancellationToken);
        var matters = new CustomerMatters(db, snapshot, current.Actor);
        var tickets = matters.Visible(record.Id);
        var (at, id, take) = (request.BeforeAt ?? DateTimeOffset.MaxValue, request.BeforeId ?? Guid.Empty, request.Take + 1);

        // Three short ordered lists, each no longer than the page, merged here.
        var contacts = await matters.VisibleContacts(record.Id).Where(c => c.StartedAt < at || (c.StartedAt == at && c.Id < id)).OrderByDescending(c => c.StartedAt).ThenByDescending(c => c.Id).Take(take)
            .Select(c => new { c.Id, c.StartedAt, c.Channel, c.CustomerId, By = db.Users.Where(u => u.Id == c.TakenBy).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellationToken);
        var steps = await (from i in db.TicketIntervals.ThatStand()
                           join t in tickets on i.TicketId equals t.Id
                           where i.Step != TicketStep.ChangeClock
                                 && (i.From < at || (i.From == at && i.Id < id))
                           orderby i.From descending, i.Id descending
                           select new { i.Id, i.From, i.Step, i.State, t.Reference, TicketId = t.Id, t.CustomerId, t.ServiceId, By = db.Users.Where(u => u.Id == i.By).Select(u => u.DisplayName).FirstOrDefault() }).Take(take).ToListAsync(cancellationToken);
        var updates = await (from e in db.TicketEntries.AsNoTracking()
                             join t in tickets on e.TicketId equals t.Id
                             where e.Kind == EntryKind.Update && (e.At < at || (e.At == at && e.Id < id))
                             orderby e.At descending, e.Id descending
                             select new { e.Id, e.At, e.Text, t.Reference, TicketId = t.Id, t.CustomerId, t.ServiceId, By = db.Users.Where(u => u.Id == e.By).Select(u => u.DisplayName).FirstOrDefault() }).Take(take).ToListAsync(cancellationToken);

        string? Service(Guid serviceId) => snapshot.ServicesById.TryGetValue(serviceId, out var service) ? service.Name : null;
        var events = contacts.Select(c => new CustomerEvent(c.Id, CustomerEventKind.Contact, c.StartedAt, c.Channel, null, null, null, null, null, null, c.By) { CustomerKey = c.CustomerId })
            .Concat(steps.Select(s => new CustomerEvent(s.Id, CustomerEventKind.TicketStep, s.From, null, s.TicketId, s.Reference, Service(s.ServiceId), s.Step, s.State, null, s.By) { CustomerKey = s.CustomerId }))
            .Concat(updates.Select(u => new CustomerEvent(u.Id, CustomerEventKind.Update, u.At, null, u.TicketId, u.Reference, Service(u.ServiceId), null, null, u.Text, u.By) { CustomerKey = u.CustomerId }))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).ToList();
        return new CustomerTimeline(record.Id, [.. events.Take(request.Take)], events.Count > request.Take);
    }
}
