using System.Collections.Frozen;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// How common the commonest names in the United Kingdom are, roughly: for a council that has not counted its own customers' names yet. What is not among them is rare.
/// </summary>
internal static class CommonNames
{
    private static readonly FrozenDictionary<string, int> s_given = Read("""
        150 david john; 120 michael paul; 100 james mark peter; 90 robert andrew susan margaret; 80 richard christopher mary; 70 stephen thomas william sarah elizabeth; 60 ian patricia christine mohammed matthew daniel;
        50 julie karen linda jean helen emma alan anthony simon kevin philip joseph steven martin george brian barbara ann anne; 40 jacqueline nicola deborah claire catherine janet jane lisa rebecca laura victoria joan sandra
        carol jennifer amanda louise tracey gary neil kenneth colin graham keith nicholas jonathan adam charles edward maria dorothy; 30 oliver jack harry charlie olivia amelia jessica emily sophie hannah charlotte samantha rachel
        alexander benjamin samuel luke ryan muhammad ali fatima aisha joshua lewis craig darren stuart barry raymond roger maureen sheila brenda pauline hilary
        """);

    private static readonly FrozenDictionary<string, int> s_family = Read("""
        120 smith; 90 jones; 60 taylor williams brown; 50 davies evans patel; 40 wilson thomas johnson roberts; 35 khan walker wright robinson thompson; 30 white hughes edwards green hall wood harris lewis martin jackson clarke;
        25 clark turner hill cooper ward moore morris king watson harrison baker morgan singh hussain ahmed ali; 20 young allen mitchell james anderson phillips lee bell parker davis bennett miller cook shaw campbell carter
        richardson begum kaur shah; 15 simpson marshall collins price bailey cox gray adams wilkinson foster chapman mason kelly webb rogers hunt mills palmer lloyd matthews holmes stewart graham murphy scott reid
        """);

    /// <summary>Of ten thousand people.</summary>
    public static int OfTenThousand(string name, bool given) => (given ? s_given : s_family).GetValueOrDefault(name);

    /// <summary>Each with how many of ten thousand people have it.</summary>
    public static IEnumerable<KeyValuePair<string, int>> All => s_given.Concat(s_family);

    private static FrozenDictionary<string, int> Read(string table) =>
        table.Split(';').Select(group => group.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).SelectMany(words => words.Skip(1).Select(word => (word, int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture))))
            .ToFrozenDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);
}
