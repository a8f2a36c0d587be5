using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class RelationshipsAndLifeTests(WebFixture web) : IClassFixture<WebFixture>
{
    private Hub Hub => web.Hub;

    [Fact]
    public async Task An_appointee_is_found_added_with_authority_and_shown_first_on_both_records()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var (subject, appointee) = (await NewAsync($"{family}a"), await NewAsync($"{family}b"));

        var form = await browser.FollowAsync(await browser.GetAsync($"/customers/{subject}"), "Add a carer, appointee or other relationship");
        form = await browser.SubmitAsync(form, "main form", ("Terms", $"{family}b"), ("Step", "find"));
        Assert.Contains($"Robin {family}b", form.Text, StringComparison.Ordinal);
        var without = await browser.SubmitAsync(form, "main form", ("RelatedId", appointee.ToString()), ("Kind", "appointee"), ("Step", "add"));
        Assert.Equal((HttpStatusCode.BadRequest, "Enter by what authority the appointee acts"), (without.Status, Assert.Single(without.Errors)));
        var page = await browser.SubmitAsync(without, "main form", ("Authority", "Lasting power of attorney"), ("ExpiresOn.Day", "1"), ("ExpiresOn.Month", "2"), ("ExpiresOn.Year", "2090"), ("Step", "add"));

        Assert.Equal($"/customers/{subject}", page.Address);
        Assert.Contains($"Appointee: Robin {family}b", Plain(page.TextOf(".cf-related")), StringComparison.Ordinal);
        Assert.Contains("Lasting power of attorney, until 1 February 2090", page.TextOf(".cf-related"), StringComparison.Ordinal);
        Assert.Contains($"Appointee for: Robin {family}a", Plain((await browser.GetAsync($"/customers/{appointee}")).TextOf(".cf-related")), StringComparison.Ordinal);
        var ended = await browser.SubmitAsync(page, ".cf-related form");
        Assert.Null(ended.Document.QuerySelector(".cf-related"));
    }

    [Fact]
    public async Task A_contact_in_progress_goes_along_through_the_pages_about_relationships_and_life()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var (subject, carer) = (await NewAsync($"{family}a"), await NewAsync($"{family}b"));
        var contact = Guid.NewGuid();
        var own = $"/customers/{subject}?contact={contact}";

        var form = await browser.FollowAsync(await browser.GetAsync(own), "Add a carer, appointee or other relationship");
        Assert.Equal(own, form.Document.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
        form = await browser.SubmitAsync(form, "main form", ("Terms", $"{family}b"), ("Step", "find"));
        var related = await browser.SubmitAsync(form, "main form", ("RelatedId", carer.ToString()), ("Kind", "carer"), ("Step", "add"));
        Assert.Equal(own, related.Address);

        var life = await browser.FollowAsync(related, "Died or left the area");
        Assert.Equal(own, (await browser.SubmitAsync(life, "main form", ("LeftAreaOn.Day", "1"), ("LeftAreaOn.Month", "2"), ("LeftAreaOn.Year", "2026"))).Address);
        Assert.Equal(own, (await browser.SubmitAsync(await browser.GetAsync(own), ".cf-related form")).Address);
    }

    [Fact]
    public async Task A_relationship_with_oneself_is_refused_also_by_another_key_and_rests_while_two_are_merged()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        var (one, other, child) = (await NewAsync(), await NewAsync(), await NewAsync());
        await Hub.DoAsync(new RelateCustomersCommand(one, other, RelationshipKind.Household), steward);
        await Hub.DoAsync(new RelateCustomersCommand(child, other, RelationshipKind.Parent), steward);
        var merged = await Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "One"), steward);

        Assert.IsType<RelatedToOneself>((await Hub.SendAsync(new RelateCustomersCommand(one, other, RelationshipKind.Carer), steward)).Error);
        var related = Assert.Single((await Hub.DoAsync(new GetCustomerQuery(one), steward)).Related);
        Assert.Equal((child, RelationshipKind.Parent, false), (related.CustomerId, related.Kind, related.TheyAre));
        Assert.Equal(one, Assert.Single((await Hub.DoAsync(new GetCustomerQuery(child), steward)).Related).CustomerId);

        await Hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version, [], [], "Two"), steward);
        Assert.Equal([one, child], (await Hub.DoAsync(new GetCustomerQuery(other), steward)).Related.Select(r => r.CustomerId).Order());
        Assert.Single((await Hub.DoAsync(new GetCustomerQuery(one), steward)).Related);
    }

    [Fact]
    public async Task An_authority_that_has_ended_lets_nobody_act()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        var (one, other) = (await NewAsync(), await NewAsync());
        var today = CouncilTime.DateOf(Hub.Clock.GetUtcNow());
        await Hub.DoAsync(new RelateCustomersCommand(one, other, RelationshipKind.Appointee, "Court order", today), steward);
        Assert.True(Assert.Single((await Hub.DoAsync(new GetCustomerQuery(one), steward)).Related).Acts);

        await Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customer_relationships set expires_on = {today.AddDays(-1)} where subject_id = {one}"));
        var related = Assert.Single((await Hub.DoAsync(new GetCustomerQuery(one), steward)).Related);
        Assert.Equal((false, true), (related.Acts, related.Expired));
    }

    [Fact]
    public async Task A_caller_who_acts_for_somebody_raises_a_ticket_that_is_theirs_and_names_the_caller()
    {
        var (area, account) = (A.ServiceArea(), await web.AccountAsync(A.Staff(Role.Adviser)));
        var service = A.Service(area);
        await Hub.SaveAsync(area, service);
        var (caller, child) = (await NewAsync(), await NewAsync());
        await Hub.DoAsync(new RelateCustomersCommand(child, caller, RelationshipKind.Parent), TheCustomer.Adviser());
        var contact = await Hub.DoAsync(new BeginContactCommand(Channel.Phone, CustomerId: caller), A.Actor(account));
        var browser = await web.SignInAsync(account);

        var form = await browser.GetAsync($"/contacts/{contact.Id}?service={service.Id}");
        Assert.Contains("Who is it for?", form.Text, StringComparison.Ordinal);
        await browser.SubmitAsync(form, "#raise", ("Form.For", child.ToString()), ("Form.Then", "waitsForTeam"));

        var tickets = await Hub.DatabaseAsync(db => db.Tickets.Where(t => t.ServiceAreaId == area.Id).Select(t => new { t.Id, t.CustomerId }).ToListAsync());
        Assert.Equal(child, Assert.Single(tickets).CustomerId);
        var first = tickets[0].Id;
        var roles = await Hub.DatabaseAsync(db => db.TicketCustomers.Where(c => c.TicketId == first).OrderBy(c => c.Role).Select(c => new { c.CustomerId, c.Role }).ToListAsync());
        Assert.Equal([(caller, CustomerRole.ActingFor), (child, CustomerRole.Subject)], roles.Select(r => (r.CustomerId, r.Role)));
    }

    [Fact]
    public async Task Who_died_is_found_with_a_note_and_nobody_is_told_to_ring()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var id = await NewAsync(family);

        var form = await browser.FollowAsync(await browser.GetAsync($"/customers/{id}"), "Died or left the area");
        var page = await browser.SubmitAsync(form, "main form", ("DiedOn.Day", "3"), ("DiedOn.Month", "2"), ("DiedOn.Year", "2026"));

        Assert.Contains("This customer died on 3 February 2026", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Died", "Do not ring"], page.TextsOf(".cf-identity .govuk-tag"));
        var found = await browser.SubmitAsync(await browser.GetAsync("/customers"), "header form[action='/customers/find']", ("Text", family));
        Assert.Equal(["Died", "Do not ring"], found.TextsOf("tbody .govuk-tag"));
        var future = await Hub.SendAsync(new RecordLifeCommand(id, 2, CouncilTime.DateOf(Hub.Clock.GetUtcNow()).AddDays(1), null), TheCustomer.Adviser());
        Assert.IsType<Invalid>(future.Error);
        await Hub.DoAsync(new RecordLifeCommand(id, 2, null, null), TheCustomer.Adviser());
        Assert.Null((await Hub.DoAsync(new GetCustomerQuery(id), TheCustomer.Adviser())).DiedOn);
    }

    [Fact]
    public async Task Anonymising_erases_every_value_on_every_merged_record_and_ends_undoing()
    {
        var (family, steward) = (TheCustomer.Word(), TheCustomer.Someone(Role.Steward));
        var browser = await web.SignInAsAsync(Role.Steward);
        var one = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(family) with { DateOfBirth = new DateOnly(1950, 1, 1), Emails = [$"{family}@example.org"], DoNotRing = true, DoNotRingReason = $"Because {family}" });
        var other = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(family, "Robyn") with { Needs = [new(NeedKind.Other, $"About {family}")], Address = TheCustomer.At($"1 {family} Row", "ZZ1 1AA") });
        var view = await Hub.DoAsync(new GetCustomerQuery(one), steward);
        await Hub.DoAsync(new ChangeCustomerCommand(one, 1, view.Details with { FamilyName = $"{family}x" }), steward);
        var merged = await Hub.DoAsync(new MergeCustomersCommand(one, 2, other, 1, [], $"Both are {family}"), steward);

        var form = await browser.FollowAsync(await browser.GetAsync($"/customers/{one}"), "Erase who this customer is");
        var without = await browser.SubmitAsync(form, "main form", ("Because", "The customer asked for it"));
        Assert.Equal("Select whether the texts of the customer's tickets are removed or kept", Assert.Single(without.Errors));
        var page = await browser.SubmitAsync(without, "main form", ("Texts", "remove"));

        Assert.Equal("Anonymised customer", page.TextOf("h1"));
        Assert.IsType<CannotUndoMerge>((await Hub.SendAsync(new UndoMergeCommand(merged.MergeId, merged.Version + 1, [], [], "Undo"), steward)).Error);
        Assert.Empty((await Hub.DoAsync(new FindCustomersQuery(family), steward)).Customers);
        foreach (var table in (string[])["customers", "customer_names", "contact_points", "customer_addresses", "customer_needs", "customer_consents", "customer_merge_values", "audit_values", "audit_entries", "customer_merges"])
            Assert.Equal(0, await Hub.ScalarAsync<long>($"select count(*) from {table} t where t::text ilike '%{family}%'"));
        Assert.Equal(2, await Hub.DatabaseAsync(db => db.Customers.CountAsync(c => (c.Id == one || c.Id == other) && c.Erasure == ErasureState.Anonymised)));
        Assert.IsType<RecordErased>((await Hub.SendAsync(TheCustomer.Erase(one, merged.Version + 1, "Again"), steward)).Error);
        // Nobody asks for anything as a customer of whom nobody knows any more who it was.
        var adviser = await web.SignInAsAsync(Role.Adviser);
        foreach (var erased in new[] { one, other })
            Assert.Contains("personal data were erased", (await adviser.SubmitAsync(await adviser.GetAsync($"/contacts/new?customer={erased}"), "main form", ("Channel", "phone"))).Text, StringComparison.Ordinal);
        var reason = await Hub.DatabaseAsync(db => db.Set<AuditValue>().Where(v => db.Set<AuditEntry>().Any(e => e.Id == v.EntryId && e.RecordId == one && e.Action == "AnonymiseCustomer")).Select(v => v.Values).SingleAsync());
        Assert.Contains("The customer asked for it", reason, StringComparison.Ordinal);
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task<Guid> NewAsync(string? family = null) => TheCustomer.CreateAsync(Hub, TheCustomer.Named(family ?? TheCustomer.Word()));
}
