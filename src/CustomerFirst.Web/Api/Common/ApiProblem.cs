using System.Text.Json.Serialization;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Web.Api.Common;

/// <summary>Why a request was not done, as RFC 9457 problem details.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Title">The kind of problem, the same every time.</param>
/// <param name="Detail">What is the matter this time, for people.</param>
internal sealed record ApiProblem(int Status, string Code, string Title, string Detail) : IResult
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Where the code is explained.</summary>
    public string Type => $"/api/problems#{Code}";

    /// <summary>What is wrong with single fields, by their path in the body or their name in the address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>With a stale change: the version that the record has now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CurrentVersion { get; init; }

    /// <summary>With a warning that something may be there already: what was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Similar { get; init; }

    /// <summary>Where a record was merged into another one: the record that stands for it now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? MergedInto { get; init; }

    /// <summary>The scope that the key lacks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MissingScope { get; init; }

    /// <summary>Names this request in the logs; quote it when you ask about it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CorrelationId { get; init; }

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (CurrentVersion is { } version) response.Headers.ETag = EntityTag.Of(version);
        var problem = CorrelationId is null ? this with { CorrelationId = httpContext.RequestServices.GetRequiredService<CurrentActor>().CorrelationId } : this;
        return response.WriteAsJsonAsync(problem, ApiJson.Options, MediaType, httpContext.RequestAborted);
    }

    /// <summary>The one place that turns an expected failure into an answer.</summary>
    public static ApiProblem Of(Error error, Actor actor)
    {
        var (status, title) = error.Kind switch
        {
            ErrorKind.Invalid => (StatusCodes.Status400BadRequest, ApiProblemKind.Invalid.Title),
            ErrorKind.NotFound => (StatusCodes.Status404NotFound, ApiProblemKind.NotFound.Title),
            ErrorKind.Forbidden => (StatusCodes.Status403Forbidden, ApiProblemKind.Forbidden.Title),
            ErrorKind.Conflict => (StatusCodes.Status409Conflict, "The state of things does not allow this"),
            ErrorKind.Stale => (StatusCodes.Status412PreconditionFailed, ApiProblemKind.Stale.Title),
            ErrorKind.TooMany => (StatusCodes.Status429TooManyRequests, ApiProblemKind.TooMany.Title),
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };
        var code = char.ToLowerInvariant(error.Code[0]) + error.Code[1..];
        return new ApiProblem(status, code, title, error.Message)
        {
            Errors = error switch
            {
                Invalid invalid => invalid.Problems.ToDictionary(p => FieldPath.OfProperty(p.Key), p => p.Value),
                { Field: { } field } => new Dictionary<string, string[]> { [FieldPath.OfProperty(field)] = [error.Message] },
                _ => null,
            },
            CurrentVersion = (error as Stale)?.Now,
            MergedInto = (error as MergedElsewhere)?.Into,
            Similar = SimilarRecords.Of(error, actor),
        };
    }
}

/// <summary>The problems that the API itself finds, before a command is sent.</summary>
internal sealed record ApiProblemKind(int Status, string Code, string Title)
{
    public static readonly ApiProblemKind Invalid = new(400, "invalid", "Something in the request cannot be accepted");
    public static readonly ApiProblemKind Malformed = new(400, "malformed", "The request cannot be read");
    public static readonly ApiProblemKind NoKey = new(401, "keyNeeded", "A key is needed");
    public static readonly ApiProblemKind BadKey = new(401, "keyNotValid", "The key is not valid");
    public static readonly ApiProblemKind MissingScope = new(403, "scopeMissing", "The key does not allow this");
    public static readonly ApiProblemKind Forbidden = new(403, "forbidden", "This is not allowed");
    public static readonly ApiProblemKind NotFound = new(404, "notFound", "There is no such thing");
    public static readonly ApiProblemKind WrongMethod = new(405, "methodNotAllowed", "The address does not take this method");
    public static readonly ApiProblemKind Stale = new(412, "stale", "The record changed since it was read");
    public static readonly ApiProblemKind TooLarge = new(413, "tooLarge", "The request is too large");
    public static readonly ApiProblemKind WrongMedia = new(415, "mediaTypeNotSupported", "The body's media type is not one that is read here");
    public static readonly ApiProblemKind VersionNeeded = new(428, "versionNeeded", "The change must say which version it is based on");
    public static readonly ApiProblemKind TooMany = new(429, "tooMany", "Too many requests");
    public static readonly ApiProblemKind Failed = new(500, "failed", "Something went wrong here");

    /// <summary>A problem of this kind.</summary>
    public ApiProblem With(string detail) => new(Status, Code, Title, detail);

    /// <summary>A problem of this kind with one field or header.</summary>
    public ApiProblem With(string field, string message) => With(message) with { Errors = new Dictionary<string, string[]> { [field] = [message] } };
}
