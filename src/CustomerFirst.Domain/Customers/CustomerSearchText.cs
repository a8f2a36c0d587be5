using System.Globalization;

namespace CustomerFirst.Domain.Customers;

/// <summary>
/// The text by which a customer is found: the name that holds now, a bar, then everything else, each word between spaces. A search looks for its
/// words in it (see <see cref="SearchWords"/>).
/// </summary>
public static class CustomerSearchText
{
    /// <summary>Stands between the present name and the rest; no folded text has it.</summary>
    public const char Bar = '|';

    private const string EmailSigns = "@.-+_";

    /// <summary>
    /// Every name, telephone, e-mail and address, present and former, and the date of birth. What was a mistake (and so held for no time) is not
    /// in it, nor anything of a customer whose data were erased, nor of a record that another one stands for.
    /// </summary>
    public static string Of(Customer customer)
    {
        if (customer.Erasure is ErasureState.Anonymised or ErasureState.Deleted || customer.MergedIntoId is not null) return "";
        var current = customer.CurrentName;
        var parts = new List<string>();
        foreach (var name in customer.Names.Where(n => n != current && n.From != n.To)) parts.Add(Name(name.Full));
        if (customer.DateOfBirth is { } born) parts.Add(Date(born));
        foreach (var point in customer.ContactPoints.Where(p => p.From != p.To))
        {
            parts.Add(point.Kind == ContactPointKind.Email ? Email(point.Value) : point.Value);
            // A British number is also found by its national form.
            if (point.Kind == ContactPointKind.Phone && point.Value.StartsWith("+44", StringComparison.Ordinal)) parts.Add("0" + point.Value[3..]);
        }
        foreach (var address in customer.Addresses.Where(a => a.From != a.To))
        {
            parts.Add(Name(address.Lines.OneLine));
            if (address.Postcode is { } postcode) parts.Add(Postcode(postcode));
        }
        return $" {(current is null ? "" : Name(current.Full))} {Bar} {string.Join(' ', parts.Distinct())} ";
    }

    /// <summary>A name or a line of an address, word by word.</summary>
    public static string Name(string text) => Folding.Fold(text);

    /// <summary>An e-mail as one word.</summary>
    public static string Email(string text) => Folding.Fold(text, EmailSigns);

    /// <summary>A postcode as one word.</summary>
    public static string Postcode(string postcode) => postcode.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>A date as one word.</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
