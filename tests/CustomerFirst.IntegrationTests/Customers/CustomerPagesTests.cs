using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class CustomerPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_customer_is_created_and_the_page_says_so()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));

        var page = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.Title", "Ms"), ("Details.GivenNames", "Zoë"), ("Details.FamilyName", family),
            ("Details.DateOfBirth.Day", "3"), ("Details.DateOfBirth.Month", "feb"), ("Details.DateOfBirth.Year", "1980"), ("Details.Telephones[0].Number", "(0121) 496 0613"), ("Details.Telephones[0].Label", "home"),
            ("Details.Emails[0]", $"{family}@example.org"), ("Details.Address.Line1", "6 The Rise"), ("Details.Address.Postcode", "zz13 4ab"), ("Details.Needs", "carerActing"), ("Details.NeedDetails[carerActing]", "Jo Carer, 0121 496 0614"),
            ("Details.Formats", "largePrint"), ("Details.Language", "cy"), ("Details.PreferredChannel", "email"), ("Details.DoNotRing", "true"), ("Details.DoNotRingReason", "Only by e-mail"));

        Assert.Equal("The customer was created", page.Said);
        Assert.Equal($"Ms Zoë {family}", page.TextOf("h1"));
        Assert.Contains("Born 3 February 1980", page.TextOf(".cf-facts"), StringComparison.Ordinal);
        Assert.Contains("6 The Rise, ZZ13 4AB", page.TextOf(".cf-facts"), StringComparison.Ordinal);
        Assert.Contains("0121 496 0613 (home)", page.TextOf(".cf-facts"), StringComparison.Ordinal);
        Assert.Equal(["Do not ring", "Carer acts for them", "Language: Welsh", "Letters: Large print"], page.TextsOf(".cf-identity .govuk-tag"));
        // Who acts for the customer stands before the name itself.
        Assert.True(page.Html.IndexOf("Somebody acts", StringComparison.Ordinal) < page.Html.IndexOf("cf-identity", StringComparison.Ordinal));
        Assert.Contains("Carer acts for them: Jo Carer, 0121 496 0614", page.TextsOf("main > .moj-alert")[0], StringComparison.Ordinal);
        Assert.Contains("Only by e-mail", page.TextsOf("main > .moj-alert")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_stands_beside_its_own_row_and_nothing_typed_is_lost()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var form = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Add another telephone", ("Details.Telephones[0].Number", "0121 496 0613"), ("Details.GivenNames", "Kept"));
        Assert.Equal("Details_Telephones_1__Number", form.Document.QuerySelector("[autofocus]")!.Id);
        Assert.Equal("Kept", form.Document.GetElementById("Details_GivenNames")!.GetAttribute("value"));

        var page = await browser.PressAsync(form, "Create the customer", ("Details.Telephones[0].Number", ""), ("Details.Telephones[1].Number", "123"), ("Details.Emails[0]", "nobody"), ("Details.Address.Postcode", "nowhere"), ("Details.Needs", "bsl"), ("Details.Needs", "appointeeActing"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(["#Details_FamilyName", "#Details_Telephones_1__Number", "#Details_Emails_0_", "#Details_Address_Postcode", "#Details_NeedDetails_appointeeActing_"],
            page.Document.QuerySelectorAll(".govuk-error-summary a").Select(a => a.GetAttribute("href")));
        Assert.All(page.Document.QuerySelectorAll(".govuk-error-summary a"), a => Assert.NotNull(page.Document.GetElementById(a.GetAttribute("href")![1..])));
        Assert.Equal("123", page.Document.GetElementById("Details_Telephones_1__Number")!.GetAttribute("value"));
        Assert.Equal((2, 1), (page.Document.QuerySelectorAll("input[type=tel]").Length, page.Document.QuerySelectorAll("input[type=email]").Length));
        Assert.Equal(2, page.Document.QuerySelectorAll("input[name='Details.Needs'][checked]").Length);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_each_beside_its_field()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var page = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.DateOfBirth.Day", "31"), ("Details.DateOfBirth.Month", "2"), ("Details.DateOfBirth.Year", "1980"),
            ("Details.Telephones[0].Number", "12"), ("Details.Emails[0]", "nobody"), ("Details.Address.Postcode", "nowhere"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(5, page.Errors.Count);
        foreach (var field in new[] { "Details_FamilyName", "Details_DateOfBirth", "Details_Telephones_0__Number", "Details_Emails_0_", "Details_Address_Postcode" })
            Assert.NotNull(page.Document.GetElementById($"{field}-error"));
    }

    [Fact]
    public async Task A_postcode_alone_is_a_fine_start()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var page = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.FamilyName", TheCustomer.Word()), ("Details.Address.Postcode", "zz13 4ab"));
        Assert.Equal("The customer was created", page.Said);
        Assert.Contains("ZZ13 4AB", page.TextOf(".cf-facts"), StringComparison.Ordinal);
        var refused = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.FamilyName", TheCustomer.Word()), ("Details.Address.Town", "Kelderby"));
        Assert.Equal("Enter the first line of the address or a postcode", Assert.Single(refused.Errors));
    }

    [Fact]
    public async Task A_date_that_is_none_is_refused_in_words_and_stays_as_typed()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var page = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.FamilyName", "Somebody"), ("Details.DateOfBirth.Day", "31"), ("Details.DateOfBirth.Month", "2"), ("Details.DateOfBirth.Year", "1980"));

        Assert.Equal("Date of birth must be a real date: February 1980 has 29 days", Assert.Single(page.Errors));
        Assert.Equal("31", page.Document.GetElementById("Details_DateOfBirth_Day")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Who_seems_to_be_there_already_is_shown_and_used_with_all_that_was_typed()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var there = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family, "Ann") with { Emails = [$"{family}@example.org"] });
        var warned = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.GivenNames", "Anne"), ("Details.FamilyName", family), ("Details.Emails[0]", $"{family}@example.org"),
            ("Details.Telephones[0].Number", "07700 900 615"), ("Details.Address.Line1", "15 New Road"), ("Details.Address.Postcode", "ZZ15 1AA"));

        Assert.Equal(HttpStatusCode.Conflict, warned.Status);
        Assert.Contains($"Ann {family}", warned.TextOf(".cf-candidates"), StringComparison.Ordinal);
        Assert.Contains("likely: same e-mail", warned.TextOf(".cf-candidates"), StringComparison.Ordinal);
        Assert.Equal("Anne", warned.Document.GetElementById("Details_GivenNames")!.GetAttribute("value"));

        var change = await browser.PressAsync(warned, $"Use this record of Ann {family}");
        Assert.Equal($"/customers/{there}/change", change.Address);
        Assert.Equal(["Ann", "07700 900 615", "15 New Road"], new[] { "Details_GivenNames", "Details_Telephones_0__Number", "Details_Address_Line1" }.Select(id => change.Document.GetElementById(id)!.GetAttribute("value")));
        Assert.Contains(change.TextsOf(".govuk-inset-text tr"), row => row.StartsWith("Given namesAnnAnne", StringComparison.Ordinal));

        var saved = await browser.PressAsync(change, "Save the changes");
        Assert.Equal((there, "The details were saved"), (Guid.Parse(saved.Address.Split('/')[^1]), saved.Said));
        Assert.Contains("15 New Road, ZZ15 1AA", saved.TextOf(".cf-facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_shares_a_telephone_stands_under_a_heading_of_its_own_and_is_not_counted_among_the_likely()
    {
        var (family, browser, phone) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser), TheCustomer.Phone());
        await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family, "Philippa") with { DateOfBirth = new(1961, 4, 2), Telephones = [new(phone)], Address = TheCustomer.At("3 Ash Row", "ZZ7 7AB") });
        await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word(), "Kwame") with { DateOfBirth = new(1994, 11, 27), Telephones = [new(phone)], Address = TheCustomer.At("88 Quarry Hill", "ZZ9 9AB") });

        var form = await browser.GetAsync("/customers/new");
        form.Document.QuerySelector("main form")!.SetAttribute("action", "/customers/new?handler=Likely");
        var seen = await browser.SubmitAsync(form, "main form[data-likely]", ("Details.GivenNames", "Pippa"), ("Details.FamilyName", family), ("Details.DateOfBirth.Day", "2"), ("Details.DateOfBirth.Month", "4"),
            ("Details.DateOfBirth.Year", "1961"), ("Details.Telephones[0].Number", phone));

        Assert.Equal(["1 record may be this customer's", "1 other shares a telephone or e-mail"], seen.Document.QuerySelectorAll(".cf-candidates h2, .cf-candidates h3").Select(h => h.TextContent.Trim()));
    }

    [Fact]
    public async Task It_is_none_of_them_creates_the_customer_once_even_when_posted_twice()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Telephones = [new("0121 496 0616")] });
        var warned = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.FamilyName", family), ("Details.Telephones[0].Number", "0121 496 0616"));

        var created = await browser.PressAsync(warned, "It is none of them: create the customer", ("DespiteReason", "household"));
        var again = await browser.PressAsync(warned, "It is none of them: create the customer", ("DespiteReason", "household"));

        Assert.Equal("The customer was created", created.Said);
        Assert.Equal(created.Address, again.Address);
        Assert.Equal(2, await web.Hub.DatabaseAsync(db => db.Set<CustomerName>().CountAsync(n => n.FamilyName == family)));
    }

    [Fact]
    public async Task An_organisation_has_a_name_and_nothing_that_only_people_have()
    {
        var (name, browser) = ($"{TheCustomer.Word()} Works Ltd", await web.SignInAsAsync(Role.Adviser));
        var form = await browser.GetAsync("/customers/new?kind=organisation");
        Assert.Null(form.Document.GetElementById("Details_GivenNames"));
        Assert.Null(form.Document.GetElementById("Details_DateOfBirth_Day"));

        var page = await browser.PressAsync(form, "Create the customer", ("Details.FamilyName", name));
        Assert.Equal(name, page.TextOf("h1"));
        Assert.Contains("Organisation", page.TextOf(".cf-facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_are_changed_and_what_was_stays_as_former()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Telephones = [new("0121 496 0617")], Address = TheCustomer.At("1 Old Road", "ZZ17 1AA") });

        var form = await browser.FollowAsync(await browser.GetAsync($"/customers/{id}"), "Change the details");
        var page = await browser.PressAsync(form, "Save the changes", ("Details.FamilyName", family + "new"), ("NameIs", "corrected"), ("Details.Address.Line1", "2 New Road"), ("Details.Telephones[0].Number", ""));

        Assert.Equal("The details were saved", page.Said);
        Assert.Equal($"Robin {family}new", page.TextOf("h1"));
        var former = page.TextOf("details");
        Assert.Contains("Address: 1 Old Road, Testford, ZZ17 1AA", former, StringComparison.Ordinal);
        Assert.Contains("Telephone: 0121 496 0617", former, StringComparison.Ordinal);
        Assert.DoesNotContain($"Name: Robin {family},", former, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var details = TheCustomer.Named(family) with { Telephones = [new("0121 496 0618")] };
        var id = await TheCustomer.CreateAsync(web.Hub, details);
        var form = await browser.GetAsync($"/customers/{id}/change");
        await web.Hub.DoAsync(new ChangeCustomerCommand(id, 1, details with { GivenNames = "Theirs" }), TheCustomer.Adviser());

        var stale = await browser.PressAsync(form, "Save the changes", ("Details.GivenNames", "Mine"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Given namesTheirsMine", stale.TextsOf("#stale tr"));
        Assert.DoesNotContain("Telephones", stale.TextOf("#stale"), StringComparison.Ordinal);
        Assert.Equal("Mine", stale.Document.GetElementById("Details_GivenNames")!.GetAttribute("value"));

        Assert.Equal($"Mine {family}", (await browser.PressAsync(stale, "Save the changes")).TextOf("h1"));
    }

    [Fact]
    public async Task A_customer_found_or_created_for_a_contact_becomes_its_customer()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var actor = A.Actor(browser.Account!);
        var (family, other) = (TheCustomer.Word(), TheCustomer.Word());
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family));
        var contact = (await web.Hub.DoAsync(new BeginContactCommand(Channel.Phone), actor)).Id;

        var found = await browser.SubmitAsync(await browser.GetAsync($"/customers?contact={contact}"), ("Text", family));
        Assert.EndsWith($"?contact={contact}", found.Address, StringComparison.Ordinal);
        var customer = await browser.FollowAsync(found, $"Robin {family}");
        await browser.PressAsync(customer, "This is who the contact is with");
        Assert.Equal(id, (await web.Hub.DoAsync(new GetContactQuery(contact), actor)).CustomerId);

        await browser.PressAsync(await browser.GetAsync($"/customers/new?contact={contact}"), "Create the customer", ("Details.FamilyName", other));
        var now = (await web.Hub.DoAsync(new GetContactQuery(contact), actor)).CustomerId;
        Assert.Equal($"{other}", (await web.Hub.DoAsync(new GetCustomerQuery(now!.Value), actor)).Name);
    }

    [Fact]
    public async Task The_page_shows_what_is_open_and_what_happened_as_far_as_one_may_see_it()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()));
        Assert.Contains("Nothing is open", (await browser.GetAsync($"/customers/{id}")).Text, StringComparison.Ordinal);

        var (area, raiser) = (A.ServiceArea(), A.Staff(Role.Adviser));
        var (open, secret) = (A.Service(area), A.Service(area, restricted: true));
        var tickets = Enumerable.Range(0, 25).Select(i => ATicket.For(open, id, raiser, new DateTimeOffset(2026, 11, 2, 9, i, 0, TimeSpan.Zero))).ToList();
        var hidden = ATicket.For(secret, id, raiser);
        await web.Hub.SaveAsync([area, open, secret, raiser, hidden, .. tickets]);

        var page = await browser.GetAsync($"/customers/{id}");
        Assert.Equal(25, page.TextsOf("tbody tr").Count);
        Assert.DoesNotContain(hidden.Reference, page.Html, StringComparison.Ordinal);
        Assert.Equal(20, page.TextsOf(".moj-timeline__item").Count);
        var earlier = await browser.GetAsync(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(5, earlier.TextsOf(".moj-timeline__item").Count);
    }

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public async Task Who_does_not_look_after_customers_sees_none_of_the_pages(Role role)
    {
        var browser = await web.SignInAsAsync(role);
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()));

        foreach (var address in (string[])["/customers", $"/customers/found/{Guid.NewGuid()}", "/customers/new", $"/customers/{id}", $"/customers/{id}/change"])
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(address)).Status);
        Assert.EndsWith("/sign-in", (await web.Anybody().GetAsync($"/customers/{id}")).Address.Split('?')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merged_key_leads_to_the_record_and_an_unknown_one_to_not_found()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var (kept, merged) = (await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word())));
        await web.Hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == merged).ExecuteUpdateAsync(s => s.SetProperty(k => k.CustomerId, kept)));

        Assert.Equal($"/customers/{kept}", (await browser.GetAsync($"/customers/{merged}")).Address);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/customers/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Looking_at_a_customer_is_recorded_with_who_and_from_where()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()));
        await browser.GetAsync($"/customers/{id}");

        var entries = await web.Hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == id && e.ActorId == browser.Account!.Id).ToListAsync());
        Assert.All(entries, e => Assert.Equal(("viewed", true), (e.Action, e.CorrelationId is not null)));
        Assert.NotEmpty(entries);
    }
}
