using System.Reflection;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Api.Common;

/// <summary>The permission that an endpoint's command or query needs, and so the scope of the key.</summary>
internal sealed record NeededScope(Permission Permission)
{
    /// <summary>The scope's code.</summary>
    public string Code { get; } = Permission.Code();
}

/// <summary>The endpoint answers without a key.</summary>
internal sealed class NoKeyNeeded;

/// <summary>The endpoint takes <c>Idempotency-Key</c>.</summary>
internal sealed class TakesIdempotencyKey;

/// <summary>The endpoint changes a record and must be told the version that the change is based on, in <c>If-Match</c>.</summary>
internal sealed class NeedsVersion;

/// <summary>The endpoint reads a record and takes <c>If-None-Match</c>.</summary>
internal sealed class AnswersWithVersion;

/// <summary>Largest body in bytes; applied by routing before the body is read.</summary>
internal sealed record BodyLimit(long Bytes)
{
    /// <summary>Of bodies that carry no file: 256 KiB.</summary>
    public const long Usual = 262_144;
}

/// <summary>Examples of an operation, for its description.</summary>
internal sealed record Examples(object? Request, object? Answer);

/// <summary>Refusals of an operation beside those that any can give.</summary>
internal sealed record Refusals(int Status, string When);

/// <summary>What endpoints say of themselves, for the gate and for the OpenAPI document alike.</summary>
internal static class ApiMetadata
{
    /// <summary>Names the operation and the request that it sends.</summary>
    /// <param name="name">The operation's id.</param>
    /// <param name="summary">One line.</param>
    /// <param name="description">What else an integrator must know; Markdown.</param>
    public static RouteHandlerBuilder Sends<TRequest>(this RouteHandlerBuilder endpoint, string name, string summary, string description) where TRequest : IStatesPermission =>
        endpoint.WithName(name).WithSummary(summary).WithDescription(description)
            .WithMetadata(new NeededScope(typeof(TRequest).GetCustomAttribute<NeedsAttribute>()!.Permission));

    /// <summary>The endpoint may be called twice with one key and does its work once.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new TakesIdempotencyKey());

    /// <summary>The endpoint needs <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder OnVersion(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new NeedsVersion());

    /// <summary>The endpoint answers with an entity tag, and with 304 to who has it.</summary>
    public static RouteHandlerBuilder WithVersion(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AnswersWithVersion());

    /// <summary>What the endpoint answers with.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status = 200) => endpoint.Produces<T>(status);

    /// <summary>A refusal of its own.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, int status, string when) => endpoint.WithMetadata(new Refusals(status, when));

    /// <summary>Examples in the description.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder endpoint, object? request = null, object? answer = null) => endpoint.WithMetadata(new Examples(request, answer));

    /// <summary>Takes larger bodies than others do.</summary>
    public static RouteHandlerBuilder TakesUpTo(this RouteHandlerBuilder endpoint, long bytes) =>
        endpoint.WithMetadata(new BodyLimit(bytes), new RequestSizeLimitAttribute(bytes));
}
