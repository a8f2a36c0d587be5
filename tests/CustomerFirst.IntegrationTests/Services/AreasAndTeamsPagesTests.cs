using System.Net;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Services;

public sealed class AreasAndTeamsPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("/admin/service-areas")]
    [InlineData("/admin/teams/new")]
    public async Task Who_is_no_administrator_is_refused(string address) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(Role.Adviser)).GetAsync(address)).Status);

    [Fact]
    public async Task A_service_area_is_set_up_listed_by_wave_and_changed()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        var name = $"Harbours {Guid.NewGuid():N}";
        var form = await browser.GetAsync("/admin/service-areas/new");
        Assert.Equal(["Enter the service area's name", "Go-live date must include a year"], (await browser.SubmitAsync(form, ("Area.GoLive.Day", "1"), ("Area.GoLive.Month", "4"))).Errors);

        var saved = await browser.SubmitAsync(form, ("Area.Name", name), ("Area.Wave", "3"), ("Area.ChangeChampion", "Pat Champion"));
        Assert.Equal($"{name} was set up Set up its first service", saved.Said);
        Assert.Contains(name, (await browser.GetAsync("/admin/service-areas")).TextOf("[aria-label='Wave 3']"), StringComparison.Ordinal);

        var other = await browser.GetAsync(saved.Address);
        await browser.SubmitAsync(other, ("Area.Wave", "4"));
        var refused = await browser.SubmitAsync(saved, ("Area.Wave", "5"));
        Assert.Equal(["Rollout wave", "4", "5"], refused.TextsOf("#stale tbody th, #stale tbody td"));
        Assert.Contains("Rollout wave: 4 → 5", (await browser.SubmitAsync(refused)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_is_set_up_and_ended()
    {
        var area = A.ServiceArea();
        await web.Hub.SaveAsync(area);
        var browser = await web.SignInAsAsync(Role.Administrator);
        var name = $"Divers {Guid.NewGuid():N}";
        var form = await browser.GetAsync($"/admin/teams/new?area={area.Id}");
        Assert.Equal(["Enter the team's name"], (await browser.SubmitAsync(form)).Errors);

        var list = await browser.SubmitAsync(form, ("Name", name));
        var (mine, theirs) = (await browser.FollowAsync(list, name), await browser.FollowAsync(list, name));
        await browser.SubmitAsync(theirs, ("Name", $"{name} again"));
        var refused = await browser.SubmitAsync(mine, ("Active", null));
        Assert.Equal(["Name", $"{name} again", name, "At work", "Yes", "No"], refused.TextsOf("#stale tbody th, #stale tbody td"));
        var ended = await browser.SubmitAsync(refused);

        Assert.Equal($"The team {name} was changed", ended.Said);
        var team = await web.Hub.DatabaseAsync(db => db.Teams.SingleAsync(t => t.Name == name));
        Assert.Equal((ResponseTier.Second, (Guid?)area.Id, false), (team.Tier, team.ServiceAreaId, team.Active));
    }
}
