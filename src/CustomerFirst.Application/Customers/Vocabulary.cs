using System.Collections.Frozen;
using System.Numerics;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>What is known of words at one time.</summary>
internal sealed class Vocabulary
{
    /// <summary>Nothing was read yet.</summary>
    public static readonly Vocabulary Empty = new([], 0, null);

    // Fewer customers than these say less of names than the country does.
    private const int FewCustomers = 10_000;

    // Of fewer than these not even a share is known.
    private const int Telling = 1_000;

    // What makes a share of ten thousand one of a million.
    private const int OfTenThousand = 100;

    // A name that so many customers have is one; the same slip of the keyboard is not made by as many. In a city slips come again, so that a share counts there.
    private const int Several = 5, OneInSoManyIs = 20_000, Hardly = 2, OneInSoManyIsNot = 100_000;

    // So many words that came later are looked through beside the others before all are put in order again.
    private const int Beside = 1_000;

    private readonly List<CustomerWord> _sorted;
    private readonly FrozenDictionary<string, CustomerWord> _words;
    private readonly Dictionary<int, List<(string Word, ulong Signs, int Count)>> _byLength;
    private readonly Dictionary<int, List<(string Word, int Count)>> _bySound;
    private readonly Dictionary<int, int> _named;
    private readonly Vocabulary? _later;
    private string[]? _commonest;

    /// <param name="words">In any order.</param>
    public Vocabulary(IReadOnlyCollection<CustomerWord> words, int customers, DateTimeOffset? countedAt)
    {
        (Customers, CountedAt, Last, _byLength, _bySound, _named) = (customers, countedAt, words.Count == 0 ? 0 : words.Max(w => w.Number), [], [], []);
        if (customers < FewCustomers)
            foreach (var (name, share) in CommonNames.All) Named(Sounds.Of(name), share * OfTenThousand);
        _sorted = [.. words.OrderBy(w => w.Word, StringComparer.Ordinal)];
        _words = words.ToFrozenDictionary(w => w.Word, StringComparer.Ordinal);
        foreach (var word in words)
        {
            var count = word.Given + word.Family + word.Place;
            if (!_byLength.TryGetValue(word.Word.Length, out var same)) _byLength[word.Word.Length] = same = [];
            same.Add((word.Word, Signs(word.Word), count));
            if (Sounds.Of(word.Word) is not (> 0 and var sound)) continue;
            if (!_bySound.TryGetValue(sound, out var alike)) _bySound[sound] = alike = [];
            alike.Add((word.Word, count));
            Named(sound, word.Given + word.Family);
        }

        void Named(int sound, int count) => _named[sound] = _named.GetValueOrDefault(sound) + count;
    }

    private Vocabulary(Vocabulary words, Vocabulary later)
    {
        (_sorted, _words, _byLength, _bySound, _named, _later) = (words._sorted, words._words, words._byLength, words._bySound, words._named, later);
        (Customers, CountedAt, Last) = (words.Customers, words.CountedAt, Math.Max(words.Last, later.Last));
    }

    /// <summary>Among how many customers words were counted; 0 before they ever were.</summary>
    public int Customers { get; }

    /// <summary>When.</summary>
    public DateTimeOffset? CountedAt { get; }

    /// <summary>The number of the latest word.</summary>
    public long Last { get; }

    /// <summary>How many people the counts are seen against: the customers, or, for a council that has few yet, those that it may come to have.</summary>
    public int Population => Math.Max(Customers, FewCustomers);

    /// <summary>Whether a customer has the word.</summary>
    public bool Knows(string word) => _words.ContainsKey(word) || _later?.Knows(word) == true;

    /// <summary>How many of <see cref="Population"/> have a given name.</summary>
    public int Given(string name) => Math.Max(OfPopulation(_words.GetValueOrDefault(name)?.Given ?? 0), CommonNames.OfTenThousand(name, given: true) * (Customers < FewCustomers ? 1 : 0));

    /// <summary>How many of <see cref="Population"/> have a family name, its words in one.</summary>
    public int Family(string name) => Math.Max(OfPopulation(_words.GetValueOrDefault(name)?.Family ?? 0), CommonNames.OfTenThousand(name, given: false) * (Customers < FewCustomers ? 1 : 0));

    private int OfPopulation(int count) => Customers is >= Telling and < FewCustomers ? (int)((long)count * FewCustomers / Customers) : count;

    /// <summary>Whether a word is a name: true for one that several customers have, or many people of the country; false for one that next to nobody has; null in between.</summary>
    public bool? IsName(string name, bool given)
    {
        if (CommonNames.OfTenThousand(name, given) > 0) return true;
        var count = _words.GetValueOrDefault(name) is not { } word ? 0 : given ? word.Given : word.Family;
        if (count >= Math.Max(Several, Customers / OneInSoManyIs)) return true;
        return count <= Math.Max(Hardly, Customers / OneInSoManyIsNot) ? false : null;
    }

    /// <summary>How many of <see cref="Population"/> have a word in their address.</summary>
    public int Place(string name) => _words.GetValueOrDefault(name)?.Place ?? 0;

    /// <summary>How many customers have a word.</summary>
    public int Commonness(string word) => _words.TryGetValue(word, out var count) ? count.Given + count.Family + count.Place : 0;

    /// <summary>How many customers have a name of a sound, roughly; of a council that has not counted its many customers yet as many as a million of the country have.</summary>
    /// <param name="sound">As <see cref="MatchKeys.Sound"/> gives it.</param>
    public int Sounding(ulong sound) => sound <= int.MaxValue ? _named.GetValueOrDefault((int)sound) : 0;

    /// <summary>The names that most customers have, present or former, the commonest first.</summary>
    public IEnumerable<string> CommonestNames(int most) => _commonest ??= [.. _sorted.Where(w => w.Given + w.Family > 0).OrderByDescending(w => w.Given + w.Family).Take(most).Select(w => w.Word)];

    /// <summary>The same words and more.</summary>
    public Vocabulary With(IEnumerable<CustomerWord> more)
    {
        var later = (_later?._sorted ?? []).Concat(more).DistinctBy(w => w.Word).ToList();
        return later.Count <= Beside ? new(this, new Vocabulary(later, 0, null)) : new([.. _sorted.Concat(later).DistinctBy(w => w.Word)], Customers, CountedAt);
    }

    /// <summary>Words that sound the same or are one slip of the keyboard away (two for long ones), the likeliest first; not the word itself.</summary>
    public IReadOnlyList<string> Near(string word, int most)
    {
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        AddNear(word, found);
        _later?.AddNear(word, found);
        found.Remove(word);
        return [.. found.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Take(most).Select(f => f.Key)];
    }

    /// <summary>Words that begin so, the commonest first; not the word itself.</summary>
    public IReadOnlyList<string> Beginning(string start, int most) => Commonest(Begun(start).Concat(_later?.Begun(start) ?? []), most);

    /// <summary>Words that have this within, the commonest first; not those that begin so.</summary>
    public IReadOnlyList<string> Having(string part, int most) => part.Length < 3 ? [] : Commonest(_sorted.Concat(_later?._sorted ?? []).Where(w => w.Word.IndexOf(part, StringComparison.Ordinal) > 0), most);

    private static string[] Commonest(IEnumerable<CustomerWord> words, int most) => [.. words.OrderByDescending(w => w.Given + w.Family + w.Place).Take(most).Select(w => w.Word)];

    /// <summary>Whether a customer has the word or one that somebody may have meant by it: another spelling, a familiar form, a longer word that has it.</summary>
    public bool Resembles(string word) => Knows(word) || Near(word, 1).Count > 0 || Beginning(word, 1).Count > 0 || Having(word, 1).Count > 0 || Nicknames.FormsOf(word).Any(Knows);

    private void AddNear(string word, Dictionary<string, double> found)
    {
        if (word.Length >= 3 && Sounds.Of(word) is > 0 and var sound && _bySound.TryGetValue(sound, out var alike))
            foreach (var (other, count) in alike)
                if (Sounds.Alike(word, other)) found[other] = Likely(count, 2 + Nearness.Slips(word, other, 3));
        if (word.Length < 3) return;
        var (allowed, signs) = (word.Length >= 7 ? 2 : 1, Signs(word));
        for (var length = word.Length - allowed; length <= word.Length + allowed; length++)
        {
            if (!_byLength.TryGetValue(length, out var same)) continue;
            foreach (var (other, others, count) in same)
                if (BitOperations.PopCount(signs ^ others) <= 2 * allowed && Nearness.Slips(word, other, allowed) is var slips && slips <= allowed)
                    found[other] = Math.Max(found.GetValueOrDefault(other, double.MinValue), Likely(count, slips == 1 ? 0 : 3));
        }
    }

    private IEnumerable<CustomerWord> Begun(string start)
    {
        var (low, high) = (0, _sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_sorted[middle].Word, start) < 0) low = middle + 1;
            else high = middle;
        }
        for (; low < _sorted.Count && _sorted[low].Word.StartsWith(start, StringComparison.Ordinal); low++)
            if (_sorted[low].Word.Length > start.Length) yield return _sorted[low];
    }

    // How often the word comes, less for what is farther off; a hundred times as common weighs like two slips less.
    private static double Likely(int count, int far) => Math.Log10(count + 1) - far;

    private static ulong Signs(string word)
    {
        var signs = 0UL;
        foreach (var c in word) signs |= 1UL << (c & 63);
        return signs;
    }
}
