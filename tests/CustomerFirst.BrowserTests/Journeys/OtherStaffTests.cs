using CustomerFirst.BrowserTests.Common;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Journeys;

[Collection(nameof(Site))]
public sealed class OtherStaffTests(Site site)
{
    [Fact]
    public async Task Counter_staff_put_a_new_customer_on_record()
    {
        var counter = await site.SignInAsync("counter");
        await counter.GoAsync("/customers/new");
        await counter.Page.GetByLabel("Given names").FillAsync("Ottoline");
        await counter.Page.GetByLabel("Family name").FillAsync("Quillfeather");
        await counter.Page.GetByLabel("E-mail", new PageGetByLabelOptions { Exact = true }).FillAsync("ottoline@quillfeather.example");
        await counter.ClickAsync("Create the customer");

        await counter.LookAsync("Ottoline Quillfeather", "new-customer");
        await counter.GoAsync("/customers/new");
        await counter.Page.GetByLabel("Family name").FillAsync("Quillfeather");
        await counter.Page.GetByLabel("E-mail", new PageGetByLabelOptions { Exact = true }).FillAsync("Ottoline@Quillfeather.example");
        await counter.ClickAsync("Create the customer");
        await Assertions.Expect(counter.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Use this record" }).First).ToBeVisibleAsync();
        await Assertions.Expect(counter.Page.GetByLabel("Family name")).ToHaveValueAsync("Quillfeather");
        await counter.LookAsync("", "customer-may-be-there");
    }

    [Fact]
    public async Task An_officer_updates_the_customer_waits_goes_on_and_resolves()
    {
        var officer = await site.SignInAsync("officer");
        await officer.GoAsync("/tickets?state=withService");
        await officer.LookAsync("", "officer-queue");
        await officer.FollowAsync(officer.Page.Locator("main td a[href^='/tickets/CF-'], main th a[href^='/tickets/CF-']").First);
        await officer.LookAsync("CF-", "ticket");
        var ticket = officer.Path;

        await officer.Page.GetByLabel("The customer will see this").FillAsync("A crew comes on Thursday.");
        await officer.ClickAsync("Send the update");
        await Assertions.Expect(officer.Page.Locator("#timeline")).ToContainTextAsync("A crew comes on Thursday.");
        foreach (var step in new[] { "wait", "resolve" })
        {
            await officer.GoAsync($"{ticket}/{step}");
            await officer.CheckAsync();
            foreach (var group in await officer.Page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('main input[type=radio]')].map(r => r.name))]"))
                await officer.Page.Locator($"main input[type=radio][name='{group}']").First.CheckAsync();
            foreach (var text in await officer.Page.Locator("main textarea").AllAsync())
                if (await text.IsVisibleAsync()) await text.FillAsync("The gate was locked; we need the code.");
            await officer.FollowAsync(officer.Page.Locator("main form button[type=submit]").First);
            Assert.Equal(ticket, officer.Path);
            await officer.CheckAsync();
        }

        await Assertions.Expect(officer.Page.Locator(".cf-panel__state")).ToContainTextAsync("Resolved");
    }

    [Fact]
    public async Task An_adviser_cannot_reach_what_others_administer()
    {
        var adviser = await site.SignInAsync("adviser");
        foreach (var path in new[] { "/admin/staff", "/audit", "/performance" })
        {
            var answer = await adviser.Page.GotoAsync(path);
            Assert.Equal(403, answer!.Status);
            await adviser.CheckAsync();
        }
    }

    [Fact]
    public async Task An_administrator_opens_an_account_with_a_one_time_password()
    {
        var administrator = await site.SignInAsync("admin");
        await administrator.GoAsync("/admin/staff");
        await administrator.LookAsync("Staff", "admin-staff");
        await administrator.GoAsync("/admin/staff/new");
        await administrator.CheckAsync();
    }
}
