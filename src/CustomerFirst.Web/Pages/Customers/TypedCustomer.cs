using System.Text.Json;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>
/// What was typed for a new customer whose record turned out to be there. It waits, as half-written text does, until it was put on that record or left: a form that is loaded again has it still.
/// </summary>
/// <param name="Form">The form.</param>
/// <param name="Unread">What could not be read of it, by the field's name: a date that there is not.</param>
public sealed record TypedCustomer(CustomerForm Form, IReadOnlyDictionary<string, string> Unread)
{
    private const string Whole = "Details";

    /// <summary>Takes what was posted.</summary>
    public static TypedCustomer Of(CustomerForm form, IFormCollection posted)
    {
        var date = string.Join(' ', new[] { DateBinder.Day, DateBinder.Month, DateBinder.Year }.Select(part => posted[$"{Whole}.DateOfBirth.{part}"].ToString().Trim()).Where(text => text.Length > 0));
        return new TypedCustomer(form, form.DateOfBirth is null && date.Length > 0 ? new Dictionary<string, string> { [CustomerField.DateOfBirth.Code()] = date } : []);
    }

    /// <summary>As a draft keeps it: the form as one field, for it has lists in it.</summary>
    public IReadOnlyList<DraftField> Fields => [new(Whole, JsonSerializer.Serialize(Form)), .. Unread.Select(u => new DraftField(u.Key, u.Value))];

    /// <summary>Reads it from a draft; null where there is none.</summary>
    public static TypedCustomer? Read(IReadOnlyList<DraftField> fields) => fields.FirstOrDefault(f => f.Name == Whole) is { } whole && JsonSerializer.Deserialize<CustomerForm>(whole.Value) is { } form
        ? new TypedCustomer(form, fields.Where(f => f.Name != Whole).ToDictionary(f => f.Name, f => f.Value)) : null;

    /// <summary>Where a form says something else than what was typed, field by field.</summary>
    public IReadOnlyList<TypedOtherwise> Against(CustomerForm form) =>
    [
        .. form.InWords().Zip(Form.InWords()).Where(f => f.First.OneValued && !string.IsNullOrWhiteSpace(f.Second.Text) && f.First.Text != f.Second.Text && !IsPartOf(f.First, f.Second.Text!))
            .Select(f => new TypedOtherwise(f.First.Field.Code(), f.First.Label, f.First.Text, f.Second.Text!, CanBeTaken: true)),
        .. Form.NeedsOtherwise(form),
        .. form.InWords().Where(f => Unread.ContainsKey(f.Field.Code())).Select(f => new TypedOtherwise(f.Field.Code(), f.Label, f.Text, $"{Unread[f.Field.Code()]}, which is no date", CanBeTaken: false)),
    ];

    // A postcode alone, or a line without the town, says nothing else than the whole address that is there.
    private static bool IsPartOf(FieldInWords saved, string typed) => saved is { Field: CustomerField.Address, Text: { } there } && Bare(there).Contains(Bare(typed), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}

/// <summary>A field that says something else than what was typed for the customer before.</summary>
/// <param name="Key">Names the field among those of the form, or one of the needs.</param>
/// <param name="CanBeTaken">What was typed can be put in its place.</param>
public sealed record TypedOtherwise(string Key, string Label, string? Saved, string Typed, bool CanBeTaken);
