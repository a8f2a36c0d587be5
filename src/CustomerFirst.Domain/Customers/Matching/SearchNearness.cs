namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>How well a customer's text has what somebody searched for.</summary>
/// <param name="Score">More is better; parts of the present name count most, whole words more than beginnings, those more than parts.</param>
/// <param name="Near">Terms that are there only in another spelling or form.</param>
public readonly record struct SearchFit(int Score, int Near);

/// <summary>Holds searches against <see cref="CustomerSearchText"/>: term by term as typed, else as it sounds, by a familiar form, or with a slip of the keyboard.</summary>
public static class SearchNearness
{
    /// <summary>The fit, or null when some term is not there at all.</summary>
    public static SearchFit? Fit(IReadOnlyList<SoughtTerm> terms, string searchText)
    {
        var bar = searchText.IndexOf(CustomerSearchText.Bar, StringComparison.Ordinal);
        var (name, rest) = bar < 0 ? (searchText, "") : (searchText[..bar], searchText[bar..]);
        var (score, near) = (0, 0);
        string[]? names = null, others = null;
        foreach (var term in terms)
        {
            if (Typed(term.Term, name, rest) is > 0 and var typed)
            {
                score += typed;
                continue;
            }
            names ??= name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            others ??= rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var alike = names.Any(term.Alike) ? 6 : others.Any(term.Alike) ? 2 : 0;
            if (alike == 0) return null;
            score += alike;
            near++;
        }
        return new SearchFit(score, near);
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

/// <summary>A term of a search, made ready to be held against many words. Not for several threads.</summary>
public sealed class SoughtTerm
{
    private const int LeastLetters = 3;
    private readonly bool _letters;
    private readonly HashSet<string>? _slips;
    private readonly int _sound;
    private readonly int[] _familiar;
    // The same words come again and again: given names, streets, the town.
    private readonly Dictionary<string, bool> _seen = new(StringComparer.Ordinal);

    /// <summary>Makes it ready.</summary>
    /// <param name="slips">A telephone, a postcode or a date may have a slip.</param>
    public SoughtTerm(SearchTerm term, bool slips = false)
    {
        Term = term;
        if (slips && term.Whole) _slips = SlipsOf.Term(term).ToHashSet(StringComparer.Ordinal);
        _letters = term.Kind == SearchTermKind.Word && term.Text.Length >= LeastLetters && term.Text.All(char.IsLetter);
        (_sound, _familiar) = _letters ? (Sounds.Of(term.Text), Nicknames.GroupsOf(term.Text)) : (0, []);
    }

    /// <summary>What was typed.</summary>
    public SearchTerm Term { get; }

    /// <summary>Whether a word of letters may be what was meant: it sounds the same, is a familiar form of it, or is a slip away (two, for words of seven letters on). Others are only alike where slips are allowed.</summary>
    public bool Alike(string word)
    {
        if (_slips is not null) return _slips.Contains(word);
        if (!_letters || word.Length < LeastLetters) return false;
        if (!_seen.TryGetValue(word, out var alike)) _seen[word] = alike = Compare(word);
        return alike;
    }

    private bool Compare(string word)
    {
        if (!word.All(char.IsLetter)) return false;
        var typed = Term.Text;
        var allowed = Math.Min(typed.Length, word.Length) >= 7 ? 2 : 1;
        if (Math.Abs(typed.Length - word.Length) <= allowed && Nearness.Slips(typed, word, allowed) <= allowed) return true;
        if (_sound != 0 && Math.Abs(typed.Length - word.Length) <= 3 && Sounds.Of(word) == _sound) return true;
        return _familiar.Length > 0 && Nicknames.GroupsOf(word).Any(_familiar.Contains);
    }
}
