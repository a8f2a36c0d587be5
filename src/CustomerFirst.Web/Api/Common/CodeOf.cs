using CustomerFirst.Domain.Common;

namespace CustomerFirst.Web.Api.Common;

/// <summary>A value of an enumeration as its code in an address; the framework would read the names of the program instead.</summary>
internal readonly record struct CodeOf<T>(T Value) where T : struct, Enum
{
    /// <summary>Reads a code.</summary>
    public static bool TryParse(string? text, out CodeOf<T> code)
    {
        var value = Codes.Read<T>(text);
        code = new CodeOf<T>(value.GetValueOrDefault());
        return value is not null;
    }
}

/// <summary>What helps with <see cref="CodeOf{T}"/>.</summary>
internal static class CodeOf
{
    /// <summary>The values of a list of codes; none for no list.</summary>
    public static IReadOnlyList<T> Values<T>(CodeOf<T>[]? codes) where T : struct, Enum => codes is null ? [] : [.. codes.Select(c => c.Value)];

    /// <summary>The codes that a parameter of this type can have; null for other types.</summary>
    public static IEnumerable<string>? CodesOf(Type parameter)
    {
        var one = parameter.IsArray ? parameter.GetElementType()! : Nullable.GetUnderlyingType(parameter) ?? parameter;
        return one.IsGenericType && one.GetGenericTypeDefinition() == typeof(CodeOf<>) ? EnumCodes(one.GetGenericArguments()[0]) : null;
    }

    /// <summary>The codes of an enumeration.</summary>
    public static IEnumerable<string> EnumCodes(Type enumeration) => (IEnumerable<string>)typeof(Codes).GetMethod(nameof(Codes.All))!.MakeGenericMethod(enumeration).Invoke(null, null)!;
}
