using System.Text;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Application.Common;

/// <summary>Short keys made from names: "Missed bin collection" is <c>missed-bin-collection</c>.</summary>
internal static class Slug
{
    /// <summary>Lower-case letters and digits with hyphens between words; "x" where nothing is left.</summary>
    /// <param name="longest">At most so many characters.</param>
    public static string Of(string text, int longest)
    {
        var slug = new StringBuilder();
        foreach (var character in Folding.Fold(text))
        {
            if (char.IsAsciiLetterOrDigit(character)) slug.Append(character);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var cut = (slug.Length > longest ? slug.ToString(0, longest) : slug.ToString()).Trim('-');
        return cut.Length == 0 ? "x" : cut;
    }
}
