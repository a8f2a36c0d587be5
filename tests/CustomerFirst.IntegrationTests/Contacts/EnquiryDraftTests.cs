using System.Net;
using AngleSharp.Html.Dom;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Contacts;

/// <summary>What was typed about an enquiry is there again for whoever went elsewhere in the middle and comes back.</summary>
public sealed class EnquiryDraftTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly (string, string?)[] s_typed =
        [("Form.Subject", "Grey bin"), ("Form.Details", "Not emptied since Friday.\nThe lid is broken."), ("Form.Answers[bin]", "Grey"), ("Form.Answers[since].Month", "Nov"), ("Form.Address", "The old mill"), ("Form.Priority", "high")];

    [Fact]
    public async Task Every_link_of_the_page_keeps_a_half_written_ticket_until_it_is_raised()
    {
        var scene = await web.SceneAsync();
        var open = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var page = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Empty(page.Document.QuerySelectorAll("main a[href^='/']"));
        foreach (var (link, leads) in new[] { ("Rosa Marlow", $"/customers/{scene.Customer.Id}?contact="), (scene.Bins.Name, $"/tickets/{open.Reference}?contact=") })
        {
            var there = await browser.PressAsync(page, link, s_typed);
            Assert.StartsWith(leads, there.Address, StringComparison.Ordinal);
            page = await BackAsync(browser, there);
            AssertTyped(page);
            Assert.DoesNotContain("mill", page.Address, StringComparison.OrdinalIgnoreCase);
        }
        // From the desk too, and nobody else sees it.
        AssertTyped(await browser.GetAsync($"/contacts/{call.Id}"));
        Assert.DoesNotContain("The lid", (await (await web.SignInAsync(scene.ManagerAccount)).GetAsync($"/contacts/{call.Id}")).Html, StringComparison.Ordinal);

        var raised = await browser.PressAsync(page, "It is a new matter: raise it", ("Form.Answers[since].Month", ""));
        Assert.StartsWith("Ticket CF-", raised.Said!, StringComparison.Ordinal);
        Assert.Equal((0, 2), (await DraftsAsync(call.Id), await web.Hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id))));
        Assert.Empty(raised.TextsOf("#raise"));
    }

    [Fact]
    public async Task A_customer_who_is_created_or_found_among_all_in_the_middle_comes_to_what_was_typed()
    {
        var scene = await web.SceneAsync();
        var family = TheCustomer.Word();
        for (var i = 0; i < 12; i++) await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family, $"Robin {TheCustomer.Word()}"));
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var page = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "Find", [.. s_typed, ("Terms", family)]);
        page = await BackAsync(browser, await browser.PressAsync(page, "New customer"));
        AssertTyped(page);
        Assert.Equal(family, Field(page, "Terms"));
        Assert.Contains("The 10 best of 12", page.Text, StringComparison.Ordinal);
        var all = await browser.PressAsync(page, "See all 12");
        page = await browser.SubmitAsync(all, $"form[action='{all.Document.QuerySelector("form[action*='handler=Use']")!.GetAttribute("action")}']");
        Assert.Equal("The contact is with this customer", page.Said);
        AssertTyped(page);
        Assert.Contains(family, page.TextOf("[aria-labelledby=customer-heading]"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_the_customer_needs_and_whom_one_looked_for_stay_while_the_other_is_found()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var page = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}"), "Find", ("Terms", "rosa marlow"), ("Words", scene.Bins.Name));
        Assert.Equal((scene.Bins.Name, "rosa marlow"), (Field(page, "Words"), Field(page, "Terms")));
        // The Enter key looks for what is new: here the service.
        var enter = page.Document.QuerySelectorAll("button[type=submit]").OfType<IHtmlButtonElement>().First(b => b.Form?.Id == "find").TextContent;
        var found = await browser.PressAsync(page, enter);
        Assert.Contains(scene.Bins.Name, found.TextOf("#found + ul"), StringComparison.Ordinal);
        Assert.Contains("Rosa Marlow", found.TextOf("[aria-labelledby=customer-heading]"), StringComparison.Ordinal);
        Assert.Contains("Idris Kent", (await browser.PressAsync(found, enter, ("Terms", "idris kent"))).TextOf("#found + ul"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PressAsync(page, enter, ("Terms", ""), ("Words", ""))).Status);

        page = await browser.PressAsync(found, "This is the customer: Rosa Marlow", ("CustomerId", scene.Customer.Id.ToString()));
        Assert.Equal(("The contact is with this customer", scene.Bins.Name), (page.Said, Field(page, "Words")));
        Assert.Contains(scene.Bins.Name, page.TextOf(".cf-found"), StringComparison.Ordinal);
        page = await BackAsync(browser, await browser.PressAsync(page, "Rosa Marlow"));
        Assert.Equal(scene.Bins.Name, Field(page, "Words"));
        Assert.Equal("/", (await browser.PressAsync(page, "End the contact", ("End.Outcome", "answered"))).Address);
        Assert.Equal(0, await DraftsAsync(call.Id));
    }

    [Fact]
    public async Task Where_the_form_began_with_nobodys_home_the_customer_who_is_found_elsewhere_brings_theirs()
    {
        var scene = await web.SceneAsync();
        await web.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
            insert into customer_addresses (id, customer_id, origin_id, line1, town, postcode, "from", source, verified)
            values ({A.Key()}, {scene.Customer.Id}, {scene.Customer.Id}, '9 Mill Lane', 'Kelderby', 'B14 7QH', '2020-01-01Z', 'test', 'unverified')
            """));
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "New customer", ("Form.Details", "Not emptied."));
        var record = await browser.GetAsync($"/customers/{scene.Customer.Id}?contact={call.Id}&service={scene.Bins.Id}");
        var page = await browser.PressAsync(record, "This is who the contact is with");
        Assert.Equal(("9 Mill Lane, Kelderby", "Not emptied."), (Field(page, "Form.Address"), page.TextOf("#Form_Details")));
    }

    [Fact]
    public async Task A_contact_that_another_window_ended_offers_a_new_one_with_what_was_kept_and_ending_it_without_the_ticket_forgets_it()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var bare = await browser.GetAsync($"/contacts/{call.Id}");
        await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "Rosa Marlow", s_typed);
        await browser.PressAsync(bare, "End the contact", ("End.Outcome", "answered"));
        var late = await browser.GetAsync($"/contacts/{call.Id}");
        Assert.Equal((HttpStatusCode.OK, $"Not raised: {scene.Bins.Name}"), (late.Status, late.TextOf("#not-raised")));
        var anew = await browser.PressAsync(late, "Start a new contact with Rosa Marlow and go on");
        AssertTyped(anew);
        Assert.Equal(0, await DraftsAsync(call.Id));

        await browser.PressAsync(anew, "Rosa Marlow");
        var other = await web.Hub.DatabaseAsync(db => db.Contacts.SingleAsync(c => c.TakenBy == scene.AdviserAccount.Id && c.EndedAt == null));
        Assert.Equal(1, await DraftsAsync(other.Id));
        var asked = await browser.PressAsync(await browser.GetAsync($"/contacts/{other.Id}"), "End the contact", ("End.Outcome", "answered"));
        Assert.Equal("/", (await browser.PressAsync(asked, "End the contact without it")).Address);
        Assert.Equal((0, ContactOutcome.Answered), (await DraftsAsync(other.Id), await web.Hub.DatabaseAsync(db => db.Contacts.Where(c => c.Id == other.Id).Select(c => c.Outcome!.Value).SingleAsync())));
    }

    [Fact]
    public async Task What_was_typed_leads_only_to_pages_of_the_hub_and_is_kept_only_up_to_a_length()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var page = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        var link = page.Document.QuerySelectorAll("button").Single(b => b.TextContent == "Rosa Marlow");
        var tooLong = await browser.PressAsync(page, "Rosa Marlow", ("Form.Details", new string('x', 200_001)));
        Assert.Equal((HttpStatusCode.BadRequest, "What you entered is too long to be kept: shorten it"), (tooLong.Status, tooLong.Errors.Single()));
        link.SetAttribute("formaction", $"/contacts/{call.Id}?handler=Away&to=https%3A%2F%2Fexample.org");
        Assert.StartsWith($"/contacts/{call.Id}", (await browser.PressAsync(page, "Rosa Marlow", ("Form.Details", "Not emptied."))).Address, StringComparison.Ordinal);
    }

    private static async Task<Page> BackAsync(Browser browser, Page page) =>
        page.Document.QuerySelector("button.govuk-back-link") is not null ? await browser.GetAsync(new Uri(new Uri("http://localhost"), ToOf(page)).PathAndQuery) : await browser.FollowAsync(page, "Back to the contact");

    // The way back from a ticket is a button above the main part, which keeps what stands in the composer.
    private static string ToOf(Page page) => Uri.UnescapeDataString(page.Document.QuerySelector("button.govuk-back-link")!.GetAttribute("formaction")!.Split("&to=")[1]);

    private static void AssertTyped(Page page)
    {
        Assert.Equal(("Grey bin", "The old mill", "Nov"), (Field(page, "Form.Subject"), Field(page, "Form.Address"), Field(page, "Form.Answers[since].Month")));
        Assert.Equal("Not emptied since Friday.\nThe lid is broken.", page.Document.QuerySelector("#Form_Details")!.TextContent.Trim().ReplaceLineEndings("\n"));
        Assert.Equal(("Grey", "high"), (Chosen(page, "Form.Answers[bin]"), Chosen(page, "Form.Priority")));
    }

    private static string? Field(Page page, string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value");

    private static string? Chosen(Page page, string name) => page.Document.QuerySelector($"[name='{name}'][checked]")?.GetAttribute("value");

    private Task<int> DraftsAsync(Guid about) => web.Hub.DatabaseAsync(db => db.Set<Draft>().CountAsync(d => d.About == about));
}
