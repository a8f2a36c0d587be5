using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>A question as the form has it.</summary>
public sealed class QuestionForm
{
    /// <summary>Made from the question when it is new; then it stays.</summary>
    public string? Key { get; set; }
    public string? Label { get; set; }
    public string? Hint { get; set; }
    public QuestionKind Kind { get; set; }
    public bool Required { get; set; }
    /// <summary>One answer a line.</summary>
    public string? Choices { get; set; }
    public AnswerDates Dates { get; set; }

    /// <summary>The question with a key of its own.</summary>
    public Question Asked(ISet<string> keysTaken)
    {
        var key = string.IsNullOrEmpty(Key) ? KeyOf(Label ?? "", keysTaken) : Key;
        keysTaken.Add(key);
        return new Question(key, Label?.Trim() ?? "", string.IsNullOrWhiteSpace(Hint) ? null : Hint.Trim(), Kind, Required, Kind == QuestionKind.Choice ? FormText.Lines(Choices) : [],
            Kind == QuestionKind.Date ? Dates : AnswerDates.Any);
    }

    /// <summary>The form of a question as it stands.</summary>
    public static QuestionForm Of(Question question) => new()
    {
        Key = question.Key, Label = question.Label, Hint = question.Hint, Kind = question.Kind, Required = question.Required, Choices = string.Join('\n', question.Choices), Dates = question.Dates,
    };

    private static string KeyOf(string label, ISet<string> taken)
    {
        var words = string.Join('-', new string([.. label.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var key = words.Length == 0 || !char.IsAsciiLetter(words[0]) ? $"q-{words}" : words;
        key = key[..Math.Min(key.Length, 50)].TrimEnd('-');
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? key : $"{key}-{n}").First(k => !taken.Contains(k));
    }
}

/// <summary>What an administrator decides about a service, as the form has it.</summary>
public sealed class ServiceForm
{
    public string? Name { get; set; }
    public string? Description { get; set; }
    public Guid? ServiceAreaId { get; set; }
    public ResponseTier? FinishedBy { get; set; }
    public bool CanFinishAtFirstContact { get; set; }
    public bool Restricted { get; set; }
    public bool PubliclyTrackable { get; set; }
    public bool AtCustomersAddress { get; set; }
    public Guid? DefaultTeamId { get; set; }
    public int? ObjectionDays { get; set; }
    public RetentionClass? Retention { get; set; }
    /// <summary>One phrase a line.</summary>
    public string? CustomerWords { get; set; }
    public List<QuestionForm> Questions { get; set; } = [];

    /// <summary>What the command takes; what was not entered becomes a value that its validator refuses.</summary>
    public ServiceTerms Terms()
    {
        var keys = Questions.Select(q => q.Key).OfType<string>().ToHashSet();
        return new ServiceTerms(Name ?? "", Description ?? "", ServiceAreaId ?? Guid.Empty, FinishedBy ?? (ResponseTier)(-1), CanFinishAtFirstContact, Restricted, PubliclyTrackable,
            DefaultTeamId, ObjectionDays ?? -1, Retention ?? (RetentionClass)(-1), FormText.Lines(CustomerWords), [.. Questions.Select(q => q.Asked(keys))], AtCustomersAddress);
    }

    /// <summary>The form of a service as it stands.</summary>
    public static ServiceForm Of(ServiceTerms terms) => new()
    {
        Name = terms.Name, Description = terms.Description, ServiceAreaId = terms.ServiceAreaId, FinishedBy = terms.FinishedBy, CanFinishAtFirstContact = terms.CanFinishAtFirstContact,
        Restricted = terms.Restricted, PubliclyTrackable = terms.PubliclyTrackable, AtCustomersAddress = terms.AtCustomersAddress, DefaultTeamId = terms.DefaultTeamId, ObjectionDays = terms.ObjectionDays, Retention = terms.Retention,
        CustomerWords = string.Join('\n', terms.CustomerWords), Questions = [.. terms.Questions.Select(QuestionForm.Of)],
    };
}

/// <summary>What adding and changing a service have in common: what there is to choose, and questions that come and go without anything typed being lost.</summary>
public abstract class ServiceFormPage : StaffPage
{
    [BindProperty]
    public ServiceForm Terms { get; set; } = new();

    public IReadOnlyList<Choice> Areas { get; private set; } = [];
    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    /// <summary>The question that was just added gets the focus.</summary>
    public int? NewQuestion { get; private set; }

    public Task<IActionResult> OnPostAddQuestionAsync() => EditQuestionsAsync(questions =>
    {
        questions.Add(new QuestionForm());
        NewQuestion = questions.Count - 1;
    });

    public Task<IActionResult> OnPostRemoveQuestionAsync(int place) => EditQuestionsAsync(questions =>
    {
        if (place >= 0 && place < questions.Count) questions.RemoveAt(place);
    });

    public Task<IActionResult> OnPostMoveQuestionUpAsync(int place) => EditQuestionsAsync(questions =>
    {
        if (place > 0 && place < questions.Count) (questions[place - 1], questions[place]) = (questions[place], questions[place - 1]);
    });

    /// <summary>Reads what the page shows; the answer when it may not be shown.</summary>
    protected virtual async Task<IActionResult?> LoadAsync()
    {
        var areas = await SendAsync(new ListServiceAreasQuery());
        if (areas.Error is { } refused) return Problem(refused);
        var teams = await SendAsync(new ListTeamsQuery());
        if (teams.Error is { } error) return Problem(error);
        Areas = [.. areas.Value.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => new Choice(a.Id.ToString(), a.Name))];
        Teams = [.. teams.Value.Select(t => new Choice(t.Id.ToString(), t.ServiceAreaName is null ? t.Name : $"{t.Name} ({t.ServiceAreaName})"))];
        return null;
    }

    /// <summary>Names of fields as the form has them.</summary>
    protected static Error AsTyped(Error error) => error.Rename(FormText.WithoutLine);

    private async Task<IActionResult> EditQuestionsAsync(Action<List<QuestionForm>> edit)
    {
        if (await LoadAsync() is { } refused) return refused;
        edit(Terms.Questions);
        // What was posted stands under the old places; from here on the list itself is shown.
        foreach (var key in ModelState.Keys.Where(k => k.StartsWith("Terms.Questions", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
        return Page();
    }
}
