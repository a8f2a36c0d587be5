using Microsoft.Extensions.Options;

namespace CustomerFirst.Application.Staff;

/// <summary>Words that no password here may lean on, besides the person's own: the council's name, the product's.</summary>
public sealed class PasswordRuleOptions
{
    public List<string> Words { get; } = ["CustomerFirst"];
}

/// <summary>
/// What NIST SP 800-63B (section 5.1.1.2) and the NCSC ask of passwords: length, no rules of composition, no expiry, nothing that is easily
/// guessed or stands close to the person or the place.
/// </summary>
public sealed class PasswordRules(IOptions<PasswordRuleOptions> options)
{
    /// <summary>In characters.</summary>
    public const int ShortestLength = 12;
    /// <summary>In characters.</summary>
    public const int LongestLength = 256;
    // zxcvbn's scale is 0 to 4; 3 is "safely unguessable: moderate protection from offline slow-hash scenario".
    private const int SmallestScore = 3;
    // The estimate's time grows with the square of the length, and what is strong after this many characters stays so.
    private const int EstimatedLength = 64;
    private const int ShortestWord = 4;

    /// <summary>What is wrong with a password, as a sentence for the person; null when it is good.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="names">The person's name, e-mail address and the like.</param>
    public string? Problem(string? password, params IEnumerable<string?> names)
    {
        if (string.IsNullOrEmpty(password)) return "Enter a new password";
        if (password.Length < ShortestLength) return $"Password must be {ShortestLength} characters or more";
        if (password.Length > LongestLength) return $"Password must be {LongestLength} characters or fewer";
        var own = Words(names).ToList();
        var local = Words(options.Value.Words).ToList();
        if (Uses(password, own)) return "Password must not be built on your name or e-mail address";
        if (Uses(password, local)) return "Password must not be built on the name of the council or of this system";
        var estimate = Zxcvbn.Zxcvbn.MatchPassword(password[..Math.Min(password.Length, EstimatedLength)], [.. own, .. local]);
        return estimate.Score < SmallestScore ? "Password is too easy to guess: three words that have nothing to do with each other make a good one" : null;
    }

    // Built on a word: what is left without it is too short to be a password by itself.
    private static bool Uses(string password, List<string> words) =>
        words.Any(word => password.Contains(word, StringComparison.OrdinalIgnoreCase) && password.Replace(word, "", StringComparison.OrdinalIgnoreCase).Length < ShortestLength);

    private static IEnumerable<string> Words(IEnumerable<string?> texts) =>
        texts.SelectMany(text => (text ?? "").Split([' ', '.', '-', '_', '@', '\''], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Append((text ?? "").Replace(" ", "", StringComparison.Ordinal))).Where(word => word.Length >= ShortestWord).Distinct(StringComparer.OrdinalIgnoreCase);
}
