using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Web.Common.Components;

namespace CustomerFirst.Web.Common;

/// <summary>Words for what concerns customers, for staff.</summary>
public static class CustomerWords
{
    private static readonly Choice[] s_languages =
    [
        new("sq", "Albanian"), new("am", "Amharic"), new("ar", "Arabic"), new("bn", "Bengali"), new("yue", "Cantonese"), new("fa", "Farsi"), new("fr", "French"), new("de", "German"), new("gu", "Gujarati"),
        new("hi", "Hindi"), new("it", "Italian"), new("ku", "Kurdish"), new("cmn", "Mandarin"), new("ps", "Pashto"), new("pl", "Polish"), new("pt", "Portuguese"), new("pa", "Punjabi"), new("ro", "Romanian"),
        new("so", "Somali"), new("es", "Spanish"), new("ta", "Tamil"), new("ti", "Tigrinya"), new("tr", "Turkish"), new("uk", "Ukrainian"), new("ur", "Urdu"), new("vi", "Vietnamese"), new("cy", "Welsh"),
    ];

    /// <summary>Channels that a customer can be reached through when we begin.</summary>
    public static IReadOnlyList<Choice> PreferredChannels { get; } =
        [.. new[] { Channel.Phone, Channel.Email, Channel.Sms, Channel.Post, Channel.Counter, Channel.HomeVisit }.Select(c => new Choice(c.Code(), Capital(c.Words())))];

    /// <summary>Formats of letters.</summary>
    public static IReadOnlyList<Choice> Formats { get; } = [.. CustomerDetails.KnownFormats.Select(f => new Choice(f, Format(f)))];

    /// <summary>Languages to choose from, and the one that the customer has.</summary>
    public static IEnumerable<Choice> Languages(string? present) =>
        string.IsNullOrEmpty(present) || s_languages.Any(l => l.Value == present) ? s_languages : s_languages.Append(new Choice(present, LanguageNames.Of(present)));

    /// <summary>A language's name.</summary>
    public static string Language(string? tag) => tag is null ? "English" : LanguageNames.Of(tag);

    /// <summary>An e-mail address that a narrow place breaks after the at sign, not inside a word.</summary>
    public static Markup Email(string address) => address.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? Markup.Of($"{address[..(at + 1)]}<wbr>{address[(at + 1)..]}") : Markup.Of($"{address}");

    /// <summary>Words as somebody typed them: “zebedee”, “1962” or “KB14 7QH”.</summary>
    public static string Quoted(IReadOnlyList<string> words)
    {
        var quoted = words.Select(word => $"“{word}”").ToList();
        return quoted.Count < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
    }

    /// <summary>A format of letters.</summary>
    public static string Format(string format) => format switch
    {
        "largePrint" => "Large print",
        "braille" => "Braille",
        "easyRead" => "Easy Read",
        "audio" => "Audio",
        _ => format,
    };

    /// <summary>What a customer needs from us.</summary>
    public static string Of(NeedKind need) => need switch
    {
        NeedKind.Interpreter => "Interpreter",
        NeedKind.Bsl => "British Sign Language",
        NeedKind.LargePrint => "Large print",
        NeedKind.StepFree => "Step-free access",
        NeedKind.Vulnerable => "Vulnerable",
        NeedKind.CarerActing => "Carer acts for them",
        NeedKind.AppointeeActing => "Appointee acts for them",
        NeedKind.Hearing => "Hearing",
        NeedKind.Sight => "Sight",
        NeedKind.Other => "Other need",
        _ => throw new ArgumentOutOfRangeException(nameof(need)),
    };

    /// <summary>How far a fact was checked; null where there is nothing to say.</summary>
    public static string? Of(Verification verified) => verified switch
    {
        Verification.Unverified => null,
        Verification.SeenByStaff => "seen by staff",
        Verification.Documented => "documented",
        Verification.FromTrustedSystem => "from a trusted system",
        _ => throw new ArgumentOutOfRangeException(nameof(verified)),
    };

    /// <summary>"12 March 1980 (46)".</summary>
    public static string Born(DateOnly born, DateOnly today)
    {
        var age = today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1 : 0);
        return $"{born.Words()} ({age})";
    }

    /// <summary>With a capital at its beginning.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>A probability for people: never 0 or 100 %.</summary>
    public static string Percent(double probability) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Clamp(probability * 100, 0.1, 99.9):0.#}%");
}
