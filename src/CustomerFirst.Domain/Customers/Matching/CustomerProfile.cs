using System.Globalization;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>A name of a customer, present or former.</summary>
/// <param name="Given">Null where only one name is known, and for organisations.</param>
public readonly record struct ProfileName(string? Given, string Family);

/// <summary>A telephone or e-mail of a customer, present or former.</summary>
public readonly record struct ProfilePoint(ContactPointKind Kind, string Value);

/// <summary>What is known of a customer, or typed for a new one, as far as records are compared and found by it.</summary>
/// <param name="Names">The present one first.</param>
/// <param name="Addresses">The present one first.</param>
public sealed record CustomerProfile(CustomerKind Kind, DateOnly? Born, IReadOnlyList<ProfileName> Names, IReadOnlyList<ProfilePoint> Points, IReadOnlyList<AddressLines> Addresses)
{
    /// <summary>Numbers that several systems use, of letters and figures only: national insurance number, council tax account, tenancy.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    // A customer with more former names and addresses than these is not found by the oldest of them.
    private const int Most = 4;

    /// <summary>Everything that holds or held; what was a mistake, and so held for no time, is left out.</summary>
    public static CustomerProfile Of(Customer customer) => new(customer.Kind, customer.DateOfBirth,
        [.. Latest(customer.Names).Select(n => new ProfileName(n.GivenNames, n.FamilyName))],
        [.. Latest(customer.ContactPoints, 3 * Most).Select(p => new ProfilePoint(p.Kind, p.Value)).Distinct()],
        [.. Latest(customer.Addresses).Select(a => a.Lines)]);

    /// <summary>The same as the matching engine takes it.</summary>
    /// <param name="identifiers">Those that can be compared with the other record's; none of them where there are none.</param>
    public PersonFacts Facts(IEnumerable<string>? identifiers = null)
    {
        var facts = new PersonFacts();
        foreach (var identifier in identifiers ?? []) facts.With(MatchField.Identifier, identifier);
        foreach (var name in Names)
        {
            facts.With(MatchField.FamilyName, Kind == CustomerKind.Organisation ? OrganisationName.Core(name.Family) : name.Family);
            if (name.Given is null) continue;
            var given = NameText.Words(name.Given);
            if (given.Count > 0) facts.With(MatchField.GivenName, given[0]);
            foreach (var other in given.Skip(1)) facts.With(MatchField.OtherNames, other);
        }
        if (Born is { } born) facts.With(MatchField.BirthDate, born.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        foreach (var point in Points) facts.With(point.Kind == ContactPointKind.Phone ? MatchField.Telephone : MatchField.Email, point.Value);
        foreach (var address in Addresses)
        {
            var (number, street) = HouseAndStreet(address.Line1);
            facts.With(MatchField.HouseNumber, number).With(MatchField.Street, street).With(MatchField.Locality, address.Line2).With(MatchField.Town, address.Town).With(MatchField.Postcode, address.Postcode);
        }
        return facts;
    }

    /// <summary>The house's number and the rest of an address's first line: "14a" and "mill lane" of "Flat 2, 14A Mill Lane". Folded; either may be null.</summary>
    public static (string? Number, string? Street) HouseAndStreet(string line)
    {
        var words = Folding.Fold(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = -1;
        // The last number among the first words is the house's; what stands before it is a flat or a building.
        for (var i = Math.Min(words.Length, 6) - 1; i >= 0 && at < 0; i--)
            if (char.IsAsciiDigit(words[i][0])) at = i;
        var street = string.Join(' ', at < 0 ? words : words[(at + 1)..]);
        return (at < 0 ? null : words[at], street.Length == 0 ? null : street);
    }

    private static IEnumerable<T> Latest<T>(IEnumerable<T> facts, int most = Most) where T : CustomerFact =>
        facts.Where(f => f.From != f.To).OrderBy(f => f.To is not null).ThenByDescending(f => f.From).ThenBy(f => f.Id).Take(most);
}
