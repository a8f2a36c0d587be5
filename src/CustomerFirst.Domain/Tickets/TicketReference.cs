using System.Security.Cryptography;

namespace CustomerFirst.Domain.Tickets;

/// <summary>
/// The reference that a customer reads out: <c>CF-7K3M-29QX</c>. Seven characters carry a number, the eighth checks them.
/// The alphabet has no vowels and none of 0/O, 1/I/L, S/5, Z/2, B/8, G/6, N/M, U/V pairs. A keyed permutation of the number makes
/// references unique by construction and not guessable in sequence.
/// </summary>
public static class TicketReference
{
    /// <summary>The 23 characters; a prime count, so that the weighted check finds every single slip and every swap of two.</summary>
    public const string Alphabet = "23456789CDFHJKMPQRTVWXY";

    /// <summary>How many references there are: 23 to the 7th.</summary>
    public const long Count = 3_404_825_447;

    /// <summary>What to say when <see cref="IsSlip"/>.</summary>
    public const string Slip = "Check the reference: one of its characters is missing or wrong. It looks like CF-7K3M-29QX";

    private const string Prefix = "CF-";
    private static readonly char[] s_between = [' ', '-', '\u2010', '\u2011', '\u2013', '.'];

    /// <summary>The reference of a ticket number.</summary>
    /// <param name="number">0 up to <see cref="Count"/>, each used once.</param>
    /// <param name="key">The installation's secret of 32 bytes.</param>
    public static string Make(long number, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        var mixed = (uint)number;
        // Walking the cycle of a permutation of 32 bits until it falls below Count is itself a permutation of 0..Count-1.
        do mixed = Mix(mixed, key); while (mixed >= Count);
        Span<int> digits = stackalloc int[8];
        long rest = mixed;
        for (var i = 6; i >= 0; i--) (rest, digits[i]) = (rest / 23, (int)(rest % 23));
        digits[7] = Check(digits);
        Span<char> text = stackalloc char[12];
        Prefix.CopyTo(text);
        for (var i = 0; i < 8; i++) text[3 + i + (i > 3 ? 1 : 0)] = Alphabet[digits[i]];
        text[7] = '-';
        return new string(text);
    }

    /// <summary>
    /// Reads what somebody typed or heard: letter case, spaces, dashes and the prefix do not matter. Null when it is no reference
    /// or its check character disagrees.
    /// </summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 40) return null;
        Span<char> kept = stackalloc char[40];
        var length = 0;
        foreach (var c in typed)
            if (char.IsAsciiLetterOrDigit(c)) kept[length++] = char.ToUpperInvariant(c);
            else if (!s_between.Contains(c)) return null;
        var found = kept[..length];
        if (found.Length == 10 && found[0] == 'C' && found[1] == 'F') found = found[2..];
        if (found.Length != 8) return null;
        Span<int> digits = stackalloc int[8];
        for (var i = 0; i < 8; i++)
        {
            digits[i] = Alphabet.IndexOf(found[i], StringComparison.Ordinal);
            if (digits[i] < 0) return null;
        }
        return Check(digits) == digits[7] ? $"{Prefix}{found[..4]}-{found[4..]}" : null;
    }

    /// <summary>
    /// Whether somebody meant a reference though <see cref="Read"/> finds none: the prefix with about as many characters, or its two groups of four alone.
    /// What is anything else does not look so: a postcode of Cardiff (CF10 3AT) parts elsewhere, and a telephone number has no letters.
    /// </summary>
    public static bool IsSlip(string? typed)
    {
        if (typed is null || typed.Length > 40 || Read(typed) is not null) return false;
        var groups = typed.ToUpperInvariant().Split(s_between, StringSplitOptions.RemoveEmptyEntries);
        if (!groups.All(group => group.All(char.IsAsciiLetterOrDigit))) return false;
        return groups switch
        {
            ["CF", var all] => all.Length is >= 6 and <= 10,
            ["CF", { Length: >= 3 and <= 5 } first, { Length: >= 3 and <= 5 } second] => first.Length + second.Length > 6,
            [{ Length: 10 } all] => all.StartsWith("CF", StringComparison.Ordinal),
            [{ Length: 6 } first, { Length: 4 }] => first.StartsWith("CF", StringComparison.Ordinal),
            [{ Length: 4 } first, { Length: 4 } second] => (first + second) is var all && all.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && all.Any(char.IsAsciiDigit) && all.Any(char.IsAsciiLetter),
            _ => false,
        };
    }

    /// <summary>Weights 1 to 7 modulo the prime 23: a changed character or two swapped ones always change the sum.</summary>
    private static int Check(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < 7; i++) sum += (i + 1) * digits[i];
        return sum % 23;
    }

    /// <summary>A four-round Feistel network over 32 bits with HMAC-SHA256 as its round function (Luby and Rackoff, 1988).</summary>
    private static uint Mix(uint value, ReadOnlySpan<byte> key)
    {
        var (left, right) = ((ushort)(value >> 16), (ushort)value);
        Span<byte> input = stackalloc byte[3];
        Span<byte> hash = stackalloc byte[32];
        for (byte round = 0; round < 4; round++)
        {
            input[0] = round;
            input[1] = (byte)(right >> 8);
            input[2] = (byte)right;
            HMACSHA256.HashData(key, input, hash);
            (left, right) = (right, (ushort)(left ^ (hash[0] << 8 | hash[1])));
        }
        return (uint)left << 16 | right;
    }
}
