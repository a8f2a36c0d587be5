using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Which customers were found by where they lived, or by a number that they had, and are there no more. The search text has present and former facts alike; only where several customers fit is it worth a statement to tell
/// them apart.
/// </summary>
internal sealed class FormerFacts(CustomerFirstDb db)
{
    /// <summary>How many terms of a search each customer has only in former addresses, telephones and e-mails; those with none are left out.</summary>
    /// <param name="fitting">Customers with the terms that do not stand in their present name, a bit for each.</param>
    public async Task<IReadOnlyDictionary<Guid, int>> OfAsync(IReadOnlyList<SoughtTerm> terms, IReadOnlyList<(Guid Id, int Beside)> fitting, CancellationToken token)
    {
        var doubtful = fitting.Where(f => f.Beside != 0).ToList();
        if (fitting.Count < 2 || doubtful.Count == 0) return new Dictionary<Guid, int>();
        var facts = (await db.ReadAsync(Facts, [new NpgsqlParameter("ids", doubtful.Select(f => f.Id).ToArray())],
            row => (Id: row.GetGuid(0), Now: row.GetBoolean(1), Text: Folded(row)), token)).ToLookup(f => f.Id);
        return doubtful.Select(f => (f.Id, Former: Enumerable.Range(0, terms.Count).Count(i => (f.Beside & 1 << i) != 0 && IsFormer(terms[i], facts[f.Id])))).Where(f => f.Former > 0).ToDictionary(f => f.Id, f => f.Former);
    }

    // A birthday and a former name are in no fact here: those are as good as ever.
    private static bool IsFormer(SoughtTerm term, IEnumerable<(Guid Id, bool Now, string Text)> facts)
    {
        var former = false;
        foreach (var (_, now, text) in facts)
        {
            if (!term.In(text)) continue;
            if (now) return false;
            former = true;
        }
        return former;
    }

    private static string Folded(NpgsqlDataReader row) => row.Maybe<string>(6) is { } value
        ? value.Contains('@', StringComparison.Ordinal) ? CustomerSearchText.Email(value) : $"{value} {PhoneNumber.Show(value).Replace(" ", "", StringComparison.Ordinal)}"
        : SearchReasons.AddressText(new AddressLines(row.GetString(2), row.Maybe<string>(3), row.Maybe<string>(4), row.Maybe<string>(5), null));

    private const string Facts = $"""
        select f.customer_id, f."to" is null, f.line1, f.line2, f.town, f.postcode, null from customer_addresses f where f.customer_id = any(@ids) and {HeldRow.AreFacts}
        union all
        select f.customer_id, f."to" is null, '', null, null, null, f.value from contact_points f where f.customer_id = any(@ids) and {HeldRow.AreFacts}
        """;
}
