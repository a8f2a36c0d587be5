namespace CustomerFirst.Domain.Common;

/// <summary>Enumerations as the text that stands in the database, the API and addresses: camelCase names.</summary>
public static class Codes
{
    /// <summary>The code of a value: <c>HomeVisit</c> is <c>homeVisit</c>.</summary>
    public static string Code<T>(this T value) where T : struct, Enum => Cache<T>.Texts[value];

    /// <summary>Reads a code; null when it is none. Letter case does not matter.</summary>
    public static T? Read<T>(string? code) where T : struct, Enum =>
        code is not null && Cache<T>.Values.TryGetValue(code, out var value) ? value : null;

    /// <summary>Reads a code that the hub itself wrote.</summary>
    /// <exception cref="UnknownCodeException">It is none.</exception>
    public static T Kept<T>(string code) where T : struct, Enum => Read<T>(code) ?? throw new UnknownCodeException(typeof(T), code);

    /// <summary>Every code of an enumeration, in its order.</summary>
    public static IReadOnlyCollection<string> All<T>() where T : struct, Enum => Cache<T>.Texts.Values;

    private static class Cache<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Texts = Enum.GetValues<T>().ToDictionary(v => v, v => Camel(v.ToString()));
        public static readonly Dictionary<string, T> Values = Texts.ToDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);

        private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
    }
}
