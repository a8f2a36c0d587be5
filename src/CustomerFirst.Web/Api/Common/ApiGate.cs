using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.Net.Http.Headers;

namespace CustomerFirst.Web.Api.Common;

/// <summary>
/// What every request to the API passes: the key, the limits, the headers that the endpoint needs. What goes wrong here or behind is answered
/// as problem details, and nothing of a body is read for who may not send it.
/// </summary>
internal sealed class ApiGate(RequestDelegate next, ApiKeys keys, ApiOptions options, TimeProvider time, ILogger<ApiGate> log)
{
    private const int LongestIdempotencyKey = 100;

    private readonly TokenBuckets _clients = new(options.RequestsPerSecond, options.Burst, time);
    private readonly TokenBuckets _anonymous = new(options.AnonymousRequestsPerSecond, options.AnonymousBurst, time);

    public async Task InvokeAsync(HttpContext context, CurrentActor current)
    {
        current.CorrelationId ??= Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            if (await RefusalAsync(context, current) is { } refusal)
            {
                await refusal.ExecuteAsync(context);
                return;
            }
            await next(context);
            // Routing found no endpoint, or none for the method.
            if (!context.Response.HasStarted && Unanswered(context.Response.StatusCode) is { } unanswered) await unanswered.ExecuteAsync(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await UnreadableRequest.Of(bad).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            log.LogError(failure, "API request {CorrelationId} failed", current.CorrelationId);
            context.Response.Clear();
            await ApiProblemKind.Failed.With(UnknownCodeException.IsBehind(failure)
                ? "The request was not done: a record holds something that this version of the hub does not know. Quote the correlation id to whoever looks after the hub."
                : "The request was not done because of a fault here. Try again, and quote the correlation id if it goes on.").ExecuteAsync(context);
        }
    }

    private async ValueTask<ApiProblem?> RefusalAsync(HttpContext context, CurrentActor current)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<NoKeyNeeded>() is not null)
        {
            current.Actor = Actor.Public with { From = AddressOf(context) };
            return Anonymous(context);
        }
        if (KeyOf(context.Request) is not { } key)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"CustomerFirst\"";
            return Anonymous(context) ?? ApiProblemKind.NoKey.With("Send your key in the header Authorization, after the word Bearer, or in the header X-Api-Key.");
        }
        var holder = await keys.HolderOfAsync(key, AddressOf(context), context.RequestAborted);
        if (holder.Actor is not { } actor)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"CustomerFirst\", error=\"invalid_token\"";
            return Anonymous(context) ?? ApiProblemKind.BadKey.With(holder.Refusal switch
            {
                KeyRefusal.Expired => "This key has expired. Ask the council for a new one.",
                KeyRefusal.Revoked => "This key was revoked. Ask the council for a new one.",
                _ => "There is no such key.",
            });
        }
        current.Actor = actor;
        return Limited(context, _clients, actor.Id.ToString()) ?? (endpoint is null ? null : Misfit(context, endpoint, actor));
    }

    private static ApiProblem? Misfit(HttpContext context, Endpoint endpoint, Actor actor)
    {
        if (endpoint.Metadata.GetMetadata<NeededScope>() is { } scope && !actor.May(scope.Permission))
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"CustomerFirst\", error=\"insufficient_scope\", scope=\"{scope.Code}\"";
            return ApiProblemKind.MissingScope.With($"The key lacks the scope {scope.Code}. Ask the council to give it to you.") with { MissingScope = scope.Code };
        }
        var headers = context.Request.Headers;
        if (endpoint.Metadata.GetMetadata<BodyLimit>() is { } limit && context.Request.ContentLength > limit.Bytes)
            return ApiProblemKind.TooLarge.With($"The body can have {limit.Bytes.ToString(CultureInfo.InvariantCulture)} bytes at most.");
        if (endpoint.Metadata.GetMetadata<TakesIdempotencyKey>() is not null && headers.TryGetValue(ApiHeaders.IdempotencyKey, out var given)
            && (given.Count != 1 || given[0] is not { Length: > 0 and <= LongestIdempotencyKey } text || !text.All(c => c is >= '!' and <= '~')))
            return ApiProblemKind.Invalid.With(ApiHeaders.IdempotencyKey, "The header Idempotency-Key must have 1 to 100 visible ASCII characters, for instance a UUID.");
        if (endpoint.Metadata.GetMetadata<NeedsVersion>() is null) return null;
        if (headers.IfMatch.Count == 0) return ApiProblemKind.VersionNeeded.With("Send the ETag that you read with the record in the header If-Match.");
        if (EntityTag.Version(headers.IfMatch) is not { } version) return ApiProblemKind.Invalid.With(HeaderNames.IfMatch, "The header If-Match must be one ETag as you read it with the record, like \"7\".");
        ApiCall.KeepVersion(context, version);
        return null;
    }

    private ApiProblem? Anonymous(HttpContext context) => Limited(context, _anonymous, NetworkOf(context.Connection.RemoteIpAddress));

    private static ApiProblem? Limited(HttpContext context, TokenBuckets buckets, string key)
    {
        var reading = buckets.Take(key);
        var headers = context.Response.Headers;
        headers[ApiHeaders.Limit] = Number(buckets.Burst);
        headers[ApiHeaders.Remaining] = Number(reading.Remaining);
        headers[ApiHeaders.Reset] = Number(Math.Ceiling(reading.UntilFull.TotalSeconds));
        if (reading.Granted) return null;
        var seconds = Number(Math.Max(1, Math.Ceiling(reading.UntilNext.TotalSeconds)));
        headers.RetryAfter = seconds;
        return ApiProblemKind.TooMany.With($"Wait for {seconds} seconds, then go on more slowly.");
    }

    private static ApiProblem? Unanswered(int status) => status switch
    {
        StatusCodes.Status404NotFound => ApiProblemKind.NotFound.With("There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => ApiProblemKind.WrongMethod.With("The header Allow names the methods that this address takes."),
        StatusCodes.Status413PayloadTooLarge => ApiProblemKind.TooLarge.With("The body is larger than this address takes."),
        StatusCodes.Status415UnsupportedMediaType => ApiProblemKind.WrongMedia.With("Send the body as application/json, and a file as multipart/form-data."),
        StatusCodes.Status400BadRequest => ApiProblemKind.Malformed.With("The request cannot be read."),
        _ => null,
    };

    private static string? KeyOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        if (request.Headers[ApiHeaders.Key] is [{ Length: > 0 } own]) return own.Trim();
        return request.Headers.Authorization is [{ } authorization] && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : null;
    }

    private static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    // One household or one machine room has a whole /64 of addresses.
    private static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
