using System.Text.Json;

namespace CustomerFirst.Web.Api.Common;

/// <summary>Says what is wrong with a request that could not be read, in the sender's words and with the place.</summary>
internal static class UnreadableRequest
{
    // How the serializer names a type in its messages, and what the sender should write.
    private static readonly (string Type, string Words)[] s_types =
    [
        ("System.Guid", "Write a UUID, like 0199d3a4-7f00-7000-8000-000000000001."), ("System.Int", "Write a whole number."), ("System.Double", "Write a number."),
        ("System.Boolean", "Write true or false."), ("System.DateOnly", "Write a date, like 2026-11-24."), ("System.String", "Write text in quotation marks."),
        ("System.Collections.Generic.IReadOnlyDictionary", "Write an object in braces."), ("System.Collections.Generic", "Write a list in square brackets."),
        ("as a number", "Write a number."), ("as a boolean", "Write true or false."), ("as a string", "Write text in quotation marks."),
    ];

    // The same for parameters of an address, whose types are named as programmers write them.
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["Guid"] = s_types[0].Words, ["int"] = s_types[1].Words, ["long"] = s_types[1].Words, ["double"] = s_types[2].Words, ["bool"] = s_types[3].Words, ["DateOnly"] = s_types[4].Words,
    };

    private const string Unread = "Failed to bind parameter \"", Missing = "Required parameter \"";

    /// <summary>The problem with it.</summary>
    public static ApiProblem Of(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => ApiProblemKind.TooLarge.With("The body is larger than this address takes."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => ApiProblemKind.WrongMedia.With("Send the body as application/json, and a file as multipart/form-data."),
        { InnerException: JsonException json } => OfJson(json),
        _ when Parameter(bad.Message, Missing) is { } asked => ApiProblemKind.Malformed.With(asked.Name, $"{asked.Name} is needed. {Hint(asked.Type)}".TrimEnd()),
        _ when Parameter(bad.Message, Unread) is { } asked => ApiProblemKind.Malformed.With(asked.Name, $"The value of {asked.Name} cannot be read. {Hint(asked.Type)}".TrimEnd()),
        _ when bad.Message.Contains("no body was provided", StringComparison.Ordinal) || bad.Message.Contains("Implicit body", StringComparison.Ordinal) => ApiProblemKind.Malformed.With("A body is needed."),
        _ => ApiProblemKind.Malformed.With("The request cannot be read."),
    };

    private static ApiProblem OfJson(JsonException json)
    {
        var place = json.LineNumber is { } line ? $" at line {line + 1}, position {json.BytePositionInLine + 1}" : "";
        var field = FieldPath.OfJson(json.Path);
        var message = json switch
        {
            UnreadableJsonException own => own.Message,
            _ when json.InnerException is JsonException => null,
            _ when json.Message.Contains("could not be mapped", StringComparison.Ordinal) => "There is no such property here.",
            _ when json.Message.Contains("Duplicate", StringComparison.Ordinal) => "This property stands here twice.",
            _ when json.Message.Contains("null", StringComparison.Ordinal) => "This cannot be null. Leave it out, or give it a value.",
            _ when json.Message.Contains("could not be converted", StringComparison.Ordinal) =>
                s_types.Where(t => json.Message.Contains(t.Type, StringComparison.Ordinal) || json.InnerException?.Message.Contains(t.Type, StringComparison.Ordinal) == true)
                    .Select(t => t.Words).FirstOrDefault("This value has the wrong type."),
            _ => null,
        };
        return message is null || field.Length == 0
            ? ApiProblemKind.Malformed.With($"The body is not the JSON that is expected here{place}.{(message is null ? "" : " " + message)}")
            : ApiProblemKind.Malformed.With($"The body cannot be read{place}: {field}. {message}") with { Errors = new Dictionary<string, string[]> { [field] = [message] } };
    }

    // "Failed to bind parameter "int limit" from "abc"." and "Required parameter "DateOnly from" was not provided from query string." name the parameter; no value is repeated.
    private static (string Type, string Name)? Parameter(string message, string start)
    {
        if (!message.StartsWith(start, StringComparison.Ordinal) || message.IndexOf('"', start.Length) is not (> 0 and var end)) return null;
        var parts = message[start.Length..end].Split(' ');
        return (parts[0], FieldPath.OfProperty(parts[^1]));
    }

    private static string Hint(string type) => type == nameof(IFormFile) ? "Send it as a part of multipart/form-data." : s_parameters.GetValueOrDefault(type.Replace("Nullable<", "", StringComparison.Ordinal).TrimEnd('>', '?'), "");
}
