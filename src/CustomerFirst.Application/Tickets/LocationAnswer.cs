using System.Text.RegularExpressions;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;

namespace CustomerFirst.Application.Tickets;

/// <summary>The answer to a question for a place: an address, some other words for where it is, or a full postcode. Kept as people read it.</summary>
internal static partial class LocationAnswer
{
    // As much as the address of a ticket's own place.
    private const int Longest = 300;

    /// <summary>What is wrong with the text of an answer; null for nothing.</summary>
    public static string? Problem(string text, string label)
    {
        if (text.Length > Longest) return $"The place must be {Longest} characters or fewer, and you entered {text.Length}: {label}";
        if (CutShort().IsMatch(text)) return $"Enter the full postcode, or the address: {label}";
        return text.Any(char.IsLetter) ? null : $"Enter an address, a place or a full postcode: {label}";
    }

    /// <summary>The answer with its postcode as mail writes it.</summary>
    public static string InWords(string text) => AtTheEnd().Replace(text, found => Postcode.Normalise(found.Value) ?? found.Value);

    /// <summary>Answers that are a postcode and nothing else, which nobody knows: of those nobody could tell where it is. Where no postcodes were brought in, none is called unknown.</summary>
    public static async ValueTask<IReadOnlyList<(string Field, string Message)>> UnknownAsync(PlaceFinder places, IReadOnlyList<Question> questions, IReadOnlyDictionary<string, string?> given, CancellationToken token)
    {
        var unknown = new List<(string, string)>();
        foreach (var question in questions.Where(q => q.Kind == QuestionKind.Location))
        {
            var text = given.GetValueOrDefault(question.Key)?.Trim() ?? "";
            if (!Whole().IsMatch(text) || Postcode.Normalise(text) is not { } code || !await places.KnowsPostcodesAsync(token) || await places.FindPostcodeAsync(code, null, token) is not null) continue;
            unknown.Add(($"Answers[{question.Key}]", $"The postcode {code} is not known. Check it, or enter the address: {question.Label}"));
        }
        return unknown;
    }

    [GeneratedRegex("^[A-Za-z]{1,2}[0-9][0-9A-Za-z]? *[0-9][A-Za-z]{2}$")]
    private static partial Regex Whole();

    [GeneratedRegex("(?<![0-9A-Za-z])[A-Za-z]{1,2}[0-9][0-9A-Za-z]? *[0-9][A-Za-z]{2}$")]
    private static partial Regex AtTheEnd();

    // A road may be called A38 and a district B14, but nothing is called B14 7.
    [GeneratedRegex("^[A-Za-z]{1,2}[0-9][0-9A-Za-z]? +[0-9][A-Za-z]?$")]
    private static partial Regex CutShort();
}
