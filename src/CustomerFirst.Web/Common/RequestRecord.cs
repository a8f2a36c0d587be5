using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CustomerFirst.Web.Common;

/// <summary>
/// The outermost layer: gives the request its correlation id, its log line and its headers. The line holds the route's template and ids,
/// never the address itself.
/// </summary>
internal sealed class RequestRecord(RequestDelegate next, ILogger<RequestRecord> log)
{
    private const string CorrelationHeader = "X-Correlation-Id";
    private const int LongestCorrelation = 64;

    private static readonly KeyValuePair<string, string>[] s_headers =
    [
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"),
    ];

    private const string ContentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

    public async Task InvokeAsync(HttpContext context, CurrentActor current)
    {
        var started = Stopwatch.GetTimestamp();
        var correlation = Sane(context.Request.Headers[CorrelationHeader]) ?? Guid.NewGuid().ToString("N");
        current.CorrelationId = correlation;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers[CorrelationHeader] = correlation;
            headers["Server-Timing"] = $"total;dur={Milliseconds(started)}";
            foreach (var (name, value) in s_headers) headers.TryAdd(name, value);
            headers.TryAdd("Content-Security-Policy", ContentSecurity);
            // What a page shows of people stays in no cache; files that are for everybody say otherwise themselves.
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        using (log.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = correlation }))
        {
            try
            {
                await next(context);
            }
            finally
            {
                Write(context, current, started);
            }
        }
    }

    /// <summary>The template of the route that the request has taken so far: it holds no value of the address.</summary>
    internal static string RouteOf(HttpContext context) => context.GetEndpoint() is RouteEndpoint { RoutePattern: var route } ? TextOf(route) : "(no route)";

    /// <summary>A template as people read it, <c>tickets/{reference}/{slug}/{on?}</c>: without the expressions that a part of it must match.</summary>
    internal static string TextOf(RoutePattern route) => string.Join('/', route.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart value => $"{{{(value.IsCatchAll ? "*" : "")}{value.Name}{(value.IsOptional ? "?" : "")}}}",
        _ => "",
    }))));

    private void Write(HttpContext context, CurrentActor current, long started)
    {
        var route = context.Items[typeof(RouteEndpoint)] as string ?? RouteOf(context);
        var level = context.Response.StatusCode >= 500 ? LogLevel.Error : LogLevel.Information;
        if (!log.IsEnabled(level)) return;
        var actor = current.Known;
        log.Log(level, "{Method} {Route} {Status} in {Milliseconds} ms by {ActorKind} {ActorId}",
            context.Request.Method, route, context.Response.StatusCode, Milliseconds(started), actor?.Kind.Code() ?? "nobody", actor?.StaffId);
    }

    private static string Milliseconds(long started) => Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string? Sane(string? given) =>
        given is { Length: > 0 and <= LongestCorrelation } && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? given : null;
}
