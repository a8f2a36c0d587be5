using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CustomerFirst.Web.Api;

/// <summary>What the pages under <c>/api</c> show.</summary>
/// <param name="Conventions">What holds for every request, paragraph by paragraph.</param>
internal sealed record ApiGuideText(IReadOnlyList<Markup> Conventions, IReadOnlyList<ApiOperationGroup> Groups);

/// <summary>The operations on one kind of record.</summary>
internal sealed record ApiOperationGroup(string Name, IReadOnlyList<ApiOperation> Operations)
{
    /// <summary>The page on which they can be tried.</summary>
    public string Address => $"/api/{Name.ToLowerInvariant().Replace(' ', '-')}";
}

/// <summary>One address with one method.</summary>
internal sealed record ApiOperation(string Id, string Method, string Path, string Summary, IReadOnlyList<Markup> Description, IReadOnlyList<ApiInput> Inputs, ApiBody? Body, IReadOnlyList<ApiAnswer> Answers);

/// <summary>A part of the address, a parameter or a header.</summary>
/// <param name="In">path, query or header.</param>
/// <param name="Several">It may be given several times.</param>
/// <param name="Choices">The codes that it takes; empty where it is free.</param>
internal sealed record ApiInput(string Name, string In, string Type, bool Required, bool Several, string Hint, IReadOnlyList<string> Choices);

/// <summary>What is sent.</summary>
/// <param name="File">The part that is a file; null for JSON.</param>
internal sealed record ApiBody(string? File, string Example, IReadOnlyList<ApiField> Fields);

/// <summary>A property of a body, with the names of those around it.</summary>
internal sealed record ApiField(string Name, string Type, bool Required, string Description);

/// <summary>What may come back.</summary>
internal sealed record ApiAnswer(string Status, Markup Meaning, string? Example);

/// <summary>The OpenAPI document as people read it. Made once: what the endpoints say of themselves does not change while the program runs.</summary>
internal sealed class ApiGuide(IServiceProvider services)
{
    private const int DeepestField = 4;
    private static readonly string[] s_methods = ["get", "post", "put", "patch", "delete"];
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ApiGuideText? _text;

    /// <summary>The text of the page.</summary>
    public async Task<ApiGuideText> ReadAsync(CancellationToken token)
    {
        if (_text is { } made) return made;
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Common.OpenApiDescription.Document).GetOpenApiDocumentAsync(token);
        return _text = Read(JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, token))!);
    }

    private static ApiGuideText Read(JsonNode document)
    {
        var operations = document["paths"]!.AsObject().SelectMany(path => s_methods.Where(method => path.Value![method] is not null).Select(method => (Path: path.Key, Method: method, Said: path.Value![method]!)));
        return new ApiGuideText(ApiProse.Paragraphs(Text(document["info"]!["description"])),
            [.. operations.GroupBy(o => Text(o.Said["tags"]?[0])).Select(g => new ApiOperationGroup(g.Key, [.. g.Select(o => Operation(document, o.Path, o.Method, o.Said))]))]);
    }

    private static ApiOperation Operation(JsonNode document, string path, string method, JsonNode said) => new(
        Text(said["operationId"]), method.ToUpperInvariant(), path, Text(said["summary"]), ApiProse.Paragraphs(Text(said["description"])),
        [.. (said["parameters"]?.AsArray() ?? []).Select(p => Input(document, p!))], Body(document, said["requestBody"]?["content"]),
        [.. said["responses"]!.AsObject().OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new ApiAnswer(r.Key, ApiProse.Line(Text(r.Value!["description"])), Example(r.Value!["content"]?["application/json"]?["example"])))]);

    private static ApiInput Input(JsonNode document, JsonNode said)
    {
        var schema = Resolve(document, said["schema"]);
        var several = Type(schema) == "array";
        var one = several ? Resolve(document, schema["items"]) : schema;
        var hint = string.Join(" ", new[] { Text(said["description"]).TrimEnd('.'), said["example"] is { } example ? $"For example {Text(example)}" : "", several ? "Several with commas between them" : "" }.Where(part => part.Length > 0).Select(part => $"{part}.").DefaultIfEmpty(""));
        return new ApiInput(Text(said["name"]), Text(said["in"]), Words(document, schema), (bool?)said["required"] ?? false, several, hint, several ? [] : Codes(one));
    }

    private static ApiBody? Body(JsonNode document, JsonNode? content)
    {
        if (content?["application/json"] is { } json) return new ApiBody(null, Example(json["example"]) ?? "{\n}", [.. Fields(document, json["schema"], "", 0)]);
        if (content?["multipart/form-data"] is not { } form) return null;
        var fields = Fields(document, form["schema"], "", 0).ToList();
        return new ApiBody(fields.FirstOrDefault()?.Name ?? "file", "", fields);
    }

    private static IEnumerable<ApiField> Fields(JsonNode document, JsonNode? schema, string before, int depth)
    {
        var resolved = Resolve(document, schema);
        var required = (resolved["required"]?.AsArray() ?? []).Select(Text).ToHashSet();
        foreach (var (name, property) in resolved["properties"]?.AsObject() ?? [])
        {
            var kind = Resolve(document, property);
            yield return new ApiField(before + name, Words(document, kind), required.Contains(name), Text(property!["description"]) is { Length: > 0 } own ? own : Text(kind["description"]));
            if (depth >= DeepestField) continue;
            var (inner, mark) = Type(kind) == "array" ? (kind["items"], "[].") : (kind, ".");
            foreach (var field in Fields(document, inner, before + name + mark, depth + 1)) yield return field;
        }
    }

    // What a reference leads to, and of "nothing or this" the latter.
    private static JsonNode Resolve(JsonNode document, JsonNode? schema)
    {
        while (true)
        {
            if (schema?["$ref"] is { } reference) schema = Text(reference)[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part]);
            else if ((schema?["oneOf"] ?? schema?["anyOf"])?.AsArray().FirstOrDefault(s => Type(s!) != "null") is { } alternative) schema = alternative;
            else return schema ?? new JsonObject();
        }
    }

    // Numbers may be written as text as well, and most things may be nothing.
    private static string Type(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(Text).Where(t => t != "null").OrderBy(t => t == "string").FirstOrDefault() ?? "null",
        { } one => Text(one),
        _ => "",
    };

    private static string Words(JsonNode document, JsonNode schema) => (Type(schema), Text(schema["format"])) switch
    {
        _ when Codes(schema) is { Count: > 0 } codes => $"one of {string.Join(", ", codes)}",
        ("array", _) => $"list: {Words(document, Resolve(document, schema["items"]))}",
        ("integer", _) => "whole number",
        ("number", _) => "number",
        ("boolean", _) => "true or false",
        ("string", "uuid") => "id (UUID)",
        ("string", "date") => "date, like 2026-11-24",
        ("string", "date-time") => "instant in UTC",
        ("string", "binary") => "file",
        ("object", _) => "object",
        _ => "text",
    };

    private static List<string> Codes(JsonNode schema) => Type(schema) == "boolean" ? ["true", "false"] : [.. (schema["enum"]?.AsArray() ?? []).OfType<JsonNode>().Select(Text)];

    private static string? Example(JsonNode? example) => example?.ToJsonString(s_indented);

    private static string Text(JsonNode? node) => node is JsonValue value ? value.ToString() : "";
}

/// <summary>The little Markdown of the API's descriptions as HTML: paragraphs, <c>**bold**</c> and <c>`code`</c>.</summary>
internal static class ApiProse
{
    /// <summary>Each paragraph by itself.</summary>
    public static IReadOnlyList<Markup> Paragraphs(string text) => [.. text.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Line)];

    /// <summary>One paragraph.</summary>
    public static Markup Line(string text) => Markup.Join(text.Split('`').Select((part, place) => place % 2 == 1 ? Markup.Of($"<code>{part}</code>") : Bold(part)));

    private static Markup Bold(string text) => Markup.Join(text.Split("**").Select((part, place) => place % 2 == 1 ? Markup.Of($"<strong>{part}</strong>") : Markup.Of($"{part}")));
}
