using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CustomerFirst.Web.Api.Common;

/// <summary>A record's version as an entity tag: version 7 is <c>"7"</c>.</summary>
internal static class EntityTag
{
    /// <summary>The tag of a version.</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version in <c>If-Match</c>; null when it is not exactly one strong tag of a version.</summary>
    public static int? Version(StringValues header) =>
        header.Count == 1 && header[0] is ['"', .., '"'] and { Length: > 2 } tag && int.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version : null;

    /// <summary>Whether <c>If-None-Match</c> names the version: then the sender has it (weak comparison, RFC 9110).</summary>
    public static bool Has(StringValues header, int version) =>
        header.Count > 0 && EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(t => t.Tag == "*" || t.Tag == Of(version));
}
