using System.Text;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Application.Common;

/// <summary>Short keys made from names: "Missed bin collection" is <c>missed-bin-collection</c>.</summary>
internal static class Slug
{
    /// <summary>What is said of a code that is not in the form in which it would be kept: nobody should find another one than they entered.</summary>
    public const string Wrong = "Use only small letters, digits and single hyphens between them, like street-light";

    /// <summary>Whether a code that was entered can be kept as it is; blanks around it do not count, and none at all is made from the name.</summary>
    public static bool Keeps(string? code) => string.IsNullOrWhiteSpace(code) || code.Trim() == Of(code, int.MaxValue);

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
