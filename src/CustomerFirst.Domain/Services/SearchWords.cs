using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Domain.Services;

/// <summary>The words of a text as the service search compares them.</summary>
internal static class SearchWords
{
    // Words that every enquiry may have and that tell no service from another.
    private static readonly HashSet<string> s_empty =
    [
        "a", "about", "an", "and", "are", "at", "be", "been", "by", "can", "could", "do", "does", "for", "from", "get", "had", "has", "have", "hasnt", "havent", "hello", "help", "how", "i", "im",
        "in", "is", "isnt", "it", "its", "ive", "me", "my", "need", "not", "of", "on", "or", "our", "please", "s", "some", "someone", "that", "the", "their", "them", "there", "they", "this", "to",
        "up", "us", "want", "was", "wasnt", "we", "what", "when", "where", "will", "with", "would", "you", "your",
    ];

    private static readonly string[] s_endings = ["ations", "ation", "ings", "ions", "ing", "ion", "ied", "ies", "ers", "ed", "es", "er", "s", "y", "e"];

    /// <summary>Every word, in lower case, without accents and signs; the empty ones left out unless there are no others.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var words = Split(text);
        var telling = words.Where(word => !s_empty.Contains(word)).ToList();
        return telling.Count > 0 ? telling : words;
    }

    /// <summary>As <see cref="Of"/>; the last word stays, because somebody may still be typing it.</summary>
    public static IEnumerable<string> OfQuery(string typed)
    {
        var words = Split(typed);
        var telling = words.Where((word, at) => !s_empty.Contains(word) || (at == words.Length - 1 && words.Length == 1)).ToList();
        return telling.Count > 0 ? telling : words;
    }

    /// <summary>How alike a typed word and a known one are: 1 the same, 0 not at all.</summary>
    /// <param name="unfinished">The typed word may be the beginning of one.</param>
    public static double Likeness(in SearchWord typed, in SearchWord known, bool unfinished)
    {
        if (typed.Text == known.Text) return 1;
        if (typed.Stem.Length >= 3 && typed.Stem == known.Stem) return 0.9;
        var (length, knownLength) = (typed.Text.Length, known.Text.Length);
        if (knownLength > length && known.Text.StartsWith(typed.Text, StringComparison.Ordinal))
            return unfinished ? 0.6 + 0.3 * length / knownLength : length >= 4 ? 0.5 + 0.3 * length / knownLength : 0;
        var slips = length >= 8 ? 2 : length >= 4 ? 1 : 0;
        if (slips == 0) return 0;
        if (!unfinished || knownLength <= length + slips)
        {
            // A slip adds, takes or exchanges a letter: words whose letters differ by more need no closer look.
            if (int.PopCount(typed.Letters ^ known.Letters) > 2 * slips) return 0;
            var distance = Distance(typed.Text, known.Text, slips);
            return distance <= slips ? 0.8 - 0.1 * distance : 0;
        }
        // The beginning of a longer word may have slips too.
        if (int.PopCount(typed.Letters & ~known.Letters) > slips) return 0;
        var slipped = Distance(typed.Text, known.Text.AsSpan(0, length), slips);
        return slipped <= slips ? 0.6 - 0.1 * slipped : 0;
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
internal readonly record struct SearchWord(string Text, string Stem, int Letters)
{
    /// <summary>A word in the form that <see cref="SearchWords.Of"/> gives.</summary>
    public static SearchWord Of(string text)
    {
        var letters = 0;
        foreach (var letter in text) letters |= 1 << (letter & 31);
        return new SearchWord(text, SearchWords.Stem(text), letters);
    }
}
