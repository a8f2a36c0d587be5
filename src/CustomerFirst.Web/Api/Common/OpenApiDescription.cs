using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerFirst.Domain.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CustomerFirst.Web.Api.Common;

/// <summary>The OpenAPI 3.1 document: what the endpoints say of themselves, with what holds for all of them.</summary>
internal static class OpenApiDescription
{
    /// <summary>The document's name.</summary>
    public const string Document = "v1";

    private const string Scheme = "apiKey";
    private const string ProblemSchema = "Problem";

    /// <summary>Adds the document's making.</summary>
    public static void AddHubOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith(ApiRegistration.Root[1..], StringComparison.Ordinal) == true;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, context, _) =>
        {
            Describe(document, context.ApplicationServices.GetRequiredService<ApiOptions>());
            return Task.CompletedTask;
        });
    });

    /// <summary>Serves the document, to everybody.</summary>
    public static void MapHubOpenApi(this RouteGroupBuilder root) => root.MapOpenApi("/openapi.json").WithMetadata(new NoKeyNeeded());

    private static void Describe(OpenApiSchema schema, Type type)
    {
        // Enumerations have a converter of their own, which says nothing of their codes.
        if (!type.IsEnum) return;
        schema.Type = JsonSchemaType.String;
        schema.Enum = EnumOf(CodeOf.EnumCodes(type));
    }

    private static List<JsonNode> EnumOf(IEnumerable<string> codes) => [.. codes.Select(code => (JsonNode)JsonValue.Create(code))];

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        T? Said<T>() where T : class => metadata.OfType<T>().LastOrDefault();
        operation.Parameters ??= [];
        operation.Responses ??= [];
        foreach (var parameter in context.Description.ParameterDescriptions)
        {
            if (parameter.ParameterDescriptor?.ParameterType is not { } type || CodeOf.CodesOf(type) is not { } codes) continue;
            if (operation.Parameters.FirstOrDefault(p => p.Name == parameter.Name) is not OpenApiParameter own) continue;
            var code = new OpenApiSchema { Type = JsonSchemaType.String, Enum = EnumOf(codes) };
            own.Schema = type.IsArray ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = code } : code;
        }
        void Refuse(int status, string when) => operation.Responses[Text(status)] = Problem(when, context.Document);

        if (Said<NeededScope>() is { } scope)
        {
            operation.Description = $"{operation.Description}\n\nScope: `{scope.Code}`.";
            Refuse(403, $"The key lacks the scope `{scope.Code}`, or the record is not for this client.");
        }
        if (Said<TakesIdempotencyKey>() is not null)
            operation.Parameters.Add(Header(ApiHeaders.IdempotencyKey, required: false, "Chosen by you, the same for every retry of this one request; 1 to 100 visible ASCII characters. A retry is answered as the first request was, with `Idempotency-Replayed: true`.", "0199d3a4-7f00-7000-8000-00000000000a"));
        if (Said<NeedsVersion>() is not null)
        {
            operation.Parameters.Add(Header("If-Match", required: true, "The `ETag` that you read with the record.", "\"7\""));
            Refuse(412, "The record changed since you read it: `currentVersion` and `ETag` have its version now. Read it again.");
            Refuse(428, "`If-Match` is missing.");
        }
        if (Said<AnswersWithVersion>() is not null)
        {
            operation.Parameters.Add(Header("If-None-Match", required: false, "An `ETag` that you have: if it still holds, the answer is 304 without a body.", "\"7\""));
            operation.Responses["304"] = new OpenApiResponse { Description = "You have the present version." };
        }
        if (operation.RequestBody is not null)
        {
            Refuse(413, "The body is too large.");
            Refuse(415, "The body has another media type.");
        }
        foreach (var refusal in metadata.OfType<Refusals>()) Refuse(refusal.Status, refusal.When);
        if (operation.Parameters.Count > 0 || operation.RequestBody is not null) Refuse(400, "Something in the request cannot be read or accepted: `errors` says what, by field.");
        if (Said<NoKeyNeeded>() is null)
        {
            Refuse(401, "There is no key, or it is not valid.");
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        }
        Refuse(429, "Too many requests; `Retry-After` says how many seconds to wait.");
        Refuse(500, "A fault of ours.");
        foreach (var (status, response) in operation.Responses) if (response is OpenApiResponse own) AddHeaders(own, status, metadata);
        if (Said<Examples>() is { } examples) Add(operation, examples);
        if (operation.Parameters.Count == 0) operation.Parameters = null;
    }

    private static void Add(OpenApiOperation operation, Examples examples)
    {
        if (examples.Request is not null && operation.RequestBody?.Content is { } request)
            foreach (var media in request.Where(m => m.Key == "application/json")) media.Value.Example = Node(examples.Request);
        if (examples.Answer is null) return;
        foreach (var response in operation.Responses!.Where(r => r.Key is "200" or "201").SelectMany(r => r.Value.Content ?? new Dictionary<string, OpenApiMediaType>()).Where(m => m.Key == "application/json"))
            response.Value.Example = Node(examples.Answer);
    }

    private static void AddHeaders(OpenApiResponse response, string status, IList<object> metadata)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        void Header(string name, string description) =>
            response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        if (status == "201") Header("Location", "Where the new record is.");
        if (status is "200" or "201" && metadata.Any(m => m is AnswersWithVersion or NeedsVersion)) Header("ETag", "The record's version.");
        if (status is "200" or "201" && metadata.Any(m => m is TakesIdempotencyKey)) Header(ApiHeaders.IdempotencyReplayed, "`true` when this answers a request that was done before.");
        if (status == "429") Header("Retry-After", "Seconds to wait.");
        Header(ApiHeaders.Limit, "Requests that you may send at once after a rest.");
        Header(ApiHeaders.Remaining, "How many of them are left.");
        Header(ApiHeaders.Reset, "Seconds until all of them are there again.");
    }

    private static void Describe(OpenApiDocument document, ApiOptions options)
    {
        document.Info = new OpenApiInfo { Title = "CustomerFirst API", Version = Document, Description = Conventions(options) };
        document.Servers = [new OpenApiServer { Url = "/", Description = "This hub" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The key that an administrator of the council made for your program: `Authorization: Bearer cf_live_…`. The header `X-Api-Key` is read too.",
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = ProblemSchemaOf();
    }

    private static OpenApiSchema ProblemSchemaOf()
    {
        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object, Description = "Problem details, RFC 9457.", Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("Where the code is explained."),
                ["title"] = Text("The kind of problem, the same every time."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
                ["detail"] = Text("What is the matter this time."),
                ["code"] = Text("A stable name for programs."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object, Description = "Messages by field: a path in the body, a parameter or a header.",
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
                ["currentVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "With `stale`: the version that the record has now." },
                ["similar"] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "With `possibleDuplicate` and `mayBeThereAlready`: what was found.", Items = SimilarSchemaOf() },
                ["missingScope"] = Text("With `scopeMissing`: the scope."),
                ["correlationId"] = Text("Names the request in the hub's logs."),
            },
        };
    }

    // What a candidate and a ticket that was found have in common or alone; `SimilarRecords` writes them.
    private static OpenApiSchema SimilarSchemaOf()
    {
        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        static OpenApiSchema Words(string description) => new() { Type = JsonSchemaType.Array, Description = description, Items = new OpenApiSchema { Type = JsonSchemaType.String } };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object, Description = "A customer or a ticket. What a key's scopes would not let it read is left out.",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["id"] = Text("The customer's or the ticket's id."),
                ["because"] = Words("With `mayBeThereAlready`, to be shown first: the facts that stop the request by themselves (\"Same e-mail\", \"Same family name, date of birth and postcode\"); where there are none, up to three of `reasons` that speak for one customer."),
                ["reasons"] = Words("With `mayBeThereAlready`: what `probability` was made of, at most five, the weightiest first; some speak for one customer, some against it (\"other date of birth\"). Left out without the scope that reads customers."),
                ["probability"] = new OpenApiSchema { Type = JsonSchemaType.Number, Description = "With `mayBeThereAlready`: 0 to 1, how likely the two are one customer." },
                ["name"] = Text("With `mayBeThereAlready`: the customer's name."),
                ["dateOfBirth"] = Text("With `mayBeThereAlready`: the customer's date of birth."),
                ["address"] = Text("The customer's address in one line, or that of the ticket's place."),
                ["reference"] = Text("With `possibleDuplicate`: the ticket's reference."),
                ["openedAt"] = Text("With `possibleDuplicate`: when the ticket was raised."),
                ["sameCustomer"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "With `possibleDuplicate`: the ticket is the same customer's." },
                ["samePlace"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "With `possibleDuplicate`: the ticket is about the same place." },
            },
        };
    }

    private static OpenApiResponse Problem(string when, OpenApiDocument? document) => new()
    {
        Description = when,
        Content = new Dictionary<string, OpenApiMediaType> { [ApiProblem.MediaType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) } },
    };

    private static OpenApiParameter Header(string name, bool required, string description, string example) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example),
    };

    private static JsonNode? Node(object example) => JsonSerializer.SerializeToNode(example, example.GetType(), ApiJson.Options);

    private static string Text(int status) => status.ToString("0");

    private static string Conventions(ApiOptions options) =>
        $"""
        One record per customer, a ticket for every enquiry, from first contact to delivery.

        **Keys.** Send your key with every request. It has scopes, an end date and, if the council bound it to service areas, their tickets only.

        **Reading.** Instants are RFC 3339 in UTC, dates `2026-11-24`, enumerations camelCase codes. Property names are strict: one that is not known here is refused, so that a slip shows. Ids are UUIDs; where a
        ticket is named in an address, its reference (`CF-7K3M-29QX`, in any letter case) does as well. Personal data never stands in an address: a search for customers is posted.

        **Lists** come in pages. `next` in the body and the header `Link` name the next one; a cursor means nothing but "go on there" and is not to be kept.

        **Changes** of a record need `If-Match` with the `ETag` that you read: 428 without it, 412 when somebody else was faster. What is only added to a ticket (a note, an update, a file) makes a new `ETag` and is in nobody's way: steps that rest on the one before are taken. Send `Idempotency-Key` with whatever you post: a retry then gets
        the first answer and nothing is done twice. The same key with another request is refused with 409.

        **Refusals** are problem details (RFC 9457), `application/problem+json`: 400 for what cannot be read or accepted (with `errors` by field), 401 and 403 for keys and scopes, 404, 409 where the state of things
        does not allow it, 412, 413, 415, 428, 429. `code` is stable, `detail` is for people.

        **Limits.** {options.RequestsPerSecond:0.#} requests a second, {options.Burst} at once after a rest; the headers `RateLimit-*` say how far you are. Bodies have {BodyLimit.Usual / 1024} KiB at most, files more.
        """;
}
