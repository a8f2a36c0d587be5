using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>Raising a ticket with the API: what is read, refused, retried and alike, and who may.</summary>
public sealed class TicketsApiTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string Tickets = "/api/v1/tickets";

    private TicketScene _scene = null!;
    private HttpClient _caller = null!;

    public async Task InitializeAsync()
    {
        _scene = await TicketScene.SetAsync(api.Hub);
        _caller = await api.CallerOfAllAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_raised_ticket_is_found_where_the_answer_says()
    {
        var answer = await _caller.CallAsync(HttpMethod.Post, Tickets, new
        {
            serviceId = _scene.Bins.Id, details = "The grey bin was left.", answers = new Dictionary<string, string> { ["bin"] = "Grey", ["since"] = "2026-11-20" },
            location = new { address = "14 Larch Row", latitude = 52.5, longitude = -1.9 }, customerId = _scene.Customer.Id, priority = "high",
        });
        var raised = await Task.FromResult(answer).BodyAsync(201);
        Assert.Equal(("\"1\"", $"{Tickets}/{raised["reference"]}"), (answer.Header("ETag"), answer.Header("Location")));
        Assert.Equal(("new", false), ((string?)raised["state"], (bool?)raised["receiptOnly"]));

        var read = await _caller.GetAsync(answer.Headers.Location);
        var ticket = await Task.FromResult(read).BodyAsync(200);
        Assert.Equal((string?)raised["id"], (string?)ticket["id"]);
        Assert.Equal(("high", "api", _scene.Bins.Name, "The grey bin was left."), ((string?)ticket["priority"], (string?)ticket["channel"], (string?)ticket["service"]!["name"], (string?)ticket["details"]));
        Assert.Equal(["Grey", "2026-11-20"], ticket["answers"]!.AsArray().Select(a => (string?)a!["value"]));
        Assert.Equal(("subject", _scene.Customer.Id.ToString()), ((string?)ticket["customers"]![0]!["role"], (string?)ticket["customers"]![0]!["customerId"]));
        Assert.EndsWith("Z", (string?)ticket["dueAt"]);
        Assert.DoesNotContain("take", ticket["steps"]!.AsArray().Select(s => (string?)s));
        Assert.Equal("\"1\"", read.Header("ETag"));
        var unchanged = await _caller.CallAsync(HttpMethod.Get, $"{Tickets}/{ticket["id"]}", null, ("If-None-Match", "W/\"9\", \"1\""));
        Assert.Equal((304, ""), ((int)unchanged.StatusCode, await unchanged.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_as_it_stands_in_the_body()
    {
        var problem = await _caller.CallAsync(HttpMethod.Post, Tickets, new { subject = new string('x', 301), location = new { postcode = "nowhere", latitude = 91.0, longitude = 0 } }).ProblemAsync(400, "invalid");
        var errors = problem["errors"]!.AsObject();
        Assert.Equal(["location.latitude", "location.postcode", "serviceId", "subject"], errors.Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Equal("Enter a full UK postcode, like B14 7QH", (string?)errors["location.postcode"]![0]);

        var answers = await _caller.CallAsync(HttpMethod.Post, Tickets, new { serviceId = _scene.Bins.Id, answers = new Dictionary<string, string> { ["bin"] = "Pink", ["colour"] = "x" } }).ProblemAsync(400, "invalid");
        Assert.Equal(["answers[bin]", "answers[colour]"], answers["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        await _caller.CallAsync(HttpMethod.Post, Tickets, new { serviceId = Guid.NewGuid() }).ProblemAsync(400, "notAccepted");
    }

    [Theory]
    [InlineData("""{"serviceId": """, "", "line 1")]
    [InlineData("""{"serviceId": "x"}""", "serviceId", "UUID")]
    [InlineData("""{"serviceID": "0199d3a4-7f00-7000-8000-000000000001"}""", "serviceID", "no such property")]
    [InlineData("""{"priority": "pressing"}""", "priority", "low, normal, high, urgent")]
    [InlineData("""{"priority": 3}""", "priority", "low, normal, high, urgent")]
    [InlineData("""{"location": {"latitude": "52"}}""", "location.latitude", "number")]
    [InlineData("""{"memberMayKnowCustomer": "yes"}""", "memberMayKnowCustomer", "true or false")]
    [InlineData("""{"details": "a", "details": "b"}""", "", "twice")]
    [InlineData("""[]""", "", "line 1")]
    public async Task A_body_that_cannot_be_read_is_refused_with_its_place(string body, string field, string says)
    {
        var problem = await _caller.CallAsync(HttpMethod.Post, Tickets, body).ProblemAsync(400, "malformed");
        Assert.True(((string?)problem["detail"])!.Contains(says, StringComparison.Ordinal), problem.ToJsonString());
        Assert.DoesNotContain("System.", problem.ToJsonString());
        if (field.Length > 0) Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Other_media_large_bodies_and_no_body_are_refused()
    {
        await _caller.PostAsync(Tickets, new StringContent("serviceId=1")).ProblemAsync(415, "mediaTypeNotSupported");
        await _caller.CallAsync(HttpMethod.Post, Tickets, $"{{\"details\": \"{new string('x', 300_000)}\"}}").ProblemAsync(413, "tooLarge");
        await _caller.CallAsync(HttpMethod.Post, Tickets, "").ProblemAsync(400, "malformed");
    }

    [Fact]
    public async Task A_retry_with_its_key_gets_the_first_answer_and_raises_nothing()
    {
        var body = new { serviceId = _scene.Bins.Id, details = "Once" };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await _caller.CallAsync(HttpMethod.Post, Tickets, body, key);
        var again = await _caller.CallAsync(HttpMethod.Post, Tickets, body, key);
        Assert.Equal((201, null), ((int)first.StatusCode, first.Header("Idempotency-Replayed")));
        Assert.Equal((201, "true"), ((int)again.StatusCode, again.Header("Idempotency-Replayed")));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal((first.Headers.Location, first.Header("ETag")), (again.Headers.Location, again.Header("ETag")));
        await _caller.CallAsync(HttpMethod.Post, Tickets, new { serviceId = _scene.Bins.Id, details = "Other" }, key).ProblemAsync(409, "keyUsedBefore");
        await _caller.CallAsync(HttpMethod.Post, Tickets, body, ("Idempotency-Key", new string('x', 101))).ProblemAsync(400, "invalid");
        // Somebody else's key is another key.
        Assert.Null((await (await api.CallerOfAllAsync()).CallAsync(HttpMethod.Post, Tickets, body, key)).Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Eight_retries_at_once_raise_one_ticket()
    {
        var body = new { serviceId = _scene.Bins.Id, details = "All at once" };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _caller.CallAsync(HttpMethod.Post, Tickets, body, key).BodyAsync(201)));
        var reference = Assert.Single(answers.Select(a => (string?)a["reference"]).Distinct());
        Assert.Equal(1L, await api.Hub.ScalarAsync<long>("select count(*) from tickets where service_id = @s and details = 'All at once'", ("s", _scene.Bins.Id)));
        Assert.Equal(7, (await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => _caller.CallAsync(HttpMethod.Post, Tickets, body, key)))).Count(a => a.Header("Idempotency-Replayed") == "true"));
        Assert.NotNull(reference);
    }

    [Fact]
    public async Task A_likely_duplicate_is_shown_and_can_be_joined_or_overruled()
    {
        var body = new { serviceId = _scene.Bins.Id, customerId = _scene.Customer.Id };
        var raised = await _caller.CallAsync(HttpMethod.Post, Tickets, body).BodyAsync(201);
        var problem = await _caller.CallAsync(HttpMethod.Post, Tickets, body).ProblemAsync(409, "possibleDuplicate");
        var similar = Assert.Single(problem["similar"]!.AsArray())!;
        Assert.Equal(((string?)raised["reference"], true), ((string?)similar["reference"], (bool?)similar["sameCustomer"]));
        Assert.Single((await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/similar", body).BodyAsync(200))["items"]!.AsArray());

        var joined = await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/{raised["reference"]}/reports", new { details = "Still there", customerId = _scene.Neighbour.Id }).BodyAsync(200);
        Assert.Equal((2, true, false), ((int?)joined["version"], (bool?)joined["customerAdded"], (bool?)joined["reopened"]));
        await _caller.CallAsync(HttpMethod.Post, Tickets, new { serviceId = _scene.Bins.Id, customerId = _scene.Customer.Id, despiteSimilar = true }).BodyAsync(201);

        // Who may raise but not read learns nothing of the other ticket's matter.
        var raiser = await api.CallerAsync(Permission.RaiseTicket);
        var hint = (await raiser.CallAsync(HttpMethod.Post, Tickets, body).ProblemAsync(409, "possibleDuplicate"))["similar"]![0]!;
        Assert.Null((string?)hint["subject"]);
        Assert.NotNull((string?)hint["reference"]);
    }

    [Fact]
    public async Task A_likely_duplicate_that_was_resolved_says_so_and_when_and_a_report_opens_it()
    {
        var body = new { serviceId = _scene.Bins.Id, customerId = _scene.Customer.Id };
        var at = api.Hub.Clock.GetUtcNow().AddDays(-20).ToMicrosecond();
        RaisedTicket raised;
        try
        {
            api.Hub.Clock.Is(at);
            raised = await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Customer.Id, Then = AfterRaising.Resolved, CustomerTold = "Done." });
        }
        finally
        {
            api.Hub.Clock.Runs();
        }
        var similar = Assert.Single((await _caller.CallAsync(HttpMethod.Post, Tickets, body).ProblemAsync(409, "possibleDuplicate"))["similar"]!.AsArray())!;
        Assert.Equal((raised.Reference, "resolved", at), ((string?)similar["reference"], (string?)similar["state"], (DateTimeOffset?)similar["resolvedAt"]));
        var joined = await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/{raised.Reference}/reports", new { details = "It is back" }).BodyAsync(200);
        Assert.Equal(("new", true), ((string?)joined["state"], (bool?)joined["reopened"]));
    }

    [Fact]
    public async Task A_lacking_scope_is_named_in_the_header_too()
    {
        var answer = await (await api.CallerAsync(Permission.SeePerformance)).CallAsync(HttpMethod.Post, Tickets, new { });
        Assert.Equal("raiseTicket", (string?)(await Task.FromResult(answer).ProblemAsync(403, "scopeMissing"))["missingScope"]);
        Assert.Contains("error=\"insufficient_scope\", scope=\"raiseTicket\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task What_a_program_does_and_sees_stands_in_the_audit_trail_under_its_name()
    {
        var client = await api.ClientAsync([Permission.RaiseTicket, Permission.ViewTicket]);
        var caller = api.Caller(client.Key);
        var id = (await caller.CallAsync(HttpMethod.Post, Tickets, new { serviceId = _scene.Bins.Id, customerId = _scene.Neighbour.Id, despiteSimilar = true }).BodyAsync(201))["id"]!.GetValue<Guid>();
        await caller.GetAsync($"{Tickets}/{id}").BodyAsync(200);
        Assert.Equal(2L, await api.Hub.ScalarAsync<long>("select count(*) from audit_entries where actor_kind = 'apiClient' and actor_id = @c and record_id = @t and action in ('RaiseTicket', 'viewed') and correlation_id is not null", ("c", client.Id), ("t", id)));
        Assert.Equal(1L, await api.Hub.ScalarAsync<long>("select count(*) from audit_entries where actor_id = @c and record_kind = 'customer' and record_id = @x and action = 'viewed'", ("c", client.Id), ("x", _scene.Neighbour.Id)));
    }
}
