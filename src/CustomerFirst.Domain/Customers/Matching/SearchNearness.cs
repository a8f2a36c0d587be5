namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>How well a customer's text has what somebody searched for.</summary>
/// <param name="Score">More is better; parts of the present name count most, whole words more than beginnings, those more than parts.</param>
/// <param name="Near">Terms that are there only in another spelling or form.</param>
/// <param name="Beside">The terms that do not stand in the present name, a bit for each.</param>
/// <param name="Lacks">The terms that are not there at all, a bit for each.</param>
public readonly record struct SearchFit(int Score, int Near, int Beside, int Lacks = 0);

/// <summary>Holds searches against <see cref="CustomerSearchText"/>: term by term as typed, else as it sounds, by a familiar form, or with a slip of the keyboard.</summary>
public static class SearchNearness
{
    // A house's number with its street after it says as much as a name that is both.
    private const int WholeInName = 16, WholeElsewhere = 4, AlikeInName = 6, AlikeElsewhere = 2, Familiar = 1, House = 14, LongestNumber = 5;

    /// <summary>The fit, or null when some term is not there at all.</summary>
    /// <param name="partly">Never null: what is not there is said.</param>
    public static SearchFit? Fit(IReadOnlyList<SoughtTerm> terms, string searchText, bool partly = false)
    {
        var bar = searchText.IndexOf(CustomerSearchText.Bar, StringComparison.Ordinal);
        var (name, rest) = bar < 0 ? (searchText, "") : (searchText[..bar], searchText[bar..]);
        var (score, near, beside, lacks) = (0, 0, 0, 0);
        string[]? names = null, others = null;
        var parts = PartsOfOne(terms, name);
        for (var i = 0; i < terms.Count; i++)
        {
            var term = terms[i];
            if ((parts & 1 << i) != 0)
            {
                score += WholeInName / 2;
                continue;
            }
            if (Typed(term.Term, name, rest) is > 0 and var typed)
            {
                if (IsInitial(terms, i) && !BeginsOther(term.Term, terms, names ??= name.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                {
                    // The letter begins the very name that stands beside it, or some street: hardly what was meant.
                    score += AlikeElsewhere;
                    near += 2;
                    beside |= 1 << i;
                    continue;
                }
                score += typed;
                if (!term.Term.In(name)) beside |= 1 << i;
                continue;
            }
            names ??= name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            others ??= rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (term.Term.Together(names))
            {
                score += WholeInName;
                continue;
            }
            if (term.Term.Together(others))
            {
                score += WholeElsewhere;
                beside |= 1 << i;
                continue;
            }
            var alike = names.Any(term.Alike) ? AlikeInName : others.Any(term.Alike) ? AlikeElsewhere : 0;
            if (alike == 0 && !partly) return null;
            if (alike == 0) lacks |= 1 << i;
            else near++;
            if (alike != AlikeInName) beside |= 1 << i;
            score += alike;
            // Of a name alone, who goes by a familiar form of it is likelier meant than who has another name that is a letter away.
            if (terms.Count == 1 && alike == AlikeInName && names.Any(term.IsFamiliar)) score += Familiar;
        }
        for (var i = 1; i < terms.Count; i++)
            if (IsNumber(terms[i - 1].Term) && terms[i].Term.Kind == SearchTermKind.Word && StandTogether(terms[i - 1].Term.Text, terms[i], others ??= rest.Split(' ', StringSplitOptions.RemoveEmptyEntries))) score += House;
        return new SearchFit(score, near, beside, lacks);
    }

    // Two words of which the present name is one, a bit for each: "o brien" for O'Brien.
    private static int PartsOfOne(IReadOnlyList<SoughtTerm> terms, string name)
    {
        var bits = 0;
        for (var i = 1; i < terms.Count; i++)
            if (IsLetters(terms[i - 1].Term) && IsLetters(terms[i].Term) && name.Contains($" {terms[i - 1].Term.Text}{terms[i].Term.Text} ", StringComparison.Ordinal)) bits |= 3 << i - 1;
        return bits;
    }

    private static bool IsLetters(SearchTerm term) => term.Kind == SearchTermKind.Word && term.Text.All(char.IsLetter);

    private static bool IsInitial(IReadOnlyList<SoughtTerm> terms, int i) => terms[i].Term is { Kind: SearchTermKind.Word, Text: [var letter] } && char.IsLetter(letter) && terms.Any(IsName);

    private static bool IsName(SoughtTerm term) => term.Term is { Kind: SearchTermKind.Word, Text.Length: > 1 } && char.IsLetter(term.Term.Text[0]);

    // Whether it is the initial of a name that none of the other words stands for.
    private static bool BeginsOther(SearchTerm initial, IReadOnlyList<SoughtTerm> terms, string[] names) =>
        names.Any(name => name.StartsWith(initial.Text, StringComparison.Ordinal) && !terms.Any(t => IsName(t) && (name.StartsWith(t.Term.Text, StringComparison.Ordinal) || t.Alike(name))));

    private static bool IsNumber(SearchTerm term) => term.Kind == SearchTermKind.Word && char.IsAsciiDigit(term.Text[0]) && term.Text.Length <= LongestNumber;

    private static bool StandTogether(string number, SoughtTerm street, string[] words)
    {
        for (var i = Array.IndexOf(words, number); i >= 0 && i + 1 < words.Length; i = Array.IndexOf(words, number, i + 1))
            if (words[i + 1].StartsWith(street.Term.Text, StringComparison.Ordinal) || street.Alike(words[i + 1])) return true;
        return false;
    }

    private static int Typed(SearchTerm term, string name, string rest)
    {
        var (whole, begun) = ($" {term.Text} ", $" {term.Text}");
        if (name.Contains(whole, StringComparison.Ordinal)) return WholeInName;
        if (!term.Whole && name.Contains(begun, StringComparison.Ordinal)) return 8;
        if (rest.Contains(whole, StringComparison.Ordinal)) return WholeElsewhere;
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

    /// <summary>Whether a folded text has it, as typed or in another spelling or form.</summary>
    public bool In(string folded) => Term.In(folded) || folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(Alike);

    /// <summary>Whether a word of letters may be what was meant: it sounds the same, is a familiar form of it, or is a slip away (two, for words of seven letters on). Others are only alike where slips are allowed.</summary>
    public bool Alike(string word)
    {
        if (_slips is not null) return _slips.Contains(word);
        if (!_letters || word.Length < LeastLetters) return false;
        if (!_seen.TryGetValue(word, out var alike)) _seen[word] = alike = Compare(word);
        return alike;
    }

    /// <summary>Whether a word is a familiar form of what was typed, or that of the word: Maggie and Margaret.</summary>
    public bool IsFamiliar(string word) => _familiar.Length > 0 && Nicknames.GroupsOf(word).Any(_familiar.Contains);

    private bool Compare(string word)
    {
        if (!word.All(char.IsLetter)) return false;
        var typed = Term.Text;
        var allowed = Math.Min(typed.Length, word.Length) >= 7 ? 2 : 1;
        if (Math.Abs(typed.Length - word.Length) <= allowed && Nearness.Slips(typed, word, allowed) <= allowed) return true;
        if (_sound != 0 && Sounds.Alike(typed, word)) return true;
        return IsFamiliar(word);
    }
}
