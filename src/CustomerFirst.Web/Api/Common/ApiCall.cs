using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Web.Api.Common;

/// <summary>One call of the API: what its headers said, and how its command is sent and answered.</summary>
internal readonly struct ApiCall(HttpContext context)
{
    private static readonly object s_version = new();

    private Actor Actor => context.RequestServices.GetRequiredService<CurrentActor>().Actor;

    /// <summary>Lets endpoints take the call as a parameter.</summary>
    public static ValueTask<ApiCall> BindAsync(HttpContext context) => new(new ApiCall(context));

    /// <summary>The sender's key against doing a thing twice; the gate has checked its form.</summary>
    public string? IdempotencyKey => context.Request.Headers[ApiHeaders.IdempotencyKey] is { Count: 1 } key ? key[0] : null;

    /// <summary>The version that a change is based on; the gate has made sure that there is one.</summary>
    public int Version => (int)context.Items[s_version]!;

    /// <summary>Ends with the caller's patience.</summary>
    public CancellationToken Token => context.RequestAborted;

    /// <summary>Sends a command or query and answers with what comes of it.</summary>
    public async Task<IResult> SendAsync<T>(IRequest<Result<T>> request, Func<T, IResult> answer)
    {
        var result = await SendAsync(request);
        return result.Ok ? answer(result.Value) : Problem(result.Error!);
    }

    /// <summary>The answer to a request that failed.</summary>
    public IResult Problem(Error error) => ApiProblem.Of(error, Actor);

    /// <summary>Sends a command or query.</summary>
    public async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request)
    {
        var services = context.RequestServices;
        var result = await services.GetRequiredService<IMediator>().Send(request, context.RequestAborted);
        if (services.GetRequiredService<IdempotencyKeys>().Replayed) context.Response.Headers[ApiHeaders.IdempotencyReplayed] = "true";
        return result;
    }

    /// <summary>200 with a body.</summary>
    public static IResult Ok<T>(T body) => TypedResults.Json(body, ApiJson.Options);

    /// <summary>200 with a body and its version, or 304 for who has that version.</summary>
    public IResult Ok<T>(T body, int version)
    {
        var headers = context.Response.Headers;
        headers.ETag = EntityTag.Of(version);
        headers.CacheControl = "private, no-cache";
        return EntityTag.Has(context.Request.Headers.IfNoneMatch, version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : Ok(body);
    }

    /// <summary>What a change answers: 200 with a body and the new version.</summary>
    public IResult Changed<T>(T body, int version)
    {
        context.Response.Headers.ETag = EntityTag.Of(version);
        return Ok(body);
    }

    /// <summary>201 with where the new thing is, a body and its version, if it has one.</summary>
    /// <param name="location">Null where the sender may not look.</param>
    public IResult Created<T>(string? location, T body, int? version = null)
    {
        if (location is not null) context.Response.Headers.Location = location;
        if (version is { } number) context.Response.Headers.ETag = EntityTag.Of(number);
        return TypedResults.Json(body, ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>200 with a page of a list, and where the next one is.</summary>
    /// <param name="next">What <c>cursor</c> must be for it; null at the end.</param>
    public IResult Page<T>(IReadOnlyList<T> items, string? next)
    {
        if (next is null) return Ok(new Page<T>(items, null, null));
        var request = context.Request;
        var others = request.Query.Where(p => p.Key != "cursor").SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value));
        var link = request.PathBase + request.Path + QueryString.Create(others.Append(new("cursor", next)));
        context.Response.Headers.Link = $"<{link}>; rel=\"next\"";
        return Ok(new Page<T>(items, next, link));
    }

    /// <summary>A file, to be saved and never to be drawn by a browser.</summary>
    public IResult File(byte[] bytes, string mediaType, string name)
    {
        context.Response.Headers.ContentSecurityPolicy = "sandbox";
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(bytes, mediaType, name);
    }

    /// <summary>Whether the sender has a scope.</summary>
    public bool May(Permission permission) => Actor.May(permission);

    /// <summary>The refusal of a parameter that is none of these; null when there is no such one.</summary>
    public ApiProblem? UnknownParameter(IReadOnlySet<string> known) =>
        context.Request.Query.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown ? ApiProblemKind.Malformed.With(unknown, "There is no such parameter here.") : null;

    internal static void KeepVersion(HttpContext context, int version) => context.Items[s_version] = version;
}

/// <summary>A page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="NextCursor">What <c>cursor</c> must be for the next page; null on the last one.</param>
/// <param name="Next">The address of the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, string? Next);

/// <summary>Headers of the API's own.</summary>
internal static class ApiHeaders
{
    public const string Key = "X-Api-Key";
    public const string IdempotencyKey = "Idempotency-Key";
    public const string IdempotencyReplayed = "Idempotency-Replayed";
    public const string Limit = "RateLimit-Limit";
    public const string Remaining = "RateLimit-Remaining";
    public const string Reset = "RateLimit-Reset";
}
