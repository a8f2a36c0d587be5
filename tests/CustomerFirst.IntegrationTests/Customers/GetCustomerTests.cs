using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class GetCustomerTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Who_acts_for_the_customer_comes_before_every_other_need()
    {
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()) with { Needs = [new(NeedKind.Bsl), new(NeedKind.Vulnerable), new(NeedKind.AppointeeActing, "Lee, 0121 496 0500")] });

        Assert.Equal([NeedKind.AppointeeActing, NeedKind.Vulnerable, NeedKind.Bsl], (await hub.DoAsync(new GetCustomerQuery(id), TheCustomer.Adviser())).Needs.Select(n => n.Kind));
    }

    [Fact]
    public async Task Tickets_and_contacts_of_all_keys_are_there_and_restricted_ones_only_for_their_officers()
    {
        var (id, alias) = (await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word())));
        await hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == alias).ExecuteUpdateAsync(s => s.SetProperty(k => k.CustomerId, id)));
        var (area, raiser) = (A.ServiceArea(), A.Staff(Role.Adviser));
        var (open, secret) = (A.Service(area), A.Service(area, restricted: true));
        var (call, secretCall) = (Call(id, raiser.Id, 0), Call(alias, raiser.Id, 1));
        var (first, second, hidden) = (ATicket.For(open, id, raiser, Monday, call.Id), ATicket.For(open, alias, raiser, Monday.AddHours(1), call.Id), ATicket.For(secret, id, raiser, Monday.AddHours(2), secretCall.Id));
        Assert.True(second.Resolve(false, 7, Domain.Services.SlaTerms.None(Domain.Places.BusinessCalendar.RoundTheClock()), new StepBy(raiser.Id, Monday.AddHours(3))).Ok);
        await hub.SaveAsync(area, open, secret, raiser, call, secretCall, first, second, hidden,
            ContactTicket.Create(call.Id, first.Id, ContactAct.Raised, Monday), ContactTicket.Create(call.Id, second.Id, ContactAct.Raised, Monday), ContactTicket.Create(secretCall.Id, hidden.Id, ContactAct.Raised, Monday),
            TicketEntry.Write(A.Key(), first.Id, EntryKind.Note, "For staff", raiser.Id, null, null, Monday.AddHours(4)),
            TicketEntry.Write(A.Key(), first.Id, EntryKind.Update, "We are on it", raiser.Id, null, null, Monday.AddHours(5)),
            TicketEntry.Write(A.Key(), hidden.Id, EntryKind.Update, "Not for everybody", raiser.Id, null, null, Monday.AddHours(6)));
        var adviser = TheCustomer.Adviser();

        var view = await hub.DoAsync(new GetCustomerQuery(id), adviser);
        Assert.Equal((first.Id, open.Name), (Assert.Single(view.OpenTickets).Id, view.OpenTickets[0].Service));
        Assert.Equal((second.Id, Monday.AddHours(3)), (Assert.Single(view.PastTickets).Id, view.PastTickets[0].EndedAt));
        Assert.Equal((call.Id, 2, raiser.DisplayName), (Assert.Single(view.Contacts).Id, view.Contacts[0].Tickets, view.Contacts[0].TakenBy));
        Assert.Equal(["Update", "TicketStep Resolve", "TicketStep Raise", "TicketStep Raise", "Contact"], await EventsAsync(id, adviser));

        var officer = A.Actor(A.Staff(Role.Officer), officerOf: [area]);
        var full = await hub.DoAsync(new GetCustomerQuery(alias), officer);
        Assert.Equal(new[] { first.Id, hidden.Id }.Order(), full.OpenTickets.Select(t => t.Id).Order());
        Assert.Equal(2, full.Contacts.Count);
        Assert.Contains("Not for everybody", (await hub.DoAsync(new GetCustomerTimelineQuery(id), officer)).Events.Select(e => e.Text));

        Assert.Equal(3, await hub.DatabaseAsync(db => db.Set<AuditEntry>().CountAsync(e => e.RecordId == id && e.ActorId == adviser.Id && e.Action == "viewed")));
    }

    private async Task<List<string>> EventsAsync(Guid id, Actor actor)
    {
        var events = new List<string>();
        CustomerTimeline page;
        (DateTimeOffset?, Guid?) before = (null, null);
        do
        {
            page = await hub.DoAsync(new GetCustomerTimelineQuery(id, before.Item1, before.Item2, 3), actor);
            events.AddRange(page.Events.Select(e => $"{e.Kind} {e.Step}".Trim()));
            before = (page.Events[^1].At, page.Events[^1].Id);
        }
        while (page.More);
        return events;
    }

    [Fact]
    public async Task A_blocked_record_opens_for_stewards_and_an_anonymised_one_shows_no_name()
    {
        var (blocked, anonymised) = (await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word())));
        await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == blocked).ExecuteUpdateAsync(s => s.SetProperty(c => c.Erasure, ErasureState.Blocked)));
        await hub.DatabaseAsync(db => db.Set<CustomerName>().Where(n => n.CustomerId == anonymised).ExecuteDeleteAsync());
        await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == anonymised).ExecuteUpdateAsync(s => s.SetProperty(c => c.Erasure, ErasureState.Anonymised)));

        Assert.IsType<RecordBlocked>((await hub.SendAsync(new GetCustomerQuery(blocked), TheCustomer.Adviser())).Error);
        Assert.IsType<RecordBlocked>((await hub.SendAsync(new GetCustomerTimelineQuery(blocked), TheCustomer.Adviser())).Error);
        Assert.Equal(ErasureState.Blocked, (await hub.DoAsync(new GetCustomerQuery(blocked), TheCustomer.Someone(Role.Steward))).Erasure);
        Assert.Equal("Anonymised customer", (await hub.DoAsync(new GetCustomerQuery(anonymised), TheCustomer.Adviser())).Name);
        Assert.IsType<NotFound>((await hub.SendAsync(new GetCustomerQuery(Guid.NewGuid()), TheCustomer.Adviser())).Error);
    }

    private static Contact Call(Guid customerId, Guid takenBy, int hours) => Contact.Begin(A.Key(), new ContactStart(Channel.Phone, "+441214960000", null, null, customerId), takenBy, Monday.AddMinutes(-30).AddHours(hours));
}
