using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Contacts;

/// <summary>Where a ticket goes that a further report opens again: what the button says, what is said afterwards, the page and the queue agree.</summary>
public sealed class ReportedAgainTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task What_nobody_had_taken_is_new_again_in_its_teams_queue()
    {
        var scene = await web.SceneAsync();
        var ticket = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Then = AfterRaising.Resolved, CustomerTold = "It comes tomorrow." });
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Contains($"It goes back to {scene.Team.Name} with what the customer says", form.Text, StringComparison.Ordinal);

        var reopened = await browser.PressAsync(form, $"It is resolved: reopen it: {ticket.Reference}", ("Form.Details", "It did not come."));
        Assert.EndsWith($"It was resolved and is open again, with {scene.Team.Name} Open it", reopened.Said!, StringComparison.Ordinal);
        var page = await browser.FollowAsync(reopened, "Open it");
        Assert.Equal("New", page.TextOf(".cf-panel .govuk-tag"));
        Assert.Contains("Nobody yet", page.TextOf(".cf-panel"), StringComparison.Ordinal);
        Assert.Equal("Take in hand", page.TextsOf(".cf-actions .govuk-button")[0]);

        var queue = await (await web.SignInAsync(scene.OfficerAccount)).GetAsync($"/tickets?team={scene.Team.Id}&assignee=none");
        Assert.Contains($"{ticket.Reference}", queue.TextOf(".cf-queue"), StringComparison.Ordinal);
        Assert.Equal("We are looking at your enquiry again.", EnquiryWords.Of(new EnquiryFacts(TicketState.New, 1, null, null, null, null, null, null, null), DateTimeOffset.UnixEpoch).Standing);
    }

    [Fact]
    public async Task What_somebody_had_in_hand_goes_back_to_them_by_name()
    {
        var scene = await web.SceneAsync();
        var ticket = await scene.BringToAsync(TicketState.InHand);
        await web.Hub.DoAsync(new AddToTicketCommand(ticket.Id, "Rang again.", CustomerId: scene.Customer.Id), scene.Adviser);
        var now = (await scene.GetAsync(ticket.Id)).Version;
        await web.Hub.DoAsync(new ResolveTicketCommand { TicketId = ticket.Id, Version = now, CustomerTold = "Done." }, scene.Adviser);
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var step = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}"), "Reopen");
        Assert.Contains($"It goes back to Ada Adviser, {scene.Team.Name}", step.Text, StringComparison.Ordinal);

        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Contains($"It goes back to Ada Adviser, {scene.Team.Name} with what", form.Text, StringComparison.Ordinal);
        var reopened = await browser.PressAsync(form, $"It is resolved: reopen it: {ticket.Reference}");
        Assert.EndsWith($"open again, with Ada Adviser, {scene.Team.Name} Open it", reopened.Said!, StringComparison.Ordinal);
        var page = await browser.FollowAsync(reopened, "Open it");
        Assert.Equal("In hand", page.TextOf(".cf-panel .govuk-tag"));
        Assert.Contains("Ada Adviser", page.TextOf(".cf-panel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_closed_weeks_ago_stands_below_with_the_day_it_was_resolved_and_can_be_opened_again()
    {
        var scene = await web.SceneAsync();
        var start = web.Hub.Clock.GetUtcNow();
        try
        {
            web.Hub.Clock.Is(start.AddDays(-29));
            var raised = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Then = AfterRaising.Resolved, CustomerTold = "It comes tomorrow." });
            web.Hub.Clock.Is(start.AddDays(-28));
            var open = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
            web.Hub.Clock.Is(start);
            await web.Hub.DoAsync(new CloseResolvedCommand(), Actor.Job);
            var browser = await web.SignInAsync(scene.AdviserAccount);
            var call = await scene.CallAsync(scene.Customer.Id);
            var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
            Assert.Equal([open.Reference, raised.Reference], form.Document.QuerySelectorAll("#duplicates-heading ~ ul > li").Select(li => li.QuerySelector(".cf-second")!.TextContent[..12]));
            var below = form.TextOf("#duplicates-heading ~ ul > li:last-child");
            Assert.Contains($"Resolved on {CouncilTime.DateOf(start.AddDays(-29)).Words()}", below, StringComparison.Ordinal);
            Assert.DoesNotContain("Add to this one instead", below, StringComparison.Ordinal);
            Assert.DoesNotContain("Resolved on", form.TextOf("#duplicates-heading ~ ul > li"), StringComparison.Ordinal);

            var reopened = await browser.PressAsync(form, $"It is closed: reopen it: {raised.Reference}", ("Form.Details", "It did not come."));
            Assert.Contains("It was resolved and is open again", reopened.Said!, StringComparison.Ordinal);
        }
        finally
        {
            web.Hub.Clock.Runs();
        }
    }
}
