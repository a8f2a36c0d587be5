namespace CustomerFirst.Benchmarks.Customers;

/// <summary>Spoils values as people and machines do.</summary>
internal sealed class Slips(Random random)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>True with a probability.</summary>
    public bool Now(double probability) => random.NextDouble() < probability;

    /// <summary>One slip of the keyboard.</summary>
    public string Letter(string text)
    {
        if (text.Length < 2) return text;
        var at = random.Next(text.Length);
        var c = char.IsAsciiDigit(text[at]) ? (char)('0' + random.Next(10)) : Letters[random.Next(26)];
        return random.Next(4) switch
        {
            0 => text[..at] + c + text[at..],
            1 => text[..at] + text[(at + 1)..],
            2 => text[..at] + c + text[(at + 1)..],
            _ => at + 1 < text.Length ? text[..at] + text[at + 1] + text[at] + text[(at + 2)..] : text[..at],
        };
    }

    /// <summary>A slip in the digits, at the same length.</summary>
    public string Digit(string text)
    {
        var at = random.Next(text.Length);
        while (!char.IsAsciiDigit(text[at])) at = random.Next(text.Length);
        return text[..at] + (char)('0' + random.Next(10)) + text[(at + 1)..];
    }

    /// <summary>Spoilt by how it sounds.</summary>
    public string Sound(string text)
    {
        foreach (var (from, to) in Shuffled([("ph", "f"), ("ie", "y"), ("y", "ie"), ("c", "k"), ("ck", "k"), ("ee", "ea"), ("s", "ss"), ("th", "t"), ("ll", "l"), ("nn", "n"), ("ough", "or"), ("wh", "w"), ("er", "ar"), ("ey", "y"), ("o", "oe"), ("i", "y")]))
            if (text.IndexOf(from, 1, StringComparison.Ordinal) is > 0 and var at) return text[..at] + to + text[(at + from.Length)..];
        return Letter(text);
    }

    private (string, string)[] Shuffled((string, string)[] rules)
    {
        random.Shuffle(rules);
        return rules;
    }
}
