using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Domain.Services;

/// <summary>The words of a text as the service search compares them.</summary>
internal static class SearchWords
{
    // Words that every enquiry may have and that tell next to nothing of which service it is about.
    private static readonly HashSet<string> s_common =
    [
        "a", "about", "am", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "do", "does", "for", "from", "get", "had", "has", "have", "hello", "help", "i", "if", "im",
        "in", "is", "it", "its", "ive", "me", "my", "need", "of", "on", "or", "our", "please", "s", "should", "some", "so", "someone", "somebody", "that", "the", "their", "them", "there", "theres", "they", "this", "to",
        "up", "us", "want", "was", "we", "were", "will", "with", "would", "you", "your", Not, "what", "when", "where", "how",
    ];

    // Who asks when something happens wants to know it; who says that it did not wants it put right.
    private static readonly HashSet<string> s_asking = ["when", "where", "how", "what", "who", "which", "why"];
    private static readonly HashSet<string> s_denying = ["not", "didnt", "wasnt", "isnt", "hasnt", "havent", "hadnt", "wont", "werent", "arent", "doesnt", "dont", "never", "no"];

    // When it happened tells little of what it was.
    private static readonly HashSet<string> s_times = ["today", "tomorrow", "yesterday", "now", "just", "again"];

    private const string Not = "not";

    private static readonly string[] s_endings = ["ations", "ation", "ings", "ions", "ing", "ion", "ied", "ies", "ers", "ed", "es", "er", "s", "y", "e"];

    /// <summary>Every word, in lower case, without accents and signs; those that say that something did not happen as one.</summary>
    public static IReadOnlyList<string> Of(string text) => Array.ConvertAll(Split(text), word => s_denying.Contains(word) ? Not : word == "cannot" ? "cant" : word);

    /// <summary>Of what somebody typed at most so many words: of a long story those that tell something.</summary>
    public static IEnumerable<string> OfQuery(string typed, int most)
    {
        var words = Of(typed);
        return (words.Count <= most ? words : words.Where(word => word == Not || !IsCommon(word))).Take(most);
    }

    /// <summary>How much a word tells of which service is meant, beside how rare it is: 0 nothing, 1 as much as any.</summary>
    public static double Telling(string word) => word == Not ? 1.5 : s_asking.Contains(word) ? 0.3 : s_times.Contains(word) ? 0.5 : s_common.Contains(word) ? 0.03 : 1;

    /// <summary>Whether it asks.</summary>
    public static bool Asks(string word) => s_asking.Contains(word);

    /// <summary>Whether it says that something did not happen.</summary>
    public static bool Denies(string word) => word == Not;

    /// <summary>Whether it is one of the words of every enquiry, which no slip of the keyboard is taken for.</summary>
    public static bool IsCommon(string word) => s_common.Contains(word);

    /// <summary>The word of every enquiry that a typed one is a slip of; null where it is none. Short ones are too many words' neighbours.</summary>
    public static string? CommonMeant(string word) =>
        word.Length < 4 ? null : s_common.FirstOrDefault(common => common.Length >= 4 && common[0] == word[0] && Distance(word, common, 1) <= 1);

    /// <summary>How alike a typed word is to two that stand apart in a phrase: a lamppost is a lamp post. Only the whole of it counts, with a slip or without.</summary>
    public static double JoinedLikeness(in SearchWord typed, in SearchWord joined)
    {
        if (typed.Text == joined.Text) return 1;
        if (typed.Text.Length < 6 || typed.Text[0] != joined.Text[0] || int.PopCount(typed.Letters ^ joined.Letters) > 2) return 0;
        return Distance(typed.Text, joined.Text, 1) <= 1 ? 0.9 : 0;
    }

    /// <summary>How alike a typed word and a known one are: 1 the same, 0 not at all. A slip of the keyboard takes little away.</summary>
    /// <param name="unfinished">The typed word may be the beginning of one.</param>
    public static double Likeness(in SearchWord typed, in SearchWord known, bool unfinished)
    {
        if (typed.Text == known.Text) return 1;
        var (length, knownLength) = (typed.Text.Length, known.Text.Length);
        var begins = knownLength > length && known.Text.StartsWith(typed.Text, StringComparison.Ordinal);
        if (known.Common) return 0;
        if (typed.Common) return unfinished && begins ? 0.6 + 0.3 * length / knownLength : 0;
        if (typed.Stem.Length >= 3 && typed.Stem == known.Stem) return 0.95;
        if (begins) return unfinished ? 0.6 + 0.3 * length / knownLength : length >= 4 ? 0.5 + 0.3 * length / knownLength : 0;
        var slips = length >= 8 ? 2 : length >= 4 ? 1 : 0;
        if (slips == 0) return 0;
        // Few slip in the first letter.
        var sameStart = typed.Text[0] == known.Text[0];
        var slipped = Math.Max(Spelt(typed, known, slips, sameStart), Stems(typed, known, sameStart));
        if (slipped > 0 || !unfinished || knownLength <= length + slips) return slipped;
        // The beginning of a longer word may have slips too.
        if (int.PopCount(typed.Letters & ~known.Letters) > slips) return 0;
        var distance = Distance(typed.Text, known.Text.AsSpan(0, length), slips);
        return distance <= slips ? 0.6 - 0.1 * distance : 0;
    }

    private static double Spelt(in SearchWord typed, in SearchWord known, int slips, bool sameStart)
    {
        // A slip adds, takes or exchanges a letter: words whose letters differ by more need no closer look.
        if (int.PopCount(typed.Letters ^ known.Letters) > 2 * slips) return 0;
        var distance = Distance(typed.Text, known.Text, slips);
        return distance > slips ? 0 : sameStart ? 0.95 - 0.08 * distance : 0.8 - 0.1 * distance;
    }

    // A slip and another ending: collectd is collection, and so is colecting.
    private static double Stems(in SearchWord typed, in SearchWord known, bool sameStart)
    {
        const int Shortest = 4;
        if (typed.Stem.Length < Shortest || known.Stem.Length < Shortest) return 0;
        if (int.PopCount(typed.StemLetters ^ known.StemLetters) <= 2 && Distance(typed.Stem, known.Stem, 1) <= 1) return sameStart ? 0.82 : 0.6;
        return typed.Text.Length > Shortest && int.PopCount(typed.Letters ^ known.StemLetters) <= 2 && Distance(typed.Text, known.Stem, 1) <= 1 ? 0.82 : 0;
    }

    /// <summary>The word without its ending: collected, collection and collecting are collect.</summary>
    public static string Stem(string word)
    {
        foreach (var ending in s_endings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < 3) continue;
            var stem = word[..^ending.Length];
            // stopp(ed) and stop are the same.
            return stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's') ? stem[..^1] : stem;
        }
        return word;
    }

    /// <summary>Letters left out, added, exchanged or swapped with their neighbour (optimal string alignment); more than <paramref name="most"/> counts as most + 1.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        Span<int> before = stackalloc int[b.Length + 1], previous = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var smallest = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                smallest = Math.Min(smallest, row[j]);
            }
            if (smallest > most) return most + 1;
            previous.CopyTo(before);
            row.CopyTo(previous);
        }
        return previous[b.Length];
    }

    /// <summary>The text as a whole, with nothing left out but case, accents and signs.</summary>
    public static string Whole(string text) => Folding.Fold(text).Trim();

    private static string[] Split(string text) => Folding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A word with what comparing it needs, worked out once.</summary>
internal readonly record struct SearchWord(string Text, string Stem, int Letters, int StemLetters, double Telling, bool Common)
{
    /// <summary>A word in the form that <see cref="SearchWords.Of"/> gives.</summary>
    public static SearchWord Of(string text)
    {
        var stem = SearchWords.Stem(text);
        return new SearchWord(text, stem, LettersOf(text), LettersOf(stem), SearchWords.Telling(text), SearchWords.IsCommon(text));
    }

    private static int LettersOf(string text)
    {
        var letters = 0;
        foreach (var letter in text) letters |= 1 << (letter & 31);
        return letters;
    }
}
