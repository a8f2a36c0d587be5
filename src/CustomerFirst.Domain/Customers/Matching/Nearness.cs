namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>How far texts are apart.</summary>
public static class Nearness
{
    private const int Longest = 64;

    /// <summary>
    /// Slips of the keyboard between two texts: insertions, omissions, substitutions and transpositions of neighbours (Damerau-Levenshtein, optimal string alignment),
    /// up to <paramref name="most"/>; one more than that when there are more. Only the first 64 signs count.
    /// </summary>
    public static int Slips(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        if (a.Length > Longest) a = a[..Longest];
        if (b.Length > Longest) b = b[..Longest];
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        if (a.Length == 0 || b.Length == 0) return Math.Max(a.Length, b.Length);
        Span<int> before = stackalloc int[Longest + 1], last = stackalloc int[Longest + 1], now = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) value = Math.Min(value, before[j - 2] + 1);
                now[j] = value;
                least = Math.Min(least, value);
            }
            if (least > most) return most + 1;
            var spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return Math.Min(last[b.Length], most + 1);
    }

    /// <summary>Jaro-Winkler similarity (Winkler 1990, prefix weight 0.1 over four signs), from 0 for nothing alike to 1 for the same.</summary>
    public static double JaroWinkler(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > Longest) a = a[..Longest];
        if (b.Length > Longest) b = b[..Longest];
        if (a.Length == 0 || b.Length == 0) return 0;
        var window = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        ulong ofA = 0, ofB = 0;
        var common = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - window); j <= Math.Min(b.Length - 1, i + window); j++)
            {
                if ((ofB >> j & 1) != 0 || a[i] != b[j]) continue;
                ofA |= 1UL << i;
                ofB |= 1UL << j;
                common++;
                break;
            }
        }
        if (common == 0) return 0;
        var (moved, at) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            if ((ofA >> i & 1) == 0) continue;
            while ((ofB >> at & 1) == 0) at++;
            if (a[i] != b[at++]) moved++;
        }
        var jaro = (((double)common / a.Length) + ((double)common / b.Length) + ((common - (moved / 2.0)) / common)) / 3;
        var prefix = 0;
        while (prefix < 4 && prefix < a.Length && prefix < b.Length && a[prefix] == b[prefix]) prefix++;
        return jaro + (prefix * 0.1 * (1 - jaro));
    }
}
