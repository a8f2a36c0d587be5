namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>How a name sounds, as a code of up to six signs: consonants in classes, as an English speaker mixes them up (after Soundex and Metaphone).</summary>
public static class Sounds
{
    // "Hew" and "Hugh" just reach it.
    private const double Resembling = 0.57;
    private const int Longest = 64;

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
    /// Whether a speaker may take one name for the other: the same code, about the same length, some letters in common, and half of what is heard. The code alone is little: it leaves vowels out, and takes "zzzqqq" for "Zack" and
    /// "O'Neill" for "Emily".
    /// </summary>
    public static bool Alike(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (Math.Abs(one.Length - other.Length) > 3 || Of(one) is not (> 0 and var sound) || Of(other) != sound || Nearness.JaroWinkler(one, other) < Resembling) return false;
        Span<char> heard = stackalloc char[Longest], otherHeard = stackalloc char[Longest];
        heard = heard[..Hear(one, heard)];
        otherHeard = otherHeard[..Hear(other, otherHeard)];
        var most = Math.Max(heard.Length, otherHeard.Length) / 2;
        return Nearness.Slips(heard, otherHeard, most) <= most;
    }

    // The letters as they are spoken: one for each sound, silent ones left out.
    private static int Hear(ReadOnlySpan<char> name, Span<char> heard)
    {
        var length = 0;
        for (var i = 0; i < name.Length && length < heard.Length; i++)
        {
            var next = i + 1 < name.Length ? name[i + 1] : '\0';
            var sign = name[i] switch
            {
                'p' when next == 'h' => 'f',
                'c' when next is 'e' or 'i' or 'y' => 's',
                'c' or 'q' => 'k',
                'x' or 'z' => 's',
                'y' when i > 0 => 'i',
                'g' when next == 'h' && i > 0 => '\0',
                'h' or 'w' when i > 0 => '\0',
                'e' when i == name.Length - 1 => '\0',
                var other => other,
            };
            if (sign != '\0' && (length == 0 || heard[length - 1] != sign)) heard[length++] = sign;
        }
        return length;
    }

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
