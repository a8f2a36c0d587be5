namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>How well a customer's text has what somebody searched for.</summary>
/// <param name="Score">More is better; parts of the present name count most, whole words more than beginnings, those more than parts.</param>
/// <param name="Near">Terms that are there only in another spelling or form.</param>
public readonly record struct SearchFit(int Score, int Near);

/// <summary>Holds searches against <see cref="CustomerSearchText"/>: term by term as typed, else as it sounds, by a familiar form, or with a slip of the keyboard.</summary>
public static class SearchNearness
{
    private const int LeastLetters = 3;

    /// <summary>The fit, or null when some term is not there at all.</summary>
    public static SearchFit? Fit(IReadOnlyList<SearchTerm> terms, string searchText)
    {
        var bar = searchText.IndexOf(CustomerSearchText.Bar, StringComparison.Ordinal);
        var (name, rest) = bar < 0 ? (searchText, "") : (searchText[..bar], searchText[bar..]);
        var (score, near) = (0, 0);
        string[]? names = null, others = null;
        foreach (var term in terms)
        {
            if (Typed(term, name, rest) is > 0 and var typed)
            {
                score += typed;
                continue;
            }
            names ??= name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            others ??= rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var alike = names.Any(w => Alike(term, w)) ? 6 : others.Any(w => Alike(term, w)) ? 2 : 0;
            if (alike == 0) return null;
            score += alike;
            near++;
        }
        return new SearchFit(score, near);
    }

    /// <summary>Whether a word of letters may be what was meant: it sounds the same, is a familiar form of it, or is a slip away (two, for words of seven letters on).</summary>
    public static bool Alike(SearchTerm term, string word)
    {
        var typed = term.Text;
        if (term.Kind != SearchTermKind.Word || typed.Length < LeastLetters || word.Length < LeastLetters || !char.IsLetter(typed[0]) || !char.IsLetter(word[0])) return false;
        if (!typed.All(char.IsLetter) || !word.All(char.IsLetter)) return false;
        var shorter = Math.Min(typed.Length, word.Length);
        var allowed = shorter >= 7 ? 2 : shorter >= 4 ? 1 : 0;
        if (allowed > 0 && Nearness.Slips(typed, word, allowed) <= allowed) return true;
        if (Math.Abs(typed.Length - word.Length) <= 3 && Sounds.Of(typed) is > 0 and var sound && Sounds.Of(word) == sound) return true;
        return Nicknames.GroupsOf(typed) is { Length: > 0 } groups && Nicknames.GroupsOf(word).Any(groups.Contains);
    }

    private static int Typed(SearchTerm term, string name, string rest)
    {
        var (whole, begun) = ($" {term.Text} ", $" {term.Text}");
        if (name.Contains(whole, StringComparison.Ordinal)) return 16;
        if (!term.Whole && name.Contains(begun, StringComparison.Ordinal)) return 8;
        if (rest.Contains(whole, StringComparison.Ordinal)) return 4;
        if (term.Whole) return 0;
        if (rest.Contains(begun, StringComparison.Ordinal)) return 2;
        return !term.Begins && (name.Contains(term.Text, StringComparison.Ordinal) || rest.Contains(term.Text, StringComparison.Ordinal)) ? 1 : 0;
    }
}
