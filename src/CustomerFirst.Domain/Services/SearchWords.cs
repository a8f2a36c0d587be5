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
    public static double Likeness(string typed, string known, bool unfinished)
    {
        if (typed == known) return 1;
        if (typed.Length >= 3 && known.Length >= 3 && Stem(typed) == Stem(known)) return 0.9;
        if (known.StartsWith(typed, StringComparison.Ordinal))
            return unfinished ? 0.6 + 0.3 * typed.Length / known.Length : typed.Length >= 4 ? 0.5 + 0.3 * typed.Length / known.Length : 0;
        var slips = typed.Length >= 8 ? 2 : typed.Length >= 4 ? 1 : 0;
        if (slips == 0) return 0;
        // The beginning of a longer word may have slips too.
        var compared = unfinished && known.Length > typed.Length + slips ? known[..typed.Length] : known;
        var distance = Distance(typed, compared, slips);
        return distance <= slips ? (compared.Length == known.Length ? 0.7 : 0.5) - 0.1 * (distance - 1) : 0;
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
    public static int Distance(string a, string b, int most)
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

    private static string[] Split(string text) =>
        Folding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
