using CustomerFirst.Domain.Services;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <content>Places that the service asks for, beside the ticket's own: each is found in the gazetteer in the same way, or entered by hand.</content>
public sealed partial class ContactModel
{
    private const string OfPlaces = "Form.Places";

    // Answers that were found just now, and are in words that were not typed.
    private readonly Dictionary<string, string> _foundAnswers = [];

    /// <summary>How the form has the finder of a question.</summary>
    public AddressFinderParts FinderOf(Question question)
    {
        var finder = FinderOf(question.Key);
        return new AddressFinderParts(finder, null, Address("FindPlace"), Address("UsePlace"), null, new() { ["text"] = FieldOf(question) });

        string Address(string handler) => $"{Own}?handler={handler}&service={Service}&question={Uri.EscapeDataString(question.Key)}#{finder.Anchor}";
    }

    /// <summary>Finds what was typed for one question.</summary>
    public async Task<IActionResult> OnPostFindPlaceAsync(string question)
    {
        await ReadTypedAsync();
        if (await LoadAsync() is { } gone) return gone;
        return await ShowAsync(await FinderOf(question).FindAsync(this));
    }

    /// <summary>Makes what was chosen for a question its answer.</summary>
    public Task<IActionResult> OnPostUsePlaceAsync() => OnPostUseAddressAsync();

    // The question of whose place something new was typed that nobody looked for yet.
    private string? AskedPlace => Form.Places.Where(f => f.Value.Asked).Select(f => f.Key).FirstOrDefault();

    private IEnumerable<(string Name, string? Value)> TypedPlaces => Form.Places.Select(f => ($"{OfPlaces}[{f.Key}].{nameof(AddressFinder.Text)}", f.Value.Text));

    private AddressFinder FinderOf(string key)
    {
        if (!Form.Places.TryGetValue(key, out var finder)) Form.Places[key] = finder = new AddressFinder();
        finder.Name = $"{OfPlaces}[{key}]";
        return finder;
    }

    private async Task TakePlacesAsync()
    {
        foreach (var key in Form.Places.Keys.ToList())
        {
            if (await FinderOf(key).TakeAsync(this) is not { } found) continue;
            Form.Answers[key] = _foundAnswers[$"Form.Answers[{key}]"] = found.OneLine;
            ModelState.Remove($"Form.Answers[{key}]");
        }
    }
}
