using System.Globalization;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>A key by which a search finds customers.</summary>
/// <param name="Weight">More for keys that have more of what was typed, and have it as typed.</param>
/// <param name="Most">How many customers of the key are looked at.</param>
internal readonly record struct SoughtKey(long Key, int Weight, int Most);

/// <summary>
/// Turns what was typed into keys: every two and three words together, since any two of them are rare where one alone may be common; each word as typed, as it sounds, in its familiar forms, in spellings that customers have,
/// and as the beginning of longer words. So a search reads some hundred entries of one index however many customers there are.
/// </summary>
internal sealed class SearchKeys
{
    private const int OfTyped = 400, OfWhole = 200, OfOther = 150, OfLess = 60, OfVariant = 25, MostKeys = 500, MostSounds = 14;
    // A whole number, date or postcode must be there as typed, and few have it: it counts as more words than anybody puts into one key.
    private const int Whole = 5;
    // A key counts by how many of the words are in it; then those that have them as typed.
    private const int OfWord = 20, AsTyped = 10;

    private readonly Dictionary<long, (int Covers, int Weight)> _keys = [];
    private readonly List<Sought> _words = [];
    private readonly List<int> _years = [];
    private readonly List<string> _districts = [];
    private readonly List<string> _numbers = [];

    /// <summary>A word of letters with what it may stand for, itself first.</summary>
    private sealed record Sought(ulong[] Sounds, string[] Spellings);

    /// <summary>The keys for some terms; none where nothing that was typed is a key (part of an e-mail, digits from the middle of a number).</summary>
    public static IReadOnlyList<SoughtKey> Of(IReadOnlyList<SearchTerm> terms, Vocabulary vocabulary, int thisYear) => new SearchKeys().Make(terms, vocabulary, thisYear);

    /// <summary>The words that are looked up among those that customers have.</summary>
    public static IEnumerable<string> WordsOf(IReadOnlyList<SearchTerm> terms) => terms.Where(IsLetters).Select(t => t.Text);

    private static bool IsLetters(SearchTerm term) => term.Kind == SearchTermKind.Word && term.Text.Length >= 2 && term.Text.All(char.IsLetter);

    private List<SoughtKey> Make(IReadOnlyList<SearchTerm> terms, Vocabulary vocabulary, int thisYear)
    {
        var letters = terms.Where(IsLetters).ToList();
        foreach (var term in letters) _words.Add(Variants(term.Text, vocabulary, alone: letters.Count == 1));
        foreach (var term in terms.Where(t => !IsLetters(t))) Other(term, thisYear);
        Digits(terms);
        foreach (var word in _words)
            for (var i = 0; i < word.Spellings.Length; i++) Add(MatchKeys.Word(word.Spellings[i]), 1, i == 0);
        // Names that are written in one word or in several: Mac Donald, van der Berg.
        for (var i = 1; i < letters.Count; i++)
        {
            Add(MatchKeys.Word(letters[i - 1].Text + letters[i].Text), 2, true);
            if (i > 1) Add(MatchKeys.Word(letters[i - 2].Text + letters[i - 1].Text + letters[i].Text), 3, true);
        }
        Names();
        Places();
        var most = _keys.Count == 0 ? 0 : _keys.Values.Max(k => k.Covers);
        return [.. _keys.OrderByDescending(k => k.Value.Weight).Take(MostKeys)
            .Select(k => new SoughtKey(k.Key, k.Value.Weight, Most(k.Value.Covers, k.Value.Covers == most, k.Value.Weight % OfWord >= AsTyped)))];
    }

    private static int Most(int covers, bool most, bool typed) => covers == Whole ? OfWhole : most ? typed ? OfTyped : OfOther : typed ? OfLess : OfVariant;

    private static Sought Variants(string word, Vocabulary vocabulary, bool alone)
    {
        var known = vocabulary.Knows(word);
        var near = vocabulary.Near(word, known ? 6 : 10);
        var begun = vocabulary.Beginning(word, alone ? 40 : known ? 6 : 16);
        var within = alone || !known && near.Count == 0 && begun.Count == 0 ? vocabulary.Having(word, 20) : [];
        var spellings = near.Concat(begun).Concat(within).Prepend(word).Distinct().ToArray();
        // Sounds that several spellings share are one.
        var sounds = near.Take(6).Concat(Nicknames.FormsOf(word)).Concat(begun).Concat(within.Take(4)).Prepend(word).Select(MatchKeys.Sound).Distinct().Take(MostSounds).ToArray();
        return new Sought(sounds, spellings);
    }

    private void Other(SearchTerm term, int thisYear)
    {
        var text = term.Text;
        switch (term.Kind)
        {
            case SearchTermKind.Phone:
                Add(MatchKeys.Telephone(text), Whole, true);
                break;
            case SearchTermKind.Email:
                var email = text.Trim('@');
                if (text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at)
                {
                    Add(MatchKeys.Email(text), Whole, true);
                    Add(MatchKeys.EmailName(email.AsSpan(0, Math.Min(at, email.Length))), 1, false);
                }
                break;
            case SearchTermKind.Postcode:
                Add(MatchKeys.Postcode(text), Whole, true);
                _districts.Add(FieldComparison.Outward(text).ToString());
                break;
            case SearchTermKind.BornOn when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var born):
                Add(MatchKeys.Born(born), Whole, true);
                _years.Add(born.Year);
                break;
            case SearchTermKind.Word when IsYear(text, thisYear):
                _years.Add(int.Parse(text, CultureInfo.InvariantCulture));
                _numbers.Add(text);
                break;
            case SearchTermKind.Word when IsDistrict(text):
                _districts.Add(text);
                break;
            case SearchTermKind.Word when char.IsAsciiDigit(text[0]) && text.Length <= 5:
                _numbers.Add(text);
                break;
            default:
                break;
        }
    }

    // The end of a telephone number, in one group or in several.
    private void Digits(IReadOnlyList<SearchTerm> terms)
    {
        var run = "";
        foreach (var term in terms.Append(new SearchTerm(SearchTermKind.Word, "")))
        {
            if (term is { Kind: SearchTermKind.Word, Text: { Length: > 0 } text } && text.All(char.IsAsciiDigit))
            {
                run += text;
                continue;
            }
            if (run.Length >= 6) Add(MatchKeys.TelephoneEnd(run), Whole, true);
            run = "";
        }
    }

    private void Names()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            foreach (var (sound, typed) in Sounds(_words[i]))
            {
                foreach (var year in _years)
                {
                    Add(MatchKeys.NameYear(sound, year), 2, typed);
                    foreach (var district in _districts) Add(MatchKeys.NameYearDistrict(sound, year, district), 3, typed);
                }
                foreach (var district in _districts) Add(MatchKeys.NameDistrict(sound, district), 2, typed);
            }
            for (var j = i + 1; j < _words.Count; j++) Pair(_words[i], _words[j]);
        }
    }

    private void Pair(Sought one, Sought other)
    {
        foreach (var (s, typedOne) in Sounds(one))
            foreach (var (t, typedOther) in Sounds(other))
            {
                var typed = typedOne && typedOther;
                Add(MatchKeys.Names(s, t), 2, typed);
                foreach (var year in _years) Add(MatchKeys.NamesYear(s, t, year), 3, typed);
                foreach (var district in _districts) Add(MatchKeys.NamesDistrict(s, t, district), 3, typed);
            }
    }

    private void Places()
    {
        foreach (var place in _words)
            for (var i = 0; i < Math.Min(place.Spellings.Length, 8); i++)
            {
                foreach (var number in _numbers) Add(MatchKeys.PlaceNumber(place.Spellings[i], number), 2, i == 0);
                foreach (var name in _words.Where(w => w != place))
                    foreach (var (sound, typed) in Sounds(name).Take(6)) Add(MatchKeys.NamePlace(sound, place.Spellings[i]), 2, typed && i == 0);
            }
    }

    private static IEnumerable<(ulong Sound, bool Typed)> Sounds(Sought word) => word.Sounds.Select((sound, i) => (sound, i == 0));

    private void Add(long key, int covers, bool typed)
    {
        var weight = (covers * OfWord) + (typed ? AsTyped : 0);
        if (!_keys.TryGetValue(key, out var before) || before.Weight < weight) _keys[key] = (covers, weight);
    }

    /// <summary>Whether it may be a year of birth.</summary>
    public static bool IsYear(string text, int thisYear) => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1900 && year <= thisYear;

    /// <summary>Whether it may be a postcode's district: B14, SW1A.</summary>
    public static bool IsDistrict(string text) =>
        text.Length is >= 2 and <= 4 && char.IsAsciiLetter(text[0]) && text.Any(char.IsAsciiDigit) && text.SkipWhile(char.IsAsciiLetter).ToArray() is { Length: 1 or 2 } rest && char.IsAsciiDigit(rest[0]) && text.TakeWhile(char.IsAsciiLetter).Count() <= 2;
}
