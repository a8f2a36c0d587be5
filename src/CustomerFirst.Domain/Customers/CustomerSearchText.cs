using System.Globalization;
using System.Text;

namespace CustomerFirst.Domain.Customers;

/// <summary>The text by which a customer is found, and how the words somebody types are brought into the same form.</summary>
public static class CustomerSearchText
{
    /// <summary>Every name, telephone, e-mail, address and the date of birth, present and former, in the form that <see cref="Fold"/> gives.</summary>
    public static string Of(Customer customer)
    {
        var parts = new List<string>();
        foreach (var name in customer.Names) parts.Add(Fold(name.Full));
        if (customer.DateOfBirth is { } born) parts.Add(born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var point in customer.ContactPoints)
        {
            parts.Add(Fold(point.Value));
            // A British number is also found by its national form.
            if (point.Kind == ContactPointKind.Phone && point.Value.StartsWith("+44", StringComparison.Ordinal)) parts.Add("0" + point.Value[3..]);
        }
        foreach (var address in customer.Addresses)
        {
            parts.Add(Fold(address.Lines.OneLine));
            if (address.Postcode is { } postcode) parts.Add(postcode.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());
        }
        return string.Join(' ', parts.Distinct());
    }

    /// <summary>Lower case, without accents and apostrophes, other signs than <c>@ . - + _</c> as spaces, one space between words.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || c is '\'' or '’' or '`') continue;
            var kept = char.IsLetterOrDigit(c) || c is '@' or '.' or '-' or '+' or '_' ? char.ToLowerInvariant(c) : ' ';
            if (kept != ' ' || (folded.Length > 0 && folded[^1] != ' ')) folded.Append(kept);
        }
        return folded.ToString().TrimEnd();
    }
}
