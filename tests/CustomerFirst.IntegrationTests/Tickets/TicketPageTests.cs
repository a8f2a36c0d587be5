using System.Net;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class TicketPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly byte[] s_png = Files.Png;

    [Fact]
    public async Task The_page_answers_who_what_and_what_next_at_a_glance()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync(scene.Raising() with
        {
            CustomerId = scene.Customer.Id, Subject = "Grey bin <missed>", Details = "Third time.", Answers = new Dictionary<string, string?> { ["bin"] = "Grey" }, Location = new TicketLocation("12 High Street", Latitude: 52.48, Longitude: -1.9),
        });
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        Assert.Equal((HttpStatusCode.OK, $"Grey bin <missed> {ticket.Reference} - Tickets - CustomerFirst"), (page.Status, page.Title));
        Assert.Equal($"Grey bin <missed> {ticket.Reference}", page.TextOf("h1"));
        Assert.Equal("New", page.TextOf(".cf-panel .govuk-tag"));
        Assert.Contains("of 2 working days left", page.TextOf(".cf-panel"), StringComparison.Ordinal);
        Assert.Contains("Rosa Marlow", page.TextOf(".cf-customer"), StringComparison.Ordinal);
        Assert.Contains("12 High Street", page.TextOf(".cf-panel"), StringComparison.Ordinal);
        Assert.Contains("Hillside", page.TextOf(".cf-panel"), StringComparison.Ordinal);
        Assert.Equal(["Take in hand", "Resolve", "Hand over", "Wait for the customer", "Wait for others", "Mark as duplicate", "Assign", "Change priority", "Cancel the ticket"], page.TextsOf(".cf-actions .govuk-button"));
        Assert.Contains("Which bin was missed?Grey", page.Text.Replace("? ", "?", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["Raised"], page.TextsOf(".moj-timeline__title"));
        Assert.DoesNotContain("due soon", page.Text, StringComparison.Ordinal);
        Assert.True(page.Html.Length < 60_000, $"{page.Html.Length} characters");
    }

    [Fact]
    public async Task What_the_queue_calls_due_soon_is_due_soon_on_the_page_too()
    {
        var (scene, browser) = await StartAsync(s => s.OfficerAccount);
        var ticket = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.HandedOver });
        await web.Hub.DatabaseAsync(db => db.Tickets.Where(t => t.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.ResolutionWarnAt, t => t.OpenedAt)));
        Assert.Contains("due soon", (await browser.GetAsync($"/tickets?team={scene.Team.Id}")).TextOf(".cf-warned"), StringComparison.Ordinal);
        Assert.Contains("due soon, ", (await browser.GetAsync($"/tickets/{ticket.Reference}")).TextOf(".cf-panel .cf-warned"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_is_found_however_it_is_written_and_an_unknown_one_is_not()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/tickets/{ticket.Reference.ToLowerInvariant()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/tickets/CF-2222-2222")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/tickets/nonsense")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/tickets/{ticket.Reference}/explode")).Status);
    }

    [Fact]
    public async Task Updates_and_notes_are_told_apart_and_an_empty_one_is_refused_beside_its_field()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        page = await browser.PressAsync(page, "Add the note", ("Note", "Rang the depot."));
        Assert.Equal("Your note was added", page.Said);
        page = await browser.PressAsync(page, "Send the update", ("Update", "We come tomorrow."));
        Assert.Equal(["Update to the customer", "Internal note", "Raised"], page.TextsOf(".moj-timeline__title"));
        page = await browser.PressAsync(page, "Send the update", ("Update", " "));
        Assert.Equal((HttpStatusCode.BadRequest, "Enter an update for the customer"), (page.Status, page.Errors.Single()));
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("#Update", page.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal(["Internal note"], (await browser.GetAsync($"/tickets/{ticket.Reference}?show=note")).TextsOf(".moj-timeline__title"));
    }

    [Theory]
    [InlineData("resolve", "Resolved", "Form.CustomerTold")]
    [InlineData("wait/waitingForCustomer", "Waiting for customer", "Form.Reason")]
    [InlineData("wait/waitingForOthers", "Waiting for others", "Form.Reason")]
    [InlineData("cancel", "Cancelled", "Form.Reason")]
    public async Task A_step_without_its_reason_says_what_is_missing_and_with_it_is_taken(string slug, string state, string field)
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var form = await browser.GetAsync($"/tickets/{ticket.Reference}/{slug}");
        var refused = await browser.SubmitAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Single(refused.Errors);
        var taken = await browser.SubmitAsync(refused, (field, "Because of a good reason."));
        Assert.Equal((HttpStatusCode.OK, state), (taken.Status, taken.TextOf(".cf-panel .govuk-tag")));
        Assert.NotNull(taken.Said);
    }

    [Fact]
    public async Task A_ticket_is_taken_handed_over_assigned_prioritised_and_given_back_through_its_pages()
    {
        var (scene, browser) = await StartAsync(s => s.OfficerAccount);
        var ticket = await scene.RaiseAsync();
        var page = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}"), "Take in hand");
        Assert.Equal("In hand", page.TextOf(".cf-panel .govuk-tag"));
        page = await browser.SubmitAsync(await browser.PressAsync(page, "Hand over"), ("Form.TeamId", scene.Team.Id.ToString()));
        Assert.Equal("With service", page.TextOf(".cf-panel .govuk-tag"));
        page = await browser.SubmitAsync(await browser.PressAsync(page, "Assign"), ("Form.AssigneeId", ""));
        Assert.Contains("Nobody yet", page.TextOf(".cf-panel"), StringComparison.Ordinal);
        page = await browser.PressAsync(page, "I take it");
        Assert.Equal("You have the ticket", page.Said);
        Assert.Contains("Olu Officer", page.TextOf(".cf-panel"), StringComparison.Ordinal);
        Assert.DoesNotContain("I take it", page.TextsOf(".cf-actions .govuk-button"));
        page = await browser.SubmitAsync(await browser.PressAsync(page, "Assign"), ("Form.AssigneeId", scene.OfficerAccount.Id.ToString()));
        Assert.Contains("Olu Officer", page.TextOf(".cf-panel"), StringComparison.Ordinal);
        page = await browser.SubmitAsync(await browser.PressAsync(page, "Change priority"), ("Form.Priority", "urgent"), ("Form.Reason", "Blocks the road"));
        Assert.Contains("Urgent", page.TextsOf(".cf-panel .govuk-tag"));
        page = await browser.SubmitAsync(await browser.PressAsync(page, "Give back to first response"), ("Form.Reason", "Only a question"));
        Assert.Equal("In hand", page.TextOf(".cf-panel .govuk-tag"));
        page = await browser.SubmitAsync(await browser.PressAsync(page, "Resolve"), ("Form.CustomerTold", "Answered."));
        page = await browser.SubmitAsync(await browser.PressAsync(page, "Reopen"), ("Form.Reason", "Not answered"));
        Assert.Contains("Reopenedonce", page.TextOf(".cf-panel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_handed_to_a_team_or_to_somebody_of_it()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var form = await browser.GetAsync($"/tickets/{ticket.Reference}/hand-over");
        // The team that the service's tickets go to is chosen already.
        Assert.Contains("Olu Officer", form.TextsOf("[name='Form.AssigneeId'] option"));
        var none = await browser.PressAsync(form, "Show the people of the team chosen above", ("Form.TeamId", ""));
        Assert.Equal(["Select a team"], none.Errors);
        Assert.Null(none.Document.QuerySelector("[name='Form.AssigneeId']"));

        var people = await browser.PressAsync(none, "Choose somebody of the team", ("Form.TeamId", scene.Team.Id.ToString()), ("Form.Reason", "Both bins"));
        Assert.Equal(["Whoever in the team takes it", "Olu Officer"], people.TextsOf("[name='Form.AssigneeId'] option"));
        Assert.Equal("Both bins", people.TextOf("textarea[name='Form.Reason']").Trim());
        Assert.Equal(TicketState.New, (await scene.GetAsync(ticket.Id!.Value)).State);
        var other = await browser.PressAsync(people, "Hand over", ("Form.TeamId", scene.OtherTeam.Id.ToString()), ("Form.AssigneeId", scene.OfficerAccount.Id.ToString()));
        Assert.Equal(["Select somebody of the team"], other.Errors);

        await browser.PressAsync(people, "Hand over", ("Form.AssigneeId", scene.OfficerAccount.Id.ToString()));
        var view = await scene.GetAsync(ticket.Id.Value);
        Assert.Equal((TicketState.WithService, scene.Team.Id, scene.OfficerAccount.Id), (view.State, view.TeamId!.Value, view.AssigneeId!.Value));
        // From then on one press does not hand it to the team that has it.
        var again = await browser.GetAsync($"/tickets/{ticket.Reference}/hand-over");
        Assert.Equal(["Select a team"], (await browser.PressAsync(again, "Hand over")).Errors);
    }

    [Fact]
    public async Task A_ticket_with_a_point_shows_it_on_a_small_map_of_its_ward_and_in_words()
    {
        var (scene, browser) = await StartAsync();
        var nowhere = await scene.RaiseAsync();
        var ticket = await scene.RaiseAsync(scene.Raising() with { Location = new TicketLocation("Hill 1", Latitude: 52.59, Longitude: -1.99) });
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        var map = page.Document.QuerySelector("svg.cf-map")!;
        Assert.Equal("Map of the ward Hillside with the place marked; north is up", map.GetAttribute("aria-label"));
        Assert.Equal(("9", "15"), (map.QuerySelector("circle")!.GetAttribute("cx"), map.QuerySelector("circle")!.GetAttribute("cy")));
        Assert.InRange(map.OuterHtml.Length, 100, 2_000);
        Assert.Contains("52.59000, -1.99000, in the north-west of the ward", page.Text, StringComparison.Ordinal);
        Assert.Null((await browser.GetAsync($"/tickets/{nowhere.Reference}")).Document.QuerySelector("svg.cf-map"));
    }

    [Fact]
    public async Task Whoever_comes_second_sees_what_happened_keeps_their_text_and_can_send_it_again()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var form = await browser.GetAsync($"/tickets/{ticket.Reference}/wait/waitingForCustomer");
        await Task.Delay(5);
        await web.Hub.DoAsync(new PrioritiseTicketCommand { TicketId = ticket.Id!.Value, Version = ticket.Version!.Value, Priority = Priority.High, Reason = "The manager was here." }, scene.Manager);
        var stale = await browser.SubmitAsync(form, ("Form.Reason", "Which bin was it?"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("The manager was here.", stale.TextOf("#since-then"), StringComparison.Ordinal);
        Assert.Equal("Which bin was it?", stale.Document.QuerySelector("textarea[name='Form.Reason']")!.TextContent.Trim());
        var again = await browser.SubmitAsync(stale);
        Assert.Equal("Waiting for customer", again.TextOf(".cf-panel .govuk-tag"));
    }

    [Fact]
    public async Task Who_changed_the_ticket_in_another_window_is_not_told_that_somebody_else_did()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var form = await browser.GetAsync($"/tickets/{ticket.Reference}/wait/waitingForCustomer");
        var other = await browser.SubmitAsync(await browser.GetAsync($"/tickets/{ticket.Reference}/priority"), ("Form.Priority", "high"), ("Form.Reason", "Blocks the road"));
        Assert.Equal("The priority was changed", other.Said);
        var stale = await browser.SubmitAsync(form, ("Form.Reason", "Which bin was it?"));
        Assert.Equal((HttpStatusCode.Conflict, "You changed this in another window while you had it open here. Look at what changed, then try again."), (stale.Status, stale.Errors.Single()));
        // What somebody else did besides is theirs again.
        await web.Hub.DoAsync(new AssignTicketCommand { TicketId = ticket.Id!.Value, Version = (await scene.GetAsync(ticket.Id.Value)).Version, AssigneeId = scene.OfficerAccount.Id }, scene.Manager);
        Assert.StartsWith("Somebody else changed this", (await browser.SubmitAsync(form, ("Form.Reason", "Which bin was it?"))).Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_goes_back_to_the_form_of_a_step_that_came_too_late_sees_how_the_ticket_stands_and_what_can_be_done()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var form = await browser.GetAsync($"/tickets/{ticket.Reference}/resolve");
        await browser.SubmitAsync(form, ("Form.CustomerTold", "Done."));
        var back = await browser.GetAsync($"/tickets/{ticket.Reference}/resolve");
        Assert.Equal((HttpStatusCode.OK, "This ticket is resolved"), (back.Status, back.TextOf("h1")));
        Assert.Contains("Resolved by Ada Adviser", back.Text, StringComparison.Ordinal);
        Assert.Empty(back.Document.QuerySelectorAll("main form"));
        Assert.Equal(["Go to the ticket", "Reopen"], back.TextsOf("main .govuk-button"));

        var late = await browser.SubmitAsync(form, ("IdempotencyKey", Guid.NewGuid().ToString("N")), ("Form.CustomerTold", "Done twice."));
        Assert.Equal((HttpStatusCode.Conflict, "This ticket is resolved"), (late.Status, late.TextOf("h1")));
        Assert.Contains("Done twice.", late.TextOf(".govuk-inset-text"), StringComparison.Ordinal);
        Assert.Equal("This ticket is resolved", (await browser.GetAsync($"/tickets/{ticket.Reference}/assign")).TextOf("h1"));
    }

    [Fact]
    public async Task Assigning_to_who_has_it_says_that_nothing_was_changed()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var page = await browser.SubmitAsync(await browser.GetAsync($"/tickets/{ticket.Reference}/assign"), ("Form.AssigneeId", ""));
        Assert.Equal(("Nothing was changed", null), (page.Refused, page.Said));
        Assert.Equal(["Raised"], page.TextsOf(".moj-timeline__title"));
    }

    [Fact]
    public async Task A_file_is_added_and_served_only_to_be_saved()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        page = await browser.UploadAsync(page, "#add-file", [("Upload", "Bin photo.png", "text/html", s_png)]);
        Assert.Equal("Bin photo.png was added", page.Said);
        var link = page.Document.QuerySelector(".moj-timeline a")!.GetAttribute("href")!;
        var response = await browser.Client.GetAsync(link);
        Assert.Equal(("image/png", "nosniff", "attachment"), (response.Content.Headers.ContentType!.MediaType, response.Headers.GetValues("X-Content-Type-Options").Single(), response.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal("default-src 'none'; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(s_png, await response.Content.ReadAsByteArrayAsync());
        page = await browser.UploadAsync(page, "#add-file", [("Upload", "page.html", "image/png", "<html>"u8.ToArray())]);
        Assert.StartsWith("The selected file must be one of these", page.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restricted_ticket_and_its_files_are_not_there_for_anybody_else()
    {
        var (scene, adviser) = await StartAsync();
        var ticket = await scene.RaiseRestrictedAsync(scene.Customer.Id);
        var file = await web.Hub.DoAsync(new AddAttachmentCommand(ticket.Id!.Value, "a.png", s_png), scene.RefugeOfficer);
        var officer = await web.SignInAsync(scene.RefugeAccount);
        string[] addresses = [$"/tickets/{ticket.Reference}", $"/tickets/{ticket.Reference}/resolve", $"/tickets/files/{file.Id}"];
        foreach (var address in addresses)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await adviser.GetAsync(address)).Status);
            Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(address)).Status);
        }
        Assert.DoesNotContain(ticket.Reference, (await adviser.GetAsync("/tickets?scope=any")).Html, StringComparison.Ordinal);
        Assert.Contains(ticket.Reference, (await officer.GetAsync("/tickets?scope=any")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_customer_who_was_erased_it_is_said_so_and_of_a_blocked_one_that_the_record_is_not_open()
    {
        var (scene, browser) = await StartAsync();
        var (erased, blocked) = (await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id }), await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Neighbour.Id }));
        await web.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customers set erasure = 'blocked' where id = {scene.Neighbour.Id}"));
        await web.Hub.DoAsync(Customers.TheCustomer.Erase(scene.Customer.Id, scene.Customer.Version, "Asked for it"), Customers.TheCustomer.Someone(Role.Steward));
        Assert.Equal("The customer's record was erased.", (await browser.GetAsync($"/tickets/{erased.Reference}")).TextOf(".cf-customer"));
        Assert.Equal("The customer's record is not open to you.", (await browser.GetAsync($"/tickets/{blocked.Reference}")).TextOf(".cf-customer"));
    }

    [Fact]
    public async Task Who_may_not_work_on_tickets_is_shown_no_composer_and_who_may_not_see_them_no_page()
    {
        var (scene, _) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var steward = await (await web.SignInAsAsync(Role.Steward)).GetAsync($"/tickets/{ticket.Reference}");
        Assert.Equal((HttpStatusCode.OK, 0, 0), (steward.Status, steward.TextsOf(".cf-composer").Count, steward.TextsOf(".cf-actions").Count));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(Role.Auditor)).GetAsync($"/tickets/{ticket.Reference}")).Status);
    }

    private async Task<(TicketScene Scene, Browser Browser)> StartAsync(Func<TicketScene, Application.Staff.StaffAccount>? who = null)
    {
        var scene = await web.SceneAsync();
        return (scene, await web.SignInAsync((who ?? (s => s.AdviserAccount))(scene)));
    }
}
