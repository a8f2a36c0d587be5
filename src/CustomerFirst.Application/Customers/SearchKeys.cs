using System.Globalization;
using System.Numerics;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>A key by which a search finds customers.</summary>
/// <param name="Covers">Which of the terms are in it, a bit for each; more for what few have.</param>
/// <param name="Weight">More for keys that have more of what was typed, and have it as typed.</param>
/// <param name="Most">How many customers of the key are looked at.</param>
internal readonly record struct SoughtKey(long Key, int Covers, int Weight, int Most);

/// <summary>
/// Turns what was typed into keys. A whole telephone, e-mail or postcode finds its few customers by itself. Else a date, a year or a district goes with each name by itself, in every spelling that may be meant, and only names that are
/// so common that this would be cut off go in pairs; without either, names and places go in pairs, the likeliest first. So a search reads some dozen places of one index however many customers there are.
/// </summary>
internal sealed class SearchKeys
{
    private const int OfKey = 400, OfVariant = 200, MostKeys = 400;
    // Sounds of a word; spellings as the name of a place; pairs of words with each other, and where years or districts find them as well.
    private const int MostSounds = 14, MostSoundsBeside = 6, MostPlaces = 8, MostPairs = 40, MostFine = 24, MostNamedPlaces = 20;
    // Of a name in a district nearly all, where the rest of the postcode has to tell them apart.
    private const int OfDistrictAll = 1_500;
    // Bits above those of the terms: a number as a whole, or with a slip, says more than three words, and a house's number with its street more than two.
    private const int Telling = 7 << 12, House = 1 << 12;
    // A word that so many have is found by itself.
    private const int Rare = 300;
    // Of a district alone: the names by which enough of its people are found to say that they are too many, and how many of each.
    private const int Names = 120, OfName = 20;
    // Of a day of birth, where only the month or the year was typed: more than are ranked.
    private const int OfDay = CustomerRanking.Most + 1;
    private const int MostFamiliar = 12;
    // Of one year are one in fifty customers at most; a postcode's district has some thirty thousand addresses, present and former.
    private const int OneOfYear = 50, OfDistrict = 30_000, LeastDistricts = 4;

    private readonly Dictionary<long, SoughtKey> _keys = [];
    private readonly List<Sought> _words = [];
    private readonly List<(DateOnly Born, int Bit)> _births = [];
    private readonly List<(int Year, int Bit)> _years = [];
    private readonly List<(string District, int Bit)> _districts = [];
    private readonly List<(string Number, int Bit)> _numbers = [];
    private bool _whole;

    /// <summary>A word of letters with what it may stand for, itself first.</summary>
    private sealed record Sought(int Bit, Sound[] Sounds, string[] Spellings);

    /// <param name="Rank">0 for the word as typed, more for what is less likely meant.</param>
    /// <param name="Customers">How many have a name that sounds so, roughly.</param>
    private readonly record struct Sound(ulong Code, int Rank, int Customers);

    /// <summary>The keys for some terms; none where nothing that was typed is a key (part of an e-mail, digits from the middle of a number).</summary>
    /// <param name="slips">Nobody has it just so: keys for numbers, dates and postcodes with a slip in them, and every other.</param>
    public static IReadOnlyList<SoughtKey> Of(IReadOnlyList<SearchTerm> terms, Vocabulary vocabulary, int thisYear, bool slips = false) => new SearchKeys().Make(terms, vocabulary, thisYear, slips);

    /// <summary>The words that are looked up among those that customers have.</summary>
    public static IEnumerable<string> WordsOf(IReadOnlyList<SearchTerm> terms) => terms.Where(IsLetters).Select(t => t.Text);

    /// <summary>Whether it is a word of letters.</summary>
    public static bool IsLetters(SearchTerm term) => term.Kind == SearchTermKind.Word && term.Text.Length >= 2 && term.Text.All(char.IsLetter);

    private List<SoughtKey> Make(IReadOnlyList<SearchTerm> terms, Vocabulary vocabulary, int thisYear, bool slips)
    {
        for (var i = 0; i < terms.Count; i++)
            if (!IsLetters(terms[i])) Other(terms[i], 1 << i, thisYear, slips);
        Digits(terms);
        // Whoever has these has the names as well, or is not meant: each is held against every word.
        if (!_whole || slips) Letters(terms, vocabulary, slips);
        if (terms.Count == 1) Broad(terms[0], vocabulary, thisYear);
        return [.. _keys.Values.OrderByDescending(k => k.Weight).Take(MostKeys)];
    }

    // A year, a month or a district with nothing beside it. Too many have it, and some of them are shown all the same.
    private void Broad(SearchTerm term, Vocabulary vocabulary, int thisYear)
    {
        if (term.Kind == SearchTermKind.BornIn)
        {
            var first = DateOnly.ParseExact(term.Text, "yyyy-MM", CultureInfo.InvariantCulture);
            Days(first, first.AddMonths(1));
        }
        else if (term.Kind == SearchTermKind.Word && IsYear(term.Text, thisYear)) Days(new DateOnly(int.Parse(term.Text, CultureInfo.InvariantCulture), 1, 1), new DateOnly(int.Parse(term.Text, CultureInfo.InvariantCulture), 12, 31).AddDays(1));
        else if (IsDistrictAlone([term]))
            foreach (var sound in vocabulary.CommonestNames(Names).Select(MatchKeys.Sound).Distinct()) Put(MatchKeys.NameDistrict(sound, term.Text), OfName);

        void Days(DateOnly from, DateOnly before)
        {
            for (var day = from; day < before; day = day.AddDays(1)) Put(MatchKeys.Born(day), OfDay);
        }

        void Put(long key, int most) => _keys[key] = new(key, 1, 1, most);
    }

    /// <summary>Whether it is a postcode's district and nothing else.</summary>
    public static bool IsDistrictAlone(IReadOnlyList<SearchTerm> terms) => terms is [{ Kind: SearchTermKind.Word } only] && IsDistrict(only.Text);

    /// <summary>Whether half the council has it: "road", "the", a house's number alone.</summary>
    public static bool IsEverywhere(IReadOnlyList<SearchTerm> terms) => terms is [{ Kind: SearchTermKind.Word } only] && (MatchKeys.IsStreetWord(only.Text) || only.Text.Length < 4 && only.Text.All(char.IsAsciiDigit));

    private void Letters(IReadOnlyList<SearchTerm> terms, Vocabulary vocabulary, bool slips)
    {
        var alone = terms.Count(IsLetters) == 1;
        // A number with a slip tells enough that names need not go in pairs, nor in every form.
        var telling = _whole || _births.Count > 0;
        for (var i = 0; i < terms.Count; i++)
            if (IsLetters(terms[i])) _words.Add(Variants(terms[i].Text, 1 << i, vocabulary, alone, telling && slips ? MostSoundsBeside : MostSounds));
        foreach (var word in _words) Add(MatchKeys.Word(word.Spellings[0]), word.Bit, true);
        // Names that are written in one word or in several: O Brien, Mac Donald, van der Berg.
        for (var i = 1; i < terms.Count; i++)
            if (IsLetters(terms[i]) && terms[i - 1] is { Kind: SearchTermKind.Word, Text: [var letter] } && char.IsLetter(letter)) Add(MatchKeys.Word(letter + terms[i].Text), 3 << i - 1, true);
        for (var i = 1; i < _words.Count; i++)
        {
            Add(MatchKeys.Word(_words[i - 1].Spellings[0] + _words[i].Spellings[0]), _words[i - 1].Bit | _words[i].Bit, true);
            if (i > 1) Add(MatchKeys.Word(_words[i - 2].Spellings[0] + _words[i - 1].Spellings[0] + _words[i].Spellings[0]), _words[i - 2].Bit | _words[i - 1].Bit | _words[i].Bit, true);
        }
        foreach (var word in _words) Anchored(word, slips);
        var anchored = _births.Count + _years.Count + _districts.Count > 0;
        for (var i = 0; i < _words.Count; i++)
            for (var j = i + 1; j < _words.Count; j++)
            {
                Fine(_words[i], _words[j], vocabulary.Population);
                if (telling || anchored && !slips) continue;
                foreach (var (s, t, typed) in Pairs(_words[i].Sounds, _words[j].Sounds, MostPairs)) Add(MatchKeys.Names(s, t), _words[i].Bit | _words[j].Bit, typed);
                NamedPlaces(_words[i], _words[j]);
                NamedPlaces(_words[j], _words[i]);
            }
        Numbered();
        if (telling || anchored && !slips) return;
        // A nickname alone: who has the full name goes by it, perhaps; a name that nobody has may be in its familiar forms.
        if (terms.Count == 1)
            foreach (var word in _words)
                foreach (var form in Nicknames.FullOf(word.Spellings[0]).Concat(vocabulary.Knows(word.Spellings[0]) ? [] : Nicknames.FormsOf(word.Spellings[0])).Where(vocabulary.Knows).Distinct().Take(MostFamiliar)) Add(MatchKeys.Word(form), word.Bit, false);
        foreach (var word in _words)
            foreach (var spelling in word.Spellings.Skip(1))
                if (alone || vocabulary.Commonness(spelling) <= Rare) Add(MatchKeys.Word(spelling), word.Bit, false);
    }

    private static Sought Variants(string word, int bit, Vocabulary vocabulary, bool alone, int mostSounds)
    {
        var known = vocabulary.Knows(word);
        var near = vocabulary.Near(word, known ? 6 : 10);
        var begun = vocabulary.Beginning(word, alone ? 40 : known ? 6 : 16);
        var within = alone || !known && near.Count == 0 && begun.Count == 0 ? vocabulary.Having(word, 20) : [];
        var spellings = near.Concat(begun).Concat(within).Prepend(word).Distinct().ToArray();
        // Sounds that several spellings share are one.
        var sounds = near.Take(6).Concat(Nicknames.FormsOf(word)).Concat(begun).Concat(within.Take(4)).Prepend(word).Select(MatchKeys.Sound).Distinct().Take(mostSounds);
        return new Sought(bit, [.. sounds.Select((sound, rank) => new Sound(sound, rank, vocabulary.Sounding(sound)))], spellings);
    }

    // Each name by itself with what makes it rare.
    private void Anchored(Sought word, bool slips)
    {
        foreach (var sound in word.Sounds)
        {
            foreach (var (born, ofBirth) in _births) Add(MatchKeys.NameDay(sound.Code, born), word.Bit | ofBirth | Telling, sound.Rank == 0);
            foreach (var (year, ofYear) in _years)
            {
                Add(MatchKeys.NameYear(sound.Code, year), word.Bit | ofYear, sound.Rank == 0);
                foreach (var (district, ofDistrict) in _districts) Add(MatchKeys.NameYearDistrict(sound.Code, year, district), word.Bit | ofYear | ofDistrict, sound.Rank == 0);
            }
            foreach (var (district, ofDistrict) in _districts) Add(MatchKeys.NameDistrict(sound.Code, district), word.Bit | ofDistrict, sound.Rank == 0, slips && sound.Rank == 0 ? OfDistrictAll : 0);
        }
    }

    // Two names that are both too common for that.
    private void Fine(Sought one, Sought other, int population)
    {
        foreach (var (year, bit) in _years)
            foreach (var (s, t, typed) in Pairs(Common(one, OneOfYear), Common(other, OneOfYear), MostFine)) Add(MatchKeys.NamesYear(s, t, year), one.Bit | other.Bit | bit, typed);
        if (_districts.Count == 0) return;
        var districts = Math.Max(LeastDistricts, population / OfDistrict);
        foreach (var (district, bit) in _districts)
            foreach (var (s, t, typed) in Pairs(Common(one, districts), Common(other, districts), MostFine)) Add(MatchKeys.NamesDistrict(s, t, district), one.Bit | other.Bit | bit, typed);
    }

    private static IEnumerable<Sound> Common(Sought word, int oneOf) => word.Sounds.Where(s => s.Customers > oneOf * OfVariant);

    // The likeliest first.
    private static IEnumerable<(ulong One, ulong Other, bool Typed)> Pairs(IEnumerable<Sound> some, IEnumerable<Sound> others, int most) =>
        some.SelectMany(one => others.Select(other => (one, other))).OrderBy(p => p.one.Rank + p.other.Rank).Take(most).Select(p => (p.one.Code, p.other.Code, p.one.Rank + p.other.Rank == 0));

    private void NamedPlaces(Sought name, Sought place)
    {
        var pairs = name.Sounds.SelectMany(sound => place.Spellings.Take(MostPlaces).Select((spelling, rank) => (sound, spelling, Rank: sound.Rank + rank)));
        foreach (var (sound, spelling, rank) in pairs.OrderBy(p => p.Rank).Take(MostNamedPlaces)) Add(MatchKeys.NamePlace(sound.Code, spelling), name.Bit | place.Bit, rank == 0);
    }

    private void Numbered()
    {
        foreach (var (number, bit) in _numbers)
            foreach (var place in _words)
                for (var i = 0; i < Math.Min(place.Spellings.Length, MostPlaces); i++) Add(MatchKeys.PlaceNumber(place.Spellings[i], number), place.Bit | bit | House, i == 0);
    }

    private void Other(SearchTerm term, int bit, int thisYear, bool slips)
    {
        var text = term.Text;
        switch (term.Kind)
        {
            case SearchTermKind.Phone:
                Whole(MatchKeys.Telephone(text), bit);
                if (!slips) break;
                foreach (var number in SlipsOf.Digits(text)) Add(MatchKeys.Telephone(number), bit | Telling, false);
                if (text.Length > 7) Add(MatchKeys.TelephoneEnd(text), bit | Telling, false);
                break;
            case SearchTermKind.Email:
                var email = text.Trim('@');
                if (text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at)
                {
                    Whole(MatchKeys.Email(text), bit);
                    Add(MatchKeys.EmailName(email.AsSpan(0, Math.Min(at, email.Length))), bit, false);
                }
                break;
            case SearchTermKind.Postcode:
                Whole(MatchKeys.Postcode(text), bit);
                if (!slips) break;
                foreach (var postcode in SlipsOf.Postcode(text)) Add(MatchKeys.Postcode(postcode), bit | Telling, false);
                _districts.Add((FieldComparison.Outward(text).ToString(), bit));
                break;
            case SearchTermKind.BornOn when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var born):
                // Where only the year was known, many have the same day: it goes with the names as well.
                Add(MatchKeys.Born(born), bit | Telling, true);
                _births.Add((born, bit));
                if (!slips) break;
                foreach (var date in SlipsOf.Date(born)) Add(MatchKeys.Born(date), bit | Telling, false);
                _years.Add((born.Year, bit));
                break;
            case SearchTermKind.BornIn:
                _years.Add((int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture), bit));
                break;
            case SearchTermKind.Word when IsYear(text, thisYear):
                _years.Add((int.Parse(text, CultureInfo.InvariantCulture), bit));
                _numbers.Add((text, bit));
                break;
            case SearchTermKind.Word when IsDistrict(text):
                _districts.Add((text, bit));
                break;
            case SearchTermKind.Word when char.IsAsciiDigit(text[0]) && text.Length <= 5:
                _numbers.Add((text, bit));
                break;
            default:
                break;
        }
    }

    // The end of a telephone number, in one group or in several.
    private void Digits(IReadOnlyList<SearchTerm> terms)
    {
        var (run, bits) = ("", 0);
        for (var i = 0; i <= terms.Count; i++)
        {
            if (i < terms.Count && terms[i] is { Kind: SearchTermKind.Word, Text: { Length: > 0 } text } && text.All(char.IsAsciiDigit))
            {
                (run, bits) = (run + text, bits | 1 << i);
                continue;
            }
            if (run.Length >= 6) Whole(MatchKeys.TelephoneEnd(run), bits);
            (run, bits) = ("", 0);
        }
    }

    private void Whole(long key, int bits)
    {
        _whole = true;
        Add(key, bits | Telling, true);
    }

    private void Add(long key, int covers, bool typed, int most = 0)
    {
        var weight = BitOperations.PopCount((uint)covers) * (typed ? 2 : 1);
        if (!_keys.TryGetValue(key, out var before) || before.Weight < weight) _keys[key] = new(key, covers | before.Covers, weight, Math.Max(most, typed ? OfKey : OfVariant));
    }

    /// <summary>Whether it may be a year of birth.</summary>
    public static bool IsYear(string text, int thisYear) => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1900 && year <= thisYear;

    /// <summary>Whether it may be a postcode's district: B14, SW1A.</summary>
    public static bool IsDistrict(string text) =>
        text.Length is >= 2 and <= 4 && char.IsAsciiLetter(text[0]) && text.Any(char.IsAsciiDigit) && text.SkipWhile(char.IsAsciiLetter).ToArray() is { Length: 1 or 2 } rest && char.IsAsciiDigit(rest[0]) && text.TakeWhile(char.IsAsciiLetter).Count() <= 2;
}
