using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>What stands in a ticket's composer is not lost by what else is done on its pages.</summary>
public sealed class HalfWrittenTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly byte[] s_png = Files.Png;

    [Fact]
    public async Task What_stands_half_written_in_one_field_outlasts_the_sending_of_another()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var call = await scene.CallAsync();
        var page = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}?contact={call.Id}"), "Send the update", ("Update", "We come tomorrow."), ("Note", "Rang the dep"));
        Assert.Equal(("The customer can see your update", "Your note is not sent yet. Go on writing"), (page.Said, page.TextOf(".govuk-inset-text")));
        Assert.Equal(("", "Rang the dep"), (Text(page, "Update"), Text(page, "Note")));
        page = await browser.PressAsync(page, "Take in hand", ("Update", "It will be"));
        Assert.Equal(("You have the ticket in hand", "Your update and your note are not sent yet. Go on writing"), (page.Said, page.TextOf(".govuk-inset-text")));
        Assert.Equal(("In hand", "It will be", "Rang the dep"), (page.TextOf(".cf-panel .govuk-tag"), Text(page, "Update"), Text(page, "Note")));
        page = await browser.UploadAsync(page, "#add-file", [("Upload", "bin.png", "image/png", s_png)]);
        Assert.Equal(("It will be", "Rang the dep"), (Text(page, "Update"), Text(page, "Note")));
        page = await browser.PressAsync(page, "Add the note", ("Note", ""));
        Assert.Equal((HttpStatusCode.BadRequest, "Enter a note", "It will be"), (page.Status, page.Errors.Single(), Text(page, "Update")));
        page = await browser.UploadAsync(page, "button[formaction*='handler=Note']", [("Upload", "other.png", "image/png", s_png)], ("Note", "Rang the depot."));
        Assert.Equal(("Your note was added. The file that you chose was not added: choose it again", "It will be"), (page.Said, Text(page, "Update")));
        page = await browser.PressAsync(page, "Send the update");
        Assert.Equal(("The customer can see your update", $"/tickets/{ticket.Reference}?contact={call.Id}"), (page.Said, page.Address));

        var timeline = (await scene.GetAsync(ticket.Id!.Value)).Timeline;
        Assert.Equal(["It will be", "Rang the depot.", "bin.png", null, "We come tomorrow.", null, null], timeline.Select(i => i.Text));
        // All of it was done within the contact.
        Assert.Single(timeline, i => i.Kind == TimelineKind.Contact);
    }

    [Fact]
    public async Task Every_link_of_the_page_keeps_what_was_typed()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var call = await scene.CallAsync(scene.Customer.Id);
        var address = $"/tickets/{ticket.Reference}?contact={call.Id}";
        var page = await browser.GetAsync(address);
        Assert.Empty(page.Document.QuerySelectorAll("main a[href^='/'], nav[aria-label=Back] a"));
        Assert.StartsWith($"/customers/{scene.Customer.Id}", (await browser.PressAsync(page, "Rosa Marlow", ("Update", "It will be"))).Address, StringComparison.Ordinal);
        // The way back stands above the main part.
        var back = await browser.UploadAsync(await browser.GetAsync(address), "nav[aria-label=Back] button", [("Upload", "bin.png", "image/png", s_png)], ("Note", "Rang the dep"));
        Assert.Equal(($"/contacts/{call.Id}", "The file that you chose was not added: choose it again"), (back.Address, back.Refused));
        page = await browser.GetAsync(address);
        Assert.Equal(("It will be", "Rang the dep", "Your update and your note are not sent yet. Go on writing"), (Text(page, "Update"), Text(page, "Note"), page.TextOf(".govuk-inset-text")));
        page = await browser.PressAsync(page, "Send the update", ("Note", ""));
        Assert.Equal(("The customer can see your update", ""), (page.Said, Text(page, "Update")));
        Assert.Empty(page.TextsOf(".govuk-inset-text"));
    }

    [Fact]
    public async Task What_was_written_before_the_ticket_was_resolved_is_asked_about_even_when_its_writer_was_elsewhere_meanwhile()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}"), "Rosa Marlow", ("Update", "We come tomorrow."));
        await web.Hub.DoAsync(new ResolveTicketCommand { TicketId = ticket.Id!.Value, Version = 1, CustomerTold = "Done, mended." }, scene.Adviser);
        var asked = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}"), "Send the update");
        Assert.StartsWith("The ticket was resolved while you wrote.", asked.Errors.Single(), StringComparison.Ordinal);
        Assert.Equal("The customer can see your update", (await browser.PressAsync(asked, "Send the update")).Said);
    }

    [Fact]
    public async Task An_update_that_was_written_before_the_ticket_was_resolved_is_asked_about_once()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var old = await browser.GetAsync($"/tickets/{ticket.Reference}");
        await web.Hub.DoAsync(new ResolveTicketCommand { TicketId = ticket.Id!.Value, Version = 1, CustomerTold = "Done, mended." }, scene.Adviser);

        var asked = await browser.PressAsync(old, "Send the update", ("Update", "We come tomorrow."));
        Assert.Equal((HttpStatusCode.BadRequest, "We come tomorrow."), (asked.Status, Text(asked, "Update")));
        Assert.Equal("The ticket was resolved while you wrote. Read what the customer was told, then send this again if it is still right", asked.Errors.Single());
        Assert.Contains("Done, mended.", asked.Text, StringComparison.Ordinal);
        Assert.Equal("The customer can see your update", (await browser.PressAsync(asked, "Send the update")).Said);
    }

    [Fact]
    public async Task A_step_that_is_begun_and_left_leads_back_to_what_was_typed()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var call = await scene.CallAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}?contact={call.Id}");
        foreach (var step in new[] { "Assign", "Resolve", "Hand over", "Wait for the customer", "Change priority", "Cancel the ticket" })
        {
            var form = await browser.PressAsync(page, step, ("Update", "It will be\nemptied on"), ("Note", "Rang the dep"));
            Assert.Contains("Your update and your note are kept and not sent yet", form.Text, StringComparison.Ordinal);
            page = await browser.FollowAsync(form, "Go back without changing anything");
            Assert.Equal(("It will be\nemptied on", "Rang the dep"), (Text(page, "Update").ReplaceLineEndings("\n"), Text(page, "Note")));
            Assert.DoesNotContain("emptied", page.Address, StringComparison.Ordinal);
        }
        // With nothing typed a step has an address of its own, to be loaded again.
        var plain = await browser.PressAsync(page, "Resolve", ("Update", ""), ("Note", " "));
        Assert.Equal($"/tickets/{ticket.Reference}/resolve?contact={call.Id}", plain.Address);
        Assert.DoesNotContain("kept", plain.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_taken_or_refused_keeps_what_was_typed_and_sends_it_only_when_its_own_button_is_pressed()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var call = await scene.CallAsync();
        var form = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}?contact={call.Id}"), "Wait for the customer", ("Note", "Rang the dep"));
        form = await browser.SubmitAsync(form, "#step");
        Assert.Equal((HttpStatusCode.BadRequest, "Your note is kept and not sent yet: you find what you wrote on the ticket's page again."), (form.Status, form.TextOf("#step > p")));
        await Task.Delay(5);
        await web.Hub.DoAsync(new PrioritiseTicketCommand { TicketId = ticket.Id!.Value, Version = ticket.Version!.Value, Priority = Priority.High, Reason = "The manager was here." }, scene.Manager);
        form = await browser.SubmitAsync(form, "#step", ("Form.Reason", "Which bin?"));
        Assert.Equal(HttpStatusCode.Conflict, form.Status);
        var page = await browser.SubmitAsync(form, "#step");
        Assert.Equal(("The ticket waits", "Rang the dep"), (page.Said, Text(page, "Note")));
        Assert.Equal("Waiting for customer", page.TextOf(".cf-panel .govuk-tag"));
        page = await browser.PressAsync(page, "Add the note", ("Note", "Rang the depot."));
        Assert.Equal(("Your note was added", $"/tickets/{ticket.Reference}?contact={call.Id}"), (page.Said, page.Address));
        Assert.Single((await scene.GetAsync(ticket.Id.Value)).Timeline, i => i.Kind == TimelineKind.Contact);
    }

    [Fact]
    public async Task A_step_that_comes_too_late_leads_to_the_ticket_with_what_was_typed()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var old = await browser.GetAsync($"/tickets/{ticket.Reference}");
        await web.Hub.DoAsync(new ResolveTicketCommand { TicketId = ticket.Id!.Value, Version = ticket.Version!.Value, CustomerTold = "Done." }, scene.Manager);
        var late = await browser.PressAsync(old, "Assign", ("Note", "Rang the dep"));
        Assert.Equal("This ticket is resolved", late.TextOf("h1"));
        Assert.Equal("Rang the dep", Text(await browser.FollowAsync(await browser.FollowAsync(late, "Reopen"), "Go back without changing anything"), "Note"));
        Assert.Equal("Rang the dep", Text(await browser.FollowAsync(late, "Go to the ticket"), "Note"));
    }

    [Fact]
    public async Task What_was_typed_on_a_ticket_that_is_not_seen_any_more_is_shown_once_more()
    {
        var (scene, browser) = await StartAsync(s => s.OfficerAccount);
        var inOther = A.Service(scene.OtherArea, team: scene.Team);
        await web.Hub.SaveAsync(inOther);
        var ticket = await scene.RaiseAsync(scene.Raising(inOther));
        var form = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}"), "Hand over", ("Note", "Rang the dep"));
        var gone = await browser.PressAsync(form, "Hand over", ("Form.TeamId", scene.OtherTeam.Id.ToString()), ("Form.AssigneeId", null));
        Assert.Equal("The ticket was handed over", gone.TextOf("h1"));
        Assert.Contains("Rang the dep", gone.TextOf(".govuk-inset-text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_contact_that_ended_in_another_window_what_was_typed_can_be_sent_without_it()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var call = await scene.CallAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}?contact={call.Id}");
        await web.Hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, null, null, call.Version), scene.Adviser);
        var late = await browser.PressAsync(page, "Send the update", ("Update", "We come tomorrow."));
        Assert.Equal((HttpStatusCode.Conflict, "The contact that you did this in has ended. Send it again to do it without the contact."), (late.Status, late.Errors.Single()));
        var sent = await browser.PressAsync(late, "Send the update");
        Assert.Equal(("The customer can see your update", $"/tickets/{ticket.Reference}"), (sent.Said, sent.Address));
    }

    [Fact]
    public async Task The_same_words_once_more_are_not_said_to_be_done()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var old = await browser.GetAsync($"/tickets/{ticket.Reference}");
        await browser.PressAsync(old, "Send the update", ("Update", "We come tomorrow."));
        var again = await browser.PressAsync(old, "Send the update", ("Update", "We come tomorrow."), ("IdempotencyKey", Guid.NewGuid().ToString("N")));
        Assert.Equal(("You sent the same words a moment ago: they were not sent again", null), (again.Refused, again.Said));
    }

    [Fact]
    public async Task Another_part_of_the_timeline_keeps_what_was_typed()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var call = await scene.CallAsync();
        await web.Hub.DoAsync(new AddNoteCommand(ticket.Id!.Value, "Rang the depot."), scene.Manager);
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}?contact={call.Id}");
        page = await browser.PressAsync(page, "Notes (1)", ("Update", "It will be\nemptied on"));
        Assert.Equal(["Internal note"], page.TextsOf(".moj-timeline__title"));
        Assert.Equal("It will be\nemptied on", Text(page, "Update").ReplaceLineEndings("\n"));
        Assert.Equal("Notes (1)", page.TextOf(".cf-parts [aria-current]"));
        Assert.DoesNotContain("emptied", page.Address, StringComparison.Ordinal);
        page = await browser.UploadAsync(page, "nav[aria-label='Parts of the timeline'] button", [("Upload", "bin.png", "image/png", s_png)]);
        Assert.Equal("The file that you chose was not added: choose it again", page.Refused);
        page = await browser.PressAsync(page, "Send the update");
        Assert.Equal("The customer can see your update", page.Said);
        // With nothing typed a part has an address of its own, to be loaded again.
        Assert.Equal($"/tickets/{ticket.Reference}?contact={call.Id}&show=note", (await browser.PressAsync(page, "Notes (1)")).Address.Split('#')[0]);
        Assert.Equal($"/tickets/{ticket.Reference}", (await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}?show=note"), page.TextOf("nav[aria-label='Parts of the timeline'] button"))).Address.Split('#')[0]);
    }

    [Fact]
    public async Task The_enter_key_presses_no_button_of_the_ticket()
    {
        var (scene, browser) = await StartAsync();
        var page = await browser.GetAsync($"/tickets/{(await scene.RaiseAsync()).Reference}");
        var enter = page.Document.QuerySelectorAll("button[type=submit]").OfType<AngleSharp.Html.Dom.IHtmlButtonElement>().First(b => b.Form?.Id == "composer");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PressAsync(page, enter.TextContent, ("Update", "It will be"))).Status);
    }

    private static string Text(Page page, string field) => page.Document.QuerySelector($"textarea[name={field}]")!.TextContent.Trim();

    private async Task<(TicketScene Scene, Browser Browser)> StartAsync(Func<TicketScene, Application.Staff.StaffAccount>? who = null)
    {
        var scene = await web.SceneAsync();
        return (scene, await web.SignInAsync((who ?? (s => s.AdviserAccount))(scene)));
    }
}
