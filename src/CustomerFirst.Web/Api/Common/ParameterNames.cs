using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Api.Common;

/// <summary>The names that the parameters of an address have in it.</summary>
internal static class ParameterNames
{
    /// <summary>Of a type whose properties are the parameters.</summary>
    public static IReadOnlySet<string> Of(Type parameters) =>
        parameters.GetProperties().Select(p => (FromQueryAttribute?)Attribute.GetCustomAttribute(p, typeof(FromQueryAttribute))).Select(a => a?.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
}
