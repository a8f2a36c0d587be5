using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Contacts;

public sealed class ContactsTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task A_call_keeps_the_number_that_was_dialled_and_who_takes_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await hub.DoAsync(new BeginContactCommand(Channel.Phone, "0121 496 0001"), scene.Adviser);
        var view = await hub.DoAsync(new GetContactQuery(call.Id), scene.Adviser);
        Assert.Equal(("+441214960001", "Ada Adviser", true, true), (view.NumberDialled, view.TakenBy, view.Mine, view.InProgress));
        Assert.Equal(call.Id, (await hub.DoAsync(new GetMyContactsQuery(), scene.Adviser)).Contacts.Single().Id);
        Assert.False((await hub.DoAsync(new GetContactQuery(call.Id), scene.Manager)).Mine);
        Assert.Equal(1L, await hub.ScalarAsync<long>("select count(*) from audit_entries where action = 'viewed' and record_id = @id and actor_id = @who", ("id", call.Id), ("who", scene.ManagerAccount.Id)));
    }

    [Fact]
    public async Task A_counter_visit_takes_place_at_the_office_of_whoever_takes_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var office = Domain.Places.Office.Create(A.Key(), $"office-{A.Key():N}", "Hillside office", Domain.Places.OfficeKind.NeighbourhoodOffice, "1 High Street", "B14 7QH", null, null, null);
        await hub.SaveAsync(office);
        var visit = await hub.DoAsync(new BeginContactCommand(Channel.Counter), scene.Adviser with { OfficeId = office.Id });
        Assert.Equal("Hillside office", (await hub.DoAsync(new GetContactQuery(visit.Id), scene.Adviser)).Office);
        Assert.Equal("OfficeId", (await hub.SendAsync(new BeginContactCommand(Channel.Counter, OfficeId: A.Key()), scene.Adviser)).Error!.Field);
    }

    [Fact]
    public async Task A_customer_is_named_during_the_contact_and_the_next_ticket_is_theirs()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync();
        var named = await hub.DoAsync(new IdentifyCustomerCommand(call.Id, scene.Customer.Id, call.Version), scene.Adviser);
        var ticket = await scene.RaiseAsync(scene.Raising() with { ContactId = call.Id, Channel = null });
        Assert.Equal("Rosa Marlow", (await scene.GetAsync(ticket.Id!.Value)).Customers.Single().Name);
        Assert.Equal(ticket.Id, (await hub.DoAsync(new GetContactQuery(call.Id), scene.Adviser)).Tickets.Single().Id);
        Assert.IsType<Stale>((await hub.SendAsync(new IdentifyCustomerCommand(call.Id, null, call.Version), scene.Adviser)).Error);
        Assert.IsType<NotFound>((await hub.SendAsync(new IdentifyCustomerCommand(call.Id, A.Key(), named.Version), scene.Adviser)).Error);
        await hub.DoAsync(new IdentifyCustomerCommand(call.Id, null, named.Version), scene.Adviser);
        Assert.Null((await hub.DoAsync(new GetContactQuery(call.Id), scene.Adviser)).CustomerId);
    }

    [Fact]
    public async Task An_avoidable_contact_says_why_and_an_ended_one_says_nothing_more()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync();
        Assert.IsType<Invalid>((await hub.SendAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, true, null, call.Version), scene.Adviser)).Error);
        Assert.IsType<Invalid>((await hub.SendAsync(new EndContactCommand(call.Id, null, null, null, call.Version), scene.Adviser)).Error);
        var ended = await hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, true, AvoidableReason.ChasingProgress, call.Version), scene.Adviser);
        Assert.IsType<ContactEnded>((await hub.SendAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, false, null, ended.Version), scene.Adviser)).Error);
        Assert.IsType<ContactEnded>((await hub.SendAsync(new IdentifyCustomerCommand(call.Id, null, ended.Version), scene.Adviser)).Error);
        var saved = await hub.DatabaseAsync(db => db.Contacts.SingleAsync(c => c.Id == call.Id));
        Assert.Equal((ContactOutcome.Answered, true, AvoidableReason.ChasingProgress), (saved.Outcome!.Value, saved.Avoidable!.Value, saved.AvoidableReason!.Value));
        Assert.Empty((await hub.DoAsync(new GetMyContactsQuery(), scene.Adviser)).Contacts);
    }

    [Fact]
    public async Task A_contact_proposes_what_happened_in_it_as_its_outcome_and_does_not_end_with_what_did_not()
    {
        var scene = await TicketScene.SetAsync(hub);
        var older = await scene.RaiseAsync();
        var call = await scene.CallAsync();
        async Task<ContactOutcome?> Likely() => (await hub.DoAsync(new GetContactQuery(call.Id), scene.Adviser)).Likely;
        async Task<Error?> End(ContactOutcome outcome) => (await hub.SendAsync(new EndContactCommand(call.Id, outcome, null, null, call.Version), scene.Adviser)).Error;

        Assert.Null(await Likely());
        Assert.Equal(("Outcome", "No ticket was raised in this contact: select how it ended"), Assert.IsType<NotAccepted>(await End(ContactOutcome.TicketRaised)) is var none ? (none.Field, none.Message) : default);
        Assert.IsType<NotAccepted>(await End(ContactOutcome.TicketProgressed));
        await hub.DoAsync(new AddNoteCommand(older.Id!.Value, "Rang again.", call.Id), scene.Adviser);
        Assert.Equal(ContactOutcome.TicketProgressed, await Likely());
        Assert.IsType<NotAccepted>(await End(ContactOutcome.TicketRaised));
        // A ticket whose raiser may not see it was raised all the same.
        await scene.RaiseAsync(scene.Raising(scene.Refuge) with { ContactId = call.Id, Channel = null });
        Assert.Equal(ContactOutcome.TicketRaised, await Likely());
        Assert.Null(await End(ContactOutcome.TicketRaised));
        Assert.Null(await Likely());
    }

    [Fact]
    public async Task Only_whoever_takes_a_contact_changes_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync();
        Assert.IsType<NotYourContact>((await hub.SendAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, false, null, call.Version), scene.Manager)).Error);
        Assert.IsType<NotYourContact>((await hub.SendAsync(new IdentifyCustomerCommand(call.Id, scene.Customer.Id, call.Version), scene.Manager)).Error);
    }

    [Fact]
    public async Task A_number_that_is_none_and_a_missing_channel_are_refused()
    {
        var scene = await TicketScene.SetAsync(hub);
        var invalid = Assert.IsType<Invalid>((await hub.SendAsync(new BeginContactCommand(null, "abc"), scene.Adviser)).Error);
        Assert.Equal(["Channel", "NumberDialled"], invalid.Problems.Keys.Order());
    }
}
