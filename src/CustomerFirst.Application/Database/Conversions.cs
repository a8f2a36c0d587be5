using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerFirst.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CustomerFirst.Application.Database;

/// <summary>An enumeration as its camelCase code.</summary>
internal sealed class CodeConverter<T>() : ValueConverter<T, string>(v => v.Code(), s => Codes.Kept<T>(s)) where T : struct, Enum;

/// <summary>Lists of small records that are read and written whole stand as one jsonb value.</summary>
internal static class Json
{
    /// <summary>camelCase names, enumerations as codes, text as it is.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static PropertyBuilder<List<T>> HasJson<T>(this PropertyBuilder<List<T>> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            new ValueConverter<List<T>, string>(v => JsonSerializer.Serialize(v, Options), s => JsonSerializer.Deserialize<List<T>>(s, Options)!),
            new ValueComparer<List<T>>((a, b) => Same(a, b), v => v.Count, v => v.ToList()));
        return property;
    }

    // Records that hold lists compare by reference; their text tells whether they are the same.
    private static bool Same<T>(List<T>? a, List<T>? b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Options) == JsonSerializer.Serialize(b, Options);
}
