using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Domain.Customers;

/// <summary>How near the names of two organisations are.</summary>
public enum NameLikeness
{
    /// <summary>Two organisations, as far as their names tell.</summary>
    None,
    /// <summary>The same, the legal form, a leading "the" and "&amp;" for "and" apart.</summary>
    Same,
    /// <summary>The same but for "the", "of" or "and" inside.</summary>
    SmallWords,
    /// <summary>The same letters, with words joined or split.</summary>
    Joined,
    /// <summary>One slip of the keyboard.</summary>
    Slip,
}

/// <summary>An organisation's name as it is told from others: "The Eastquay Taxis Ltd" and "EASTQUAY TAXIS LIMITED" are one.</summary>
public static class OrganisationName
{
    private static readonly HashSet<string> s_forms = new(["ltd", "limited", "plc", "llp", "cic", "cio", "inc", "co", "company"], StringComparer.Ordinal);
    // A legal form of several words, which are ordinary ones each.
    private static readonly string[][] s_longForms = [["public", "limited", "company"], ["community", "interest", "company"], ["charitable", "incorporated", "organisation"], ["limited", "liability", "partnership"]];
    private static readonly HashSet<string> s_small = new(["the", "of", "and"], StringComparer.Ordinal);

    // Letters in which two names whose words are joined otherwise may have a slip.
    private const int Long = 10;

    /// <summary>The words folded, without a leading "the" and the legal form at the end; a name that is nothing else stays whole.</summary>
    public static string Core(string name)
    {
        var words = CustomerSearchText.Name(name.Replace("&", " and ", StringComparison.Ordinal).Replace("+", " and ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = words.Length;
        while (end > 1 && FormAt(words, end) is > 0 and var length && length < end) end -= length;
        // "Fox and Co" is Fox.
        while (end > 1 && end < words.Length && words[end - 1] == "and") end--;
        return string.Join(' ', words[(end > 1 && words[0] == "the" ? 1 : 0)..end]);
    }

    /// <summary>The letters of the words that tell it from others, in one: "greenspacetrust" of "The Green-Space Trust Ltd".</summary>
    public static string Letters(string name) => string.Concat(Telling(Core(name)));

    /// <summary>How near two names are.</summary>
    public static NameLikeness Likeness(string one, string other)
    {
        var (a, b) = (Core(one), Core(other));
        if (a.Length == 0 || b.Length == 0) return NameLikeness.None;
        if (a == b) return NameLikeness.Same;
        var (some, others) = (Telling(a), Telling(b));
        if (some.AsSpan().SequenceEqual(others)) return NameLikeness.SmallWords;
        var (x, y) = (string.Concat(some), string.Concat(others));
        if (x == y) return NameLikeness.Joined;
        // The 1st and the 2nd scout group are two.
        if (!Figures(x).SequenceEqual(Figures(y))) return NameLikeness.None;
        if (some.Length != others.Length) return Math.Min(x.Length, y.Length) >= Long && Nearness.Slips(x, y, 1) == 1 ? NameLikeness.Slip : NameLikeness.None;
        var differing = some.Zip(others).Where(pair => pair.First != pair.Second).ToArray();
        return differing.Length == 1 && IsSlip(differing[0].First, differing[0].Second) ? NameLikeness.Slip : NameLikeness.None;
    }

    // Of short words one letter makes another word: "care" and "cars", "house" and "horse". There it has to be a letter too many, two changed about, or what sounds the same.
    private static bool IsSlip(string one, string other) => Nearness.Slips(one, other, 1) == 1 && Math.Max(one.Length, other.Length) switch
    {
        <= 3 => false,
        4 => ChangedAbout(one, other),
        5 => one.Length != other.Length || ChangedAbout(one, other) || Sounds.Alike(one, other),
        _ => true,
    };

    private static bool ChangedAbout(string one, string other) => one.Length == other.Length && one.Order().SequenceEqual(other.Order());

    private static string[] Telling(string core)
    {
        var words = core.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(words, w => !s_small.Contains(w)) ? Array.FindAll(words, w => !s_small.Contains(w)) : words;
    }

    private static IEnumerable<char> Figures(string text) => text.Where(char.IsAsciiDigit);

    // How many words before an end are a legal form; 0 for none.
    private static int FormAt(string[] words, int end)
    {
        foreach (var form in s_longForms)
            if (end > form.Length && words.AsSpan(end - form.Length, form.Length).SequenceEqual(form)) return form.Length;
        return s_forms.Contains(words[end - 1]) ? 1 : 0;
    }
}
