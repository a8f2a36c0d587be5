using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class DuplicatesTests(Hub hub) : IClassFixture<Hub>
{
    // 0.00045 degrees of latitude are 50.1 metres.
    private static readonly TicketLocation s_corner = new(Latitude: 52.48, Longitude: -1.9);

    [Fact]
    public async Task The_same_service_for_the_same_customer_within_30_days_is_shown_before_it_is_raised_again()
    {
        var scene = await TicketScene.SetAsync(hub);
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var again = scene.Raising() with { CustomerId = scene.Customer.Id, DespiteDuplicates = false };

        var likely = Assert.IsType<PossibleDuplicate>((await hub.SendAsync(again, scene.Adviser)).Error);
        Assert.Equal((first.Id!.Value, true, false), (likely.Tickets.Single().Id, likely.Tickets[0].SameCustomer, likely.Tickets[0].SamePlace));
        Assert.True((await hub.SendAsync(again with { DespiteDuplicates = true }, scene.Adviser)).Ok);
        Assert.True((await hub.SendAsync(again with { ServiceId = scene.Graffiti.Id }, scene.Adviser)).Ok);
        Assert.True((await hub.SendAsync(again with { CustomerId = scene.Neighbour.Id }, scene.Adviser)).Ok);
    }

    [Theory]
    [InlineData(52.48044, -1.9, true)]
    [InlineData(52.48046, -1.9, false)]
    [InlineData(52.48, -1.89927, true)]
    [InlineData(52.48, -1.89925, false)]
    [InlineData(52.48035, -1.8994, false)]
    public async Task A_place_is_the_same_within_50_metres(double latitude, double longitude, bool same)
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync(scene.Raising() with { Location = s_corner });
        Assert.Equal("Hillside", (await scene.GetAsync(raised.Id!.Value)).Place.Ward);
        Assert.Equal(same ? 1 : 0, (await FindAsync(scene, new TicketLocation(Latitude: latitude, Longitude: longitude))).Count);
    }

    [Fact]
    public async Task The_same_property_or_the_same_address_is_the_same_place()
    {
        var scene = await TicketScene.SetAsync(hub);
        await scene.RaiseAsync(scene.Raising() with { Location = new TicketLocation("12 High Street", "b147qh", 100_070_000_001) });
        Assert.Single(await FindAsync(scene, new TicketLocation(Uprn: 100_070_000_001)));
        Assert.Single(await FindAsync(scene, new TicketLocation("12 HIGH STREET", "B14 7QH")));
        Assert.Empty(await FindAsync(scene, new TicketLocation("14 High Street", "B14 7QH")));
        Assert.Empty(await FindAsync(scene, new TicketLocation(Postcode: "B14 7QH")));
    }

    [Fact]
    public async Task Tickets_of_nobody_whose_only_place_is_one_postcode_may_be_about_the_same_matter_for_30_days()
    {
        var scene = await TicketScene.SetAsync(hub);
        var start = hub.Clock.GetUtcNow();
        try
        {
            hub.Clock.Is(start);
            var raising = scene.Raising() with { Location = new TicketLocation(Postcode: "b147qh"), DespiteDuplicates = false };
            var first = await scene.RaiseAsync(raising);
            // What is known more exactly stands apart: another house of the same postcode.
            await scene.RaiseAsync(scene.Raising() with { Location = new TicketLocation("12 High Street", "B14 7QH") });
            hub.Clock.Is(start.AddDays(29));
            var likely = Assert.Single(Assert.IsType<PossibleDuplicate>((await hub.SendAsync(raising with { Location = new TicketLocation(Postcode: "B14 7QH") }, scene.Adviser)).Error).Tickets);
            Assert.Equal((first.Id, true, false), (likely.Id, likely.SamePlace, likely.SameCustomer));
            Assert.Empty(await FindAsync(scene, new TicketLocation(Postcode: "B14 7QJ")));
            Assert.Empty(await FindAsync(scene, new TicketLocation("3 Mill Lane", "B14 7QH")));
            Assert.True((await hub.SendAsync(raising with { ServiceId = scene.Graffiti.Id }, scene.Adviser)).Ok);
            hub.Clock.Is(start.AddDays(31));
            Assert.Empty(await FindAsync(scene, new TicketLocation(Postcode: "B14 7QH")));
        }
        finally
        {
            hub.Clock.Runs();
        }
    }

    [Fact]
    public async Task What_was_resolved_weeks_ago_is_shown_below_what_is_open_until_it_is_older_than_30_days()
    {
        var scene = await TicketScene.SetAsync(hub);
        var start = hub.Clock.GetUtcNow();
        try
        {
            hub.Clock.Is(start);
            var open = await scene.RaiseAsync(scene.Raising() with { Location = s_corner });
            hub.Clock.Is(start.AddHours(1));
            var early = await scene.RaiseAsync(scene.Raising() with { Location = s_corner, Then = AfterRaising.Resolved, CustomerTold = "Done." });
            hub.Clock.Is(start.AddHours(2));
            var late = await scene.RaiseAsync(scene.Raising() with { Location = s_corner, Then = AfterRaising.Resolved, CustomerTold = "Done too." });
            hub.Clock.Is(start.AddDays(29));
            var found = await FindAsync(scene, s_corner);
            Assert.Equal([open.Reference, late.Reference, early.Reference], found.Select(t => t.Reference));
            Assert.Equal([null, start.AddHours(2).ToMicrosecond(), start.AddHours(1).ToMicrosecond()], found.Select(t => t.ResolvedAt));
            Assert.IsType<PossibleDuplicate>((await hub.SendAsync(scene.Raising() with { Location = s_corner, DespiteDuplicates = false }, scene.Adviser)).Error);
            hub.Clock.Is(start.AddDays(31));
            Assert.Empty(await FindAsync(scene, s_corner));
        }
        finally
        {
            hub.Clock.Runs();
        }
    }

    [Fact]
    public async Task What_was_delivered_takes_no_open_tickets_place_in_a_long_list()
    {
        var scene = await TicketScene.SetAsync(hub);
        var open = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Location = s_corner });
        for (var i = 0; i < 12; i++) await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Location = s_corner, Then = AfterRaising.Resolved, CustomerTold = "Done." });
        var found = await FindAsync(scene, s_corner, scene.Customer.Id);
        Assert.Equal((10, open.Reference), (found.Count, found[0].Reference));
    }

    [Fact]
    public async Task A_merged_customers_tickets_are_found_by_either_key()
    {
        var scene = await TicketScene.SetAsync(hub);
        await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        await hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customer_keys set customer_id = {scene.Neighbour.Id} where key = {scene.Customer.Id}"));
        Assert.Single(await FindAsync(scene, null, scene.Neighbour.Id));
        Assert.Single(await FindAsync(scene, null, scene.Customer.Id));
    }

    [Fact]
    public async Task What_the_same_contact_raised_or_progressed_for_the_service_comes_first_whoever_rings()
    {
        var scene = await TicketScene.SetAsync(hub);
        var start = hub.Clock.GetUtcNow();
        try
        {
            hub.Clock.Is(start.AddDays(-60));
            var older = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
            hub.Clock.Is(start);
            var call = await scene.CallAsync();
            var raising = scene.Raising() with { ContactId = call.Id, Channel = null, Location = s_corner, DespiteDuplicates = false };
            var raised = await scene.RaiseAsync(raising);
            await hub.DoAsync(new AddToTicketCommand(older.Id!.Value, null, call.Id), scene.Adviser);
            var elsewhere = await scene.RaiseAsync(scene.Raising() with { Location = s_corner });

            var again = Assert.IsType<PossibleDuplicate>((await hub.SendAsync(raising with { Location = null }, scene.Adviser)).Error);
            Assert.Equal([(raised.Reference, ContactAct.Raised), (older.Reference, ContactAct.Progressed)], again.Tickets.Select(t => (t.Reference, t.InThisContact!.Value)));
            var nearby = Assert.IsType<PossibleDuplicate>((await hub.SendAsync(raising, scene.Adviser)).Error);
            Assert.Equal([raised.Reference, older.Reference, elsewhere.Reference], nearby.Tickets.Select(t => t.Reference));
            Assert.True(nearby.Tickets[0].SamePlace);
            Assert.Null(nearby.Tickets[2].InThisContact);
            // Another service, or another call about this one, is another matter.
            Assert.True((await hub.SendAsync(raising with { ServiceId = scene.Graffiti.Id, Location = null }, scene.Adviser)).Ok);
            Assert.True((await hub.SendAsync(raising with { ContactId = (await scene.CallAsync()).Id, Location = null }, scene.Adviser)).Ok);
        }
        finally
        {
            hub.Clock.Runs();
        }
    }

    [Fact]
    public async Task What_the_contact_raised_in_error_and_cancelled_is_no_duplicate()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync();
        var raising = scene.Raising() with { ContactId = call.Id, Channel = null, DespiteDuplicates = false };
        var raised = await scene.RaiseAsync(raising);
        await hub.DoAsync(new CancelTicketCommand { TicketId = raised.Id!.Value, Version = raised.Version!.Value, ContactId = call.Id, Reason = "The wrong service" }, scene.Adviser);
        Assert.True((await hub.SendAsync(raising, scene.Adviser)).Ok);
    }

    [Fact]
    public async Task Add_to_this_one_instead_makes_the_caller_a_reporter_and_links_the_call()
    {
        var scene = await TicketScene.SetAsync(hub);
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Location = s_corner });
        var call = await scene.CallAsync(scene.Neighbour.Id);
        await hub.DoAsync(new AddToTicketCommand(first.Id!.Value, "Mine too.", call.Id), scene.Adviser);
        await hub.DoAsync(new AddToTicketCommand(first.Id.Value, null, call.Id), scene.Adviser);

        var ticket = await scene.GetAsync(first.Id.Value);
        Assert.Equal([("Rosa Marlow", CustomerRole.Subject), ("Idris Kent", CustomerRole.Reporter)], ticket.Customers.Select(c => (c.Name!, c.Role)));
        Assert.Equal(["Reported again", "Reported again: Mine too."], ticket.Timeline.Where(i => i.Kind == TimelineKind.Note).Select(i => i.Text));
        Assert.Equal(ContactAct.Progressed, ticket.Timeline.Single(i => i.Kind == TimelineKind.Contact).Act);
        Assert.True((await FindAsync(scene, null, scene.Neighbour.Id)).Single().SameCustomer);
    }

    [Fact]
    public async Task A_report_on_a_resolved_ticket_opens_it_again_unless_nobody_has_to_act_and_says_what_it_did()
    {
        var scene = await TicketScene.SetAsync(hub);
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Then = AfterRaising.HandedOver });
        var resolved = await hub.DoAsync(new ResolveTicketCommand { TicketId = first.Id!.Value, Version = first.Version!.Value, CustomerTold = "It was emptied." }, scene.Officer);
        var call = await scene.CallAsync(scene.Neighbour.Id);
        var left = await hub.DoAsync(new AddToTicketCommand(first.Id.Value, "Only to thank you.", call.Id, LeaveResolved: true), scene.Adviser);
        Assert.Equal((TicketState.Resolved, true, false), (left.State, left.CustomerAdded, left.Reopened));
        Assert.True(left.Version > resolved.Version);

        var reopened = await hub.DoAsync(new AddToTicketCommand(first.Id.Value, "It was left again.", call.Id), scene.Adviser);
        Assert.Equal((TicketState.WithService, false, true, scene.Team.Name), (reopened.State, reopened.CustomerAdded, reopened.Reopened, reopened.Team));
        var ticket = await scene.GetAsync(first.Id.Value);
        Assert.Equal((TicketStep.Reopen, "The customer reported it again"), (ticket.Timeline[0].Step!.Value, ticket.Timeline[0].Text));
        Assert.Equal((TimelineKind.Note, "Reported again: It was left again."), (ticket.Timeline[1].Kind, ticket.Timeline[1].Text));
        Assert.Equal((1, null), (ticket.ReopenedCount, ticket.ResolvedAt));
        Assert.Equal(1, await hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.Id == first.Id && t.ObjectionEndsAt == null)));
    }

    [Fact]
    public async Task Nobody_reports_to_a_ticket_that_ended_without_delivery_or_reopens_without_the_permission()
    {
        var scene = await TicketScene.SetAsync(hub);
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Then = AfterRaising.HandedOver });
        await hub.DoAsync(new CancelTicketCommand { TicketId = first.Id!.Value, Version = first.Version!.Value, Reason = "In error" }, scene.Adviser);
        Assert.IsType<StepNotAllowed>((await hub.SendAsync(new AddToTicketCommand(first.Id.Value, "Again"), scene.Adviser)).Error);

        var other = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "Done." });
        var program = new Actor(ActorKind.ApiClient, A.Key(), "A program") { Permissions = new HashSet<Permission> { Permission.ViewTicket, Permission.ProgressTicket } };
        Assert.Equal(nameof(AddToTicketCommand.LeaveResolved), Assert.IsType<NotAccepted>((await hub.SendAsync(new AddToTicketCommand(other.Id!.Value, "Again"), program)).Error).Field);
        Assert.Equal(TicketState.Resolved, (await hub.DoAsync(new AddToTicketCommand(other.Id.Value, "Again", LeaveResolved: true), program)).State);
    }

    private async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(TicketScene scene, TicketLocation? location, Guid? customerId = null) =>
        (await hub.DoAsync(new FindDuplicatesQuery(scene.Bins.Id, customerId, location), scene.Adviser)).Tickets;
}
