using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Web.Api.Common;

/// <summary>
/// JSON as the API reads and writes it: camelCase names, enumerations as their codes, instants in UTC. It is strict when it reads, because a
/// misspelt name that is ignored costs an integrator a day.
/// </summary>
internal static class ApiJson
{
    /// <summary>The one set of options, made once: what it learns of a type is kept.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets options up.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNullsInLists);
        options.MaxDepth = 32;
        // Answers are application/json and never part of a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new CodeJsonConverters());
        options.Converters.Add(new InstantJsonConverter());
        return options;
    }

    // Annotations say of a list that it is there, and nothing of what is in it.
    private static void RefuseNullsInLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Set is not { } set || !IsListOfReferences(property.PropertyType)) continue;
            property.Set = (body, value) =>
            {
                if (value is IEnumerable items && items.Cast<object?>().Contains(null)) throw new UnreadableJsonException("A list must not hold null.");
                set(body, value);
            };
        }
    }

    private static bool IsListOfReferences(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && !type.GenericTypeArguments[0].IsValueType;
}

/// <summary>Enumerations as their codes; something else is refused with the list of those there are.</summary>
internal sealed class CodeJsonConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(CodeJsonConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class CodeJsonConverter<T> : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Codes.Read<T>(reader.GetString()) is { } value ? value
                : throw new UnreadableJsonException($"Use one of: {string.Join(", ", Codes.All<T>())}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code());
    }
}

/// <summary>Instants as RFC 3339 writes them: read with any offset, never without one, written in UTC.</summary>
internal sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Read(reader.GetString()) is { } instant ? instant : throw new UnreadableJsonException($"{Form}.");

    /// <summary>How to write one.</summary>
    public const string Form = "Write a date and time with its offset, like 2026-11-24T15:15:00Z";

    /// <summary>Reads one; null when it is none.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        // Without an offset it would be taken for the server's own time.
        if (text is null || text.Length < 17 || text[10] is not ('T' or 't') || !(text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>A value cannot be read; the message is meant for the sender.</summary>
internal sealed class UnreadableJsonException(string message) : JsonException(message);
