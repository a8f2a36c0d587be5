namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>How a name sounds, as a code of up to six signs: consonants in classes, as an English speaker mixes them up (after Soundex and Metaphone).</summary>
public static class Sounds
{
    // "Hew" and "Hugh" just reach it.
    private const double Resembling = 0.57;

    /// <summary>The code as a number; 0 for what has no letters.</summary>
    public static int Of(ReadOnlySpan<char> name)
    {
        Span<char> code = stackalloc char[6];
        var length = 0;
        var previous = '\0';
        for (var i = 0; i < name.Length && length < code.Length; i++)
        {
            var c = name[i];
            if (c is < 'a' or > 'z') continue;
            var next = i + 1 < name.Length ? name[i + 1] : '\0';
            var sound = Class(c, next, i);
            if (sound == '\0')
            {
                if (c is not ('h' or 'w')) previous = '\0';
                if (length == 0) code[length++] = 'A';
                continue;
            }
            if (sound != previous) code[length++] = sound;
            previous = sound;
        }
        var value = 0;
        for (var i = 0; i < length; i++) value = (value * 27) + (code[i] - 'A' + 1);
        return value;
    }

    /// <summary>
    /// Whether a speaker may take one name for the other: the same code, about the same length, and some letters in common. The code alone is little: it leaves vowels out and takes "zzzqqq" for "Zack".
    /// </summary>
    public static bool Alike(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        Math.Abs(one.Length - other.Length) <= 3 && Of(one) is > 0 and var sound && Of(other) == sound && Nearness.JaroWinkler(one, other) >= Resembling;

    private static char Class(char c, char next, int at) => c switch
    {
        'b' => 'B',
        'f' or 'v' => 'F',
        'p' => next == 'h' ? 'F' : 'P',
        'c' => next == 'h' ? 'X' : next is 'e' or 'i' or 'y' ? 'S' : 'K',
        'k' => at == 0 && next == 'n' ? '\0' : 'K',
        'q' => 'K',
        'x' => 'S',
        'g' => next == 'h' && at > 0 ? '\0' : at == 0 && next == 'n' ? '\0' : next is 'e' or 'i' or 'y' ? 'J' : 'G',
        'j' => 'J',
        's' => next == 'h' ? 'X' : 'S',
        'z' => 'S',
        'd' or 't' => 'T',
        'l' => 'L',
        'm' or 'n' => 'N',
        'r' => 'R',
        'w' => at == 0 && next == 'r' ? '\0' : at == 0 ? 'W' : '\0',
        'y' => at == 0 ? 'Y' : '\0',
        'h' => at == 0 ? 'H' : '\0',
        _ => '\0',
    };
}
