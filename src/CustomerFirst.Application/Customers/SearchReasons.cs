using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>Why a search found a customer, for people.</summary>
internal static class SearchReasons
{
    /// <summary>In which facts the words were found, each once.</summary>
    public static IReadOnlyList<string> Of(Customer customer, IReadOnlyList<SearchTerm> terms)
    {
        var facts = Facts(customer).ToList();
        return [.. terms.Select(term => facts.FirstOrDefault(f => term.In(f.Folded)).Name ?? Alike(facts, term)).OfType<string>().Distinct()];
    }

    private static string? Alike(List<(string? Name, string Folded)> facts, SearchTerm term) =>
        facts.FirstOrDefault(f => f.Folded.Split(' ').Any(word => SearchNearness.Alike(term, word))).Name is { } name ? $"{name}, spelt otherwise" : null;

    private static IEnumerable<(string? Name, string Folded)> Facts(Customer customer)
    {
        var (name, address) = (customer.CurrentName, customer.CurrentAddress);
        if (name is not null) yield return (customer.Kind == CustomerKind.Person ? "Name" : "Organisation", CustomerSearchText.Name(name.Full));
        if (customer.DateOfBirth is { } born) yield return ("Date of birth", CustomerSearchText.Date(born));
        foreach (var point in customer.ContactPoints.Where(p => p.From != p.To).OrderBy(p => p.To is not null))
        {
            var former = point.To is null ? "" : "Former ";
            yield return point.Kind == ContactPointKind.Phone
                ? (former.Length == 0 ? "Telephone" : former + "telephone", $"{point.Value} {PhoneNumber.Show(point.Value).Replace(" ", "", StringComparison.Ordinal)}")
                : (former.Length == 0 ? "E-mail" : former + "e-mail", CustomerSearchText.Email(point.Value));
        }
        if (address is not null) yield return ("Address", AddressText(address));
        foreach (var past in customer.Addresses.Where(a => a != address && a.From != a.To)) yield return ("Former address", AddressText(past));
        foreach (var past in customer.Names.Where(n => n != name && n.From != n.To)) yield return ("Former name", CustomerSearchText.Name(past.Full));
    }

    private static string AddressText(CustomerAddress address) =>
        $"{CustomerSearchText.Name(address.Lines.OneLine)} {(address.Postcode is { } postcode ? CustomerSearchText.Postcode(postcode) : "")}";
}
