using System.Net;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>An appointee's authority is given anew, and what it was stays readable.</summary>
public sealed class RenewAuthorityTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly string _family = TheCustomer.Word();

    private Hub Hub => api.Hub;

    private DateOnly Today => CouncilTime.DateOf(Hub.Clock.GetUtcNow());

    [Fact]
    public async Task An_authority_that_ended_is_shown_as_ended_and_renewed_from_the_customers_page()
    {
        var (browser, (subject, appointee, relationship)) = (await api.SignInAsAsync(Role.Adviser), await AppointeeAsync());
        await ExpireAsync(relationship);
        var page = await browser.GetAsync($"/customers/{subject}");
        Assert.Contains($"Authority ended {Today.AddDays(-1).Words()}", page.TextOf(".cf-related"), StringComparison.Ordinal);
        Assert.False((await RelatedAsync(subject)).Acts);

        var form = await browser.FollowAsync(page, $"Renew the authority of Robin {_family}b");
        Assert.Contains("It has ended: nobody acts on it", form.Text, StringComparison.Ordinal);
        var without = await browser.SubmitAsync(form, "main form", ("Authority", "Court order 17/26"));
        Assert.Equal((HttpStatusCode.BadRequest, "Enter the last day of the new authority, or say that it has no end"), (without.Status, Assert.Single(without.Errors)));
        Assert.Equal("Court order 17/26", without.Document.QuerySelector("[name=Authority]")!.GetAttribute("value"));
        var after = await browser.SubmitAsync(without, "main form", ("Authority", "Court order 17/26"), ("ExpiresOn.Day", "1"), ("ExpiresOn.Month", "2"), ("ExpiresOn.Year", "2090"));

        Assert.Equal(("The authority was renewed", $"/customers/{subject}"), (after.Said, after.Address));
        Assert.Contains("Court order 17/26, until 1 February 2090", after.TextOf(".cf-related"), StringComparison.Ordinal);
        Assert.Contains($"Before: Court order 3/24, from {Today.Words()} until {Today.AddDays(-1).Words()}", after.TextOf(".cf-related"), StringComparison.Ordinal);
        Assert.True((await RelatedAsync(subject)).Acts);
        Assert.Contains("Before: Court order 3/24", (await browser.GetAsync($"/customers/{appointee}")).TextOf(".cf-related"), StringComparison.Ordinal);
        var trail = await Hub.DatabaseAsync(db => db.Set<AuditEntry>().CountAsync(e => e.RecordId == subject && e.Action == "RenewAuthority"));
        Assert.True(trail > 0);
    }

    [Fact]
    public async Task Every_authority_is_kept_with_the_days_of_its_own_and_the_relationship_keeps_its_own_beginning()
    {
        var (subject, _, relationship) = await AppointeeAsync();
        var since = (await RelatedAsync(subject)).Since;
        await RenewAsync(subject, relationship, "Court order 4/25", Today.AddDays(10));
        await RenewAsync(subject, relationship, "Lasting power of attorney", null, noEnd: true);

        var related = await RelatedAsync(subject);
        Assert.Equal((relationship, "Lasting power of attorney", null, since), (related.RelationshipId, related.Authority, related.ExpiresOn, related.Since));
        Assert.Equal(["Court order 4/25", "Court order 3/24"], related.Past.Select(p => p.Authority));
        Assert.Equal(related.Past[1].To, related.Past[0].From);
        Assert.Equal(since, related.Past[1].From);
        Assert.Equal(Today.AddDays(10), related.Past[0].ExpiresOn);
    }

    [Fact]
    public async Task An_authority_is_not_renewed_to_what_it_is_nor_to_a_day_that_is_over_nor_for_who_only_lives_there()
    {
        var (subject, appointee, relationship) = await AppointeeAsync();
        var household = (await Hub.DoAsync(new RelateCustomersCommand(subject, appointee, RelationshipKind.Household), TheCustomer.Adviser())).RelationshipId;

        Assert.Equal("ExpiresOn", Assert.IsType<NotAccepted>(await TryAsync(subject, relationship, "Court order 3/24", Today)).Field);
        Assert.Contains("The authority must end today or later", Assert.IsType<Invalid>(await TryAsync(subject, relationship, "Court order 4/25", Today.AddDays(-1))).Problems["ExpiresOn"]);
        Assert.IsType<Invalid>(await TryAsync(subject, relationship, "", Today.AddDays(1)));
        Assert.IsType<NotAccepted>(await TryAsync(subject, household, "Court order", Today.AddDays(1)));
        await Hub.DoAsync(new EndRelationshipCommand(subject, relationship), TheCustomer.Adviser());
        Assert.IsType<NotFound>(await TryAsync(subject, relationship, "Court order 4/25", Today.AddDays(1)));
    }

    [Fact]
    public async Task Where_merged_records_brought_an_authority_twice_it_is_renewed_once()
    {
        var (subject, appointee, _) = await AppointeeAsync();
        var twin = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(TheCustomer.Word()));
        await Hub.DoAsync(new RelateCustomersCommand(subject, twin, RelationshipKind.Appointee, "Court order 3/24", Today), TheCustomer.Adviser());
        await Hub.DoAsync(new MergeCustomersCommand(appointee, 1, twin, 1, [], "One"), TheCustomer.Someone(Role.Steward));

        await RenewAsync(subject, (await RelatedAsync(subject)).RelationshipId, "Court order 4/25", Today.AddDays(10));
        Assert.Equal("Court order 4/25", (await RelatedAsync(subject)).Authority);
    }

    [Fact]
    public async Task Of_two_who_renew_one_authority_the_second_sees_what_the_first_wrote_beside_their_own()
    {
        var (browser, (subject, _, relationship)) = (await api.SignInAsAsync(Role.Adviser), await AppointeeAsync());
        var form = await browser.GetAsync($"/customers/{subject}/relationships/{relationship}/renew");
        await RenewAsync(subject, relationship, "Court order 4/25", Today.AddDays(10));

        var late = await browser.SubmitAsync(form, "main form", ("Authority", "Lasting power of attorney"), ("NoEnd", "true"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Court order 4/25", late.TextOf("main table"), StringComparison.Ordinal);
        Assert.Contains("Lasting power of attorney", late.TextOf("main table"), StringComparison.Ordinal);
        Assert.Equal(["Court order 3/24"], (await RelatedAsync(subject)).Past.Select(p => p.Authority));
        Assert.Equal("The authority was renewed", (await browser.SubmitAsync(late, "main form")).Said);
        Assert.Equal(["Court order 4/25", "Court order 3/24"], (await RelatedAsync(subject)).Past.Select(p => p.Authority));
    }

    [Fact]
    public async Task Of_renewals_of_one_authority_at_the_same_moment_one_is_saved_and_its_periods_cannot_overlap()
    {
        var (subject, _, relationship) = await AppointeeAsync();

        var renewals = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Run(() => Hub.SendAsync(new RenewAuthorityCommand(subject, relationship, 1, $"Court order {i}/26", Today.AddDays(i)), TheCustomer.Adviser()))));

        Assert.Single(renewals, r => r.Ok);
        Assert.All(renewals.Where(r => !r.Ok), r => Assert.IsType<Stale>(r.Error));
        Assert.Single((await RelatedAsync(subject)).Past);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"update customer_relationships set authority_from = \"from\" where period_of = {relationship}")));
        Assert.Equal("ex_customer_relationships_periods", refused.ConstraintName);
    }

    [Fact]
    public async Task A_program_relates_two_customers_renews_the_authority_and_reads_what_it_was()
    {
        var program = await api.CallerOfAllAsync();
        var (subject, appointee) = (await NewAsync("a"), await NewAsync("b"));
        var address = $"/api/v1/customers/{subject}";
        var made = await program.CallAsync(HttpMethod.Post, $"{address}/relationships", new { relatedId = appointee, kind = "appointee", authority = "Court order 3/24", expiresOn = Today }).BodyAsync(201);

        var wrong = await program.CallAsync(HttpMethod.Post, $"{address}/relationships/{made["id"]}/renewals", new { version = 1, authority = "Court order 4/25" }).ProblemAsync(400, "invalid");
        Assert.Equal(["expiresOn"], wrong["errors"]!.AsObject().Select(e => e.Key));
        await program.CallAsync(HttpMethod.Post, $"{address}/relationships/{made["id"]}/renewals", new { version = 1, authority = "Court order 4/25", expiresOn = "2090-02-01" }).BodyAsync(200);
        await program.CallAsync(HttpMethod.Post, $"{address}/relationships/{made["id"]}/renewals", new { version = 1, authority = "Court order 5/26", expiresOn = "2091-02-01" }).ProblemAsync(412, "stale");

        var related = Assert.Single((await program.GetAsync(address).BodyAsync(200))["relationships"]!.AsArray())!;
        Assert.Equal((appointee.ToString(), "Court order 4/25", "2090-02-01", true, false), ((string?)related["customerId"], (string?)related["authority"], (string?)related["expiresOn"], (bool?)related["acts"], (bool?)related["expired"]));
        Assert.Equal("Court order 3/24", (string?)Assert.Single(related["past"]!.AsArray())!["authority"]);
        await program.CallAsync(HttpMethod.Post, $"{address}/relationships/{made["id"]}/end").BodyAsync(200);
        Assert.Empty((await program.GetAsync(address).BodyAsync(200))["relationships"]!.AsArray());
        await program.CallAsync(HttpMethod.Post, $"{address}/relationships", new { relatedId = subject, kind = "carer" }).ProblemAsync(409, "relatedToOneself");
    }

    private async Task<(Guid Subject, Guid Appointee, Guid Relationship)> AppointeeAsync()
    {
        var (subject, appointee) = (await NewAsync("a"), await NewAsync("b"));
        return (subject, appointee, (await Hub.DoAsync(new RelateCustomersCommand(subject, appointee, RelationshipKind.Appointee, "Court order 3/24", Today), TheCustomer.Adviser())).RelationshipId);
    }

    private Task<Guid> NewAsync(string end) => TheCustomer.CreateAsync(Hub, TheCustomer.Named(_family + end));

    private async Task<RelatedCustomer> RelatedAsync(Guid customer) => Assert.Single((await Hub.DoAsync(new GetCustomerQuery(customer), TheCustomer.Adviser())).Related);

    private Task<AuthorityRenewed> RenewAsync(Guid customer, Guid relationship, string authority, DateOnly? until, bool noEnd = false) =>
        RenewAsync(customer, relationship, authority, until, noEnd, version: null);

    private async Task<AuthorityRenewed> RenewAsync(Guid customer, Guid relationship, string authority, DateOnly? until, bool noEnd, int? version) =>
        await Hub.DoAsync(new RenewAuthorityCommand(customer, relationship, version ?? await VersionAsync(relationship), authority, until, noEnd), TheCustomer.Adviser());

    private Task<int> VersionAsync(Guid relationship) => Hub.DatabaseAsync(db => db.Set<CustomerRelationship>().Where(r => r.Id == relationship).Select(r => r.Version).SingleAsync());

    private async Task<Error?> TryAsync(Guid customer, Guid relationship, string authority, DateOnly? until) =>
        (await Hub.SendAsync(new RenewAuthorityCommand(customer, relationship, await VersionAsync(relationship), authority, until), TheCustomer.Adviser())).Error;

    private async Task ExpireAsync(Guid relationship)
    {
        var day = Today.AddDays(-1);
        await Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customer_relationships set expires_on = {day} where id = {relationship}"));
    }
}
