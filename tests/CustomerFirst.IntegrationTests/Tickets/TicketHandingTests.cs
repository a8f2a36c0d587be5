using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>Who may be given a ticket.</summary>
public sealed class TicketHandingTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task A_ticket_is_not_handed_to_the_team_that_has_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.BringToAsync(TicketState.WithService);
        var refused = await hub.SendAsync(new HandOverTicketCommand { TicketId = ticket.Id, Version = ticket.Version, TeamId = scene.Team.Id }, scene.Adviser);
        Assert.StartsWith("This team has the ticket already", Assert.IsType<NotAccepted>(refused.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_assigned_only_to_somebody_who_may_work_on_it_and_sees_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var restricted = await scene.RaiseRestrictedAsync();
        async Task<Result<TicketAfter>> AssignAsync(Guid to) => await hub.SendAsync(new AssignTicketCommand { TicketId = restricted.Id!.Value, Version = restricted.Version!.Value, AssigneeId = to }, scene.RefugeOfficer);
        Assert.Equal("AssigneeId", (await AssignAsync(scene.AdviserAccount.Id)).Error!.Field);
        Assert.Equal("AssigneeId", (await AssignAsync(scene.OfficerAccount.Id)).Error!.Field);
        Assert.Equal("AssigneeId", (await AssignAsync(A.Key())).Error!.Field);
        Assert.True((await AssignAsync(scene.RefugeAccount.Id)).Ok);
        Assert.Equal("Rhea Refuge", (await scene.GetAsync(restricted.Id!.Value, scene.RefugeOfficer)).Assignee);
    }

    [Fact]
    public async Task A_restricted_ticket_goes_to_no_team_of_another_area_and_not_back_to_the_first_response()
    {
        var scene = await TicketScene.SetAsync(hub);
        var restricted = await scene.RaiseAsync(scene.Raising(scene.Refuge) with { Then = AfterRaising.HandedOver }, scene.RefugeOfficer);
        var (id, version) = (restricted.Id!.Value, restricted.Version!.Value);
        Assert.Equal("TeamId", (await hub.SendAsync(new HandOverTicketCommand { TicketId = id, Version = version, TeamId = scene.Team.Id }, scene.RefugeOfficer)).Error!.Field);
        Assert.Equal("TeamId", (await hub.SendAsync(new HandBackTicketCommand { TicketId = id, Version = version, Reason = "Not ours" }, scene.RefugeOfficer)).Error!.Field);
    }

    [Fact]
    public async Task After_handing_over_to_another_area_an_officer_is_told_that_they_no_longer_see_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var inOther = A.Service(scene.OtherArea, team: scene.Team);
        await hub.SaveAsync(inOther);
        var ticket = await scene.RaiseAsync(scene.Raising(inOther));
        var after = await hub.DoAsync(new HandOverTicketCommand { TicketId = ticket.Id!.Value, Version = ticket.Version!.Value, TeamId = scene.OtherTeam.Id }, scene.Officer);
        Assert.False(after.StillSeen);
        Assert.IsType<NotFound>((await hub.SendAsync(new GetTicketQuery(ticket.Id), scene.Officer)).Error);
    }
}
