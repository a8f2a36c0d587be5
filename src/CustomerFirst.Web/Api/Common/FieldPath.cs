using System.Text;

namespace CustomerFirst.Web.Api.Common;

/// <summary>Names of fields as the API's users know them.</summary>
internal static class FieldPath
{
    /// <summary><c>Details.Telephones[0].Number</c> of a command is <c>telephones[0].number</c> of the body.</summary>
    public static string OfProperty(string property)
    {
        // A customer's details are the body itself.
        const string Details = "Details.";
        var path = new StringBuilder(property.StartsWith(Details, StringComparison.Ordinal) ? property[Details.Length..] : property);
        for (var i = 0; i < path.Length; i++)
            if (i == 0 || path[i - 1] == '.') path[i] = char.ToLowerInvariant(path[i]);
        return path.ToString();
    }

    /// <summary><c>$.location.postcode</c> of a JSON reader is <c>location.postcode</c>.</summary>
    public static string OfJson(string? path) => path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');
}
