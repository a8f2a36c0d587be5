using System.Text.Json.Nodes;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class RecogniseSenderTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Recognise = "/api/v1/customers/recognise";

    private Hub Hub => api.Hub;

    [Fact]
    public async Task A_sender_who_is_surely_there_is_found_and_left_as_they_are()
    {
        var (family, email) = (TheCustomer.Word(), $"{TheCustomer.Word()}@example.org");
        var id = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(family, "Petra") with { Emails = [email], Address = TheCustomer.At("4 Larch Row", "ZZ1 4AB") });
        var caller = await api.CallerAsync(Permission.CreateCustomer);

        var answer = await caller.CallAsync(HttpMethod.Post, Recognise, new { fullName = $"{family.ToUpperInvariant()}, Petra", emails = new[] { email.ToUpperInvariant() }, telephones = new[] { new { number = TheCustomer.Phone() } } }).BodyAsync(200);

        Assert.Equal(("recognised", id.ToString(), 1), ((string?)answer["outcome"], (string?)answer["id"], (int?)answer["version"]));
        Assert.Contains("same e-mail", answer["because"]!.AsArray().Select(b => (string?)b));
        Assert.Empty(await Hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == id).SelectMany(c => c.ContactPoints).Where(p => p.Kind == ContactPointKind.Phone).ToListAsync()));
        Assert.Contains(await Hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == id).Select(e => e.Action).ToListAsync()), action => action == "RecogniseSender");
    }

    [Fact]
    public async Task Without_a_name_an_address_that_one_customer_alone_has_is_theirs()
    {
        var (alone, shared) = ($"{TheCustomer.Word()}@example.org", $"{TheCustomer.Word()}@example.org");
        var id = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(TheCustomer.Word()) with { Emails = [alone] });
        foreach (var given in new[] { "Anna", "Boris" }) await TheCustomer.CreateAsync(Hub, TheCustomer.Named(TheCustomer.Word(), given) with { Emails = [shared] });

        Assert.Equal((SenderOutcome.Recognised, id), await OfAsync(new CustomerDetails { Emails = [alone] }));
        Assert.Equal((SenderOutcome.Unknown, null), await OfAsync(new CustomerDetails { Emails = [shared] }));
        Assert.Equal((SenderOutcome.Unknown, null), await OfAsync(new CustomerDetails { Emails = [$"{TheCustomer.Word()}@example.org"] }));
    }

    [Fact]
    public async Task Who_is_not_there_gets_a_record_and_so_does_a_relative_at_the_same_address()
    {
        var (family, email) = (TheCustomer.Word(), $"{TheCustomer.Word()}@example.org");
        var (outcome, mother) = await OfAsync(TheCustomer.Named(family, "Ludmila") with { Emails = [email] });
        Assert.Equal(SenderOutcome.Created, outcome);
        var (other, child) = await OfAsync(TheCustomer.Named(TheCustomer.Word(), "Kit") with { Emails = [email] });
        Assert.Equal(SenderOutcome.Created, other);
        Assert.NotEqual(mother, child);
    }

    [Fact]
    public async Task Who_may_be_somebody_known_gets_a_record_that_a_reviewer_looks_at()
    {
        var (family, number) = (TheCustomer.Word(), TheCustomer.Phone());
        var there = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(family, "Walter") with { Telephones = [new(number)], DateOfBirth = new DateOnly(1950, 3, 4), Address = TheCustomer.At("1 High Street", "ZZ1 4AB") });

        // A son of his name, on the landline that they share: nobody but a person should say that the two are one.
        var (outcome, id) = await OfAsync(TheCustomer.Named(family, "Walter") with { Telephones = [new(number)], DateOfBirth = new DateOnly(1980, 3, 4), Address = TheCustomer.At("1 High Street", "ZZ1 4AB") });

        Assert.Equal(SenderOutcome.ToReview, outcome);
        var pair = Assert.Single(await Hub.DatabaseAsync(db => db.Set<CustomerPair>().Where(p => p.LowId == id || p.HighId == id).ToListAsync()));
        Assert.Equal((there, null), (pair.LowId == id ? pair.HighId : pair.LowId, pair.Verdict));
    }

    [Fact]
    public async Task Where_several_are_surely_the_sender_nobody_is_made_however_often_they_write()
    {
        var (family, email) = (TheCustomer.Word(), $"{TheCustomer.Word()}@example.org");
        foreach (var street in new[] { "1 High Street", "22 Mill Lane" }) await TheCustomer.CreateAsync(Hub, TheCustomer.Named(family, "Femi") with { Emails = [email], Address = TheCustomer.At(street, "ZZ1 4AB") });

        for (var message = 0; message < 3; message++) Assert.Equal((SenderOutcome.Unknown, null), await OfAsync(TheCustomer.Named(family, "Femi") with { Emails = [email] }));

        Assert.Equal(2, await Hub.DatabaseAsync(db => db.Set<CustomerName>().CountAsync(n => n.FamilyName == family)));
    }

    [Fact]
    public async Task A_name_alone_and_a_machine_make_nobody()
    {
        Assert.Equal((SenderOutcome.Unknown, null), await OfAsync(TheCustomer.Named(TheCustomer.Word())));
        Assert.Equal((SenderOutcome.Unknown, null), await OfAsync(new CustomerDetails { FamilyName = "noreply", Emails = [$"no-reply@{TheCustomer.Word()}.example.org"] }));
        var caller = await api.CallerAsync(Permission.CreateCustomer);
        Assert.Equal("unknown", (string?)(await caller.CallAsync(HttpMethod.Post, Recognise, new { fullName = "Mr", emails = new[] { $"{TheCustomer.Word()}@example.org" } }).BodyAsync(200))["outcome"]);
    }

    [Fact]
    public async Task Messages_that_a_sender_writes_in_one_moment_make_one_record()
    {
        var (family, email) = (TheCustomer.Word(), $"{TheCustomer.Word()}@example.org");

        var senders = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OfAsync(TheCustomer.Named(family, "Agnieszka") with { Emails = [email] })));

        Assert.Single(senders.Select(s => s.Id).Distinct());
        Assert.Single(senders, s => s.Outcome == SenderOutcome.Created);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_as_in_the_body()
    {
        var caller = await api.CallerAsync(Permission.CreateCustomer);
        var nothing = await caller.CallAsync(HttpMethod.Post, Recognise, new { }).ProblemAsync(400, "invalid");
        Assert.NotNull(nothing["errors"]!["emails"]);
        var bad = await caller.CallAsync(HttpMethod.Post, Recognise, new JsonObject { ["emails"] = new JsonArray("x"), ["telephones"] = new JsonArray(new JsonObject { ["number"] = "1" }) }).ProblemAsync(400, "invalid");
        Assert.Equal(["emails[0]", "telephones[0].number"], bad["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_name_is_sent_in_one_piece_or_in_parts_and_what_is_wrong_with_it_is_said_of_what_was_sent()
    {
        var caller = await api.CallerAsync(Permission.CreateCustomer);
        foreach (var body in new object[] { new { fullName = "Asha Example", familyName = "Example" }, new { fullName = "Asha Example", givenNames = "Asha" }, new { fullName = new string('x', 201), emails = new[] { "asha@example.org" } } })
            Assert.Equal(["fullName"], (await caller.CallAsync(HttpMethod.Post, Recognise, body).ProblemAsync(400, "invalid"))["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_retry_gets_the_first_answer_and_the_same_key_with_another_message_is_refused()
    {
        var (caller, key, email) = (await api.CallerAsync(Permission.CreateCustomer), Guid.NewGuid().ToString(), $"{TheCustomer.Word()}@example.org");
        var body = new { fullName = $"Zora {TheCustomer.Word()}", emails = new[] { email } };
        Task<HttpResponseMessage> SendAsync(object of) => caller.CallAsync(HttpMethod.Post, Recognise, of, ("Idempotency-Key", key));

        var (first, again) = (await SendAsync(body), await SendAsync(body));

        Assert.Equal("created", (string?)(await first.BodyAsync())["outcome"]);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(["true"], again.Headers.GetValues("Idempotency-Replayed"));
        Assert.Equal(1, await Hub.DatabaseAsync(db => db.Set<ContactPoint>().CountAsync(p => p.Value == email)));
        await SendAsync(new { emails = new[] { email } }).ProblemAsync(409, "keyUsedBefore");
        // Whose sender stays unknown is not asked twice either.
        var unknown = new { emails = new[] { $"{TheCustomer.Word()}@example.org" } };
        var other = Guid.NewGuid().ToString();
        for (var n = 0; n < 2; n++) Assert.Equal("unknown", (string?)(await caller.CallAsync(HttpMethod.Post, Recognise, unknown, ("Idempotency-Key", other)).BodyAsync(200))["outcome"]);
    }

    [Fact]
    public async Task A_key_without_the_scope_and_a_body_that_is_none_are_refused()
    {
        await (await api.CallerAsync(Permission.FindCustomers)).CallAsync(HttpMethod.Post, Recognise, new { emails = new[] { "asha@example.org" } }).ProblemAsync(403, "scopeMissing");
        foreach (var broken in new[] { "{\"emails\": null}", "{\"telephones\": [null]}", "{\"emails\": [null]}", "{\"emails\": \"asha@example.org\"}", "[]", "{\"mail\": \"x\"}" })
            Assert.Equal(400, (int)(await (await api.CallerAsync(Permission.CreateCustomer)).CallAsync(HttpMethod.Post, Recognise, broken)).StatusCode);
    }

    private async Task<(SenderOutcome Outcome, Guid? Id)> OfAsync(CustomerDetails details)
    {
        var sender = await Hub.DoAsync(new RecogniseSenderCommand(details), TheCustomer.Adviser());
        return (sender.Outcome, sender.CustomerId);
    }
}
