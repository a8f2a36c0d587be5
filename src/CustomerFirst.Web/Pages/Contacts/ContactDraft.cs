using System.Globalization;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace CustomerFirst.Web.Pages.Contacts;

/// <content>What stands half-written is kept on the server while its writer goes elsewhere, and is there again when they come back.</content>
public sealed partial class ContactModel
{
    private FormCollection? _draft;

    // Whose home is where the form began, or that nobody's is, while the place is still that.
    private const string HomeOf = "HomeOf";

    // The service of the enquiry that was being written.
    private Guid? _begun;

    /// <inheritdoc />
    public string TypedIn => Chosen is null ? "find" : "raise";

    private string CustomerOrNobody => Contact.CustomerId?.ToString() ?? "nobody";

    // Field by field: what was posted, or where the fields are not on the page what was kept.
    private IFormCollection Typed => _draft ?? Request.Form;

    /// <inheritdoc />
    public string Away(string? to) => $"{To("Away")}{(to is null ? "" : $"&to={Uri.EscapeDataString(to)}")}";

    /// <summary>Keeps what was typed and goes where a link of the page leads.</summary>
    public async Task<IActionResult> OnPostAwayAsync(string? to)
    {
        await ReadTypedAsync();
        await TakeFoundAsync();
        if (await LoadAsync() is { } gone) return gone;
        if (await KeepAsync() is { } error) return await ShowAsync(error);
        return to is null ? StatusCode(StatusCodes.Status204NoContent) : Leave(to, Own);
    }

    // While another service is chosen the fields of the enquiry are not on the page.
    private async Task ReadTypedAsync()
    {
        if (Another) await TakeDraftAsync();
        else ReadDates();
    }

    private async Task TakeDraftAsync()
    {
        if (await SendAsync(new GetDraftQuery(Id)) is not { Ok: true, Value.Fields: { Count: > 0 } fields }) return;
        _draft = new FormCollection(fields.GroupBy(f => f.Name).ToDictionary(same => same.Key, same => new StringValues([.. same.Select(f => f.Value)])));
        var typed = new FormValueProvider(BindingSource.Form, _draft, CultureInfo.InvariantCulture);
        await TryUpdateModelAsync(Form, nameof(Form), typed, _ => true);
        await TryUpdateModelAsync(Finder, nameof(Finder), typed, _ => true);
        if (HttpMethods.IsGet(Request.Method)) (Words, Terms) = (_draft[nameof(Words)], _draft[nameof(Terms)]);
        _begun = Guid.TryParse(_draft[nameof(Service)], out var service) ? service : null;
        ReadDates();
    }

    // With nothing typed nothing is kept any more.
    private async Task<Error?> KeepAsync(Guid? contact = null)
    {
        var service = Chosen ?? NotRaised ?? FormerService;
        return (await SendAsync(new KeepDraftCommand(contact ?? Id, [.. TypedFields(HalfWritten(service) ? service : null)]))).Error;
    }

    private Task<Result<Done>> ForgetDraftAsync() => SendAsync(new KeepDraftCommand(Id, []));

    // With the contact goes what was kept. Only an enquiry that another window left half-written, of which nobody was asked here, can still go on in a new contact.
    private async Task ForgetEndedAsync()
    {
        if (!EndWithout && Service is null && await SendAsync(new GetDraftQuery(Id)) is { Ok: true, Value.Fields: var kept } && kept.Any(f => f.Name == nameof(Service))) return;
        await ForgetDraftAsync();
    }

    private IEnumerable<DraftField> TypedFields(ServiceToRaise? halfWritten)
    {
        IEnumerable<(string Name, string? Value)> fields = [(nameof(Words), Words), (nameof(Terms), Terms)];
        if (halfWritten is not null)
        {
            // The place may just have been found, and is in words that were not typed.
            fields = fields.Concat(Typed.Where(f => f.Key.StartsWith($"{nameof(Form)}.", StringComparison.Ordinal) && !f.Key.StartsWith(OfPlaces, StringComparison.Ordinal) && !s_placeFields.Contains(f.Key) && !_foundAnswers.ContainsKey(f.Key)).SelectMany(f => f.Value.Select(value => (f.Key, value))))
                .Concat(TypedPlaces).Concat(_foundAnswers.Select(f => (f.Key, (string?)f.Value))).Concat([("Form.Address", Form.Address), ("Form.Postcode", Form.Postcode), ("Form.Home", Form.Home), ("Form.HomeUprn", Form.HomeUprn?.ToString(CultureInfo.InvariantCulture)),
                    ("Finder.Text", Finder.Text), (nameof(Service), halfWritten.Id.ToString()), (HomeOf, Location is null || AtHome(halfWritten) ? CustomerOrNobody : null)]);
        }
        // A date is known by the field of its day, even where only the others were filled in.
        return fields.Where(f => !string.IsNullOrWhiteSpace(f.Value) || f.Name.EndsWith(DayOfDate, StringComparison.Ordinal)).Select(f => new DraftField(f.Name, f.Value ?? ""));
    }
}
