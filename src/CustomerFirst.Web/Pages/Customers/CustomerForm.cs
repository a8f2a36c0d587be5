using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>The fields of a customer's form, by which one of them is named among pages, drafts and buttons.</summary>
public enum CustomerField { Title, GivenNames, FamilyName, DateOfBirth, Address, Telephones, Emails, PreferredChannel, Language, Formats, Needs, ContactSafety }

/// <summary>A field of the form in words.</summary>
/// <param name="OneValued">A form can have only one value of it.</param>
public sealed record FieldInWords(CustomerField Field, string Label, string? Text, bool OneValued = true);

/// <summary>A customer's details as a form has them: rows may be empty, everything is text until it was checked.</summary>
public sealed class CustomerForm
{
    public string? Kind { get; set; }
    public string? Title { get; set; }
    public string? GivenNames { get; set; }
    public string? FamilyName { get; set; }
    public DateOnly? DateOfBirth { get; set; }
    public List<TelephoneRow> Telephones { get; set; } = [];
    public List<string?> Emails { get; set; } = [];
    public AddressRows Address { get; set; } = new();
    public string? PreferredChannel { get; set; }
    public string? Language { get; set; }
    public List<string> Formats { get; set; } = [];
    /// <summary>Codes of the needs that are ticked.</summary>
    public List<string> Needs { get; set; } = [];
    /// <summary>What else staff should know, by the need's code.</summary>
    public Dictionary<string, string?> NeedDetails { get; set; } = [];
    public bool DoNotRing { get; set; }
    public string? DoNotRingReason { get; set; }

    /// <summary>A person unless the form says otherwise.</summary>
    public bool IsOrganisation => Kind == CustomerKind.Organisation.Code();

    /// <summary>Begins with what is on the record.</summary>
    public static CustomerForm Of(CustomerDetails details) => new()
    {
        Kind = details.Kind.Code(), Title = details.Title, GivenNames = details.GivenNames, FamilyName = details.FamilyName, DateOfBirth = details.DateOfBirth,
        Telephones = [.. details.Telephones.Select(t => new TelephoneRow { Number = PhoneNumber.Show(t.Number), Label = t.Label })], Emails = [.. details.Emails],
        Address = details.Address is { } a ? AddressRows.Of(a) : new AddressRows(),
        PreferredChannel = details.PreferredChannel?.Code(), Language = details.Language, Formats = [.. details.Formats], Needs = [.. details.Needs.Select(n => n.Kind.Code())],
        NeedDetails = details.Needs.ToDictionary(n => n.Kind.Code(), n => n.Detail), DoNotRing = details.DoNotRing, DoNotRingReason = details.DoNotRingReason,
    };

    /// <summary>The details without the empty rows.</summary>
    public CustomerDetails Details => new()
    {
        Kind = IsOrganisation ? CustomerKind.Organisation : CustomerKind.Person, Title = Title, GivenNames = GivenNames, FamilyName = FamilyName ?? "", DateOfBirth = DateOfBirth,
        Telephones = [.. Telephones.Where(t => !t.IsEmpty).Select(t => new Telephone(t.Number ?? "", t.Label))], Emails = [.. Emails.OfType<string>().Where(e => !string.IsNullOrWhiteSpace(e))],
        Address = Address.IsEmpty ? null : new AddressLines(Address.Line1 ?? "", Address.Line2, Address.Town, Address.Postcode, Address.Uprn is { } uprn && Address.IsAsFound ? uprn : null),
        PreferredChannel = Codes.Read<Channel>(PreferredChannel), Language = Language, Formats = Formats,
        Needs = [.. TickedNeeds.Select(n => new Need(n, NeedDetails.GetValueOrDefault(n.Code())))], DoNotRing = DoNotRing, DoNotRingReason = DoNotRingReason,
    };

    private IEnumerable<NeedKind> TickedNeeds => Needs.Select(Codes.Read<NeedKind>).OfType<NeedKind>().Distinct();

    /// <summary>An error of the command, with what it says of the third telephone standing beside the row that has the third telephone.</summary>
    public Error AtRows(Error error)
    {
        if (error is not Invalid invalid) return error;
        var places = new Dictionary<string, string> { ["Details.Telephones"] = "Details.Telephones[0].Number", ["Details.Emails"] = "Details.Emails[0]" };
        void Add(IEnumerable<int> rows, Func<int, string> command, Func<int, string> form)
        {
            foreach (var (row, place) in rows.Select((row, place) => (row, place))) places[command(place)] = form(row);
        }
        var telephones = Telephones.Select((t, row) => (t, row)).Where(t => !t.t.IsEmpty).Select(t => t.row).ToList();
        Add(telephones, i => $"Details.Telephones[{i}].Number", i => $"Details.Telephones[{i}].Number");
        Add(telephones, i => $"Details.Telephones[{i}].Label", i => $"Details.Telephones[{i}].Label");
        Add(Emails.Select((e, row) => (e, row)).Where(e => !string.IsNullOrWhiteSpace(e.e)).Select(e => e.row), i => $"Details.Emails[{i}]", i => $"Details.Emails[{i}]");
        foreach (var (need, place) in TickedNeeds.Select((need, place) => (need, place))) places[$"Details.Needs[{place}].Detail"] = $"Details.NeedDetails[{need.Code()}]";
        return new Invalid(invalid.Problems.ToDictionary(p => places.GetValueOrDefault(p.Key, p.Key), p => p.Value));
    }

    /// <summary>Keeps a row free among telephones and among e-mails where there is none at all, or one more was asked for; never more than one.</summary>
    public void LeaveRoom(bool forTelephone, bool forEmail)
    {
        LeaveOne(Telephones, t => t.IsEmpty, () => new TelephoneRow(), forTelephone);
        LeaveOne(Emails, string.IsNullOrWhiteSpace, () => null, forEmail);
    }

    // Rows between others stay where they are: what is said of a row goes by its place.
    private static void LeaveOne<T>(List<T> rows, Predicate<T> empty, Func<T> free, bool added)
    {
        while (rows.Count > 1 && empty(rows[^1]) && rows.FindIndex(empty) < rows.Count - 1) rows.RemoveAt(rows.Count - 1);
        if (rows.Count == 0 || (added && !rows.Exists(empty))) rows.Add(free());
    }

    /// <summary>Puts what somebody typed elsewhere where this form has nothing: single fields that are empty, telephones and e-mails that are not there.</summary>
    public void FillFrom(CustomerForm typed)
    {
        (Title, GivenNames, DateOfBirth, PreferredChannel, Language) = (Title ?? typed.Title, GivenNames ?? typed.GivenNames, DateOfBirth ?? typed.DateOfBirth, PreferredChannel ?? typed.PreferredChannel, Language ?? typed.Language);
        if (Address.IsEmpty) Address = typed.Address;
        var numbers = Telephones.Select(t => PhoneNumber.Normalise(t.Number)).ToHashSet();
        Telephones.AddRange(typed.Telephones.Where(t => !t.IsEmpty && (PhoneNumber.Normalise(t.Number) is not { } number || numbers.Add(number))));
        var emails = Emails.Select(EmailAddress.Normalise).ToHashSet();
        Emails.AddRange(typed.Emails.Where(e => !string.IsNullOrWhiteSpace(e) && (EmailAddress.Normalise(e) is not { } email || emails.Add(email))));
        Formats = [.. Formats.Union(typed.Formats)];
        Needs = [.. Needs.Union(typed.Needs)];
        foreach (var (need, detail) in typed.NeedDetails.Where(d => !string.IsNullOrWhiteSpace(d.Value) && string.IsNullOrWhiteSpace(NeedDetails.GetValueOrDefault(d.Key)))) NeedDetails[need] = detail;
        (DoNotRing, DoNotRingReason) = (DoNotRing || typed.DoNotRing, DoNotRingReason ?? typed.DoNotRingReason);
    }

    /// <summary>Puts what somebody typed elsewhere into one field.</summary>
    /// <param name="key">As <see cref="TypedOtherwise.Key"/>.</param>
    public void Take(CustomerForm typed, string key)
    {
        switch (Codes.Read<CustomerField>(key))
        {
            case CustomerField.Title: Title = typed.Title; break;
            case CustomerField.GivenNames: GivenNames = typed.GivenNames; break;
            case CustomerField.FamilyName: FamilyName = typed.FamilyName; break;
            case CustomerField.DateOfBirth: DateOfBirth = typed.DateOfBirth; break;
            case CustomerField.Address: Address = typed.Address; break;
            case CustomerField.PreferredChannel: PreferredChannel = typed.PreferredChannel; break;
            case CustomerField.Language: Language = typed.Language; break;
            case CustomerField.ContactSafety: (DoNotRing, DoNotRingReason) = (typed.DoNotRing, typed.DoNotRingReason); break;
            default:
                foreach (var need in typed.TickedNeeds.Where(n => MergeSlots.Need(n) == key)) NeedDetails[need.Code()] = typed.NeedDetails.GetValueOrDefault(need.Code());
                break;
        }
    }

    /// <summary>The needs of this form of which another says something else.</summary>
    public IEnumerable<TypedOtherwise> NeedsOtherwise(CustomerForm form) => TickedNeeds
        .Select(n => (Need: n, Typed: NeedDetails.GetValueOrDefault(n.Code())?.Trim(), Saved: form.NeedDetails.GetValueOrDefault(n.Code())?.Trim()))
        .Where(n => !string.IsNullOrEmpty(n.Typed) && n.Typed != n.Saved).Select(n => new TypedOtherwise(MergeSlots.Need(n.Need), CustomerWords.Of(n.Need), n.Saved, n.Typed!, CanBeTaken: true));

    /// <summary>Each field in words, to set two versions side by side.</summary>
    public IEnumerable<FieldInWords> InWords()
    {
        yield return new(CustomerField.Title, "Title", Title);
        yield return new(CustomerField.GivenNames, "Given names", GivenNames);
        yield return new(CustomerField.FamilyName, IsOrganisation ? "Name" : "Family name", FamilyName);
        yield return new(CustomerField.DateOfBirth, "Date of birth", DateOfBirth?.Words());
        yield return new(CustomerField.Address, "Address", string.Join(", ", new[] { Address.Line1, Address.Line2, Address.Town, Address.Postcode }.Where(p => !string.IsNullOrWhiteSpace(p))));
        yield return new(CustomerField.Telephones, "Telephones", string.Join(", ", Telephones.Where(t => !t.IsEmpty).Select(t => $"{t.Number} {t.Label}".Trim())), OneValued: false);
        yield return new(CustomerField.Emails, "E-mails", string.Join(", ", Emails.Where(e => !string.IsNullOrWhiteSpace(e))), OneValued: false);
        yield return new(CustomerField.PreferredChannel, "Preferred way of contact", CustomerWords.PreferredChannels.FirstOrDefault(c => c.Value == PreferredChannel)?.Text);
        yield return new(CustomerField.Language, "Language", CustomerWords.Language(string.IsNullOrEmpty(Language) ? null : Language));
        yield return new(CustomerField.Formats, "Formats", string.Join(", ", Formats.Order(StringComparer.Ordinal).Select(CustomerWords.Format)), OneValued: false);
        yield return new(CustomerField.Needs, "Needs", string.Join(", ", TickedNeeds.Order().Select(n => NeedDetails.GetValueOrDefault(n.Code()) is { Length: > 0 } detail ? $"{CustomerWords.Of(n)}: {detail}" : CustomerWords.Of(n))), OneValued: false);
        yield return new(CustomerField.ContactSafety, "Contact safety", DoNotRing ? $"Nobody may ring. {DoNotRingReason}".Trim() : "");
    }
}

/// <summary>A row for a telephone.</summary>
public sealed class TelephoneRow
{
    public string? Number { get; set; }
    public string? Label { get; set; }

    /// <summary>Nothing is in it, or only a label for a number that was cleared.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Number);
}

/// <summary>The rows for an address.</summary>
public sealed class AddressRows
{
    public string? Line1 { get; set; }
    public string? Line2 { get; set; }
    public string? Town { get; set; }
    public string? Postcode { get; set; }
    public long? Uprn { get; set; }
    /// <summary>What the rows said when the property's number was put there; once they say something else, the number is not theirs any more.</summary>
    public string? Found { get; set; }

    /// <summary>The rows of an address.</summary>
    public static AddressRows Of(AddressLines lines)
    {
        var rows = new AddressRows { Line1 = lines.Line1, Line2 = lines.Line2, Town = lines.Town, Postcode = lines.Postcode, Uprn = lines.Uprn };
        rows.Found = rows.Text;
        return rows;
    }

    /// <summary>Whether the rows are still as the property's number found them.</summary>
    public bool IsAsFound => Found == Text;

    private string Text => string.Join('|', Line1, Line2, Town, Postcode);

    /// <summary>Nothing is in them.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Line1) && string.IsNullOrWhiteSpace(Line2) && string.IsNullOrWhiteSpace(Town) && string.IsNullOrWhiteSpace(Postcode);
}
