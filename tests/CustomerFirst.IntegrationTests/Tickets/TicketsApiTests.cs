using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

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
        Assert.Equal("Enter a full UK postcode", (string?)errors["location.postcode"]![0]);

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
    public async Task A_ticket_goes_through_its_life_step_by_step()
    {
        var address = await RaiseAsync();
        var version = 1;
        async Task<string?> Step(string step, object body)
        {
            var answer = await _caller.CallAsync(HttpMethod.Post, $"{address}/{step}", body, ("If-Match", $"\"{version}\""));
            var saved = await Task.FromResult(answer).BodyAsync(200);
            Assert.True((int?)saved["version"] > version);
            version = (int)saved["version"]!;
            Assert.Equal($"\"{version}\"", answer.Header("ETag"));
            return (string?)saved["state"];
        }
        Assert.Equal("withService", await Step("steps/hand-over", new { teamId = _scene.Team.Id, reason = "Needs a visit" }));
        Assert.Equal("withService", await Step("steps/assign", new { assigneeId = _scene.OfficerAccount.Id }));
        Assert.Equal("withService", await Step("steps/prioritise", new { priority = "urgent", reason = "Cannot leave the house" }));
        Assert.Equal("waitingForCustomer", await Step("steps/wait", new { @for = "waitingForCustomer", reason = "Photograph", customerTold = "Please send a photograph." }));
        Assert.Equal("withService", await Step("steps/resume", new { }));
        Assert.Equal("withService", await Step("updates", new { text = "The crew comes on Thursday." }));
        Assert.Equal("withService", await Step("steps/member-may-know-customer", new { may = true }));
        Assert.Equal("inHand", await Step("steps/hand-back", new { reason = "Not ours" }));
        Assert.Equal("resolved", await Step("steps/resolve", new { customerTold = "Your bin was emptied." }));
        Assert.Equal("inHand", await Step("steps/reopen", new { reason = "It was not" }));
        Assert.Equal("cancelled", await Step("steps/cancel", new { reason = "The customer found it" }));

        var kinds = (await _caller.GetAsync($"{address}/timeline").BodyAsync(200))["items"]!.AsArray().Select(i => (string?)i!["step"] ?? (string?)i["kind"]).ToList();
        Assert.Equal(["cancel", "reopen", "resolve", "handBack", "resume", "waitForCustomer", "handOver", "raise"], kinds.Where(k => k is not ("update" or "note")));
        Assert.Equal(3, kinds.Count(k => k == "update"));
        await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/resolve", new { customerTold = "x" }, ("If-Match", $"\"{version}\"")).ProblemAsync(409, "stepNotAllowed");
    }

    [Fact]
    public async Task A_duplicate_names_the_ticket_that_stays()
    {
        var (stays, goes) = (await RaiseAsync(), await RaiseAsync());
        var reference = (string)(await _caller.GetAsync(stays).BodyAsync(200))["reference"]!;
        await _caller.CallAsync(HttpMethod.Post, $"{goes}/steps/mark-duplicate", new { duplicateOf = "CF-2222" }, ("If-Match", "\"1\"")).ProblemAsync(400, "invalid");
        await _caller.CallAsync(HttpMethod.Post, $"{goes}/steps/mark-duplicate", new { duplicateOf = reference.ToLowerInvariant() }, ("If-Match", "\"1\"")).BodyAsync(200);
        Assert.Equal(reference, (string?)(await _caller.GetAsync(goes).BodyAsync(200))["duplicateOf"]!["reference"]);
    }

    [Fact]
    public async Task A_change_needs_the_version_it_is_based_on()
    {
        var address = await RaiseAsync();
        var body = new { reason = "Withdrawn" };
        await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/cancel", body).ProblemAsync(428, "versionNeeded");
        foreach (var tag in new[] { "*", "7", "W/\"1\"", "\"1\", \"2\"", "\"x\"" })
            await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/cancel", body, ("If-Match", tag)).ProblemAsync(400, "invalid");
        await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/member-may-know-customer", new { may = true }, ("If-Match", "\"1\"")).BodyAsync(200);

        var stale = await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/cancel", body, ("If-Match", "\"1\""));
        var problem = await Task.FromResult(stale).ProblemAsync(412, "stale");
        Assert.Equal((3, "\"3\""), ((int?)problem["currentVersion"], stale.Header("ETag")));
        await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/cancel", body, ("If-Match", "\"3\"")).BodyAsync(200);
    }

    [Fact]
    public async Task A_retried_step_is_answered_though_its_version_is_old_by_then()
    {
        var address = await RaiseAsync();
        (string, string)[] headers = [("If-Match", "\"1\""), ("Idempotency-Key", Guid.NewGuid().ToString())];
        var first = await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/cancel", new { reason = "Withdrawn" }, headers).BodyAsync(200);
        var again = await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/cancel", new { reason = "Withdrawn" }, headers).BodyAsync(200);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public async Task Notes_and_updates_make_a_new_tag_are_written_once_and_are_in_no_steps_way()
    {
        var address = await RaiseAsync();
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await _caller.CallAsync(HttpMethod.Post, $"{address}/notes", new { text = "Somebody was here" }).BodyAsync(200);
        var first = await _caller.CallAsync(HttpMethod.Post, $"{address}/updates", new { text = "We are on it." }, key).BodyAsync(200);
        var again = await _caller.CallAsync(HttpMethod.Post, $"{address}/updates", new { text = "We are on it." }, key).BodyAsync(200);
        Assert.Equal((3, first.ToJsonString()), ((int?)first["version"], again.ToJsonString()));
        await _caller.CallAsync(HttpMethod.Post, $"{address}/steps/cancel", new { reason = "Withdrawn" }, ("If-Match", "\"1\"")).BodyAsync(200);
        Assert.Single((await _caller.GetAsync($"{address}/timeline").BodyAsync(200))["items"]!.AsArray(), i => (string?)i!["kind"] == "update");
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_down_the_same()
    {
        var address = await RaiseAsync();
        byte[] png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(png), "file", "bin.png" }, { new StringContent("true"), "customerMaySee" } };
        var answer = await _caller.PostAsync($"{address}/attachments", form);
        var added = await Task.FromResult(answer).BodyAsync(201);
        Assert.Equal(("bin.png", "image/png", 29), ((string?)added["fileName"], (string?)added["mediaType"], (int?)added["length"]));

        var file = await _caller.GetAsync(answer.Headers.Location);
        Assert.Equal(png, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(("image/png", "attachment", "sandbox", "nosniff"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.DispositionType, file.Header("Content-Security-Policy"), file.Header("X-Content-Type-Options")));

        using var unknown = new MultipartFormDataContent { { new ByteArrayContent([0, 1, 2, 3, 0xfe]), "file", "a.exe" } };
        await _caller.PostAsync($"{address}/attachments", unknown).ProblemAsync(400, "notAccepted");
        using var nothing = new MultipartFormDataContent { { new StringContent("true"), "customerMaySee" } };
        await _caller.PostAsync($"{address}/attachments", nothing).ProblemAsync(400, "malformed");
        await _caller.GetAsync($"/api/v1/attachments/{Guid.NewGuid()}").ProblemAsync(404, "notFound");
    }

    [Fact]
    public async Task A_cursor_walks_the_whole_list_without_gaps_or_doubles_while_tickets_are_raised()
    {
        var expected = new HashSet<string>();
        for (var i = 0; i < 25; i++) expected.Add(await ReferenceAsync());
        foreach (var order in new[] { "sort=opened", "sort=opened&descending=true", "sort=due", "sort=priority", "sort=reference", "sort=updated" })
        {
            var seen = new List<string>();
            var next = $"{Tickets}?service={_scene.Bins.Id}&limit=4&{order}";
            while (next is not null)
            {
                var answer = await _caller.GetAsync(next);
                var page = await Task.FromResult(answer).BodyAsync(200);
                Assert.True(page["items"]!.AsArray().Count <= 4);
                seen.AddRange(page["items"]!.AsArray().Select(t => (string)t!["reference"]!));
                next = (string?)page["next"];
                Assert.Equal(next is null ? null : $"<{next}>; rel=\"next\"", answer.Header("Link"));
                await ReferenceAsync();
            }
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Superset(expected, seen.ToHashSet());
            foreach (var reference in seen) expected.Add(reference);
        }
    }

    [Fact]
    public async Task A_list_refuses_what_it_does_not_know()
    {
        await _caller.GetAsync($"{Tickets}?colour=grey").ProblemAsync(400, "malformed");
        Assert.NotNull((await _caller.GetAsync($"{Tickets}?team=ours").ProblemAsync(400, "malformed"))["errors"]!["team"]);
        await _caller.GetAsync($"{Tickets}?state=lost").ProblemAsync(400, "malformed");
        await _caller.GetAsync($"{Tickets}?limit=0").ProblemAsync(400, "invalid");
        await _caller.GetAsync($"{Tickets}?limit=201").ProblemAsync(400, "invalid");
        await _caller.GetAsync($"{Tickets}?cursor=zzz!").ProblemAsync(400, "invalid");
        await RaiseAsync();
        await RaiseAsync();
        var cursor = (string)(await _caller.GetAsync($"{Tickets}?limit=1&sort=due").BodyAsync(200))["nextCursor"]!;
        await _caller.GetAsync($"{Tickets}?limit=1&sort=opened&cursor={cursor}").ProblemAsync(400, "invalid");
    }

    [Fact]
    public async Task A_list_is_filtered_by_what_its_parameters_say()
    {
        var one = await ReferenceAsync(new { serviceId = _scene.Graffiti.Id, channel = "phone", priority = "urgent", despiteSimilar = true });
        var other = await ReferenceAsync(new { serviceId = _scene.Graffiti.Id, channel = "web", despiteSimilar = true });
        async Task<IEnumerable<string?>> Listed(string filter) => (await _caller.GetAsync($"{Tickets}?service={_scene.Graffiti.Id}&{filter}").BodyAsync(200))["items"]!.AsArray().Select(t => (string?)t!["reference"]);
        Assert.Equal([one], await Listed("channel=phone"));
        Assert.Equal([one], await Listed("priority=urgent&priority=high"));
        Assert.Equal(new[] { one, other }.Order(), (await Listed("state=new&state=inHand&sort=reference")).Order());
        Assert.Empty(await Listed("scope=ended"));
        Assert.Equal([other], await Listed($"team={_scene.Team.Id}&channel=web&unassigned=true"));
    }

    [Fact]
    public async Task Restricted_tickets_are_not_there_for_a_key_that_is_not_bound_to_their_area()
    {
        var receipt = await _caller.CallAsync(HttpMethod.Post, Tickets, new { serviceId = _scene.Refuge.Id, customerId = _scene.Customer.Id });
        var raised = await Task.FromResult(receipt).BodyAsync(201);
        var reference = (string)raised["reference"]!;
        Assert.Equal((true, null, null), ((bool?)raised["receiptOnly"], (string?)raised["id"], receipt.Header("Location")));
        var hidden = await _scene.RaiseRestrictedAsync(_scene.Customer.Id);

        foreach (var named in new[] { reference, hidden.Reference, hidden.Id.ToString()! })
        {
            await _caller.GetAsync($"{Tickets}/{named}").ProblemAsync(404, "notFound");
            await _caller.GetAsync($"{Tickets}/{named}/timeline").ProblemAsync(404, "notFound");
            await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/{named}/notes", new { text = "x" }).ProblemAsync(404, "notFound");
            await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/{named}/steps/cancel", new { reason = "x" }, ("If-Match", "\"1\"")).ProblemAsync(404, "notFound");
        }
        Assert.Empty((await _caller.GetAsync($"{Tickets}?area={_scene.OtherArea.Id}&scope=any").BodyAsync(200))["items"]!.AsArray());
        Assert.Empty((await _caller.CallAsync(HttpMethod.Post, $"{Tickets}/similar", new { serviceId = _scene.Refuge.Id, customerId = _scene.Customer.Id }).BodyAsync(200))["items"]!.AsArray());
        Assert.Empty((await _caller.GetAsync($"/api/v1/customers/{_scene.Customer.Id}/tickets").BodyAsync(200))["open"]!.AsArray());

        var ours = await api.CallerOfAllAsync(_scene.OtherArea);
        Assert.Equal(reference, (string?)(await ours.GetAsync($"{Tickets}/{reference}").BodyAsync(200))["reference"]);
        Assert.Equal(2, (await ours.GetAsync($"{Tickets}?scope=any").BodyAsync(200))["items"]!.AsArray().Count);
        // A key bound to an area sees no other area's tickets.
        await ours.GetAsync(await RaiseAsync()).ProblemAsync(404, "notFound");
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

    private async Task<string> RaiseAsync() => $"{Tickets}/{await ReferenceAsync()}";

    private async Task<string> ReferenceAsync(object? body = null) => (string)(await _caller.CallAsync(HttpMethod.Post, Tickets, body ?? new { serviceId = _scene.Bins.Id, despiteSimilar = true }).BodyAsync(201))["reference"]!;
}
