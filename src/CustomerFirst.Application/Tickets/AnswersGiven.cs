using System.Globalization;
using System.Text.RegularExpressions;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>Checks what was answered against the questions that a service asks now.</summary>
internal static partial class AnswersGiven
{
    private const int LongestAnswer = 4_000;

    /// <summary>The answers in the order of the questions, or every problem at once, each under <c>Answers[key]</c>.</summary>
    /// <param name="today">The council's date.</param>
    public static Result<List<Answer>> Check(IReadOnlyList<Question> questions, IReadOnlyDictionary<string, string?> given, DateOnly today)
    {
        var answers = new List<Answer>();
        var problems = new Dictionary<string, string[]>();
        foreach (var question in questions)
        {
            var text = given.TryGetValue(question.Key, out var typed) ? typed?.Trim() ?? "" : "";
            if (Problem(question, text, today) is { } problem) problems[$"Answers[{question.Key}]"] = [problem];
            else if (text.Length > 0) answers.Add(new Answer(question.Key, question.Label, InWords(question, text)));
        }
        foreach (var unknown in given.Keys.Except(questions.Select(q => q.Key))) problems[$"Answers[{unknown}]"] = ["The service does not ask this"];
        return problems.Count > 0 ? new Invalid(problems) : answers;
    }

    private static string? Problem(Question question, string text, DateOnly today)
    {
        if (text.Length == 0) return question.Required ? $"Answer the question: {question.Label}" : null;
        if (text.Length > LongestAnswer) return $"The answer must be {LongestAnswer:N0} characters or fewer: {question.Label}";
        return question.Kind switch
        {
            QuestionKind.Number => Number(text) is not null ? null : Number(text.Replace(',', '.')) is { } meant ? $"Write the number with a point, as {meant}: {question.Label}" : $"Enter a number, such as 1250 or 12.5: {question.Label}",
            QuestionKind.Date => Date(text) is not { } date ? "Enter a real date, like 2026-11-24" : question.Takes(date, today) ? null
                : $"{Named(question)} must be today or in the {(question.Dates == AnswerDates.UpToToday ? "past" : "future")}",
            QuestionKind.Choice => question.Choices.Contains(text) ? null : $"Select one of the answers: {question.Label}",
            QuestionKind.YesNo => text.ToLowerInvariant() is "yes" or "no" ? null : $"Select yes or no: {question.Label}",
            QuestionKind.Location => LocationAnswer.Problem(text, question.Label),
            QuestionKind.Text => null,
            _ => throw new ArgumentOutOfRangeException(nameof(question)),
        };
    }

    // Kept as people read it; a date in ISO form, so that programs can read it too.
    private static string InWords(Question question, string text) => question.Kind switch
    {
        QuestionKind.YesNo => text.Equals("yes", StringComparison.OrdinalIgnoreCase) ? "Yes" : "No",
        QuestionKind.Date => Date(text)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        QuestionKind.Number => Number(text)!,
        QuestionKind.Location => LocationAnswer.InWords(text),
        _ => text,
    };

    /// <summary>The date that an answer is; null where the question asks for no date now.</summary>
    public static DateOnly? DateOf(Answer answer, IReadOnlyList<Question> questions) => questions.Any(q => q.Key == answer.Key && q.Kind == QuestionKind.Date) ? Date(answer.Value) : null;

    // A comma counts only where it parts thousands: with "12,5" nobody could tell later whether 12.5 or 125 was meant.
    private static string? Number(string text) =>
        Numeral().IsMatch(text) && text.Replace(",", "", StringComparison.Ordinal) is var plain && decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? plain : null;

    [GeneratedRegex(@"^[+-]?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)?(\.[0-9]+)?$")]
    private static partial Regex Numeral();

    // What ends with a question mark cannot begin a sentence.
    private static string Named(Question question) => question.Label.EndsWith('?') ? "The date" : question.Label;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
