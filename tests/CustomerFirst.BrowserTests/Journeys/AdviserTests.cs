using System.Text.RegularExpressions;
using CustomerFirst.BrowserTests.Common;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Journeys;

[Collection(nameof(Site))]
public sealed partial class AdviserTests(Site site)
{
    [Fact]
    public async Task An_adviser_finds_a_customer_takes_the_call_and_finishes_the_enquiry_at_first_contact()
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.LookAsync("", "home");
        await FindSomebodyAsync(adviser);
        await adviser.LookAsync("", "customer");

        await adviser.ClickAsync("Start a contact");
        await adviser.LookAsync("Start a contact");
        await StartAsync(adviser);
        await adviser.LookAsync("", "contact");
        await ChooseServiceAsync(adviser, "my bin was not emptied");
        await adviser.LookAsync("", "raise");
        await ServiceForm.AnswerAsync(adviser);
        await adviser.Page.GetByLabel("I have finished it now").CheckAsync();
        await adviser.Page.GetByLabel("What did you tell the customer?").FillAsync("The crew comes back by Thursday.");
        await ServiceForm.RaiseAsync(adviser);

        await Assertions.Expect(adviser.Page.Locator("main")).ToContainTextAsync(Reference());
        await adviser.Page.GetByLabel("How did it end?").SelectOptionAsync("answered");
        await adviser.Page.GetByLabel("Could it have been avoided?").SelectOptionAsync(new SelectOptionValue { Label = "No" });
        await adviser.ClickAsync("End the contact");
        await Assertions.Expect(adviser.Page.Locator(".govuk-notification-banner")).ToContainTextAsync("ended");
        await adviser.CheckAsync();
    }

    [Fact]
    public async Task The_same_works_without_javascript()
    {
        var adviser = await site.SignInAsync("adviser", javaScript: false);
        await FindSomebodyAsync(adviser);
        await adviser.ClickAsync("Start a contact");
        await StartAsync(adviser);
        await ChooseServiceAsync(adviser, "pothole");
        await ServiceForm.AnswerAsync(adviser);
        await adviser.Page.Locator("input[name='Form.Then']").First.CheckAsync();
        await ServiceForm.RaiseAsync(adviser);

        await Assertions.Expect(adviser.Page.Locator("main")).ToContainTextAsync(Reference());
    }

    [Fact]
    public async Task The_back_button_of_an_anonymous_call_raises_nothing_twice()
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.GoAsync("/contacts/new");
        await StartAsync(adviser);
        await ChooseServiceAsync(adviser, "pothole");
        await ServiceForm.AnswerAsync(adviser);
        await ServiceForm.RaiseAsync(adviser);
        var banner = adviser.Page.Locator(".govuk-notification-banner__heading");
        var reference = Reference().Match(await banner.TextContentAsync() ?? "").Value;

        await adviser.Page.GoBackAsync();
        await Assertions.Expect(adviser.Page.Locator("#duplicates-heading ~ ul")).ToContainTextAsync($"{reference}");
        await ServiceForm.AnswerAsync(adviser);
        await adviser.ClickAsync("Raise the ticket");
        await Assertions.Expect(banner).ToContainTextAsync($"{reference} was raised already");
        await Assertions.Expect(adviser.Page.Locator(".cf-matters li")).ToHaveCountAsync(1);
        await adviser.CheckAsync();
    }

    [Fact]
    public async Task What_stands_half_written_outlasts_a_way_of_the_bar_that_opens_in_another_window_too()
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.GoAsync("/contacts/new");
        await StartAsync(adviser);
        await ChooseServiceAsync(adviser, "pothole");
        await adviser.Page.GetByLabel("Subject").FillAsync("The kerb is loose as well");
        var contact = adviser.Path;
        var tickets = adviser.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Tickets", Exact = true });
        await Assertions.Expect(tickets).ToHaveAttributeAsync("href", "/tickets");
        await adviser.CheckShiftAsync();

        await adviser.FollowAsync(tickets);
        Assert.Equal("/tickets", adviser.Path);
        await adviser.GoAsync(contact);
        await Assertions.Expect(adviser.Page.GetByLabel("Subject")).ToHaveValueAsync("The kerb is loose as well");
    }

    [Fact]
    public async Task A_subject_of_one_long_word_wraps_on_the_contacts_and_the_tickets_page()
    {
        var adviser = await site.SignInAsync("adviser", 360);
        await adviser.GoAsync("/contacts/new");
        await StartAsync(adviser);
        await ChooseServiceAsync(adviser, "pothole");
        await adviser.Page.GetByLabel("Subject").FillAsync(new string('W', 120));
        await ServiceForm.AnswerAsync(adviser);
        await ServiceForm.RaiseAsync(adviser);
        await adviser.CheckWidthAsync();
        await adviser.ClickAsync("Open it");
        await Assertions.Expect(adviser.Page.Locator("h1")).ToContainTextAsync("WWWW");
        await adviser.CheckWidthAsync();
    }

    [Fact]
    public async Task Problems_stand_beside_their_fields_and_nothing_typed_is_lost()
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.GoAsync("/customers/new");
        await adviser.Page.GetByLabel("Given names").FillAsync("Wilhelmina");
        await adviser.Page.GetByLabel("Telephone", new PageGetByLabelOptions { Exact = true }).FillAsync("not a number");
        await adviser.ClickAsync("Create the customer");

        await Assertions.Expect(adviser.Page.Locator(".govuk-error-summary")).ToBeFocusedAsync();
        await Assertions.Expect(adviser.Page.GetByLabel("Given names")).ToHaveValueAsync("Wilhelmina");
        Assert.StartsWith("Error: ", await adviser.Page.TitleAsync(), StringComparison.Ordinal);
        await adviser.LookAsync("", "new-customer-errors");
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_search_and_a_customer()
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(adviser.Page.Locator("#header-search")).ToBeFocusedAsync();
        await adviser.Page.Keyboard.TypeAsync("smith");
        await adviser.Page.Keyboard.PressAsync("Enter");
        await adviser.Page.WaitForURLAsync("**/customers/found/**");
        await adviser.LookAsync("", "found");
        Assert.DoesNotContain("smith", adviser.Page.Url, StringComparison.OrdinalIgnoreCase);

        await adviser.Page.Locator("main td a, main th a").First.FocusAsync();
        await adviser.Page.Keyboard.PressAsync("Enter");
        await adviser.Page.WaitForURLAsync(url => url.Contains("/customers/", StringComparison.Ordinal) && !url.Contains("/found/", StringComparison.Ordinal));

        // The list of keys gives focus back to where it came from.
        await adviser.Page.Locator("main a").First.FocusAsync();
        await adviser.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(adviser.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Keys on this page");
        await adviser.CheckAsync();
        await adviser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(adviser.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(adviser.Page.Locator("main a").First).ToBeFocusedAsync();
        await adviser.Page.Keyboard.PressAsync("g");
        await adviser.Page.Keyboard.PressAsync("q");
        await adviser.Page.WaitForURLAsync("**/tickets");
        await adviser.LookAsync("Tickets", "queue");
        await adviser.Page.Keyboard.PressAsync("n");
        await adviser.Page.WaitForURLAsync("**/contacts/new");
    }

    [Fact]
    public async Task Keys_lead_through_a_list_and_to_every_step_of_a_ticket()
    {
        var officer = await site.SignInAsync("officer");
        await officer.GoAsync("/tickets?state=withService");
        var links = officer.Page.Locator("[data-list] tbody a");
        await officer.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(links.First).ToBeFocusedAsync();
        await officer.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(links.Nth(1)).ToBeFocusedAsync();
        await officer.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(links.First).ToBeFocusedAsync();
        await officer.Page.Keyboard.PressAsync("Enter");
        await officer.Page.WaitForURLAsync("**/tickets/CF-*");
        var ticket = officer.Path;

        foreach (var (key, field) in new[] { ("u", "#Update"), ("i", "#Note") })
        {
            await officer.GoAsync(ticket);
            await officer.Page.Keyboard.PressAsync(key);
            await Assertions.Expect(officer.Page.Locator(field)).ToBeFocusedAsync();
            // While somebody types, a letter is a letter.
            await officer.Page.Keyboard.TypeAsync("r?");
            await Assertions.Expect(officer.Page.Locator(field)).ToHaveValueAsync("r?");
        }
        foreach (var (key, step) in new[] { ("r", "resolve"), ("o", "hand-over"), ("w", "wait/waitingForCustomer"), ("a", "assign") })
        {
            await officer.GoAsync(ticket);
            await officer.Page.Keyboard.PressAsync(key);
            await officer.Page.WaitForURLAsync($"**{ticket}/{step}");
        }
    }

    private static async Task FindSomebodyAsync(Visitor adviser)
    {
        await adviser.Page.Locator("#header-search").FillAsync("smith");
        await adviser.Page.Locator("#header-search").PressAsync("Enter");
        await adviser.Page.WaitForURLAsync("**/customers/found/**");
        await adviser.FollowAsync(adviser.Page.Locator("main td a, main th a").First);
    }

    private static async Task StartAsync(Visitor adviser)
    {
        await adviser.Page.Locator("input[name='Channel'][value='phone']").CheckAsync();
        await adviser.ClickAsync("Start");
        Assert.StartsWith("/contacts/", adviser.Path, StringComparison.Ordinal);
    }

    private static async Task ChooseServiceAsync(Visitor adviser, string words)
    {
        await adviser.Page.GetByLabel("What does the customer need?").FillAsync(words);
        await adviser.ClickAsync("Find the service");
        await adviser.FollowAsync(adviser.Page.Locator(".cf-found a").First);
    }

    [GeneratedRegex("CF-[2-9A-Z]{4}-[2-9A-Z]{4}")]
    private static partial Regex Reference();
}
