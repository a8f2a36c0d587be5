using System.Globalization;
using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// The search itself: one statement that takes candidates from the trigram index and puts the best first. Those with every word standing alone
/// come before those that have it as a part; within them the present name counts most.
/// </summary>
public static class CustomerRanking
{
    /// <summary>How many are ranked at most; a search that finds more says so.</summary>
    public const int Most = 1000;

    internal sealed record Ranked(IReadOnlyList<Guid> Ids, int Total);

    private sealed record Row(Guid Id, int Total);

    /// <summary>Ids of a page and one more, the best first, and how many there are (up to one more than <see cref="Most"/>).</summary>
    /// <param name="among">Only these customers; null for all.</param>
    internal static async Task<Ranked> RankAsync(CustomerFirstDb db, IReadOnlyList<SearchTerm> terms, Guid[]? among, Actor actor, Guid? after, int take, CancellationToken token)
    {
        if (among is { Length: 0 } || (terms.Count == 0 && among is null)) return new Ranked([], 0);
        var (sql, parameters) = Statement(terms, among, actor, after, take);
        var rows = await db.Database.SqlQueryRaw<Row>(sql, [.. parameters]).ToListAsync(token);
        return new Ranked([.. rows.Select(r => r.Id)], rows.Count == 0 ? 0 : rows[0].Total);
    }

    /// <summary>The statement with its parameters, also for a test that looks at its plan.</summary>
    internal static (string Sql, List<NpgsqlParameter> Parameters) Statement(IReadOnlyList<SearchTerm> terms, Guid[]? among, Actor actor, Guid? after, int take)
    {
        var parameters = new List<NpgsqlParameter>
        {
            new("after", after ?? Guid.Empty), new("take", take + 1),
            new("states", actor.May(Permission.StewardCustomers) ? new[] { "active", "blocked" } : ["active"]),
        };
        var usable = "erasure = any(@states) and merged_into_id is null";
        if (among is not null)
        {
            parameters.Add(new("among", among));
            usable += " and id = any(@among)";
        }
        var (whole, part, score) = (new StringBuilder("true"), new StringBuilder("true"), new StringBuilder("0"));
        for (var i = 0; i < terms.Count; i++)
        {
            var (text, term) = (Escaped(terms[i].Text), terms[i]);
            parameters.Add(new($"w{i}", $"% {text} %"));
            parameters.Add(new($"p{i}", term.Begins ? $"% {text}%" : $"%{text}%"));
            parameters.Add(new($"b{i}", $"% {text}%"));
            // The present name stands before the bar.
            parameters.Add(new($"n{i}", $"% {text} %{CustomerSearchText.Bar}%"));
            parameters.Add(new($"m{i}", $"% {text}%{CustomerSearchText.Bar}%"));
            if (Exact(term) is { } exact)
            {
                parameters.Add(new($"x{i}", exact.Value));
                var condition = $" and {exact.Sql.Replace("@x", $"@x{i}", StringComparison.Ordinal)}";
                whole.Append(condition);
                part.Append(condition);
            }
            else
            {
                whole.Append($" and search_text like @w{i}");
                part.Append($" and search_text like @p{i}");
            }
            score.Append($" + case when search_text like @n{i} then 16 when search_text like @m{i} then 8 when search_text like @w{i} then 4 when search_text like @b{i} then 2 else 1 end");
        }
        // The lists are materialised so that the planner does not take the limit for a reason to read the whole table from its start.
        var sql = $"""
            with alone as materialized (select id, search_text from customers where {usable} and {whole}),
                 best as (select id, search_text from alone limit {Most + 1}),
                 parts as materialized (select id, search_text from customers where {usable} and {part} and not ({whole})),
                 rest as (select id, search_text from parts where (select count(*) from best) <= {Most} limit {Most + 1}),
                 found as (select id, {score} as score, search_text from (select * from best union all select * from rest) as all_found),
                 ranked as (select id, row_number() over (order by score desc, search_text, id) as place, count(*) over () as total from found)
            select id, total::int as total from ranked
             where place > coalesce((select place from ranked where id = @after), 0) and place <= {Most}
             order by place limit @take
            """;
        return (sql, parameters);
    }

    // What is known to the letter has an index of its own, which is many times faster than the trigrams of digits that everybody's number has.
    // A fact that was a mistake held for no time.
    private static (string Sql, object Value)? Exact(SearchTerm term) => term.Kind switch
    {
        SearchTermKind.Phone => ("""id in (select customer_id from contact_points where kind = 'phone' and value = @x and "to" is distinct from "from")""", term.Text),
        SearchTermKind.Postcode => ("""id in (select customer_id from customer_addresses where postcode = @x and "to" is distinct from "from")""", Postcode.Normalise(term.Text)!),
        SearchTermKind.BornOn => ("date_of_birth = @x", DateOnly.ParseExact(term.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        SearchTermKind.Word or SearchTermKind.Email or SearchTermKind.Reference => null,
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };

    /// <summary>In which facts the words were found, each once.</summary>
    internal static IReadOnlyList<string> Because(Customer customer, IReadOnlyList<SearchTerm> terms)
    {
        var facts = Facts(customer).ToList();
        return [.. terms.Select(term => facts.FirstOrDefault(f => term.In(f.Folded)).Name).OfType<string>().Distinct()];
    }

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

    // Percent signs and backslashes do not survive folding; they are escaped all the same.
    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
