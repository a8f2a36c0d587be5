using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>Whether what a file says of a person is something else, or the same in other letters.</summary>
internal static class PersonLikeness
{
    private const int Slips = 2;

    /// <summary>The same name, or less of it: without accents, in capitals, a familiar form, an initial, without the middle name.</summary>
    public static bool SaysNothingMore(PersonRow row, CustomerName held)
    {
        if (Folding.Fold(row.Family) != Folding.Fold(held.FamilyName)) return false;
        var (said, known) = (NameText.Words(row.Given ?? ""), NameText.Words(held.GivenNames ?? ""));
        return said.Count <= known.Count && said.Zip(known).All(pair => pair.First == pair.Second || (pair.First.Length == 1 && pair.Second[0] == pair.First[0]) || Nicknames.FormsOf(pair.First).Contains(pair.Second));
    }

    /// <summary>Nearly the same name: more likely a slip of the keyboard than another name.</summary>
    public static bool OnlySpelling(PersonRow row, CustomerName held) =>
        Alike(Folding.Fold(row.Family), Folding.Fold(held.FamilyName)) && Alike(Folding.Fold(row.Given ?? "").Split(' ')[0], Folding.Fold(held.GivenNames ?? "").Split(' ')[0]);

    /// <summary>The same address in other letters.</summary>
    public static bool SameAddress(AddressLines said, AddressLines held) =>
        said.Uprn is not null && said.Uprn == held.Uprn
        || (said.Postcode == held.Postcode && Folding.Fold(said.Line1) == Folding.Fold(held.Line1) && (said.Line2 is null || held.Line2 is null || Folding.Fold(said.Line2) == Folding.Fold(held.Line2)))
        // A file that only has the postcode says less.
        || (said.Line1.Length == 0 && said.Uprn is null && said.Postcode == held.Postcode);

    /// <summary>The same house in the same street, spelt otherwise.</summary>
    public static bool OnlySpelling(AddressLines said, AddressLines held)
    {
        var (one, other) = (CustomerProfile.HouseAndStreet(said.Line1), CustomerProfile.HouseAndStreet(held.Line1));
        return one.Number == other.Number && (said.Postcode is null || held.Postcode is null || said.Postcode == held.Postcode) && Alike(one.Street ?? "", other.Street ?? "");
    }

    private static bool Alike(string one, string other) => one == other || Nearness.Slips(one, other, Slips) <= Slips;
}
