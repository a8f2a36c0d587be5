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
    /// <summary>The service for which the enquiry was being written when another was chosen, with its questions; null where nothing was written yet.</summary>
    public ServiceToRaise? FormerService { get; private set; }

    /// <summary>An enquiry stands half-written while its service is being chosen.</summary>
    public bool Carrying => Works && Chosen is null && FormerService is not null;

    /// <summary>The form of a service.</summary>
    public string With(Guid service) => $"{Own}?service={service}#enquiry-heading";

    public async Task<IActionResult> OnPostFindServiceAsync()
    {
        await ReadTypedAsync();
        await TakeFoundAsync();
        if (await LoadAsync() is { } gone) return gone;
        if (Works && !string.IsNullOrWhiteSpace(Words)) return await SeekAsync(service: true);
        await LookForCustomerAsync();
        return await ShowAsync(await LookForServiceAsync(asked: true));
    }

    // What was looked for is kept and the browser sent to see it: the Back button leads to a page that can be shown again, where one that answered a form would have to be sent again.
    private async Task<IActionResult> SeekAsync(bool service)
    {
        if (await KeepAsync() is { } error) return await ShowAsync(error);
        var with = string.Join('&', new[] { Service is { } chosen ? $"service={chosen}" : Another ? "another=true" : null, service ? "sought=service" : null }.OfType<string>());
        return LocalRedirect($"{Own}{(with.Length == 0 ? "" : $"?{with}")}#found");
    }

    /// <summary>The services to choose from, while what was typed for another one waits.</summary>
    public async Task<IActionResult> OnPostChooseServiceAsync()
    {
        await ReadTypedAsync();
        await TakeFoundAsync();
        if (await LoadAsync() is { } gone) return gone;
        if (NotRaised is not null) return await ShowAsync();
        return await KeepAsync() is { } error ? await ShowAsync(error) : LocalRedirect(HalfWritten(Chosen) ? $"{Own}?another=true" : Own);
    }

    // Looking for the customer throws nothing away that was typed or found here, nor the other way round.
    private async Task<Error?> LookForServiceAsync(bool asked = false)
    {
        if (!Works || Chosen is not null || (!asked && string.IsNullOrWhiteSpace(Words))) return null;
        var found = await SendAsync(new FindServicesQuery(Words ?? ""));
        if (found.Error is { } error) return error is Invalid invalid ? new Invalid(invalid.Problems.ToDictionary(p => nameof(Words), p => p.Value)) : error;
        (FoundServices, SoughtService) = (found.Value, asked);
        return null;
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
