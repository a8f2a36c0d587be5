namespace CustomerFirst.Domain.Customers;

/// <summary>An organisation's name as it is told from others: "Eastquay Taxis Ltd" and "EASTQUAY TAXIS LIMITED" are one.</summary>
public static class OrganisationName
{
    private static readonly HashSet<string> s_forms = new(["ltd", "limited", "plc", "llp", "cic", "cio", "inc", "co", "company"], StringComparer.Ordinal);

    /// <summary>The words folded, without the legal form at the end; a name that is nothing else stays whole.</summary>
    public static string Core(string name)
    {
        var words = CustomerSearchText.Name(name.Replace("&", " and ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = words.Length;
        while (length > 1 && s_forms.Contains(words[length - 1])) length--;
        return string.Join(' ', words.Take(length));
    }
}
