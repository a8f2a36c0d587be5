using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <content>Which service the enquiry is about. What was typed for one service goes along to another.</content>
public sealed partial class ContactModel
{
    /// <summary>The service for which the enquiry was being written when another was to be chosen.</summary>
    [BindProperty]
    public Guid? Former { get; set; }

    /// <summary>The same, with its questions; null where nothing was written yet.</summary>
    public ServiceToRaise? FormerService { get; private set; }

    /// <summary>An enquiry stands half-written while its service is being chosen.</summary>
    public bool Carrying => Works && Chosen is null && HttpMethods.IsPost(Request.Method) && HalfWritten(FormerService);

    /// <summary>What was typed of it, field by field, for every form of the page that stands there meanwhile.</summary>
    public IEnumerable<(string Name, string? Value)> CarriedOver => Request.Form.Where(f => f.Key.StartsWith($"{nameof(Form)}.", StringComparison.Ordinal) && !s_placeFields.Contains(f.Key))
        .SelectMany(f => f.Value.Select(typed => (f.Key, typed)))
        .Concat([("Form.Address", Form.Address), ("Form.Postcode", Form.Postcode), ("Form.Home", Form.Home), ("Form.HomeUprn", Form.HomeUprn?.ToString()), ("Finder.Text", Finder.Text)]);

    /// <summary>Where a form goes that chooses a service for what it carries.</summary>
    public string ToChoose(Guid service) => $"{Own}?handler=Choose&service={service}&attempt={Guid.NewGuid():N}#enquiry-heading";

    public async Task<IActionResult> OnPostFindServiceAsync()
    {
        ReadDates();
        var found = await SendAsync(new FindServicesQuery(Words ?? ""));
        if (await LoadAsync() is { } gone) return gone;
        if (found.Error is { } error) return await ShowAsync(error is Invalid invalid ? new Invalid(invalid.Problems.ToDictionary(p => nameof(Words), p => p.Value)) : error);
        FoundServices = found.Value;
        return await ShowAsync();
    }

    /// <summary>The services to choose from, while what was typed for another one waits.</summary>
    public async Task<IActionResult> OnPostChooseServiceAsync()
    {
        ReadDates();
        await TakeFoundAsync();
        if (await LoadAsync() is { } gone) return gone;
        if (NotRaised is not null) return await ShowAsync();
        // With nothing to keep the page has an address of its own, to be loaded again.
        if (!HalfWritten(Chosen)) return LocalRedirect(Own);
        (Former, FormerService, Service, Chosen) = (Service, Chosen, null, null);
        return Page();
    }

    /// <summary>The form of the service that was chosen, with what was typed for another one.</summary>
    public async Task<IActionResult> OnPostChooseAsync()
    {
        ReadDates();
        (IdempotencyKey, Version) = (Attempt?.ToString("N"), 0);
        if (await LoadAsync() is { } gone) return gone;
        if (Chosen is { } to && FormerService is { } from && from.Id != to.Id) TakeOver(from, to);
        return await ShowAsync();
    }

    // What both services ask stays an answer; what the other one does not ask stands among what the customer said, where whoever works on it reads it.
    private void TakeOver(ServiceToRaise from, ServiceToRaise to)
    {
        var began = Location is null || AtHome(from);
        var unasked = from.Questions.Where(q => !string.IsNullOrWhiteSpace(AnswerTo(q)) && !to.Questions.Any(other => Takes(other, q)))
            .Select(q => Line(q.Label, AnswerWords(AnswerTo(q)))).ToList();
        foreach (var question in from.Questions.Where(q => !to.Questions.Any(other => Takes(other, q))))
        {
            Form.Answers.Remove(question.Key);
            ModelState.ClearOf(FieldOf(question));
        }
        if (!to.CanFinishAtFirstContact && !string.IsNullOrWhiteSpace(Form.CustomerTold))
        {
            unasked.Add(Line("What you told the customer", Form.CustomerTold));
            Form.CustomerTold = null;
        }
        if (unasked.Count > 0)
        {
            Form.Details = string.Join('\n', unasked.Prepend(Form.Details).Where(line => !string.IsNullOrWhiteSpace(line)));
            Flash.Now(HttpContext, $"What only “{from.Name}” asks now stands under “What did the customer say?”");
        }
        if (Form.Then == BeginsWith(from) || !Can(to, Form.Then)) Form.Then = BeginsWith(to);
        if (began) MoveHome(to.AtCustomersAddress);
        foreach (var field in new[] { "Form.Details", "Form.CustomerTold", "Form.Then" }) ModelState.Remove(field);
    }

    private bool Takes(Question other, Question asked) => (other.Key, other.Kind) == (asked.Key, asked.Kind) && (asked.Kind != QuestionKind.Choice || other.Choices.Contains(AnswerTo(asked) ?? ""));

    private static bool Can(ServiceToRaise service, AfterRaising then) => then switch
    {
        AfterRaising.HandedOver => service.Team is not null,
        AfterRaising.KeptInHand => service.KeepsInHand,
        AfterRaising.Resolved => service.CanFinishAtFirstContact,
        _ => true,
    };

    private static string Line(string label, string? text) => label.EndsWith('?') ? $"{label} {text}" : $"{label}: {text}";
}
