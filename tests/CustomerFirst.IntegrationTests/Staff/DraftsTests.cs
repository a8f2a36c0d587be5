using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class DraftsTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task A_draft_is_kept_for_its_writer_alone_in_place_of_the_one_before_and_for_a_day()
    {
        var scene = await TicketScene.SetAsync(hub);
        var about = A.Key();
        hub.Clock.Is(hub.Clock.GetUtcNow());
        await hub.DoAsync(new KeepDraftCommand(about, [new("Note", "Rang"), new("Note", "twice")]), scene.Adviser);
        await hub.DoAsync(new KeepDraftCommand(about, [new("Note", "Rang the dep")]), scene.Adviser);
        Assert.Equal([new DraftField("Note", "Rang the dep")], (await hub.DoAsync(new GetDraftQuery(about), scene.Adviser)).Fields);
        Assert.Empty((await hub.DoAsync(new GetDraftQuery(about), scene.Manager)).Fields);
        await hub.DoAsync(new KeepDraftCommand(about, []), scene.Manager);
        await hub.DoAsync(new EraseDraftsCommand(), Actor.Job);
        Assert.Equal(1, await hub.DatabaseAsync(db => db.Set<Draft>().CountAsync(d => d.About == about)));

        hub.Clock.Pass(TimeSpan.FromHours(25));
        Assert.Empty((await hub.DoAsync(new GetDraftQuery(about), scene.Adviser)).Fields);
        Assert.InRange(await hub.DoAsync(new EraseDraftsCommand(), Actor.Job), 1, int.MaxValue);
        hub.Clock.Runs();
        Assert.Equal(0, await hub.DatabaseAsync(db => db.Set<Draft>().CountAsync(d => d.About == about)));
        await hub.DoAsync(new KeepDraftCommand(about, [new("Note", "Rang")]), scene.Adviser);
        await hub.DoAsync(new KeepDraftCommand(about, []), scene.Adviser);
        Assert.Equal(0, await hub.DatabaseAsync(db => db.Set<Draft>().CountAsync(d => d.About == about)));
    }

    [Fact]
    public async Task What_was_being_written_about_a_customer_is_erased_with_who_they_are()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync(scene.Customer.Id);
        var ticket = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var others = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Neighbour.Id });
        foreach (var about in new[] { call.Id, ticket.Id!.Value, others.Id!.Value }) await hub.DoAsync(new KeepDraftCommand(about, [new("Note", "Rosa rang")]), scene.Adviser);
        await hub.DoAsync(TheCustomer.Erase(scene.Customer.Id, scene.Customer.Version, "Asked for"), TheCustomer.Someone(Role.Steward));
        Assert.Equal([others.Id.Value], await hub.DatabaseAsync(db => db.Set<Draft>().Where(d => d.StaffId == scene.AdviserAccount.Id).Select(d => d.About).ToListAsync()));
    }
}
