using System.Net;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class StaffPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("/admin/staff")]
    [InlineData("/admin/staff/new")]
    [InlineData("/admin/staff/019a0000-0000-7000-8000-000000000000/close")]
    [InlineData("/admin/roles")]
    public async Task Who_is_no_administrator_is_refused_before_anything_is_shown(string address)
    {
        foreach (var role in new[] { Role.Adviser, Role.Manager, Role.Auditor })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(role)).GetAsync(address)).Status);
    }

    [Fact]
    public async Task An_administrator_adds_an_officer_who_signs_in_with_the_one_time_password_shown_once()
    {
        var (area, team) = await AreaAsync();
        var browser = await web.SignInAsAsync(Role.Administrator);
        var email = $"{Guid.NewGuid():N}@example.org";

        var form = await browser.FollowAsync(await browser.GetAsync("/admin/staff"), "Add a person");
        var shown = await browser.SubmitAsync(form, ("Staff.Name", "Olu Officer"), ("Staff.Email", email), ("Staff.JobTitle", "Case officer"), ("Staff.Roles", "officer"),
            ("Staff.ServiceAreaIds", area.ToString()), ("Staff.TeamIds", team.ToString()));

        Assert.Equal("Olu Officer was added", shown.Said);
        var password = shown.TextOf("#one-time-password");
        Assert.DoesNotContain(password, (await browser.GetAsync(shown.Address)).Html, StringComparison.Ordinal);
        var theirs = web.Anybody();
        var landed = await theirs.SubmitAsync(await theirs.GetAsync("/sign-in"), "form[method=post]:has(#Password)", ("Email", email), ("Password", password));
        Assert.Equal("/account/password", landed.Address);
        var account = await web.Hub.DatabaseAsync(db => db.Users.Include(a => a.ServiceAreas).SingleAsync(a => a.Email == email));
        Assert.Equal(area, account.ServiceAreas.Single().ServiceAreaId);
    }

    [Fact]
    public async Task What_was_typed_stands_in_the_form_that_comes_back_with_errors_beside_its_fields()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);

        var page = await browser.SubmitAsync(await browser.GetAsync("/admin/staff/new"), ("Staff.Name", ""), ("Staff.Email", "olu at example"), ("Staff.JobTitle", "Case officer"), ("Staff.Roles", "officer"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(["Enter the person's name", "Enter an e-mail address in the correct format, like name@example.org",
            "An officer sees the tickets of their own service areas and teams: choose at least one"], page.Errors);
        Assert.Equal(("olu at example", "Case officer"), (page.Document.QuerySelector("#Staff_Email")!.GetAttribute("value"), page.Document.QuerySelector("#Staff_JobTitle")!.GetAttribute("value")));
        Assert.NotNull(page.Document.QuerySelector("input[name='Staff.Roles'][value=officer][checked]"));
        Assert.Contains("Enter the person's name", page.TextOf("#Staff_Name-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_change_an_account_see_both_versions_and_the_second_decides()
    {
        var account = await web.AccountAsync(A.Staff("Vera Version", Role.Adviser));
        var browser = await web.SignInAsAsync(Role.Administrator);
        var (mine, theirs) = (await browser.GetAsync($"/admin/staff/{account.Id}/change"), await browser.GetAsync($"/admin/staff/{account.Id}/change"));
        await browser.SubmitAsync(theirs, ("Staff.JobTitle", "Team leader"));

        var refused = await browser.SubmitAsync(mine, ("Staff.JobTitle", "Coach"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["Job", "Team leader", "Coach"], refused.TextsOf("#stale tbody th, #stale tbody td"));
        var saved = await browser.SubmitAsync(refused);
        Assert.StartsWith("The account was changed", saved.Said, StringComparison.Ordinal);
        Assert.Contains("Coach", saved.Text, StringComparison.Ordinal);
        Assert.Contains("Changed an account", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_role_holds_within_a_minute_in_a_session_that_is_open()
    {
        var account = await web.AccountAsync(A.Staff(Role.Administrator));
        var theirs = await web.SignInAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await theirs.GetAsync("/admin/staff")).Status);
        var browser = await web.SignInAsAsync(Role.Administrator);
        await browser.SubmitAsync(await browser.GetAsync($"/admin/staff/{account.Id}/change"), ("Staff.Roles", "auditor"));

        try
        {
            web.Clock.Pass(TimeSpan.FromSeconds(61));
            Assert.StartsWith("/sign-in", (await theirs.GetAsync("/admin/staff")).Address, StringComparison.Ordinal);
        }
        finally
        {
            web.Clock.Runs();
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsync(account)).GetAsync("/admin/staff")).Status);
    }

    [Fact]
    public async Task An_account_is_closed_with_a_reason_and_opened_again()
    {
        var account = await web.AccountAsync(A.Staff("Cleo Close", Role.Adviser));
        var browser = await web.SignInAsAsync(Role.Administrator);
        var form = await browser.GetAsync($"/admin/staff/{account.Id}/close");
        Assert.Equal(["Enter why the account is closed"], (await browser.SubmitAsync(form)).Errors);

        var closed = await browser.SubmitAsync(form, ("Reason", "Moved away"));

        Assert.Equal("Cleo Close Closed", closed.TextOf("h1"));
        Assert.Contains("Cleo Close", (await browser.GetAsync("/admin/staff?state=closed")).Text, StringComparison.Ordinal);
        var opened = await browser.PressAsync(closed, "Open the account again");
        Assert.Equal("The account is open again", opened.Said);
        Assert.NotEmpty(opened.TextOf("#one-time-password"));
    }

    [Fact]
    public async Task A_lost_telephone_is_no_lost_account()
    {
        var account = A.Staff(Role.Adviser);
        account.TwoFactorEnabled = true;
        await web.AccountAsync(account);
        var browser = await web.SignInAsAsync(Role.Administrator);

        var page = await browser.PressAsync(await browser.GetAsync($"/admin/staff/{account.Id}"), "Reset two-factor sign-in");

        Assert.StartsWith("Two-factor sign-in was reset", page.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Reset two-factor sign-in", page.TextsOf("main button"));
    }

    [Fact]
    public async Task A_member_gets_a_ward_that_can_be_ended()
    {
        var code = $"E05{Random.Shared.Next(100000, 999999)}";
        await web.Hub.SaveAsync(Ward.Create(A.Key(), code, "Millbrook", new DateOnly(2020, 1, 1), """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"""));
        var account = await web.AccountAsync(A.Staff(Role.Member));
        var browser = await web.SignInAsAsync(Role.Administrator);
        var form = await browser.GetAsync($"/admin/staff/{account.Id}/wards");
        Assert.Equal(["First day must be a real date: February 2026 has 28 days"], (await browser.SubmitAsync(form, ("WardCode", code), ("From.Day", "31"), ("From.Month", "2"), ("From.Year", "2026"))).Errors);

        var added = await browser.SubmitAsync(form, ("WardCode", code), ("From.Day", "7"), ("From.Month", "5"), ("From.Year", "2026"));
        Assert.Contains("Millbrook 7 May 2026 Not known yet", added.Text, StringComparison.Ordinal);
        var end = await browser.GetAsync(added.Document.QuerySelector("table a")!.GetAttribute("href")!);
        var ended = await browser.PressAsync(end, "Save the last day", ("LastDay.Day", "30"), ("LastDay.Month", "9"), ("LastDay.Year", "2026"));
        Assert.Contains("Millbrook 7 May 2026 30 September 2026", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_searched_for_stands_in_no_address()
    {
        var name = $"Wilhelmina {Guid.NewGuid():N}"[..20];
        await web.AccountAsync(A.Staff(name, Role.Adviser));
        var browser = await web.SignInAsAsync(Role.Administrator);

        var found = await browser.SubmitAsync(await browser.GetAsync("/admin/staff"), ("Text", name[2..]));

        Assert.Equal("/admin/staff", found.Address);
        Assert.Equal([name], found.TextsOf("tbody th"));
        Assert.Contains("Nobody was found", (await browser.SubmitAsync(found, ("Text", "nobody has this name"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_factor_is_demanded_of_a_role_and_left_to_each_again()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        var page = await browser.GetAsync("/admin/roles");
        Assert.Equal(Enum.GetValues<Role>().Length, page.Document.QuerySelectorAll("tbody tr").Length);

        var demanded = await browser.PressAsync(page, "Demand it for Steward of customer records");
        Assert.Equal("Steward of customer records: two-factor sign-in is demanded from now on", demanded.Said);
        var steward = await web.SignInAsync(await web.AccountAsync(A.Staff(Role.Steward)));
        Assert.Equal("/account/two-factor", (await steward.GetAsync("/")).Address);

        await browser.PressAsync(demanded, "Leave it to each for Steward of customer records");
        Assert.False((await web.Hub.DatabaseAsync(db => db.Set<RolePolicy>().SingleAsync(p => p.Role == Role.Steward))).RequiresTwoFactor);
    }

    private async Task<(Guid Area, Guid Team)> AreaAsync()
    {
        var area = A.ServiceArea();
        var team = A.Team(area);
        await web.Hub.SaveAsync(area, team);
        return (area.Id, team.Id);
    }
}
