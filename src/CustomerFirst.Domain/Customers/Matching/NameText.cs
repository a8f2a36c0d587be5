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

    // With these a given name begins ("Smith, Mr John"); the others stand after a whole name ("Thomas Clark, 2nd Baron").
    private static readonly FrozenSet<string> s_address = FrozenSet.ToFrozenSet(["mr", "mrs", "miss", "ms", "mx", "master", "dr", "doctor", "prof", "professor", "rev", "revd", "reverend", "fr", "sir", "dame", "capt", "captain", "col", "colonel", "lt", "maj", "sgt", "cpl"]);

    private static readonly FrozenSet<string> s_particles = FrozenSet.ToFrozenSet(["de", "la", "le", "du", "des", "da", "del", "della", "di", "van", "von", "der", "den", "ter", "ten", "el", "al", "bin", "ibn", "mac", "mc", "o", "st", "saint"]);

    /// <summary>Folded words of a name without titles, honours and ordinals; the particles of a family name belong to the word after them.</summary>
    /// <param name="family">It is a family name alone, which may begin with a particle.</param>
    public static List<string> Words(string text, bool family = false)
    {
        var words = Folding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = new List<string>(words.Length);
        var particle = "";
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if ((i > 0 || family) && i < words.Length - 1 && s_particles.Contains(word)) particle += word;
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
    /// Given name, family name and the rest of a full name: "Dr Ann Mary Clark", "CLARK, Ann", "García López, Dr María", "Thomas Clark, 2nd Baron Clark of Alvechurch". A name of one word has no given name.
    /// </summary>
    public static (string? Given, string? Family, IReadOnlyList<string> Others) Split(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0)
        {
            var (whole, after, said) = (Words(text[..comma]), Words(text[(comma + 1)..]), Folding.Fold(text[(comma + 1)..]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var titled = said.Any(IsTitle);
            if (after.Exists(word => !IsTitle(word)) && (!titled || s_address.Contains(said[0])))
            {
                var family = Words(text[..comma], family: true);
                return (after[0], family[^1], [.. after.Skip(1).Concat(family.SkipLast(1)).Distinct()]);
            }
            if (whole.Count > 1) return (whole[0], whole[^1], [.. whole.Skip(1).SkipLast(1).Concat(titled ? after.Where(w => !IsTitle(w)) : []).Where(w => w != whole[^1]).Distinct()]);
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
