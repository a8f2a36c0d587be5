using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>Why a search found a customer, for people.</summary>
internal static class SearchReasons
{
    /// <summary>In which facts the words were found, each once.</summary>
    public static IReadOnlyList<string> Of(HeldCustomer customer, IReadOnlyList<SearchTerm> terms)
    {
        var facts = Facts(customer).ToList();
        var found = terms.Select(term => facts.FirstOrDefault(f => term.In(f.Folded)).Name ?? Alike(facts, term)).OfType<string>().Distinct().ToList();
        // One word of a name as typed and the other not: that is the name, spelt otherwise.
        return [.. found.Where(f => !found.Contains(Otherwise(f)) && !found.Contains(InForm(f)) && !(IsForm(f, out var name) && found.Contains(Otherwise(name))))];
    }

    /// <summary>A part of a search as it was typed, with its accents, where it is one word.</summary>
    public static string AsTyped(SearchTerm term, string typed) =>
        typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => term.Kind == SearchTermKind.Word && CustomerSearchText.Name(word) == term.Text)?.Trim(',', ';', '.') ?? Shown(term);

    /// <summary>A part of a search as people write it.</summary>
    public static string Shown(SearchTerm term) => term.Kind switch
    {
        SearchTermKind.Phone => PhoneNumber.Show(term.Text),
        SearchTermKind.Postcode => Domain.Places.Postcode.Normalise(term.Text) ?? term.Text,
        SearchTermKind.BornIn when DateOnly.TryParseExact(term.Text, "yyyy-MM", out var month) => month.Words()[2..],
        SearchTermKind.BornOn when DateOnly.TryParseExact(term.Text, "yyyy-MM-dd", out var born) => born.Words(),
        _ => term.Text,
    };

    private static string? Alike(List<(string? Name, string Folded)> facts, SearchTerm term)
    {
        var meant = new SoughtTerm(term, slips: true);
        if (facts.FirstOrDefault(f => f.Folded.Split(' ').Any(meant.Alike)) is not ({ } name, { } folded)) return null;
        return term.Whole ? $"{name}, typed a little differently" : folded.Split(' ').Any(meant.IsFamiliar) ? InForm(name) : Otherwise(name);
    }

    private const string Form = ", in another form";

    private static string InForm(string name) => name + Form;

    private static bool IsForm(string found, out string name)
    {
        name = found.EndsWith(Form, StringComparison.Ordinal) ? found[..^Form.Length] : "";
        return name.Length > 0;
    }

    private static string Otherwise(string name) => $"{name}, spelt otherwise";

    private static IEnumerable<(string? Name, string Folded)> Facts(HeldCustomer customer)
    {
        var profile = customer.Profile;
        // What holds now stands first.
        var (names, addresses) = (customer.Name.Length > 0 ? 1 : 0, customer.Address is null ? 0 : 1);
        foreach (var name in profile.Names.Take(names)) yield return (profile.Kind == CustomerKind.Person ? "Name" : "Organisation", NameText(name));
        if (profile.Born is { } born) yield return ("Date of birth", CustomerSearchText.Date(born));
        foreach (var (kind, value) in profile.Points)
        {
            var former = customer.Telephones.Contains(value) || customer.Emails.Contains(value) ? "" : "Former ";
            yield return kind == ContactPointKind.Phone
                ? (former.Length == 0 ? "Telephone" : former + "telephone", $"{value} {PhoneNumber.Show(value).Replace(" ", "", StringComparison.Ordinal)}")
                : (former.Length == 0 ? "E-mail" : former + "e-mail", CustomerSearchText.Email(value));
        }
        foreach (var address in profile.Addresses.Take(addresses)) yield return ("Address", AddressText(address));
        foreach (var past in profile.Addresses.Skip(addresses)) yield return ("Former address", AddressText(past));
        foreach (var past in profile.Names.Skip(names)) yield return ("Former name", NameText(past));
    }

    private static string NameText(ProfileName name) => CustomerSearchText.Name($"{name.Given} {name.Family}".Trim());

    /// <summary>An address as a search is held against it.</summary>
    public static string AddressText(AddressLines address) => $"{CustomerSearchText.Name(address.OneLine)} {(address.Postcode is { } postcode ? CustomerSearchText.Postcode(postcode) : "")}";
}
