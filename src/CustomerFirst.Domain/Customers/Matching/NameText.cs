using System.Collections.Frozen;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>Names as they stand in files: with titles, honours, particles, in one column or in several.</summary>
public static class NameText
{
    private static readonly FrozenSet<string> s_titles = FrozenSet.ToFrozenSet([
        "mr", "mrs", "miss", "ms", "mx", "master", "dr", "doctor", "prof", "professor", "rev", "revd", "reverend", "fr", "sir", "dame", "lord", "lady", "baron", "baroness", "baronet", "bart", "bt",
        "viscount", "viscountess", "earl", "countess", "duke", "duchess", "marquess", "marquis", "count", "prince", "princess", "hon", "honourable", "right", "rt", "capt", "captain", "col",
        "colonel", "lt", "lieutenant", "maj", "major", "gen", "general", "sgt", "sergeant", "cpl", "admiral", "brigadier", "commander", "saint", "st", "esq", "esquire", "jr", "jnr", "junior", "sr", "snr",
        "senior", "ii", "iii", "iv", "obe", "mbe", "cbe", "kbe", "phd", "md", "qc", "kc", "mp", "jp", "the", "of", "and", "né", "nee", "younger", "elder"]);

    private static readonly FrozenSet<string> s_particles = FrozenSet.ToFrozenSet(["de", "la", "le", "du", "des", "da", "del", "della", "di", "van", "von", "der", "den", "ter", "ten", "el", "al", "bin", "ibn", "mac", "mc", "o", "st", "saint"]);

    /// <summary>Folded words of a name without titles, honours and ordinals; the particles of a family name belong to the word after them.</summary>
    public static List<string> Words(string text)
    {
        var words = Folding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = new List<string>(words.Length);
        var particle = "";
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (i > 0 && i < words.Length - 1 && s_particles.Contains(word)) particle += word;
            else if (!IsTitle(word))
            {
                kept.Add(particle + word);
                particle = "";
            }
        }
        // A name that is nothing but titles ("Major", "Lady") is a name after all.
        return kept.Count > 0 ? kept : [.. words];
    }

    /// <summary>
    /// Given name, family name and the rest of a full name: "Dr Ann Mary Clark", "CLARK, Ann", "Thomas Clark, 2nd Baron Clark of Alvechurch". A name of one word has no given name.
    /// </summary>
    public static (string? Given, string? Family, IReadOnlyList<string> Others) Split(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0)
        {
            var (before, after) = (Words(text[..comma]), Words(text[(comma + 1)..]));
            var titled = Folding.Fold(text[(comma + 1)..]).Split(' ').Any(IsTitle);
            if (before.Count == 1 && after.Count > 0 && !titled) return (after[0], before[0], after.Skip(1).ToList());
            if (before.Count > 1) return (before[0], before[^1], [.. before.Skip(1).SkipLast(1).Concat(titled ? after : []).Where(w => w != before[^1]).Distinct()]);
        }
        var words = Words(text);
        return words.Count switch
        {
            0 => (null, null, []),
            1 => (null, words[0], []),
            _ => (words[0], words[^1], [.. words.Skip(1).SkipLast(1).Distinct()]),
        };
    }

    private static bool IsTitle(string word) =>
        s_titles.Contains(word) || (word.Length > 2 && char.IsAsciiDigit(word[0]) && word[^2..] is "st" or "nd" or "rd" or "th");
}
