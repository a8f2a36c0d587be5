using System.Text.Json.Nodes;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class MergingApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Root = "/api/v1";

    [Fact]
    public async Task A_pair_is_listed_read_decided_on_its_version_and_merged_with_chosen_fields()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other) = (await NewAsync("Asha"), await NewAsync("Aisha"));
        await api.Hub.SaveAsync(CustomerPair.Of(one, other, 0.987654, ["same telephone"], api.Clock.GetUtcNow()));
        var (low, high) = CustomerPair.Ordered(one, other);

        var listed = (await caller.GetAsync($"{Root}/pairs?atLeast=0.9&limit=100").BodyAsync(200))["items"]!.AsArray().Single(p => (string?)p!["id"] == $"{low}.{high}")!;
        Assert.Equal((0.9877, "same telephone", null), ((double)listed["probability"]!, (string?)listed["reasons"]![0], (string?)listed["verdict"]));
        var read = await caller.GetAsync($"{Root}/pairs/{high}.{low}");
        Assert.Equal("\"1\"", read.Header("ETag"));
        await caller.CallAsync(HttpMethod.Post, $"{Root}/pairs/{low}.{high}/verdict", new { verdict = "same" }).ProblemAsync(428, "versionNeeded");
        await caller.CallAsync(HttpMethod.Post, $"{Root}/pairs/{low}.{high}/verdict", new { }, ("If-Match", "\"1\"")).ProblemAsync(400, "invalid");
        var decided = await caller.CallAsync(HttpMethod.Post, $"{Root}/pairs/{low}.{high}/verdict", new { verdict = "notSure" }, ("If-Match", "\"1\"")).BodyAsync(200);
        Assert.Equal((2, "notSure"), ((int)decided["version"]!, (string?)decided["verdict"]));
        await caller.CallAsync(HttpMethod.Post, $"{Root}/pairs/{low}.{high}/verdict", new { verdict = "same" }, ("If-Match", "\"1\"")).ProblemAsync(412, "stale");
        Assert.Contains((await caller.GetAsync($"{Root}/pairs?standing=notSure&limit=100").BodyAsync(200))["items"]!.AsArray(), p => (string?)p!["id"] == $"{low}.{high}" && (string?)p["decidedBy"] == "A program");

        var preview = await caller.GetAsync($"{Root}/customers/{one}/merges/preview?other={other}").BodyAsync(200);
        var difference = Assert.Single(preview["differences"]!.AsArray())!;
        Assert.Equal("name", (string?)difference["key"]);
        Assert.False(string.IsNullOrEmpty((string?)difference["why"]));
        var name = (string?)difference["survivor"];
        var made = await MergeAsync(caller, one, other, new JsonObject { ["name"] = "survivor" });
        var customer = await (await api.CallerOfAllAsync()).GetAsync($"{Root}/customers/{other}").BodyAsync(200);
        Assert.Equal((one.ToString(), other.ToString(), name), ((string?)customer["id"], (string?)customer["mergedFrom"], (string?)customer["name"]));
        await caller.CallAsync(HttpMethod.Post, $"{Root}/pairs/{low}.{high}/verdict", new { verdict = "different" }, ("If-Match", "\"3\"")).ProblemAsync(409, "mergedElsewhere");

        var merge = Assert.Single((await caller.GetAsync($"{Root}/customers/{other}/merges").BodyAsync(200))["merges"]!.AsArray())!;
        Assert.Equal((made, "Same passport", "A program", true), ((string?)merge["id"], (string?)merge["because"], (string?)merge["by"], (bool)merge["canBeUndone"]!));
    }

    [Fact]
    public async Task A_decision_on_what_records_cannot_differ_in_is_refused_by_name_and_one_on_what_does_not_differ_is_fine()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other) = (await NewAsync(), await NewAsync());
        var body = Body(other, 1);
        body["decisions"] = new JsonObject { ["nam"] = "other" };

        var refused = await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{one}/merges", body, ("If-Match", "\"1\"")).ProblemAsync(400, "invalid");

        Assert.Contains("\"nam\"", (string?)Assert.Single(refused["errors"]!.AsObject()).Value![0], StringComparison.Ordinal);
        await MergeAsync(caller, one, other, new JsonObject { ["name"] = "other", ["address"] = "other", ["need.bsl"] = "survivor", ["dateOfBirth"] = "other" });
    }

    [Fact]
    public async Task A_merge_is_undone_once_and_the_two_count_as_different_from_then_on()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other) = (await NewAsync(), await NewAsync());
        var merge = await MergeAsync(caller, one, other);

        var preview = await caller.GetAsync($"{Root}/merges/{merge}/undo");
        Assert.Equal("\"2\"", preview.Header("ETag"));
        var history = await caller.GetAsync($"{Root}/customers/{one}/merges").BodyAsync(200);
        Assert.False(string.IsNullOrEmpty((string?)history["merges"]![0]!["by"]));
        Assert.Equal((string?)history["merges"]![0]!["by"], (string?)(await caller.GetAsync($"{Root}/merges/{merge}/undo").BodyAsync(200))["by"]);
        await caller.CallAsync(HttpMethod.Post, $"{Root}/merges/{merge}/undo", new { because = "Two" }, ("If-Match", "\"1\"")).ProblemAsync(412, "stale");
        await caller.CallAsync(HttpMethod.Post, $"{Root}/merges/{merge}/undo", new { }, ("If-Match", "\"2\"")).ProblemAsync(400, "invalid");
        var undone = await caller.CallAsync(HttpMethod.Post, $"{Root}/merges/{merge}/undo", new { because = "Two" }, ("If-Match", "\"2\"")).BodyAsync(200);
        Assert.Equal((one.ToString(), other.ToString()), ((string?)undone["customerId"], (string?)undone["otherId"]));
        await caller.CallAsync(HttpMethod.Post, $"{Root}/merges/{merge}/undo", new { because = "Two" }, ("If-Match", "\"3\"")).ProblemAsync(409, "cannotUndoMerge");
        await caller.GetAsync($"{Root}/merges/{merge}/undo").ProblemAsync(409, "cannotUndoMerge");
        await caller.GetAsync($"{Root}/merges/{Guid.NewGuid()}/undo").ProblemAsync(404, "notFound");

        var body = Body(other, 3);
        await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{one}/merges", body, ("If-Match", "\"3\"")).ProblemAsync(409, "calledDifferent");
        body["despiteVerdict"] = true;
        await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{one}/merges", body, ("If-Match", "\"3\"")).BodyAsync(201);
        Assert.Equal(2, (await caller.GetAsync($"{Root}/customers/{one}/merges").BodyAsync(200))["merges"]!.AsArray().Count);
    }

    [Fact]
    public async Task Loops_double_merges_and_a_record_with_itself_are_refused_and_say_where_the_record_went()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other, third) = (await NewAsync(), await NewAsync(), await NewAsync());
        await MergeAsync(caller, one, other);

        var loop = await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{other}/merges", Body(one, 2), ("If-Match", "\"2\"")).ProblemAsync(409, "mergedElsewhere");
        Assert.Equal(one.ToString(), (string?)loop["mergedInto"]);
        await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{third}/merges", Body(other, 2), ("If-Match", "\"1\"")).ProblemAsync(409, "mergedElsewhere");
        await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{one}/merges", Body(other, 2), ("If-Match", "\"2\"")).ProblemAsync(409, "mergedElsewhere");
        await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{third}/merges", Body(third, 1), ("If-Match", "\"1\"")).ProblemAsync(409, "cannotMerge");
        await caller.GetAsync($"{Root}/customers/{other}/merges/preview?other={third}").ProblemAsync(409, "mergedElsewhere");
        await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{third}/merges", Body(Guid.NewGuid(), 1), ("If-Match", "\"1\"")).ProblemAsync(404, "notFound");
        await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{third}/merges", Body(one, 1), ("If-Match", "\"1\"")).ProblemAsync(412, "stale");
    }

    [Fact]
    public async Task A_merge_of_records_that_changed_says_which_of_them_did()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other) = (await NewAsync(), await NewAsync());
        foreach (var (ofOne, ofOther, which) in ((int, int, string)[])[(7, 1, "the record that stays"), (1, 7, "the record that is merged into the other"), (7, 7, "both records")])
        {
            var stale = await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{one}/merges", Body(other, ofOther), ("If-Match", $"\"{ofOne}\"")).ProblemAsync(412, "stale");
            Assert.Contains($"changed {which} while", (string?)stale["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_merge_sent_again_with_its_key_is_made_once()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other, key) = (await NewAsync(), await NewAsync(), Guid.NewGuid().ToString());
        Task<HttpResponseMessage> Send() => caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{one}/merges", Body(other, 1), ("If-Match", "\"1\""), ("Idempotency-Key", key));

        var (first, second) = (await Send(), await Send());

        Assert.Equal(201, (int)first.StatusCode);
        Assert.Equal((string?)(await first.BodyAsync())["mergeId"], (string?)(await Task.FromResult(second).BodyAsync(201))["mergeId"]);
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Many_programs_merging_at_once_leave_one_record_for_all_and_nothing_fails_in_another_way()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        for (var round = 0; round < 4; round++)
        {
            Guid[] all = [await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync()];
            var answers = await Task.WhenAll(all.SelectMany(a => all.Where(b => b != a).Select(b => caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{a}/merges", Body(b, 1), ("If-Match", "\"1\"")))));

            Assert.All(answers, a => Assert.Contains((int)a.StatusCode, (int[])[201, 409, 412]));
            Assert.InRange(answers.Count(a => (int)a.StatusCode == 201), 1, 3);
            // Each merge that was refused can be made anew on the records as they are: in the end there is one.
            foreach (var id in all.Skip(1))
            {
                var (root, record) = (await RecordAsync(all[0]), await RecordAsync(id));
                if (root.Id != record.Id) await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{root.Id}/merges", Body(record.Id, record.Version), ("If-Match", $"\"{root.Version}\"")).BodyAsync(201);
            }
            Assert.Single(await Task.WhenAll(all.Select(async id => (await RecordAsync(id)).Id)) is var roots ? roots.Distinct() : []);
            Assert.Equal(3, (await caller.GetAsync($"{Root}/customers/{all[2]}/merges").BodyAsync(200))["merges"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Before_a_merge_is_undone_the_preview_says_what_each_record_will_have_by_the_answers()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other) = (await NewAsync("Robin"), await NewAsync("Rowan"));
        var merge = await MergeAsync(caller, one, other);
        var scene = await TicketScene.SetAsync(api.Hub);
        var ticket = await scene.RaiseAsync(scene.Raising() with { CustomerId = one });

        var asked = await caller.GetAsync($"{Root}/merges/{merge}/undo").BodyAsync(200);
        Assert.Equal((1, 0), ((int)asked["survivor"]!["openTickets"]!, (int)asked["other"]!["openTickets"]!));
        Assert.StartsWith("Robin", (string?)asked["survivor"]!["name"], StringComparison.Ordinal);
        Assert.StartsWith("Rowan", (string?)asked["other"]!["name"], StringComparison.Ordinal);
        var answered = await caller.CallAsync(HttpMethod.Post, $"{Root}/merges/{merge}/undo/preview", new { ofOther = new[] { ticket.Id } }).BodyAsync(200);
        Assert.Equal((0, 1), ((int)answered["survivor"]!["openTickets"]!, (int)answered["other"]!["openTickets"]!));
        // Nothing was done by looking.
        Assert.Equal((1, 0), ((int)(asked = await caller.GetAsync($"{Root}/merges/{merge}/undo").BodyAsync(200))["survivor"]!["openTickets"]!, (int)asked["other"]!["openTickets"]!));
        await caller.CallAsync(HttpMethod.Post, $"{Root}/merges/{Guid.NewGuid()}/undo/preview", new { }).ProblemAsync(404, "notFound");
    }

    [Fact]
    public async Task Two_programs_undoing_one_merge_at_once_undo_it_once()
    {
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        for (var round = 0; round < 4; round++)
        {
            var merge = await MergeAsync(caller, await NewAsync(), await NewAsync());
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => caller.CallAsync(HttpMethod.Post, $"{Root}/merges/{merge}/undo", new { because = "Two" }, ("If-Match", "\"2\""))));
            Assert.Equal([200, 409, 409, 409], answers.Select(a => (int)a.StatusCode == 412 ? 409 : (int)a.StatusCode).Order());
        }
    }

    private async Task<(Guid Id, int Version)> RecordAsync(Guid key) => await api.Hub.DoAsync(new GetCustomerQuery(key), TheCustomer.Someone(Role.Steward)) is var view ? (view.Id, view.Version) : default;

    private static async Task<string> MergeAsync(HttpClient caller, Guid survivor, Guid other, JsonObject? decisions = null)
    {
        var body = Body(other, 1);
        if (decisions is not null) body["decisions"] = decisions;
        return (string)(await caller.CallAsync(HttpMethod.Post, $"{Root}/customers/{survivor}/merges", body, ("If-Match", "\"1\"")).BodyAsync(201))["mergeId"]!;
    }

    private static JsonObject Body(Guid other, int version) => new() { ["otherId"] = other.ToString(), ["otherVersion"] = version, ["because"] = "Same passport" };

    private Task<Guid> NewAsync(string given = "Robin") => TheCustomer.CreateAsync(api.Hub, TheCustomer.Named(TheCustomer.Word(), given));
}
