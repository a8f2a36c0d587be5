using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>A ticket that ends as a duplicate or with many others.</summary>
public sealed class TicketEndsTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task A_duplicates_customers_follow_to_the_ticket_that_stays()
    {
        var scene = await TicketScene.SetAsync(hub);
        var stays = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var ends = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Neighbour.Id });
        await hub.DoAsync(new MarkDuplicateCommand { TicketId = ends.Id!.Value, Version = ends.Version!.Value, DuplicateOf = stays.Reference.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) }, scene.Adviser);
        Assert.Equal(["Rosa Marlow", "Idris Kent"], (await scene.GetAsync(stays.Id!.Value)).Customers.Select(c => c.Name));
        Assert.Equal(ends.Reference, (await scene.GetAsync(stays.Id.Value)).Duplicates.Single().Reference);
        Assert.Equal(stays.Reference, (await scene.GetAsync(ends.Id.Value)).DuplicateOf!.Reference);
    }

    [Fact]
    public async Task A_ticket_is_no_duplicate_of_itself_of_an_ended_one_or_of_one_that_others_see()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.BringToAsync(TicketState.New);
        var (ended, restricted) = (await scene.BringToAsync(TicketState.Duplicate), await scene.RaiseRestrictedAsync());
        foreach (var other in new[] { ticket.Reference, ended.Reference, restricted.Reference, "CF-2222-2222" })
        {
            var refused = await hub.SendAsync(new MarkDuplicateCommand { TicketId = ticket.Id, Version = ticket.Version, DuplicateOf = other }, scene.Adviser);
            Assert.True(refused.Error is NotAccepted { FieldName: "DuplicateOf" } or Invalid, $"{other}: {refused.Error}");
        }
    }

    [Fact]
    public async Task A_bulk_closure_tells_every_customer_why_and_leaves_alone_what_changed_meanwhile()
    {
        var scene = await TicketScene.SetAsync(hub);
        var (one, two, changed) = (await scene.BringToAsync(TicketState.New), await scene.BringToAsync(TicketState.WithService), await scene.BringToAsync(TicketState.InHand));
        const string Why = "The collections of this week were made up on Saturday.";
        var command = new CloseInBulkCommand([new(one.Reference, one.Version), new(two.Reference, two.Version), new(changed.Reference, changed.Version - 1)], Why);
        Assert.IsType<Forbidden>((await hub.SendAsync(command, scene.Adviser)).Error);
        Assert.IsType<Invalid>((await hub.SendAsync(command with { CustomerTold = "Done" }, scene.Manager)).Error);

        var closed = await hub.DoAsync(command, scene.Manager);
        Assert.Equal((2, changed.Reference), (closed.Closed, closed.LeftAlone.Single().Reference));
        var view = await scene.GetAsync(one.Id);
        Assert.Equal((TicketState.Resolved, false), (view.State, view.MarkedFirstContact));
        Assert.Equal(Why, view.Timeline.Single(i => i.Kind == TimelineKind.Update).Text);
        var reopened = await hub.DoAsync(new ReopenTicketCommand { TicketId = one.Id, Version = view.Version, Reason = "It was not" }, scene.Adviser);
        // It stands again where it stood: nobody had taken it.
        Assert.Equal((TicketState.New, 1), (reopened.State, (await scene.GetAsync(one.Id)).ReopenedCount));
    }
}
