using System.Text.Json.Nodes;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class CustomersApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Customers = "/api/v1/customers";

    [Fact]
    public async Task A_customer_is_created_read_changed_and_found()
    {
        var caller = await api.CallerOfAllAsync();
        var answer = await caller.CallAsync(HttpMethod.Post, Customers, Person("Thistlewood", "thistle@example.org"));
        var id = (await Task.FromResult(answer).BodyAsync(201))["id"]!.GetValue<Guid>();
        Assert.Equal(($"{Customers}/{id}", "\"1\""), (answer.Header("Location"), answer.Header("ETag")));

        var read = await caller.GetAsync(answer.Headers.Location);
        var customer = await Task.FromResult(read).BodyAsync(200);
        Assert.Equal(("person", "Asha Thistlewood", "1984-03-09"), ((string?)customer["kind"], (string?)customer["name"], (string?)customer["dateOfBirth"]));
        Assert.StartsWith("+447700900", (string?)customer["telephones"]![0]!["value"]);
        Assert.Equal(("B14 7QH", "largePrint"), ((string?)customer["address"]!["postcode"], (string?)customer["needs"]![0]!["kind"]));
        Assert.Equal(304, (int)(await caller.CallAsync(HttpMethod.Get, $"{Customers}/{id}", null, ("If-None-Match", read.Header("ETag")!))).StatusCode);

        var change = Person("Thistlewood-Kerr", "thistle@example.org");
        await caller.CallAsync(HttpMethod.Put, $"{Customers}/{id}", change).ProblemAsync(428, "versionNeeded");
        var changed = await caller.CallAsync(HttpMethod.Put, $"{Customers}/{id}", change, ("If-Match", "\"1\"")).BodyAsync(200);
        Assert.Equal(2, (int?)changed["version"]);
        var stale = await caller.CallAsync(HttpMethod.Put, $"{Customers}/{id}", change, ("If-Match", "\"1\"")).ProblemAsync(412, "stale");
        Assert.Equal(2, (int?)stale["currentVersion"]);

        var found = await caller.CallAsync(HttpMethod.Post, $"{Customers}/search", new { terms = "thistlewood-kerr" }).BodyAsync(200);
        Assert.Equal((1, id.ToString()), ((int?)found["total"], (string?)found["items"]![0]!["id"]));
        Assert.Empty((await caller.GetAsync($"{Customers}/{id}/timeline").BodyAsync(200))["items"]!.AsArray());
        await caller.GetAsync($"{Customers}/{id}/timeline?cursor=abc").ProblemAsync(400, "invalid");
        await caller.GetAsync($"{Customers}/{Guid.NewGuid()}").ProblemAsync(404, "notFound");
    }

    [Fact]
    public async Task An_address_is_found_by_a_part_of_it_and_only_with_the_scope_for_it()
    {
        await api.Hub.SaveAsync(Domain.Places.Property.Create(990000900001, new(null, "Flat 2", null, "14", "Throstle Row", null, "Testford", "ZZ6 2AB"), 52.48, -1.89, null, "test"));
        var caller = await api.CallerAsync(Permission.FindAddresses);

        var found = await caller.CallAsync(HttpMethod.Post, "/api/v1/addresses/search", new { text = "throstle 14" }).BodyAsync(200);

        Assert.Equal((990000900001, "Flat 2, 14 Throstle Row", false), ((long)found["items"]![0]!["uprn"]!, (string?)found["items"]![0]!["address"]!["line1"], (bool)found["more"]!));
        await caller.CallAsync(HttpMethod.Post, "/api/v1/addresses/search", new { text = "a" }).ProblemAsync(400, "invalid");
        await (await api.CallerAsync(Permission.FindCustomers)).CallAsync(HttpMethod.Post, "/api/v1/addresses/search", new { text = "throstle 14" }).ProblemAsync(403, "scopeMissing");
    }

    [Fact]
    public async Task Somebody_who_seems_to_be_there_is_named_only_to_who_may_read_customers()
    {
        var caller = await api.CallerOfAllAsync();
        var id = (string?)(await caller.CallAsync(HttpMethod.Post, Customers, Person("Kestrel", "kestrel@example.org", "1961-07-21")).BodyAsync(201))["id"];
        var again = Person("Somebody", "KESTREL@example.org", "1990-12-02");

        var problem = await caller.CallAsync(HttpMethod.Post, Customers, again).ProblemAsync(409, "mayBeThereAlready");
        Assert.Equal((id, "Asha Kestrel", "Same e-mail"), ((string?)problem["similar"]![0]!["id"], (string?)problem["similar"]![0]!["name"], (string?)problem["similar"]![0]!["because"]![0]));

        var creator = await api.CallerAsync(Permission.CreateCustomer);
        var hint = (await creator.CallAsync(HttpMethod.Post, Customers, again).ProblemAsync(409, "mayBeThereAlready"))["similar"]![0]!;
        Assert.Equal((id, null), ((string?)hint["id"], (string?)hint["name"]));
        Assert.Null(hint["reasons"]);
        Assert.NotEmpty(problem["similar"]![0]!["reasons"]!.AsArray());
        Assert.InRange((double)problem["similar"]![0]!["probability"]!, 0, 1);
        again["despiteSimilar"] = true;
        var unsaid = await creator.CallAsync(HttpMethod.Post, Customers, again).ProblemAsync(400, "notAccepted");
        Assert.NotNull(unsaid["errors"]!["despiteReason"]);
        again["despiteReason"] = "Her sister, who shares the address";
        await creator.CallAsync(HttpMethod.Post, Customers, again).BodyAsync(201);
    }

    [Fact]
    public async Task Why_somebody_was_created_beside_a_likely_one_is_read_with_the_pair()
    {
        var caller = await api.CallerOfAllAsync();
        var person = Person("Turnstone", "turnstone@example.org", "1938-11-02");
        person["givenNames"] = "Wilhelmina";
        var id = (string?)(await caller.CallAsync(HttpMethod.Post, Customers, person).BodyAsync(201))["id"];
        (person["despiteSimilar"], person["despiteReason"]) = (true, "Her sister");
        var made = (string?)(await caller.CallAsync(HttpMethod.Post, Customers, person).BodyAsync(201))["id"];

        var pair = await caller.GetAsync($"/api/v1/pairs/{id}.{made}").BodyAsync(200);
        Assert.Equal(("Her sister", true, (string?)null), ((string?)pair["made"]!["because"], (bool)pair["made"]!["heldApart"]!, (string?)pair["verdict"]));
        Assert.NotNull((string?)pair["made"]!["by"]);
    }

    [Fact]
    public async Task Fields_are_named_as_they_stand_in_the_body()
    {
        var caller = await api.CallerOfAllAsync();
        var problem = await caller.CallAsync(HttpMethod.Post, Customers, new JsonObject
        {
            ["kind"] = "person", ["familyName"] = " ", ["telephones"] = new JsonArray(new JsonObject { ["number"] = "1" }), ["emails"] = new JsonArray("x"), ["address"] = new JsonObject { ["line1"] = "1 High Street", ["postcode"] = "?" },
        }).ProblemAsync(400, "invalid");
        Assert.Equal(["address.postcode", "emails[0]", "familyName", "telephones[0].number"], problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        var kind = await caller.CallAsync(HttpMethod.Post, Customers, """{"kind": "robot"}""").ProblemAsync(400, "malformed");
        Assert.Contains("person, organisation", (string?)kind["errors"]!["kind"]![0]);
        await caller.CallAsync(HttpMethod.Post, Customers, """{"emails": null}""").ProblemAsync(400, "malformed");
        await caller.CallAsync(HttpMethod.Post, $"{Customers}/search", new { terms = "a" }).ProblemAsync(400, "invalid");
        var slip = await caller.CallAsync(HttpMethod.Post, $"{Customers}/search", new { terms = "CF-7K3M-29QZ" }).ProblemAsync(400, "invalid");
        Assert.StartsWith("Check the reference: ", (string?)slip["errors"]!["terms"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_is_recorded_once_and_read_with_the_customer()
    {
        var caller = await api.CallerOfAllAsync();
        var id = (string?)(await caller.CallAsync(HttpMethod.Post, Customers, Person("Dunnockley", "dunnock@example.org", "1947-11-18")).BodyAsync(201))["id"];
        var body = new { purpose = "newsByText", word = "given", how = "online", wording = "Send me texts" };

        await caller.CallAsync(HttpMethod.Post, $"{Customers}/{id}/consents", body).ProblemAsync(428, "versionNeeded");
        Assert.Equal(2, (int?)(await caller.CallAsync(HttpMethod.Post, $"{Customers}/{id}/consents", body, ("If-Match", "\"1\"")).BodyAsync(200))["version"]);
        await caller.CallAsync(HttpMethod.Post, $"{Customers}/{id}/consents", body, ("If-Match", "\"1\"")).ProblemAsync(412, "stale");
        var lacking = await caller.CallAsync(HttpMethod.Post, $"{Customers}/{id}/consents", new { purpose = "newsByText" }, ("If-Match", "\"2\"")).ProblemAsync(400, "invalid");
        Assert.Equal(["how", "word"], lacking["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        var early = await caller.CallAsync(HttpMethod.Post, $"{Customers}/{id}/consents", new { purpose = "newsByPost", word = "withdrawn", how = "online" }, ("If-Match", "\"2\"")).ProblemAsync(400, "notAccepted");
        Assert.NotNull(early["errors"]!["word"]);

        var consent = Assert.Single((await caller.GetAsync($"{Customers}/{id}").BodyAsync(200))["consents"]!.AsArray())!;
        Assert.Equal(("newsByText", "given", "online", "Send me texts", true), ((string?)consent["purpose"], (string?)consent["word"], (string?)consent["how"], (string?)consent["wording"], (bool?)consent["counts"]));
        Assert.NotNull(consent["recordedBy"]);

        var mistake = $"{Customers}/{id}/consents/{consent["id"]}/mistake";
        await caller.CallAsync(HttpMethod.Post, mistake, new { }, ("If-Match", "\"2\"")).ProblemAsync(400, "invalid");
        Assert.Equal(3, (int?)(await caller.CallAsync(HttpMethod.Post, mistake, new { because = "Misheard" }, ("If-Match", "\"2\"")).BodyAsync(200))["version"]);
        await caller.CallAsync(HttpMethod.Post, mistake, new { because = "Misheard" }, ("If-Match", "\"3\"")).ProblemAsync(409, "struckBefore");
        var struck = (await caller.GetAsync($"{Customers}/{id}").BodyAsync(200))["consents"]![0]!;
        Assert.Equal((false, "Misheard"), ((bool?)struck["counts"], (string?)struck["mistake"]!["because"]));
    }

    [Fact]
    public async Task A_search_is_paged_by_a_cursor()
    {
        var caller = await api.CallerOfAllAsync();
        for (var i = 0; i < 5; i++)
        {
            var person = Person("Wrenfield", $"wren{i}@example.org", "1975-05-30");
            (person["despiteSimilar"], person["despiteReason"]) = (true, "Made for a test");
            await caller.CallAsync(HttpMethod.Post, Customers, person).BodyAsync(201);
        }
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await caller.CallAsync(HttpMethod.Post, $"{Customers}/search", new { terms = "wrenfield", limit = 2, cursor }).BodyAsync(200);
            seen.AddRange(page["items"]!.AsArray().Select(c => (string?)c!["id"]));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
        await caller.CallAsync(HttpMethod.Post, $"{Customers}/search", new { terms = "wrenfield", cursor = "bm9uZQ" }).ProblemAsync(400, "invalid");
    }

    // Numbers that Ofcom keeps for stories; each person has one of their own.
    private static int s_number = 100;

    // Each lives somewhere else, so that none seems to be another one.
    private static JsonObject Person(string family, string email, string born = "1984-03-09")
    {
        var number = Interlocked.Increment(ref s_number);
        return new()
        {
            ["kind"] = "person", ["givenNames"] = "Asha", ["familyName"] = family, ["dateOfBirth"] = born, ["emails"] = new JsonArray(email),
            ["address"] = new JsonObject { ["line1"] = $"{number} Larch Row", ["postcode"] = "b147qh" }, ["telephones"] = new JsonArray(new JsonObject { ["number"] = $"07700 900{number}", ["label"] = "mobile" }),
            ["needs"] = new JsonArray(new JsonObject { ["kind"] = "largePrint" }),
        };
    }
}
