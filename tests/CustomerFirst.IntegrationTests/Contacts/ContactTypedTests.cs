using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Contacts;

/// <summary>What was typed about an enquiry is not lost with the contact.</summary>
public sealed class ContactTypedTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Asks = "You have not raised this ticket. Raise it, or end the contact without it";

    [Fact]
    public async Task Ending_the_contact_asks_once_before_a_half_written_ticket_is_thrown_away()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        var asked = await browser.PressAsync(form, "End the contact", ("Form.Details", "Not emptied since Friday."), ("Form.Answers[since].Day", "1"), ("Form.Answers[since].Month", "Nov"), ("End.Outcome", "answered"));
        Assert.Equal((HttpStatusCode.BadRequest, Asks), (asked.Status, asked.Errors.Single()));
        var link = asked.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href")!;
        Assert.Equal("End the contact without it", asked.TextOf(link));
        Assert.Equal(("Not emptied since Friday.", "Nov", "Answered here and now"),
            (asked.TextOf("#Form_Details"), asked.Document.QuerySelector("[name='Form.Answers[since].Month']")!.GetAttribute("value"), asked.TextOf("[name='End.Outcome'] option[selected]")));
        Assert.Null((await ReadAsync(call.Id)).EndedAt);

        var ended = await browser.PressAsync(asked, "End the contact without it");
        Assert.Equal(("/", ContactOutcome.Answered), (ended.Address, (await ReadAsync(call.Id)).Outcome!.Value));
        Assert.Equal(0, await web.Hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id)));
    }

    [Theory]
    [InlineData("Form.Subject", "Grey bin")]
    [InlineData("Form.Answers[bin]", "Grey")]
    [InlineData("Form.Address", "11 Mill Lane")]
    [InlineData("Finder.Text", "11 mill")]
    [InlineData("Form.Priority", "urgent")]
    [InlineData("Form.CustomerTold", "It comes tomorrow.")]
    public async Task Whatever_was_entered_is_asked_about_together_with_what_else_is_missing(string field, string typed)
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Equal(["Select how the contact ended", Asks], (await browser.PressAsync(form, "End the contact", (field, typed))).Errors);
    }

    [Fact]
    public async Task The_form_promises_what_holds_at_the_priority_that_is_chosen_and_says_which_it_is()
    {
        var scene = await web.SceneAsync();
        await web.Hub.SaveAsync(SlaVersion.Create(A.Key(), scene.Bins.Id, new DateOnly(2021, 1, 1), scene.Calendar.Id, waitingForCustomerPauses: true, waitingForOthersPauses: false,
            [new(Priority.Normal, TargetTime.OfWorkingDays(3), TargetTime.OfWorkingDays(9)), new(Priority.Urgent, TargetTime.OfHours(2), null)], Guid.Empty, DateTimeOffset.UnixEpoch));
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Equal([$"within {TargetTime.OfWorkingDays(3)} at normal priority", $"within {TargetTime.OfWorkingDays(9)} at normal priority"], Promised(form));

        var again = await browser.PressAsync(form, "End the contact", ("Form.Priority", "urgent"));
        Assert.Equal([$"within {TargetTime.OfHours(2)} at urgent priority", "no target at urgent priority"], Promised(again));

        static IEnumerable<string> Promised(Page page) => page.TextsOf("section[aria-labelledby=service-heading] dd").Skip(2);
    }

    [Fact]
    public async Task What_the_form_began_with_is_nothing_to_ask_about()
    {
        var scene = await web.SceneAsync();
        await web.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
            insert into customer_addresses (id, customer_id, origin_id, line1, town, postcode, "from", source, verified)
            values ({A.Key()}, {scene.Customer.Id}, {scene.Customer.Id}, '9 Mill Lane', 'Kelderby', 'B14 7QH', '2020-01-01Z', 'test', 'unverified')
            """));
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Equal("9 Mill Lane, Kelderby", form.Document.QuerySelector("[name='Form.Address']")!.GetAttribute("value"));
        Assert.Equal("/", (await browser.PressAsync(form, "End the contact", ("End.Outcome", "answered"), ("Form.Then", "waitsForTeam"))).Address);
        // Once the ticket is raised nothing stands half-written.
        var other = await scene.CallAsync(scene.Customer.Id);
        var raised = await browser.SubmitAsync(await browser.GetAsync($"/contacts/{other.Id}?service={scene.Bins.Id}"), "#raise", ("Form.Details", "Not emptied."));
        Assert.Equal("/", (await browser.PressAsync(raised, "End the contact")).Address);
        Assert.Equal(ContactOutcome.TicketRaised, (await ReadAsync(other.Id)).Outcome!.Value);
    }

    [Theory]
    [InlineData("Raise the ticket")]
    [InlineData("Look for duplicates")]
    [InlineData("End the contact")]
    public async Task What_was_typed_in_a_contact_that_ended_in_another_window_goes_on_in_a_new_one(string button)
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var old = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        await web.Hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, null, null, call.Version), scene.Adviser);

        var late = await browser.PressAsync(old, button, ("Form.Details", "Not emptied since Friday."), ("Form.Answers[since].Day", "1"), ("Form.Answers[since].Month", "11"), ("Form.Answers[since].Year", "2026"), ("Form.Address", "11 Mill Lane"));
        Assert.Equal((HttpStatusCode.Conflict, "This contact has ended."), (late.Status, late.Errors.Single()));
        Assert.Equal($"Not raised: {scene.Bins.Name}", late.TextOf(late.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href")!));
        Assert.Equal(["1 November 2026", "Not emptied since Friday.", "11 Mill Lane"], late.TextsOf("main .govuk-summary-list__value"));

        var anew = await browser.PressAsync(late, "Start a new contact with Rosa Marlow and go on");
        Assert.Equal("A new contact has begun. What you entered is below: the ticket is not raised yet", anew.Said);
        Assert.DoesNotContain("Mill", anew.Address, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("Not emptied since Friday.", "11 Mill Lane"), (anew.TextOf("#Form_Details"), anew.Document.QuerySelector("[name='Form.Address']")!.GetAttribute("value")));
        Assert.StartsWith("Ticket CF-", (await browser.SubmitAsync(anew, "#raise")).Said!, StringComparison.Ordinal);
        var ticket = await web.Hub.DatabaseAsync(db => db.Tickets.SingleAsync(t => t.ServiceId == scene.Bins.Id));
        Assert.NotEqual(call.Id, ticket.ContactId!.Value);
        Assert.Equal((scene.Customer.Id, "2026-11-01"), (ticket.CustomerId!.Value, ticket.Answers.Single().Value));
        // Pressed twice, one contact begins.
        Assert.Equal(anew.Address.Split('?')[0], (await browser.PressAsync(late, "Start a new contact with Rosa Marlow and go on")).Address.Split('?')[0]);
        Assert.Equal(2, await web.Hub.DatabaseAsync(db => db.Contacts.CountAsync(c => c.TakenBy == scene.AdviserAccount.Id)));
    }

    [Fact]
    public async Task What_is_wrong_with_the_fields_is_said_only_where_they_can_be_mended()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var old = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        await web.Hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, null, null, call.Version), scene.Adviser);
        var late = await browser.PressAsync(old, "Raise the ticket", ("Form.Details", "Not emptied."), ("Form.Answers[since].Month", "13"));
        Assert.Equal((HttpStatusCode.Conflict, "This contact has ended."), (late.Status, late.Errors.Single()));
        var anew = await browser.PressAsync(late, "Start a new contact with Rosa Marlow and go on");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PressAsync(anew, "Raise the ticket")).Status);
    }

    [Fact]
    public async Task Adding_to_a_ticket_in_a_contact_that_ended_keeps_what_the_customer_said()
    {
        var scene = await web.SceneAsync();
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var old = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        await web.Hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, null, null, call.Version), scene.Adviser);
        var late = await browser.PressAsync(old, $"Add to this one instead: {first.Reference}", ("Form.Details", "Still there."));
        var anew = await browser.PressAsync(late, "Start a new contact with Rosa Marlow and go on");
        Assert.Equal($"What the customer said was noted on {first.Reference} Open it", (await browser.PressAsync(anew, $"Add to this one instead: {first.Reference}")).Said);
    }

    private Task<Contact> ReadAsync(Guid id) => web.Hub.DatabaseAsync(db => db.Contacts.AsNoTracking().SingleAsync(c => c.Id == id));
}
