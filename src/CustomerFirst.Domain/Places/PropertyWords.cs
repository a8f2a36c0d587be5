using System.Collections.Frozen;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Domain.Places;

/// <summary>One thing that was typed to find a property by: any of the words, as the beginning of a word of the address.</summary>
/// <param name="Words">Folded; several where one abbreviates the other.</param>
/// <param name="IsNumber">It begins with a digit, as house numbers do; those are meant whole before they are meant as a beginning.</param>
public sealed record PropertyTerm(IReadOnlyList<string> Words, bool IsNumber);

/// <summary>What was typed to find a property by.</summary>
/// <param name="Terms">All of them must fit, in any order.</param>
/// <param name="Postcode">The postcode or its beginning that stands in it, as one word; null when there is none.</param>
public sealed record PropertyTerms(IReadOnlyList<PropertyTerm> Terms, string? Postcode);

/// <summary>The words of an address: lower case, without accents; a postcode is one word.</summary>
public static class PropertyWords
{
    /// <summary>Longer texts and more words than an address has say nothing more.</summary>
    public const int Most = 12;

    /// <summary>Stands before the words of a property's other names; no folded text has it.</summary>
    public const string OtherNames = " | ";

    // Written short in one direction only where the short form is no beginning of the long one.
    private static readonly FrozenDictionary<string, string> s_long = new Dictionary<string, string>
    {
        ["rd"] = "road", ["st"] = "saint", ["ln"] = "lane", ["cl"] = "close", ["ct"] = "court", ["gdns"] = "gardens", ["gdn"] = "garden", ["pl"] = "place", ["tce"] = "terrace", ["ter"] = "terrace",
        ["cres"] = "crescent", ["gr"] = "grove", ["grn"] = "green", ["hse"] = "house", ["pk"] = "park", ["blvd"] = "boulevard", ["wy"] = "way", ["bldgs"] = "buildings", ["ctg"] = "cottage", ["fm"] = "farm",
        ["mt"] = "mount", ["nth"] = "north", ["sth"] = "south", ["apt"] = "apartment", ["flt"] = "flat", ["upr"] = "upper", ["lwr"] = "lower", ["gt"] = "great", ["lt"] = "little",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> s_short = new Dictionary<string, string> { ["saint"] = "st" }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words of an address, each once, with one space between.</summary>
    public static string Of(PropertyParts parts)
    {
        var words = Folding.Fold($"{parts.Organisation} {parts.SubBuilding} {parts.BuildingName} {parts.Number} {parts.Street} {parts.Locality} {parts.Town}").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (parts.Postcode is { } postcode) words.AddRange([CustomerSearchText.Postcode(postcode), postcode.Split(' ')[0].ToLowerInvariant()]);
        return string.Join(' ', words.Distinct());
    }

    /// <summary>Reads what somebody typed, in any order: "14 bobbin road", "bobbin ro 14", "zy3 4".</summary>
    /// <param name="sectors">Whether a number after an outward code goes on with the postcode; otherwise it may be a house's.</param>
    public static PropertyTerms Read(string? typed, bool sectors = true)
    {
        var words = Folding.Fold(typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Most).ToList();
        var terms = new List<PropertyTerm>();
        string? postcode = null;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (postcode is null && IsOutward(word) && i + 1 < words.Count && IsInward(words[i + 1]) && (sectors || words[i + 1].Length > 1))
            {
                postcode = word + words[++i];
                terms.Add(new PropertyTerm([postcode], false));
                continue;
            }
            if (postcode is null && IsPostcode(word)) postcode = word;
            terms.Add(new PropertyTerm(Forms(word), char.IsAsciiDigit(word[0])));
        }
        return new PropertyTerms([.. terms.DistinctBy(t => t.Words[0])], postcode);
    }

    private static IReadOnlyList<string> Forms(string word) =>
        s_long.TryGetValue(word, out var whole) ? [word, whole] : s_short.TryGetValue(word, out var brief) ? [word, brief] : [word];

    // KB3, E1, EC1A: one or two letters, a digit, perhaps one more sign.
    private static bool IsOutward(string word)
    {
        var letters = word.TakeWhile(char.IsAsciiLetter).Count();
        return letters is 1 or 2 && word.Length - letters is 1 or 2 && char.IsAsciiDigit(word[letters]);
    }

    // A digit, and up to two letters as they are typed.
    private static bool IsInward(string word) => word.Length <= 3 && char.IsAsciiDigit(word[0]) && word.Skip(1).All(char.IsAsciiLetter);

    private static bool IsPostcode(string word) => word.Length is >= 5 and <= 7 && Postcode.Normalise(word) is not null || IsOutward(word);
}
