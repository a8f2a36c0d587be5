using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Services;

public sealed class ManageAreasAndTeamsTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly Actor s_administrator = A.Actor(A.Staff(Role.Administrator));

    [Fact]
    public async Task A_service_area_is_set_up_listed_and_changed()
    {
        var name = $"Area {Guid.NewGuid()}";
        var id = await hub.DoAsync(new CreateServiceAreaCommand(null, new ServiceAreaEntered(name, 2, new DateOnly(2025, 4, 7), "Pat Champion")), s_administrator);
        await hub.DoAsync(new ChangeServiceAreaCommand(id, 1, new ServiceAreaEntered(name, 3, new DateOnly(2099, 4, 6), null)), s_administrator);

        var read = await hub.DoAsync(new ReadServiceAreaQuery(id), s_administrator);
        var line = (await hub.DoAsync(new ListServiceAreasQuery(), s_administrator)).Single(a => a.Id == id);

        Assert.Equal((2, 3, null), (read.Version, read.Area.Wave, read.Area.ChangeChampion));
        Assert.Equal(["ChangeServiceArea", "CreateServiceArea"], read.History.Select(h => h.Action));
        Assert.Equal((false, 0, 0), (line.Live, line.Services, line.Teams));
        Assert.IsType<Stale>((await hub.SendAsync(new ChangeServiceAreaCommand(id, 1, new ServiceAreaEntered(name, 3, null, null)), s_administrator)).Error);
    }

    [Fact]
    public async Task Names_of_areas_and_teams_are_unique_and_waves_go_from_one_to_five()
    {
        var area = A.ServiceArea();
        var team = A.Team(area);
        await hub.SaveAsync(area, team);

        Assert.Equal("There is a service area of this name already", (await hub.SendAsync(new CreateServiceAreaCommand(null, new ServiceAreaEntered(area.Name, 1, null, null)), s_administrator)).Error!.Message);
        Assert.Equal("There is a team of this name already", (await hub.SendAsync(new CreateTeamCommand(team.Name, ResponseTier.First, null), s_administrator)).Error!.Message);
        Assert.Equal("Select a wave from 1 to 5", Problem(await hub.SendAsync(new CreateServiceAreaCommand(null, new ServiceAreaEntered("Other", 6, null, null)), s_administrator), "Area.Wave"));
    }

    [Fact]
    public async Task A_second_response_team_works_for_an_area_and_a_first_response_team_for_all()
    {
        var area = A.ServiceArea();
        await hub.SaveAsync(area);
        var id = await hub.DoAsync(new CreateTeamCommand($"Team {Guid.NewGuid()}", ResponseTier.Second, area.Id), s_administrator);

        Assert.Equal(id, Assert.Single(await hub.DoAsync(new ListTeamsQuery(area.Id), s_administrator)).Id);
        Assert.Equal("Select the service area that the team works for", Problem(await hub.SendAsync(new CreateTeamCommand("Astray", ResponseTier.Second, null), s_administrator), "ServiceAreaId"));
        Assert.Equal("A first-response team works for every service area", Problem(await hub.SendAsync(new CreateTeamCommand("Astray", ResponseTier.First, area.Id), s_administrator), "ServiceAreaId"));
    }

    [Fact]
    public async Task A_team_that_services_are_handed_to_cannot_end()
    {
        var area = A.ServiceArea();
        var team = A.Team(area);
        await hub.SaveAsync(area, team, A.Service(area, team: team));

        Assert.IsType<NotAccepted>((await hub.SendAsync(new ChangeTeamCommand(team.Id, 1, team.Name, Active: false), s_administrator)).Error);
        await hub.DoAsync(new ChangeTeamCommand(team.Id, 1, $"{team.Name} renamed", Active: true), s_administrator);
        Assert.IsType<Stale>((await hub.SendAsync(new ChangeTeamCommand(team.Id, 1, "Another name", Active: true), s_administrator)).Error);
    }

    private static string Problem<T>(Result<T> refused, string field) => Assert.Single(Assert.IsType<Invalid>(refused.Error).Problems[field]);
}
