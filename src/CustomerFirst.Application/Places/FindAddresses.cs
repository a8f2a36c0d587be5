using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Places;

/// <summary>Finds properties by a part of their address or by a postcode, typed in any order: "14 bobbin road", "bobbin ro 14", "zy3 4".</summary>
/// <param name="Text">What was typed. It may be a person's address, so it is never logged or put into a URL.</param>
[Needs(Permission.FindAddresses)]
public sealed record FindAddressesQuery(string? Text) : IQuery<FoundAddresses>
{
    /// <summary>Nothing of it: who writes a query to a log writes no personal data.</summary>
    public override string ToString() => nameof(FindAddressesQuery);
}

/// <summary>Properties that fit.</summary>
/// <param name="Addresses">The best first; at most <see cref="Most"/>.</param>
/// <param name="More">There are more; a house number or the postcode would tell them apart.</param>
/// <param name="Nearby">Nothing fits all that was typed; these are of the same postcode.</param>
public sealed record FoundAddresses(IReadOnlyList<FoundAddress> Addresses, bool More, bool Nearby)
{
    /// <summary>How many are offered at once.</summary>
    public const int Most = 20;
}

/// <summary>A property that fits.</summary>
/// <param name="Lines">As a customer's address would have it.</param>
/// <param name="Place">Ward and constituency of its point by the boundaries of today.</param>
public sealed record FoundAddress(long Uprn, string OneLine, AddressLines Lines, PropertyParts Parts, double? Latitude, double? Longitude, FoundPlace Place);

internal sealed class FindAddressesValidator : AbstractValidator<FindAddressesQuery>
{
    public FindAddressesValidator()
    {
        RuleFor(q => q.Text).Cascade(CascadeMode.Stop).Must(t => !string.IsNullOrWhiteSpace(t)).WithMessage("Enter a postcode or a part of the address")
            .MaximumLength(200).WithMessage("Enter 200 characters or fewer")
            .Must(t => Folding.Fold(t!).Count(char.IsLetterOrDigit) >= 3).WithMessage("Enter at least 3 letters or digits");
    }
}

internal sealed class FindAddressesHandler(NpgsqlDataSource database, PlaceFinder places, AddressWords words) : IRequestHandler<FindAddressesQuery, Result<FoundAddresses>>
{
    // So many of those that fit are put in order; of a word that half the town has, any are as good as others.
    private const int Looked = 400;

    private const string Statement = """
        select uprn, organisation, sub_building, building_name, number, street, locality, town, postcode, latitude, longitude, search_text
        from properties where status <> 'historic' and array_to_tsvector(string_to_array(search_text, ' ')) @@ $1::tsquery limit $2
        """;

    // Which words are whole words of some address.
    private const string Whole = """
        select typed.word, exists (select from properties where status <> 'historic' and array_to_tsvector(string_to_array(search_text, ' ')) @@ typed.query::tsquery) from unnest($1, $2) as typed(word, query)
        """;

    public async Task<Result<FoundAddresses>> Handle(FindAddressesQuery query, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        // Rows cost more to test than to find: the index is always the better way, even to a word that half of them have.
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using (var set = new NpgsqlCommand("set local enable_seqscan = off", connection, transaction)) await set.ExecuteNonQueryAsync(token);
        var terms = PropertyWords.Read(query.Text);
        var found = await SearchAsync(connection, terms, token);
        if (found.Count == 0 && PropertyWords.Read(query.Text, sectors: false) is var apart && apart.Terms.Count != terms.Terms.Count) found = await SearchAsync(connection, apart, token);
        // A misspelt street before other streets of the postcode.
        if (found.Count == 0 && await words.PutRightAsync(terms, token) is { } meant && await SearchAsync(connection, meant, token) is { Count: > 0 } put) (found, terms) = (put, meant);
        var nearby = found.Count == 0 && terms.Postcode is not null && terms.Terms.Count > 1;
        if (nearby) found = await FindAsync(connection, Word(terms.Postcode!, false), token);
        var map = await places.MapAsync(token);
        var today = places.Today();
        var ordered = found.OrderByDescending(p => WholeWords(terms, p.Words)).ThenByDescending(p => WholeWords(terms, StreetWords(p.Parts))).ThenBy(p => p.Parts.Street, StringComparer.Ordinal).ThenBy(p => p.Parts.Postcode?[..^4], StringComparer.Ordinal)
            .ThenBy(p => p.Parts.Number ?? "", HouseOrder.Instance).ThenBy(p => p.Parts.BuildingName, HouseOrder.Instance).ThenBy(p => p.Parts.SubBuilding, HouseOrder.Instance).ThenBy(p => p.Uprn);
        return new FoundAddresses([.. ordered.Take(FoundAddresses.Most).Select(p => Address(p, map, today))], found.Count > FoundAddresses.Most, nearby && found.Count > 0);
    }

    private sealed record Row(long Uprn, PropertyParts Parts, double? Latitude, double? Longitude, string[] Words);

    private static FoundAddress Address(Row row, PlaceMap map, DateOnly today) => new(row.Uprn, row.Parts.OneLine, row.Parts.Lines(row.Uprn), row.Parts, row.Latitude, row.Longitude,
        row is { Latitude: { } latitude, Longitude: { } longitude } ? map.Find(latitude, longitude, today) : default);

    // Who types a number and a name means the street before a building that is called so.
    private static string[] StreetWords(PropertyParts parts) => Folding.Fold($"{parts.Number} {parts.Street}").Split(' ');

    // How many of the terms are whole words of the address.
    private static int WholeWords(PropertyTerms terms, string[] words) => terms.Terms.Count(t => t.Words.Any(w => words.Contains(w)));

    // As whole words first, which is quick however common they are; then those that are none as the beginnings of words; then all as beginnings.
    private static async Task<List<Row>> SearchAsync(NpgsqlConnection connection, PropertyTerms terms, CancellationToken token)
    {
        if (terms.Terms.Count == 0) return [];
        var found = await FindAsync(connection, Words(terms, _ => false), token);
        // "14 bobbin road" is also 14a, and 140 where there is room; "1" would be every other house.
        if (found.Count is > 0 and < FoundAddresses.Most && terms.Terms.Any(LongNumber)) found = [.. found.UnionBy(await FindAsync(connection, Words(terms, LongNumber), token), p => p.Uprn)];
        if (found.Count > 0) return found;
        var whole = await WholeAsync(connection, terms, token);
        if (whole.Count < terms.Terms.Count) found = await FindAsync(connection, Words(terms, t => !whole.Contains(t.Words[0])), token);
        return found.Count > 0 || whole.Count == 0 ? found : await FindAsync(connection, Words(terms, _ => true), token);
    }

    private static bool LongNumber(PropertyTerm term) => term.IsNumber && term.Words[0].Length > 1;

    private static async Task<HashSet<string>> WholeAsync(NpgsqlConnection connection, PropertyTerms terms, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(Whole, connection)
        {
            Parameters = { new NpgsqlParameter { Value = terms.Terms.Select(t => t.Words[0]).ToArray() }, new NpgsqlParameter { Value = terms.Terms.Select(t => Word(t, false)).ToArray() } },
        };
        await using var rows = await command.ExecuteReaderAsync(token);
        var whole = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(token))
            if (rows.GetBoolean(1)) whole.Add(rows.GetString(0));
        return whole;
    }

    private static string Words(PropertyTerms terms, Func<PropertyTerm, bool> asBeginning) => string.Join(" & ", terms.Terms.Select(t => Word(t, asBeginning(t))));

    private static string Word(PropertyTerm term, bool asBeginning) => $"({string.Join(" | ", term.Words.Select(w => Word(w, !asBeginning)))})";

    // Folded words hold no quotation marks; other scripts' signs may be anything, so they stand in quotation marks.
    private static string Word(string word, bool whole) => $"'{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'{(whole ? "" : ":*")}";

    private static async Task<List<Row>> FindAsync(NpgsqlConnection connection, string words, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(Statement, connection) { Parameters = { new NpgsqlParameter { Value = words }, new NpgsqlParameter { Value = Looked } } };
        await using var rows = await command.ExecuteReaderAsync(token);
        var found = new List<Row>();
        while (await rows.ReadAsync(token))
        {
            string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
            double? Degrees(int column) => rows.IsDBNull(column) ? null : rows.GetDouble(column);
            found.Add(new Row(rows.GetInt64(0), new PropertyParts(Text(1), Text(2), Text(3), Text(4), Text(5), Text(6), Text(7), Text(8)), Degrees(9), Degrees(10), rows.GetString(11).Split(' ')));
        }
        return found;
    }
}

/// <summary>House numbers and names as a postman would walk: 2 before 10, 14 before 14a, Flat 9 before Flat 10.</summary>
internal sealed class HouseOrder : IComparer<string?>
{
    public static HouseOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var (i, j) = (0, 0);
        while (i < x.Length && j < y.Length)
        {
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
            {
                var (one, other) = (Number(x, ref i), Number(y, ref j));
                if (one != other) return one.CompareTo(other);
                continue;
            }
            if (x[i] != y[j]) return x[i].CompareTo(y[j]);
            (i, j) = (i + 1, j + 1);
        }
        return (x.Length - i).CompareTo(y.Length - j);
    }

    private static long Number(string text, ref int at)
    {
        long number = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++) number = Math.Min(number * 10 + (text[at] - '0'), int.MaxValue);
        return number;
    }
}
