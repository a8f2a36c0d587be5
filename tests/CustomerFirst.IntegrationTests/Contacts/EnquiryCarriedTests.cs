using System.Net;
using AngleSharp.Html.Dom;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Contacts;

/// <summary>What was typed about an enquiry comes along when the customer or the service is found only then.</summary>
public sealed class EnquiryCarriedTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly (string, string?)[] s_typed =
    [
        ("Form.Subject", "Grey bin"), ("Form.Details", "Not emptied since Friday.\nThe lid is broken."), ("Form.Answers[bin]", "Grey"), ("Form.Answers[since].Day", "1"), ("Form.Answers[since].Month", "Nov"),
        ("Form.Address", "The old mill"), ("Form.Priority", "high"), ("Form.Then", "resolved"), ("Form.CustomerTold", "It comes tomorrow."),
    ];

    [Fact]
    public async Task What_was_found_stands_on_a_page_that_can_be_shown_again_without_sending_anything()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var page = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}"), "Find", ("Terms", "rosa marlow"), ("Words", scene.Bins.Name));
        Assert.Equal($"/contacts/{call.Id}", page.Address);
        page = await browser.PressAsync(page, "Find the service", ("Terms", "rosa marlow"), ("Words", scene.Bins.Name));
        Assert.Equal($"/contacts/{call.Id}?sought=service", page.Address);
        await browser.FollowAsync(page, scene.Bins.Name);

        var again = await browser.GetAsync(page.Address);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Contains("Rosa Marlow", again.TextOf(".cf-found"), StringComparison.Ordinal);
        Assert.Contains(scene.Bins.Name, again.Text, StringComparison.Ordinal);
        Assert.Equal((scene.Bins.Name, "rosa marlow"), (again.Document.QuerySelector("[name=Words]")!.GetAttribute("value"), again.Document.QuerySelector("[name=Terms]")!.GetAttribute("value")));
    }

    [Fact]
    public async Task Finding_the_customer_in_the_middle_keeps_all_that_was_typed()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var page = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        page = await browser.PressAsync(page, "Find", [.. s_typed, ("Terms", "rosa marlow")]);
        AssertTyped(page);
        page = await browser.PressAsync(page, "This is the customer: Rosa Marlow", ("CustomerId", scene.Customer.Id.ToString()));
        Assert.Equal("The contact is with this customer. What you entered is kept: the ticket is not raised yet", page.Said);
        Assert.Equal("Rosa Marlow", page.TextOf("#customer-heading + p"));
        AssertTyped(page);
        page = await browser.PressAsync(page, "It is somebody else");
        Assert.Equal("The customer stays anonymous. What you entered is kept: the ticket is not raised yet", page.Said);
        AssertTyped(page);
        page = await browser.PressAsync(await browser.PressAsync(page, "Find", ("Terms", "idris kent")), "This is the customer: Idris Kent", ("CustomerId", scene.Neighbour.Id.ToString()));
        AssertTyped(page);
        Assert.StartsWith("Ticket CF-", (await browser.SubmitAsync(page, "#raise", ("Form.Answers[since].Year", "2026"))).Said!, StringComparison.Ordinal);
        var ticket = await web.Hub.DatabaseAsync(db => db.Tickets.SingleAsync(t => t.ServiceId == scene.Bins.Id));
        Assert.Equal((scene.Neighbour.Id, "Grey bin", Priority.High), (ticket.CustomerId!.Value, ticket.Subject, ticket.Priority));
    }

    [Fact]
    public async Task The_place_that_the_form_began_with_follows_the_customer_and_one_that_was_typed_stays()
    {
        var scene = await web.SceneAsync();
        await LivesAsync(scene.Customer.Id, "9 Mill Lane");
        await LivesAsync(scene.Neighbour.Id, "12 Mill Lane");
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var page = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        page = await browser.PressAsync(page, "It is somebody else", ("Form.Details", "Not emptied."));
        Assert.Equal(("", "Not emptied."), (Field(page, "Form.Address"), page.TextOf("#Form_Details")));
        page = await browser.PressAsync(await browser.PressAsync(page, "Find", ("Terms", "idris kent")), "This is the customer: Idris Kent", ("CustomerId", scene.Neighbour.Id.ToString()));
        Assert.Equal(("12 Mill Lane, Kelderby", "B14 7QH"), (Field(page, "Form.Address"), Field(page, "Form.Postcode")));
        page = await browser.PressAsync(page, "It is somebody else", ("Form.Address", "The old mill"));
        Assert.Equal("The old mill", Field(page, "Form.Address"));
    }

    [Fact]
    public async Task Another_service_keeps_what_was_typed_and_what_only_the_first_asks_stands_in_words()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var page = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "Choose another service", s_typed);
        Assert.Contains("What you entered is kept", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mill", page.Address, StringComparison.OrdinalIgnoreCase);
        // Going back, and who the customer is meanwhile, change nothing of it.
        page = await browser.PressAsync(await browser.PressAsync(page, "Find", ("Terms", "rosa marlow")), "This is the customer: Rosa Marlow", ("CustomerId", scene.Customer.Id.ToString()));
        AssertTyped(await browser.FollowAsync(page, $"Go back to {scene.Bins.Name}"));

        page = await browser.PressAsync(page, "Find the service", ("Words", scene.Graffiti.Name));
        page = await browser.FollowAsync(page, scene.Graffiti.Name);
        Assert.Equal($"What only “{scene.Bins.Name}” asks now stands under “What did the customer say?”", page.Said);
        Assert.Equal(["Not emptied since Friday.", "The lid is broken.", "Which bin was missed? Grey", "Since when? 1 Nov", "What you told the customer: It comes tomorrow."],
            page.Document.QuerySelector("#Form_Details")!.TextContent.Trim().Split('\n', StringSplitOptions.TrimEntries));
        Assert.Equal(("Grey bin", "The old mill", "high", "handedOver"), (Field(page, "Form.Subject"), Field(page, "Form.Address"), Chosen(page, "Form.Priority"), Chosen(page, "Form.Then")));
        Assert.StartsWith("Ticket CF-", (await browser.SubmitAsync(page, "#raise")).Said!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_another_service_is_chosen_the_contact_does_not_end_unasked_and_what_was_typed_outlasts_its_end()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var page = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "Choose another service", ("Form.Details", "Not emptied."));
        page = await browser.PressAsync(page, "End the contact", ("End.Outcome", "answered"));
        Assert.Equal((HttpStatusCode.BadRequest, "You have not raised this ticket. Raise it, or end the contact without it"), (page.Status, page.Errors.Single()));
        await web.Hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, null, null, call.Version), scene.Adviser);
        var late = await browser.PressAsync(page, "Find the service", ("Words", "graffiti"));
        Assert.Equal((HttpStatusCode.Conflict, $"Not raised: {scene.Bins.Name}"), (late.Status, late.TextOf("#not-raised")));
        Assert.Equal("Not emptied.", (await browser.PressAsync(late, "Start a new contact with Rosa Marlow and go on")).TextOf("#Form_Details"));
    }

    [Fact]
    public async Task With_nothing_typed_the_page_has_its_own_address_again()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Equal($"/contacts/{call.Id}", (await browser.PressAsync(form, "Choose another service")).Address.Split('#')[0]);
        var found = await browser.PressAsync(form, "Find", ("Terms", "rosa marlow"));
        Assert.StartsWith($"/contacts/{call.Id}?service={scene.Bins.Id}", (await browser.PressAsync(found, "This is the customer: Rosa Marlow", ("CustomerId", scene.Customer.Id.ToString()))).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_enter_key_in_the_form_finds_what_is_looked_for_and_raises_nothing()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        var enter = form.Document.QuerySelectorAll("button[type=submit]").OfType<IHtmlButtonElement>().First(b => b.Form?.Id == "raise").TextContent;
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PressAsync(form, enter, ("Form.Subject", "Grey bin"))).Status);
        var found = await browser.PressAsync(form, enter, ("Form.Subject", "Grey bin"), ("Terms", "rosa marlow"));
        Assert.Contains("Rosa Marlow", found.TextOf(".cf-found"), StringComparison.Ordinal);
        Assert.Equal("Grey bin", Field(found, "Form.Subject"));
        Assert.Equal(0, await web.Hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id)));
    }

    private static void AssertTyped(Page page)
    {
        Assert.Equal(("Grey bin", "The old mill", "1", "Nov"), (Field(page, "Form.Subject"), Field(page, "Form.Address"), Field(page, "Form.Answers[since].Day"), Field(page, "Form.Answers[since].Month")));
        Assert.Equal(("Not emptied since Friday. The lid is broken.", "It comes tomorrow."), (page.TextOf("#Form_Details"), page.TextOf("#Form_CustomerTold")));
        Assert.Equal(("Grey", "high", "resolved"), (Chosen(page, "Form.Answers[bin]"), Chosen(page, "Form.Priority"), Chosen(page, "Form.Then")));
    }

    private static string? Field(Page page, string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value");

    private static string? Chosen(Page page, string name) => page.Document.QuerySelector($"[name='{name}'][checked]")?.GetAttribute("value");

    private async Task LivesAsync(Guid customer, string line) => await web.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
        insert into customer_addresses (id, customer_id, origin_id, line1, town, postcode, "from", source, verified)
        values ({A.Key()}, {customer}, {customer}, {line}, 'Kelderby', 'B14 7QH', '2020-01-01Z', 'test', 'unverified')
        """));
}
