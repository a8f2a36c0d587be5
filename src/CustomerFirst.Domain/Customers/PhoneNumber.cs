using System.Text;

namespace CustomerFirst.Domain.Customers;

/// <summary>Why what somebody typed is no telephone number.</summary>
public enum PhoneProblem { Missing, OtherSigns, Extension, NoAreaCode, TooShort, TooLong, NotBritish }

/// <summary>Telephone numbers in E.164 (ITU-T), which is how they are kept: a plus, the country code and the number, without signs.</summary>
public static class PhoneNumber
{
    private const string Uk = "+44";

    /// <summary>
    /// Reads a number as people type it: spaces, brackets, hyphens and dots do not matter, <c>00</c> stands for the plus, <c>(0)</c> after a
    /// country code falls away, and a number that begins with 0 is British. Exactly one of the two answers is there.
    /// </summary>
    public static (string? E164, PhoneProblem? Problem) Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return (null, PhoneProblem.Missing);
        if (typed.Contains('x', StringComparison.OrdinalIgnoreCase) || typed.Contains('#')) return (null, PhoneProblem.Extension);
        var digits = new StringBuilder(16);
        var international = false;
        foreach (var c in typed.Trim().Replace("(0)", "", StringComparison.Ordinal))
        {
            if (c is >= '0' and <= '9') digits.Append(c);
            else if (c == '+' && digits.Length == 0 && !international) international = true;
            // The hyphens and spaces that word processors put in are as good as the keyboard's.
            else if (!char.IsWhiteSpace(c) && c is not ('(' or ')' or '-' or '.' or '/' or '\u2010' or '\u2011' or '\u2012' or '\u2013')) return (null, PhoneProblem.OtherSigns);
        }
        var number = digits.ToString();
        if (!international && number.StartsWith("00", StringComparison.Ordinal)) (number, international) = (number[2..], true);
        if (!international) return number.StartsWith('0') ? British(number[1..]) : (null, number.Length == 0 ? PhoneProblem.OtherSigns : PhoneProblem.NoAreaCode);
        if (number.StartsWith("44", StringComparison.Ordinal)) return British(number[2..].TrimStart('0'));
        // E.164: at most 15 digits with the country code, and no country code begins with 0. The shortest numbers in use have seven.
        return number.Length > 15 ? (null, PhoneProblem.TooLong)
            : number.Length < 7 ? (null, PhoneProblem.TooShort)
            : number[0] == '0' ? (null, PhoneProblem.OtherSigns)
            : ("+" + number, null);
    }

    /// <summary>The number in E.164, or null when it is none.</summary>
    public static string? Normalise(string? typed) => Read(typed).E164;

    /// <summary>What to say beside the field.</summary>
    public static string Words(PhoneProblem problem) => problem switch
    {
        PhoneProblem.Missing => "Enter a telephone number",
        PhoneProblem.OtherSigns => "Enter a telephone number, like 0121 496 0001, 07700 900 123 or +353 20 915 1234",
        PhoneProblem.Extension => "Enter the telephone number without its extension. Write the extension in the label",
        PhoneProblem.NoAreaCode => "Enter the telephone number with its area code, starting with 0, or with its country code, starting with +",
        PhoneProblem.TooShort => "The telephone number is too short. Check that no digit is missing",
        PhoneProblem.TooLong => "The telephone number is too long. Check that no digit stands in it twice",
        PhoneProblem.NotBritish => "This is not a UK telephone number. Check the digits after the first 0, or start with + and the country code",
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };

    /// <summary>An E.164 number as people read it out: British ones in the national form and its usual groups, others as they are.</summary>
    public static string Show(string e164)
    {
        if (!e164.StartsWith(Uk, StringComparison.Ordinal)) return e164;
        var n = "0" + e164[Uk.Length..];
        return n.Length switch
        {
            11 when n.StartsWith("02", StringComparison.Ordinal) => $"{n[..3]} {n[3..7]} {n[7..]}",
            11 when n[1] is '3' or '8' or '9' || n.StartsWith("011", StringComparison.Ordinal) || (n[1] == '1' && n[3] == '1') => $"{n[..4]} {n[4..7]} {n[7..]}",
            11 => $"{n[..5]} {n[5..8]} {n[8..]}",
            10 when n[1] == '8' => $"{n[..4]} {n[4..7]} {n[7..]}",
            10 => $"{n[..5]} {n[5..]}",
            _ => n,
        };
    }

    // Lengths after the first 0 by leading digit, as in Ofcom's National Telephone Numbering Plan.
    private static (string?, PhoneProblem?) British(string number)
    {
        if (number.Length == 0) return (null, PhoneProblem.TooShort);
        var shortest = number[0] switch
        {
            '1' or '8' => 9,
            '2' or '3' or '5' or '7' or '9' => 10,
            _ => 0,
        };
        if (shortest == 0) return (null, PhoneProblem.NotBritish);
        return number.Length < shortest ? (null, PhoneProblem.TooShort) : number.Length > 10 ? (null, PhoneProblem.TooLong) : (Uk + number, null);
    }
}
