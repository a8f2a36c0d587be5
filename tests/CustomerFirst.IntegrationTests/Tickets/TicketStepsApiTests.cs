using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>What programs do to a ticket: its steps, the version they rest on, notes, updates and files.</summary>
public sealed class TicketStepsApiTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
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
        var missing = await _caller.PostAsync($"{address}/attachments", nothing).ProblemAsync(400, "malformed");
        Assert.Equal("file is needed. Send it as a part of multipart/form-data.", (string?)missing["errors"]!["file"]![0]);
        await _caller.GetAsync($"/api/v1/attachments/{Guid.NewGuid()}").ProblemAsync(404, "notFound");
    }

    private async Task<string> RaiseAsync() => $"{Tickets}/{await ReferenceAsync()}";

    private async Task<string> ReferenceAsync(object? body = null) => (string)(await _caller.CallAsync(HttpMethod.Post, Tickets, body ?? new { serviceId = _scene.Bins.Id, despiteSimilar = true }).BodyAsync(201))["reference"]!;
}
