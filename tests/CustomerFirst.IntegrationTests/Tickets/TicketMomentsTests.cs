using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>What one moment does to a ticket: in its order, and nothing where nothing changes.</summary>
public sealed class TicketMomentsTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task Who_sends_what_stands_already_is_told_so_and_adds_nothing()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync();
        var ticket = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.HandedOver });
        var (id, version) = (ticket.Id!.Value, ticket.Version!.Value);
        var before = await scene.GetAsync(id);
        StepCommand[] same =
        [
            new AssignTicketCommand { AssigneeId = null }, new PrioritiseTicketCommand { Priority = Priority.Normal, Reason = "No change" }, new LetMemberKnowCustomerCommand { May = false },
        ];
        foreach (var command in same)
        {
            var after = await hub.DoAsync(command with { TicketId = id, Version = version, ContactId = call.Id }, scene.Adviser);
            Assert.Equal((true, version), (after.Unchanged, after.Version));
        }
        var view = await scene.GetAsync(id);
        Assert.Equal((before.Timeline.Count, before.UpdatedAt), (view.Timeline.Count, view.UpdatedAt));
        Assert.Equal(0L, await hub.ScalarAsync<long>("select count(*) from audit_entries where record_id = @t and action in ('AssignTicket', 'PrioritiseTicket', 'LetMemberKnowCustomer')", ("t", id)));
        Assert.Empty((await hub.DoAsync(new GetContactQuery(call.Id), scene.Adviser)).Tickets);
        Assert.False((await hub.DoAsync(new PrioritiseTicketCommand { TicketId = id, Version = version, Priority = Priority.High, Reason = "Pressing" }, scene.Adviser)).Unchanged);
    }

    [Fact]
    public async Task What_happens_at_one_moment_stands_in_its_order_on_the_ticket_with_the_customer_and_where_they_track_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        for (var times = 0; times < 5; times++)
        {
            var call = await scene.CallAsync(scene.Customer.Id);
            var ticket = await scene.RaiseAsync(scene.Raising() with { ContactId = call.Id, Channel = null, Then = AfterRaising.Resolved, CustomerTold = "It comes tomorrow." });
            var view = await scene.GetAsync(ticket.Id!.Value);
            Assert.Equal([TimelineKind.Step, TimelineKind.Update, TimelineKind.Step, TimelineKind.Contact], view.Timeline.Select(i => i.Kind));
            Assert.Equal([TicketStep.Resolve, TicketStep.Raise], view.Timeline.Select(i => i.Step).OfType<TicketStep>());
            var events = (await hub.DoAsync(new GetCustomerTimelineQuery(scene.Customer.Id, Take: 4), scene.Adviser)).Events;
            Assert.Equal([(CustomerEventKind.TicketStep, TicketStep.Resolve), (CustomerEventKind.Update, null), (CustomerEventKind.TicketStep, TicketStep.Raise), (CustomerEventKind.Contact, (TicketStep?)null)], events.Select(e => (e.Kind, e.Step)));
            var tracked = await hub.DoAsync(new TrackEnquiryQuery(ticket.Reference, "Marlow"), Actor.Public);
            Assert.Equal([null, "It comes tomorrow.", null], tracked.Events.Select(e => e.Text));
        }
        // So does what a step tells the customer.
        var later = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Then = AfterRaising.HandedOver });
        await hub.DoAsync(new ResolveTicketCommand { TicketId = later.Id!.Value, Version = later.Version!.Value, CustomerTold = "It was emptied." }, scene.Officer);
        Assert.Equal([TicketStep.Resolve, null, TicketStep.HandOver, TicketStep.Raise], (await scene.GetAsync(later.Id.Value)).Timeline.Select(i => i.Step));
    }
}
