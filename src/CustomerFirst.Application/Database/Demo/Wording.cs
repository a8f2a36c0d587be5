using System.Text.RegularExpressions;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>Sentences for cases, notes and updates, and the filling of their slots.</summary>
internal sealed partial class Wording(IReadOnlyList<string> streets)
{
    private readonly WordingFile _file = DemoData.Read<WordingFile>("wording.json");
    private readonly IReadOnlyList<string> _streets = streets;

    /// <summary>Sentences that fit any service.</summary>
    public WordingFile Common => _file;

    /// <summary>Sentences of a family of services.</summary>
    public FamilyWords For(DemoService service) => _file.Families[service.Family];

    /// <summary>Answers to the questions of a service: the required ones and those that the case speaks of all, the others mostly.</summary>
    public List<DemoAnswer> Answers(DemoService service, string pattern, DemoLocation? location, DateOnly day, Random random)
    {
        var answers = new List<DemoAnswer>();
        foreach (var question in service.Questions)
        {
            if (question.Required || pattern.Contains($"{{{question.Key}}}", StringComparison.Ordinal) || random.Of(0.7))
                answers.Add(new DemoAnswer(question.Key, Answer(question, location, day, random)));
        }

        return answers;
    }

    /// <summary>Subject and details from a pattern "subject | details" of the service, agreeing with the answers.</summary>
    public (string Subject, string Details) Case(DemoService service, string pattern, IReadOnlyList<DemoAnswer> answers, DemoLocation? location, DateOnly day, Random random)
    {
        var text = pattern.Split(" | ");
        return (Filled(text[0]), Filled(text[1]));

        string Filled(string part) => Sentences(Fill(part, service, answers, location, day, random));
    }

    /// <summary>Fills slots such as {days}, {street} or the key of an answered question.</summary>
    public string Fill(string pattern, DemoService service, IReadOnlyList<DemoAnswer> answers, DemoLocation? location, DateOnly day, Random random)
    {
        if (!pattern.Contains('{'))
            return pattern;
        var (number, street) = Parts(location);
        return Slots().Replace(pattern, match =>
        {
            var slot = match.Groups[1].Value;
            return slot switch
            {
                "service" => service.Name,
                "street" => street,
                "number" => number,
                "date" => Spoken(day.AddDays(-random.Next(1, 25))),
                "day" => Weekday(day.AddDays(-random.Next(1, 6))).ToString("dddd"),
                "month" => day.AddMonths(-random.Next(1, 5)).ToString("MMMM"),
                _ => answers.FirstOrDefault(a => a.QuestionKey == slot) is { } answer
                    ? InSentence(service.Questions.First(q => q.Key == slot), answer.Value)
                    : Slot(slot, service, random),
            };
        });
    }

    /// <summary>"Thursday 26 November".</summary>
    public static string LongDay(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, LocalTime.London).ToString("dddd d MMMM");

    /// <summary>The day itself, or the Friday before a weekend.</summary>
    private static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(-2),
        _ => day,
    };

    private static string Spoken(DateOnly day) => day.ToString("d MMMM");

    private string Slot(string slot, DemoService service, Random random) =>
        _file.Slots.TryGetValue(slot, out var words) ? random.One(words) : throw new InvalidDataException($"Nothing fills {slot} in {service.Code}.");

    private string Answer(DemoQuestion question, DemoLocation? location, DateOnly day, Random random) => question.Type switch
    {
        "choice" => random.Early(question.Choices!),
        "yesNo" => random.Of(0.6) ? "yes" : "no",
        "number" => random.Next(question.Range![0], question.Range[1] + 1).ToString(),
        "date" => day.AddDays(random.Next(question.Range![0], question.Range[1] + 1)).ToString("yyyy-MM-dd"),
        "location" => location is null ? "described on the line" : $"{location.Description}, near {random.One(_file.Slots["place"])}",
        _ => Sample(random.One(question.Samples!), location, random),
    };

    private string Sample(string sample, DemoLocation? location, Random random) => sample switch
    {
        "@address" => $"{random.Next(1, 160)} {random.One(_streets)}",
        "@school" => random.One(_file.Slots["school"]),
        "@shop" => random.One(_file.Slots["shop"]),
        _ => string.Concat(sample.Select(c => c switch
        {
            '#' => (char)('0' + random.Next(10)),
            '?' => "ABCDEFGHJKLMNPRSTUVWXY"[random.Next(22)],
            _ => c,
        })),
    };

    private static string InSentence(DemoQuestion question, string value) => question.Type switch
    {
        "number" when question.Money => "£" + value,
        "date" => Spoken(DateOnly.ParseExact(value, "yyyy-MM-dd")),
        "choice" when !question.Proper => char.ToLowerInvariant(value[0]) + value[1..],
        _ => value,
    };

    /// <summary>"Flat 3, 80" and "Mariner Walk" of "Flat 3, 80 Mariner Walk".</summary>
    private static (string Number, string Street) Parts(DemoLocation? location)
    {
        if (location is null)
            return ("12", "our road");
        var comma = location.Description.IndexOf(", ", StringComparison.Ordinal);
        var space = location.Description.IndexOf(' ', comma < 0 ? 0 : comma + 2);
        return (location.Description[..space], location.Description[(space + 1)..]);
    }

    private static string Sentences(string text) => SentenceStart().Replace(text, match => match.Value.ToUpperInvariant());

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Slots();

    [GeneratedRegex(@"(^|[.?!] )[a-z]")]
    private static partial Regex SentenceStart();
}

/// <summary>The file of sentences.</summary>
internal sealed record WordingFile(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Slots,
    IReadOnlyDictionary<string, FamilyWords> Families,
    IReadOnlyList<string> FirstContactMeeting,
    IReadOnlyList<string> FirstContactOnline,
    IReadOnlyList<string> FirstContactWritten,
    IReadOnlyList<string> Take,
    IReadOnlyList<string> Duplicate,
    IReadOnlyList<string> Close,
    IReadOnlyList<string> Chase,
    IReadOnlyList<string> AvoidableReasons);

/// <summary>Sentences for one family of services; of the updates the first is the receipt and the last the apology.</summary>
internal sealed record FamilyWords(
    IReadOnlyList<string> Talking,
    IReadOnlyList<string> HandOver,
    IReadOnlyList<string> Start,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Updates,
    IReadOnlyList<string> AskCustomer,
    IReadOnlyList<string> Answer,
    IReadOnlyList<string> WaitOthers,
    IReadOnlyList<string> Reopen,
    IReadOnlyList<string> Cancel);
