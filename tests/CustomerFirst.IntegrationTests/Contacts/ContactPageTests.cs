using System.Net;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Contacts;

public sealed class ContactPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task An_adviser_takes_a_call_from_hello_to_goodbye_without_a_script()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var page = await browser.FollowAsync(await browser.GetAsync("/"), "Start a contact");
        page = await browser.SubmitAsync(page, ("Channel", "phone"), ("NumberDialled", "0121 496 0001"));
        Assert.StartsWith("Contact in progress", page.TextOf("h1"), StringComparison.Ordinal);
        Assert.DoesNotContain("Marlow", page.Address, StringComparison.Ordinal);

        page = await browser.PressAsync(page, "Find", ("Terms", "rosa marlow"));
        Assert.Contains("Rosa Marlow", page.TextOf(".cf-found"), StringComparison.Ordinal);
        page = await browser.PressAsync(page, "This is the customer: Rosa Marlow", ("CustomerId", scene.Customer.Id.ToString()));
        Assert.Equal("The contact is with this customer", page.Said);

        page = await browser.PressAsync(page, "Find the service", ("Words", scene.Bins.Name));
        page = await browser.FollowAsync(page, scene.Bins.Name);
        page = await browser.SubmitAsync(page, "#raise", ("Form.Details", "Not emptied since Friday."), ("Form.Answers[since].Day", "1"), ("Form.Answers[since].Month", "13"), ("Form.Answers[since].Year", "2026"));
        Assert.Equal((HttpStatusCode.BadRequest, "The date must be a real date"), (page.Status, page.Errors.Single()));
        Assert.Equal("The date must have a year of four figures", (await browser.SubmitAsync(page, "#raise", ("Form.Answers[since].Day", "1"), ("Form.Answers[since].Month", "11"), ("Form.Answers[since].Year", "26"))).Errors.Single());
        Assert.Equal("Not emptied since Friday.", page.Document.QuerySelector("textarea[name='Form.Details']")!.TextContent.Trim());
        Assert.Equal("13", page.Document.QuerySelector("input[name='Form.Answers[since].Month']")!.GetAttribute("value"));
        page = await browser.SubmitAsync(page, "#raise", ("Form.Answers[since].Month", "11"), ("Form.Answers[since].Year", ""));
        Assert.Equal("The date must include a year", page.Errors.Single());
        page = await browser.SubmitAsync(page, "#raise", ("Form.Answers[since].Month", "Nov"), ("Form.Answers[since].Year", "2026"), ("Form.Answers[bin]", "Grey"));
        Assert.StartsWith("Ticket CF-", page.Said!, StringComparison.Ordinal);
        Assert.Contains(scene.Bins.Name, page.TextOf(".cf-matters"), StringComparison.Ordinal);

        Assert.Equal("Ticket raised", page.TextOf("[name='End.Outcome'] option[selected]"));
        page = await browser.PressAsync(page, "End the contact", ("End.Outcome", ""));
        Assert.Equal("Select how the contact ended", page.Errors.Single());
        page = await browser.PressAsync(page, "End the contact", ("End.Outcome", "ticketProgressed"));
        Assert.Equal("The ticket of this contact was raised in it, not progressed: select how it ended", page.TextOf("#End_Outcome-error")[7..]);
        page = await browser.PressAsync(page, "End the contact", ("End.Outcome", "ticketRaised"), ("End.Avoidable", "chasingProgress"));
        Assert.Equal("/", page.Address);
        var contact = await web.Hub.DatabaseAsync(db => db.Contacts.SingleAsync(c => c.TakenBy == scene.AdviserAccount.Id));
        Assert.Equal((ContactOutcome.TicketRaised, true, AvoidableReason.ChasingProgress), (contact.Outcome!.Value, contact.Avoidable!.Value, contact.AvoidableReason!.Value));
        var ticket = await web.Hub.DatabaseAsync(db => db.Tickets.SingleAsync(t => t.ServiceId == scene.Bins.Id));
        Assert.Equal((TicketState.WithService, scene.Customer.Id, contact.Id), (ticket.State, ticket.CustomerId!.Value, ticket.ContactId!.Value));
        Assert.Equal(["Grey", "2026-11-01"], ticket.Answers.Select(a => a.Value));
    }

    [Fact]
    public async Task Likely_duplicates_are_shown_before_a_ticket_is_raised_and_can_be_added_to_instead()
    {
        var scene = await web.SceneAsync();
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        var likely = await browser.SubmitAsync(form, "#raise", ("Form.Details", "Again!"));
        Assert.Equal(HttpStatusCode.Conflict, likely.Status);
        Assert.Contains(first.Reference, likely.TextOf("#duplicates-heading ~ ul"), StringComparison.Ordinal);
        Assert.Equal("Raised already?", likely.TextOf(likely.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href")!));
        Assert.Contains("Again!", likely.Document.QuerySelector("textarea[name='Form.Details']")!.TextContent, StringComparison.Ordinal);

        var added = await browser.PressAsync(likely, $"Add to this one instead: {first.Reference}");
        // They were its customer already.
        Assert.Equal($"What the customer said was noted on {first.Reference} Open it", added.Said);
        Assert.Equal("Reported again: Again!", (await scene.GetAsync(first.Id!.Value)).Timeline.Single(i => i.Kind == TimelineKind.Note).Text);
        var raised = await browser.PressAsync(await browser.SubmitAsync(await browser.GetAsync(form.Address), "#raise", ("Form.Details", "Another bin")), "It is a new matter: raise it");
        Assert.StartsWith("Ticket CF-", raised.Said!, StringComparison.Ordinal);
        Assert.Equal(2, await web.Hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id)));
    }

    [Fact]
    public async Task Likely_duplicates_stand_beside_the_form_from_the_start_and_stay_when_something_is_wrong_with_it()
    {
        var scene = await web.SceneAsync();
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Contains(first.Reference, form.TextOf("#duplicates-heading ~ ul"), StringComparison.Ordinal);
        // The form is long; a link above it leads to the panel, which on a telephone stands below.
        var link = Assert.Single(form.Document.QuerySelectorAll("main a"), a => a.TextContent == "See the ticket that may be about the same matter");
        Assert.Equal("Raised already?", form.TextOf(link.GetAttribute("href")!));

        var wrong = await browser.SubmitAsync(form, "#raise", ("Form.Answers[since].Day", "1"), ("Form.Answers[since].Month", "13"), ("Form.Answers[since].Year", "2026"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains(first.Reference, wrong.TextOf("#duplicates-heading ~ ul"), StringComparison.Ordinal);
        var unread = await browser.SubmitAsync(form, "#raise", ("Form.Address", "1 High Street"), ("Form.Postcode", "nowhere"));
        Assert.Equal(HttpStatusCode.BadRequest, unread.Status);
        Assert.Contains(first.Reference, unread.TextOf("#duplicates-heading ~ ul"), StringComparison.Ordinal);
        var added = await browser.PressAsync(unread, $"Add to this one instead: {first.Reference}");
        Assert.Equal($"It was noted on {first.Reference} that it was reported again Open it", added.Said);
    }

    [Fact]
    public async Task A_subject_that_is_too_long_is_not_cut_but_comes_back_whole_with_how_long_it_is()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        // No browser cuts what is pasted, in silence.
        Assert.Empty(form.Document.QuerySelectorAll("input[maxlength]"));
        var subject = string.Concat(Enumerable.Repeat("Not emptied. ", 24)) + "End";
        var wrong = await browser.SubmitAsync(form, "#raise", ("Form.Subject", subject));
        Assert.Equal($"Subject must be 300 characters or fewer: you entered {subject.Length}", Assert.Single(wrong.Errors));
        Assert.Equal(subject, wrong.Document.QuerySelector("[name='Form.Subject']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_search_that_is_too_long_is_said_to_be_instead_of_being_cut()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var terms = string.Concat(Enumerable.Repeat("rosa ", 50)).Trim();
        var wrong = await browser.SubmitAsync(await browser.GetAsync("/"), "header form[action='/customers/find']", ("Text", terms));
        Assert.Equal($"Enter 200 characters or fewer to look for: you entered {terms.Length}", Assert.Single(wrong.Errors));
        Assert.Equal(terms, wrong.Document.QuerySelector("main [name=Text]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_restricted_ticket_that_may_be_the_same_matter_is_marked_for_those_who_may_see_it_and_shown_to_nobody_else()
    {
        var scene = await web.SceneAsync();
        var first = await scene.RaiseRestrictedAsync(scene.Customer.Id);
        foreach (var (account, actor, sees) in new[] { (scene.RefugeAccount, scene.RefugeOfficer, true), (scene.AdviserAccount, scene.Adviser, false) })
        {
            var call = await scene.CallAsync(scene.Customer.Id, actor);
            var form = await (await web.SignInAsync(account)).GetAsync($"/contacts/{call.Id}?service={scene.Refuge.Id}");
            Assert.Equal(sees, form.Html.Contains(first.Reference, StringComparison.Ordinal));
            if (sees) Assert.Equal(["New", "Restricted"], form.TextsOf("#duplicates-heading ~ ul .govuk-tag"));
        }
    }

    [Fact]
    public async Task Of_a_customer_who_was_erased_the_page_says_what_happened_and_when()
    {
        var scene = await web.SceneAsync();
        var (browser, call) = (await web.SignInAsync(scene.AdviserAccount), await scene.CallAsync(scene.Customer.Id));
        await web.Hub.DoAsync(TheCustomer.Erase(scene.Customer.Id, scene.Customer.Version, "Asked for it"), TheCustomer.Someone(Role.Steward));
        var page = await browser.GetAsync($"/contacts/{call.Id}");
        Assert.StartsWith($"Who this customer is was erased on {CouncilTime.DateOf(web.Clock.GetUtcNow()).Words()}.", page.TextOf("#customer-heading ~ p"), StringComparison.Ordinal);
        Assert.DoesNotContain("not open to you", page.Text, StringComparison.Ordinal);
        Assert.Equal("The customer stays anonymous", (await browser.PressAsync(page, "It is somebody else")).Said);
    }

    [Fact]
    public async Task A_report_on_a_resolved_ticket_is_asked_about_and_reopens_it_or_leaves_it()
    {
        var scene = await web.SceneAsync();
        var first = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Then = AfterRaising.HandedOver });
        await web.Hub.DoAsync(new ResolveTicketCommand { TicketId = first.Id!.Value, Version = first.Version!.Value, CustomerTold = "It was emptied." }, scene.Officer);
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Neighbour.Id);
        await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Neighbour.Id, Location = new TicketLocation("1 High Street", "B14 7QH") });
        await web.Hub.DoAsync(new AddToTicketCommand(first.Id.Value, null, CustomerId: scene.Neighbour.Id, LeaveResolved: true), scene.Adviser);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Single(form.TextsOf("button"), b => b.StartsWith("Add to this one instead", StringComparison.Ordinal));

        var left = await browser.PressAsync(form, $"Leave it resolved: {first.Reference}", ("Form.Details", "Thank you."));
        Assert.Equal($"What the customer said was noted on {first.Reference}. It stays resolved Open it", left.Said);
        var reopened = await browser.PressAsync(form, $"It is resolved: reopen it: {first.Reference}", ("Form.Details", "It was left again."));
        Assert.Equal($"What the customer said was noted on {first.Reference}. It was resolved and is open again, with {scene.Team.Name} Open it", reopened.Said);
        Assert.Equal(TicketState.WithService, (await scene.GetAsync(first.Id.Value)).State);
        Assert.Equal("Ticket progressed", reopened.TextOf("[name='End.Outcome'] option[selected]"));
    }

    [Fact]
    public async Task Every_field_of_the_form_that_raises_a_ticket_says_what_is_wrong_beside_it_in_the_order_of_the_fields()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        var wrong = await browser.SubmitAsync(form, "#raise", ("Form.Subject", new string('x', 301)), ("Form.Answers[since].Day", "31"), ("Form.Answers[since].Month", "2"), ("Form.Answers[since].Year", "2026"),
            ("Form.Details", new string('x', 10_001)), ("Form.Address", new string('x', 301)), ("Form.Postcode", "nowhere"), ("Form.Then", "resolved"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        var links = wrong.Document.QuerySelectorAll(".govuk-error-summary li").Select(li => li.QuerySelector("a")?.GetAttribute("href")).ToList();
        Assert.Equal(["#Form_Subject", "#Form_Answers_since__Day", "#Form_Details", "#Form_Address", "#Form_Postcode", "#Form_CustomerTold"], links);
        Assert.Equal("Error: Enter a full UK postcode, like B14 7QH", wrong.TextOf("#Form_Postcode-error"));
        Assert.All(links, link => Assert.Equal("true", wrong.Document.QuerySelector(link!)!.GetAttribute("aria-invalid")));
        Assert.Empty(form.Document.QuerySelectorAll("[aria-invalid]"));
        // Looking for duplicates reads the place too.
        var looked = await browser.PressAsync(form, "Look for duplicates", ("Form.Address", "1 High Street"), ("Form.Postcode", "nowhere"));
        Assert.Equal("Error: Enter a full UK postcode, like B14 7QH", looked.TextOf("#Form_Postcode-error"));
    }

    [Fact]
    public async Task Of_many_customers_found_the_best_are_shown_and_all_lead_back_to_the_contact_with_the_one_chosen()
    {
        var scene = await web.SceneAsync();
        var family = TheCustomer.Word();
        for (var i = 0; i < 12; i++) await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family, $"Robin {TheCustomer.Word()}"));
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var page = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "Find", ("Terms", family));
        Assert.Contains("The 10 best of 12", page.Text, StringComparison.Ordinal);
        Assert.Equal(10, page.Document.QuerySelectorAll("button[name=CustomerId]").Length);

        var all = await browser.PressAsync(page, "See all 12");
        Assert.DoesNotContain(family, all.Address, StringComparison.OrdinalIgnoreCase);
        var forms = all.Document.QuerySelectorAll("form[action*='handler=Use']");
        Assert.Equal(12, forms.Length);
        var back = await browser.SubmitAsync(all, $"form[action='{forms[11].GetAttribute("action")}']");
        Assert.Equal(("The contact is with this customer", true), (back.Said, back.Address.StartsWith($"/contacts/{call.Id}?service={scene.Bins.Id}", StringComparison.Ordinal)));
        Assert.Contains(family, back.TextOf("[aria-labelledby=customer-heading]"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reference_with_a_slip_is_said_to_be_one_where_a_customer_is_looked_for()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var slip = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}"), "Find", ("Terms", "CF-7K3M-29QZ"));
        Assert.Equal(HttpStatusCode.BadRequest, slip.Status);
        Assert.StartsWith("Check the reference: ", Assert.Single(slip.Errors), StringComparison.Ordinal);
        Assert.Equal("CF-7K3M-29QZ", slip.Document.QuerySelector("input[name=Terms]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_back_button_in_an_anonymous_call_leads_to_the_ticket_that_the_form_raised()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        var raised = await browser.SubmitAsync(form, "#raise", ("Form.Details", "Not emptied."));
        var reference = raised.Said!.Split(' ')[1];

        // Pages are never kept by the browser, so going back reads the form again.
        var back = await browser.GetAsync(form.Address);
        Assert.Contains($"Already raised in this contact {scene.Bins.Name}", back.TextOf("#duplicates-heading ~ ul"), StringComparison.Ordinal);
        var again = await browser.SubmitAsync(back, "#raise", ("Form.Details", "Not emptied."));
        Assert.StartsWith($"Ticket {reference} was raised already, by the same form", again.Said!, StringComparison.Ordinal);

        var changed = await browser.SubmitAsync(back, "#raise", ("Form.Details", "Not emptied, and it smells."));
        Assert.Equal(HttpStatusCode.Conflict, changed.Status);
        Assert.Contains(reference, changed.TextOf("#duplicates-heading ~ ul"), StringComparison.Ordinal);
        var added = await browser.PressAsync(changed, $"Add to this one instead: {reference}");
        Assert.Equal($"What the customer said was noted on {reference} Open it", added.Said);
        Assert.Equal(1, await web.Hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id)));

        var other = await browser.PressAsync(back, "It is a new matter: raise it", ("Form.Details", "Another bin."));
        Assert.DoesNotContain(reference, other.Said!, StringComparison.Ordinal);
        Assert.Equal(2, await web.Hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id)));
    }

    [Fact]
    public async Task The_record_of_whom_the_contact_is_with_leads_back_to_it_and_of_anybody_else_can_be_chosen()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        Assert.Contains("This is who the contact is with", (await browser.GetAsync($"/customers/{scene.Neighbour.Id}?contact={call.Id}")).TextsOf(".cf-actions button"));
        var theirs = await browser.GetAsync($"/customers/{scene.Customer.Id}?contact={call.Id}");
        Assert.DoesNotContain("This is who the contact is with", theirs.Text, StringComparison.Ordinal);
        Assert.Equal($"/contacts/{call.Id}", (await browser.FollowAsync(theirs, "Go on with the contact")).Address);
    }

    [Fact]
    public async Task Looking_for_duplicates_keeps_what_was_typed()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var looked = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "Look for duplicates", ("Form.Address", "1 High Street"), ("Form.Postcode", "B14 7QH"));
        Assert.Contains("Nothing like it was raised", looked.Text, StringComparison.Ordinal);
        Assert.Equal("1 High Street", looked.Document.QuerySelector("input[name='Form.Address']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Where_a_service_is_about_the_customers_address_it_is_there_to_begin_with_and_its_property_number_holds_while_it_stays()
    {
        var scene = await web.SceneAsync();
        await web.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
            insert into customer_addresses (id, customer_id, origin_id, line1, town, postcode, uprn, "from", source, verified)
            values ({A.Key()}, {scene.Customer.Id}, {scene.Customer.Id}, '9 Mill Lane', 'Kelderby', 'B14 7QH', 100070000077, '2020-01-01Z', 'test', 'unverified')
            """));
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        Assert.Equal("9 Mill Lane, Kelderby", form.Document.QuerySelector("input[name='Form.Address']")!.GetAttribute("value"));
        await browser.SubmitAsync(form, "#raise");
        var elsewhere = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Graffiti.Id}");
        Assert.Equal(["", ""], new[] { "Form.Address", "Form.Postcode" }.Select(name => elsewhere.Document.QuerySelector($"input[name='{name}']")!.GetAttribute("value") ?? ""));
        await browser.SubmitAsync(elsewhere, "#raise", ("Form.Address", "11 Mill Lane"));
        var tickets = await web.Hub.DatabaseAsync(db => db.Tickets.Where(t => t.ContactId == call.Id).OrderBy(t => t.OpenedAt).Select(t => new { t.Address, t.Uprn }).ToListAsync());
        Assert.Equal([("9 Mill Lane, Kelderby", 100_070_000_077L), ("11 Mill Lane", null)], tickets.Select(t => (t.Address!, t.Uprn)));
    }

    [Fact]
    public async Task A_restricted_service_warns_and_gives_only_a_receipt()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Refuge.Id}");
        Assert.Contains("and nothing more", form.TextOf(".govuk-warning-text"), StringComparison.Ordinal);
        var done = await browser.SubmitAsync(form, "#raise");
        Assert.StartsWith("The receipt is CF-", done.Said!, StringComparison.Ordinal);
        var reference = done.Said![15..27];
        var later = await browser.GetAsync($"/contacts/{call.Id}");
        Assert.DoesNotContain(reference, later.Html, StringComparison.Ordinal);
        Assert.Contains("No tickets yet", later.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolved_at_first_contact_needs_what_the_customer_was_told()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");
        var refused = await browser.SubmitAsync(form, "#raise", ("Form.Then", "resolved"));
        Assert.Equal("Enter what you told the customer", refused.Errors.Single());
        // What somebody wrote there and then chose otherwise is not dropped in silence.
        var otherwise = await browser.SubmitAsync(refused, "#raise", ("Form.Then", "handedOver"), ("Form.CustomerTold", "It comes tomorrow."));
        Assert.Equal("Error: What you told the customer is kept only with an enquiry that you have finished now: choose that, or empty this", otherwise.TextOf("#Form_CustomerTold-error"));
        Assert.Equal("It comes tomorrow.", otherwise.TextOf("#Form_CustomerTold"));
        await browser.SubmitAsync(refused, "#raise", ("Form.CustomerTold", "It comes tomorrow."));
        Assert.Equal(TicketState.Resolved, await web.Hub.DatabaseAsync(db => db.Tickets.Where(t => t.ServiceId == scene.Bins.Id).Select(t => t.State).SingleAsync()));
    }

    [Fact]
    public async Task Somebody_elses_contact_can_be_read_and_not_worked_on()
    {
        var scene = await web.SceneAsync();
        var call = await scene.CallAsync();
        var page = await (await web.SignInAsync(scene.ManagerAccount)).GetAsync($"/contacts/{call.Id}");
        Assert.Contains("Ada Adviser is taking this contact.", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.TextsOf("main form"));
    }

    [Fact]
    public async Task What_is_missing_or_wrong_at_the_start_is_said_beside_the_field()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var refused = await browser.SubmitAsync(await browser.GetAsync("/contacts/new"), ("NumberDialled", "12"));
        Assert.Equal(["Enter the number that was rung with its area code, like 0121 496 0001"], refused.Errors);
        Assert.Equal("12", refused.Document.QuerySelector("#NumberDialled")!.GetAttribute("value"));
    }
}
