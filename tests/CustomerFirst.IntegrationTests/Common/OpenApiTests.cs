using System.Net;
using System.Text.Json.Nodes;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Api.Common;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>The description that integrators work from says all that there is, and nothing that is not.</summary>
public sealed class OpenApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    // Answers of pages and of the command line only.
    private static readonly string[] s_notForPrograms = ["NoSuchEnquiry", "TooManyTries", "ImportRuns", "RunIsNot", "NothingToMerge", "WeightsBeingLearnt"];

    private static readonly string[] s_methods = ["get", "post", "put", "delete", "patch"];

    [Fact]
    public async Task Every_address_of_the_api_is_described()
    {
        var described = Operations(await DocumentAsync()).Select(o => $"{o.Method} {o.Path}").ToHashSet();
        var there = api.Hub.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true && !e.RoutePattern.RawText.EndsWith("openapi.json", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => $"{m.ToLowerInvariant()} {e.RoutePattern.RawText!.Replace(":guid", "").TrimEnd('/')}")).ToHashSet();
        Assert.Equal(there.Order(), described.Order());
        Assert.True(described.Count >= 30, $"Only {described.Count} operations.");
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_takes_and_answers()
    {
        var lacking = new List<string>();
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            void Need(bool there, string what)
            {
                if (!there) lacking.Add($"{method} {path}: {what}");
            }
            Need(Text(operation["operationId"]) && Text(operation["summary"]) && Text(operation["description"]) && operation["tags"]?.AsArray().Count == 1, "name, summary, description, tag");
            var responses = operation["responses"]!.AsObject();
            foreach (var status in new[] { "401", "429", "500" }) Need(responses.ContainsKey(status), status);
            Need(responses.Any(r => r.Key[0] == '2'), "an answer that went well");
            Need(operation["security"]?.AsArray().Count == 1, "security");
            foreach (var (status, response) in responses.Where(r => r.Key[0] is '4' or '5'))
                Need(response!["content"]?["application/problem+json"]?["schema"]?["$ref"] is not null && Text(response["description"]), $"the problem of {status}");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                Need(Text(parameter!["description"]) || (string?)parameter["in"] == "path", $"the description of {parameter["name"]}");
            if (operation["requestBody"]?["content"]?["application/json"] is { } body) Need(body["example"] is not null && body["schema"]?["$ref"] is not null, "a body's example and schema");
            if (responses.FirstOrDefault(r => r.Key is "200" or "201").Value?["content"]?["application/json"] is { } answer) Need(answer["example"] is not null && answer["schema"] is not null, "an answer's example and schema");
            Need(!((string)operation["description"]!).Contains("Scope:", StringComparison.Ordinal) || responses.ContainsKey("403"), "403");
        }
        Assert.Empty(lacking);
    }

    [Fact]
    public async Task The_guide_names_as_needing_no_version_what_the_description_asks_none_for()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(RepositoryFolders.Root, "docs", "api", "README.md"));
        Assert.Contains("Updates, notes and files are added, overwrite nothing and need none.", guide, StringComparison.Ordinal);
        foreach (var added in (string[])["updates", "notes", "attachments"])
        {
            var (_, _, operation) = Operations(await DocumentAsync()).Single(o => o.Method == "post" && o.Path.EndsWith($"/tickets/{{ticket}}/{added}", StringComparison.Ordinal));
            Assert.DoesNotContain(operation["parameters"]?.AsArray() ?? [], p => (string?)p!["name"] == "If-Match");
            Assert.False(operation["responses"]!.AsObject().ContainsKey("428"), added);
        }
        // The first example raises a ticket of a service that asks something.
        Assert.Contains("\"answers\": {", guide[..guide.IndexOf("## Take in a web form", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_found_with_a_warning_is_described_property_by_property()
    {
        var problem = (await DocumentAsync())["components"]!["schemas"]!.AsObject().Select(s => s.Value!["properties"]?["similar"]?["items"]).Single(s => s is not null)!;
        foreach (var property in (string[])["because", "reasons", "probability", "reference"]) Assert.True(Text(problem["properties"]![property]!["description"]), property);
    }

    [Fact]
    public async Task The_document_hangs_together()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", (string?)document["openapi"]);
        var ids = Operations(document).Select(o => (string)o.Operation["operationId"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var references = new List<string>();
        Collect(document, references);
        Assert.NotEmpty(references);
        foreach (var reference in references.Distinct())
            Assert.True(reference[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part]) is not null, $"{reference} leads nowhere");
        foreach (var (path, _, operation) in Operations(document))
        {
            var named = path.Split('/').Where(p => p.StartsWith('{')).Select(p => p.Trim('{', '}')).Order();
            Assert.Equal(named, (operation["parameters"]?.AsArray() ?? []).Where(p => (string?)p!["in"] == "path").Select(p => (string)p!["name"]!).Order());
        }
    }

    [Fact]
    public async Task Enumerations_are_described_by_their_codes()
    {
        var document = await DocumentAsync();
        var list = document["paths"]!["/api/v1/tickets"]!["get"]!["parameters"]!.AsArray();
        Assert.Contains("inHand", list.Single(p => (string?)p!["name"] == "state")!["schema"]!["items"]!["enum"]!.AsArray().Select(c => (string?)c));
        Assert.Equal(["due", "opened", "updated", "priority", "reference"], list.Single(p => (string?)p!["name"] == "sort")!["schema"]!["enum"]!.AsArray().Select(c => (string?)c));
        Assert.Contains("homeVisit", document["components"]!["schemas"]!["Channel"]!["enum"]!.AsArray().Select(c => (string?)c));
    }

    [Fact]
    public async Task The_headers_of_changes_and_retries_are_described()
    {
        var document = await DocumentAsync();
        IEnumerable<string> Headers(string path, string method) => [.. document["paths"]![path]![method]!["parameters"]!.AsArray().Where(p => (string?)p!["in"] == "header").Select(p => (string)p!["name"]!)];
        Assert.Equal(["Idempotency-Key"], Headers("/api/v1/tickets", "post"));
        Assert.Equal(["Idempotency-Key", "If-Match"], Headers("/api/v1/customers/{customer}", "put"));
        Assert.Equal(["Idempotency-Key", "If-Match"], Headers("/api/v1/customers/{customer}/consents", "post"));
        Assert.Equal(["If-None-Match"], Headers("/api/v1/tickets/{ticket}", "get"));
    }

    [Fact]
    public async Task The_pages_to_try_it_have_every_operation_with_a_field_for_all_that_it_takes()
    {
        var index = await api.Anybody().GetAsync("/api");
        Assert.Equal("API", index.TextOf("h1"));
        Assert.Contains("**", (string?)(await DocumentAsync())["info"]!["description"]);
        Assert.DoesNotContain("**", index.Text);
        var pages = new Dictionary<string, Page>();
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            var link = index.Document.QuerySelector($"a[href$='#{operation["operationId"]}']")!.GetAttribute("href")!.Split('#')[0];
            if (!pages.TryGetValue(link, out var page)) pages[link] = page = await api.Anybody().GetAsync(link);
            var form = page.Document.QuerySelector($"details#{operation["operationId"]} form[data-try={method.ToUpperInvariant()}][data-path='{path}']");
            Assert.True(form is not null, $"{method} {path} cannot be tried.");
            var fields = form.QuerySelectorAll("[data-in]").Select(f => f.GetAttribute("name")).ToList();
            foreach (var parameter in operation["parameters"]?.AsArray() ?? []) Assert.Contains((string?)parameter!["name"], fields);
            if (operation["requestBody"]?["content"]?["application/json"]?["example"] is not null) Assert.StartsWith("{", form.QuerySelector("textarea")!.TextContent.Trim(), StringComparison.Ordinal);
            Assert.All(form.QuerySelectorAll("[data-in]"), field => Assert.NotNull(form.QuerySelector($"label[for='{field.Id}']")));
        }
        Assert.True(pages.Count > 3);
        Assert.All(pages.Values, page =>
        {
            Assert.Contains("script-src 'self';", page.Headers.GetValues("Content-Security-Policy").Single());
            Assert.DoesNotMatch("<script(?![^>]*src=)", page.Html);
            Assert.DoesNotContain("**", page.Text);
        });
    }

    [Fact]
    public async Task What_is_no_kind_of_record_has_no_page() =>
        Assert.Equal(HttpStatusCode.NotFound, (await api.Anybody().GetAsync("/api/nothing")).Status);

    [Fact]
    public async Task Every_operation_is_closed_without_a_key_and_without_its_scope()
    {
        var (nobody, somebody) = (api.Caller(null), api.Caller((await api.ClientAsync([Permission.SeePerformance])).Key));
        var other = api.Caller((await api.ClientAsync([Permission.ViewTicket])).Key);
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            var address = System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", Guid.NewGuid().ToString());
            await nobody.CallAsync(new HttpMethod(method), address).ProblemAsync(401, "keyNeeded");
            if (path == "/api/v1/client") continue;
            var caller = path.StartsWith("/api/v1/performance", StringComparison.Ordinal) ? other : somebody;
            var problem = await caller.CallAsync(new HttpMethod(method), address).ProblemAsync(403, "scopeMissing");
            Assert.Contains($"Scope: `{problem["missingScope"]}`", (string?)operation["description"]);
        }
    }

    [Fact]
    public async Task Every_problem_is_explained_where_its_type_leads()
    {
        var page = await api.Anybody().GetAsync("/api/problems");
        var explained = page.Document.QuerySelectorAll("tbody tr").Select(r => r.Id).ToList();
        Assert.Equal(ExplainedCode.All.Select(c => c.Code), explained);
        Assert.Equal(explained.Count, explained.Distinct().Count());
        var gate = typeof(ApiProblemKind).GetFields().Where(f => f.IsStatic).Select(f => (ApiProblemKind)f.GetValue(null)!).ToList();
        Assert.All(gate, kind => Assert.Contains(ExplainedCode.All, c => c.Code == kind.Code && c.Status == kind.Status));
        // Every expected failure of what the API sends: those of the features and those that anything can give.
        foreach (var error in new[] { "Customers", "Contacts", "Tickets", "Common" }.SelectMany(feature => typeof(Registration).Assembly.GetTypes().Concat(typeof(Error).Assembly.GetTypes()).Where(t => t.Namespace?.EndsWith("." + feature, StringComparison.Ordinal) == true))
                     .Where(t => t.IsSubclassOf(typeof(Error)) && !s_notForPrograms.Contains(t.Name)))
            Assert.Contains(char.ToLowerInvariant(error.Name[0]) + error.Name[1..], explained);
    }

    private async Task<JsonNode> DocumentAsync() => await api.Caller(null).GetAsync("/api/v1/openapi.json").BodyAsync(200);

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => s_methods.Contains(o.Key)).Select(o => (p.Key, o.Key, o.Value!)));

    private static bool Text(JsonNode? node) => node is not null && !string.IsNullOrWhiteSpace((string?)node);

    private static void Collect(JsonNode? node, List<string> references)
    {
        if (node is JsonObject o)
        {
            foreach (var (name, value) in o)
            {
                if (name == "$ref" && value is JsonValue) references.Add((string)value!);
                else if (name is not ("example" or "examples")) Collect(value, references);
            }
        }
        else if (node is JsonArray a)
        {
            foreach (var value in a) Collect(value, references);
        }
    }
}
