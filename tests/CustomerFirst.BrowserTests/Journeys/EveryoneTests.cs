using System.Text.RegularExpressions;
using CustomerFirst.BrowserTests.Common;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Journeys;

/// <summary>The ways of those who do not sit at the telephone: managers, members, customers, administrators, auditors.</summary>
[Collection(nameof(Site))]
public sealed partial class EveryoneTests(Site site)
{
    [Fact]
    public async Task A_visitor_at_the_counter_who_gives_no_name_is_served_and_gets_a_reference()
    {
        var counter = await site.SignInAsync("counter");
        await counter.GoAsync("/contacts/new");
        await Assertions.Expect(counter.Page.Locator("input[name='Channel'][value='counter']")).ToBeCheckedAsync();
        await counter.ClickAsync("Start");
        await counter.Page.GetByLabel("What does the customer need?").FillAsync("pothole");
        await counter.ClickAsync("Find the service");
        await counter.FollowAsync(counter.Page.Locator(".cf-found a").First);
        await counter.LookAsync("Contact in progress");
        await ServiceForm.AnswerAsync(counter);
        await counter.Page.Locator("input[name='Form.Then']").First.CheckAsync();
        await ServiceForm.RaiseAsync(counter);

        await Assertions.Expect(counter.Page.Locator("main")).ToContainTextAsync(Reference());
        await counter.FollowAsync(counter.Page.Locator("main a[href^='/tickets/CF-']").First);
        await Assertions.Expect(counter.Page.Locator("#panel")).ToContainTextAsync("Anonymous");
    }

    [Fact]
    public async Task Two_officers_who_write_on_one_ticket_are_both_heard_and_of_two_who_change_it_the_second_keeps_what_was_typed()
    {
        var (first, second) = (await site.SignInAsync("officer"), await site.SignInAsync("officer"));
        await first.GoAsync("/tickets?state=withService&sort=opened");
        await first.FollowAsync(first.Page.Locator("[data-list] tbody a").First);
        await second.GoAsync(first.Path);
        await second.Page.GetByLabel("The customer will see this").FillAsync("We come on Monday.");
        await first.Page.GetByLabel("The customer will see this").FillAsync("We come on Friday.");
        await first.ClickAsync("Send the update");
        await second.ClickAsync("Send the update");

        await Assertions.Expect(second.Page.Locator("#timeline")).ToContainTextAsync("We come on Friday.");
        await Assertions.Expect(second.Page.Locator("#timeline")).ToContainTextAsync("We come on Monday.");

        var ticket = first.Path.Split('#', '?')[0];
        foreach (var (officer, reason) in new[] { (first, "Waits for a key."), (second, "Waits for a ladder.") })
        {
            await officer.GoAsync($"{ticket}/wait/waitingForOthers");
            await officer.Page.Locator("[name='Form.Reason']").FillAsync(reason);
        }
        await first.Page.Locator("main form button[type=submit], main form .govuk-button").First.ClickAsync();
        await second.Page.Locator("main form button[type=submit], main form .govuk-button").First.ClickAsync();
        await Assertions.Expect(second.Page.Locator("#since-then")).ToContainTextAsync("Waits for a key.");
        await Assertions.Expect(second.Page.Locator("[name='Form.Reason']")).ToHaveValueAsync("Waits for a ladder.");
        await second.CheckAsync();
    }

    [Fact]
    public async Task A_manager_goes_from_a_figure_to_its_tickets_and_takes_them_along_as_a_file()
    {
        var manager = await site.SignInAsync("manager");
        await manager.GoAsync("/performance");
        await manager.LookAsync("Performance");
        var raised = manager.Page.Locator(".cf-figures a").First;
        var figure = await raised.InnerTextAsync();
        await manager.FollowAsync(raised);
        Assert.Equal("/tickets", manager.Path);
        // All are counted, however many, but for those that only the officers of a restricted service see.
        static int Number(string words) => int.Parse(string.Concat(words.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(Number(await manager.Page.Locator(".cf-count").InnerTextAsync()), 1_001, Number(figure));
        await Assertions.Expect(manager.Page.Locator("main")).ToContainTextAsync("only their officers see");

        var file = await manager.Page.RunAndWaitForDownloadAsync(() => manager.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Download these as CSV" }).ClickAsync());
        var rows = await File.ReadAllLinesAsync(await file.PathAsync());
        Assert.EndsWith(".csv", file.SuggestedFilename, StringComparison.Ordinal);
        Assert.True(rows.Length > 50, $"The file has {rows.Length} lines.");

        await manager.GoAsync("/performance");
        await manager.FollowAsync(manager.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "By service area", Exact = true }));
        await manager.LookAsync("Performance by service area");
        Assert.True(await manager.Page.Locator("[data-list] tbody tr").CountAsync() > 5);
    }

    [Fact]
    public async Task A_member_follows_the_ward_without_learning_who_its_customers_are()
    {
        var member = await site.SignInAsync("member");
        Assert.Equal("/ward", member.Path);
        await member.LookAsync("ward");
        await member.FollowAsync(member.Page.Locator("[data-list] tbody a").First);
        await member.LookAsync("CF-");
        await Assertions.Expect(member.Page.Locator("main")).ToContainTextAsync("You see who the customer is when they ask you to act for them.");
        var answer = await member.Page.GotoAsync("/customers");
        Assert.Equal(403, answer!.Status);
    }

    [Fact]
    public async Task A_customer_tracks_an_enquiry_and_a_wrong_postcode_tells_no_more_than_a_wrong_reference()
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.GoAsync("/contacts/new");
        await adviser.ClickAsync("Start");
        await adviser.Page.GetByLabel("What does the customer need?").FillAsync("pothole");
        await adviser.ClickAsync("Find the service");
        await adviser.FollowAsync(adviser.Page.Locator(".cf-found a").First);
        await ServiceForm.AnswerAsync(adviser);
        await adviser.Page.GetByLabel("Postcode (optional)").FillAsync("ZY1 1AA");
        await adviser.Page.Locator("input[name='Form.Then']").First.CheckAsync();
        await ServiceForm.RaiseAsync(adviser);
        var reference = Reference().Match(await adviser.Page.Locator("main").InnerTextAsync()).Value;

        var customer = await site.VisitAsync(360);
        Task<string> TryAsync(string which, string proof) => TrackAsync(customer, which, proof);
        var wrongProof = await TryAsync(reference, "ZY9 9ZZ");
        await customer.CheckAsync();
        Assert.Contains("We cannot find an enquiry", wrongProof, StringComparison.Ordinal);
        Assert.Equal("", await TryAsync(reference, "ZY1 1AA"));
        await Assertions.Expect(customer.Page.Locator("main")).ToContainTextAsync("What happens next");
        await Assertions.Expect(customer.Page.Locator("main")).ToContainTextAsync(new Regex("We aim to .+ by .+ 20[0-9][0-9]"));
        await customer.CheckAsync();
    }

    [Fact]
    public async Task An_administrator_dates_a_new_SLA_closes_a_day_and_gives_somebody_an_account()
    {
        var administrator = await site.SignInAsync("admin");
        await administrator.GoAsync("/admin/services");
        await administrator.FollowAsync(administrator.Page.Locator("main tbody a[href^='/admin/services/']").First);
        await administrator.GoAsync(administrator.Path + "/sla");
        await administrator.LookAsync("SLA of");
        await DateAsync(administrator, "1", "6", "2031");
        await administrator.Page.Locator("select[name='CalendarId']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await administrator.ClickAsync("Save the SLA");
        await administrator.LookAsync("");
        await Assertions.Expect(administrator.Page.Locator(".govuk-notification-banner")).ToContainTextAsync("The SLA holds from 1 June 2031");

        await administrator.GoAsync("/admin/calendars");
        await administrator.FollowAsync(administrator.Page.Locator("main tbody a[href^='/admin/calendars/']").First);
        await administrator.GoAsync(administrator.Path + "/exceptional-day");
        await DateAsync(administrator, "3", "6", "2031");
        await administrator.Page.GetByLabel("Why are the hours different?").FillAsync("Staff training");
        await administrator.ClickAsync("Save the day");
        await Assertions.Expect(administrator.Page.Locator(".govuk-notification-banner")).ToContainTextAsync("3 June 2031");
        await administrator.CheckAsync();

        await administrator.GoAsync("/admin/staff/new");
        await administrator.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Peregrine Ashdown");
        await administrator.Page.GetByLabel("E-mail address").FillAsync("peregrine.ashdown@kelderby.example");
        await administrator.Page.GetByLabel("Adviser", new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await administrator.ClickAsync("Add this person");
        await administrator.LookAsync("One-time password of Peregrine Ashdown");
        await Assertions.Expect(administrator.Page.Locator("#one-time-password")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task An_auditor_finds_who_looked_and_their_own_look_is_in_the_trail_too()
    {
        var auditor = await site.SignInAsync("auditor");
        await auditor.GoAsync("/audit?action=viewed");
        await auditor.LookAsync("Audit trail");
        var name = await auditor.Page.Locator(".moj-header__navigation-link[href='/account']").InnerTextAsync();
        await auditor.GoAsync("/audit");
        await Assertions.Expect(auditor.Page.Locator("[data-list] tbody")).ToContainTextAsync(name);
    }

    private static async Task<string> TrackAsync(Visitor customer, string reference, string proof)
    {
        await customer.GoAsync("/track");
        await customer.Page.GetByLabel("Your reference").FillAsync(reference);
        await customer.Page.GetByLabel("Your last name or your postcode").FillAsync(proof);
        await customer.ClickAsync("Track your enquiry");
        var errors = customer.Page.Locator(".govuk-error-summary__list");
        return await errors.CountAsync() == 0 ? "" : await errors.InnerTextAsync();
    }

    private static async Task DateAsync(Visitor who, string day, string month, string year)
    {
        await who.Page.GetByLabel("Day", new PageGetByLabelOptions { Exact = true }).FillAsync(day);
        await who.Page.GetByLabel("Month", new PageGetByLabelOptions { Exact = true }).FillAsync(month);
        await who.Page.GetByLabel("Year", new PageGetByLabelOptions { Exact = true }).FillAsync(year);
    }

    [GeneratedRegex("CF-[2-9A-Z]{4}-[2-9A-Z]{4}")]
    private static partial Regex Reference();
}
