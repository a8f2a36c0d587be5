using System.Globalization;
using System.Text.Json;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>What a column of a file of people holds.</summary>
internal enum PersonColumn
{
    Title, GivenName, OtherNames, FamilyName, FullName, Organisation, DateOfBirth, Telephone, Email, Identifier, HouseNumber, Street, AddressLine1, AddressLine2, Locality, Town, Postcode, Uprn,
    /// <summary>Since when the person lives there.</summary>
    AddressSince,
    /// <summary>Known to the linking of files; the hub holds none of them. <see cref="Other"/> is written with a name: <c>other:occupation</c>.</summary>
    Region, Sex, Other,
}

/// <summary>Which column of a file of people is what, and how far its system is trusted.</summary>
public sealed class CustomerMap
{
    private static readonly string[] s_keys = ["source", "id", "columns", "dateFormats", "missing", "verified", "trust", "upper", "lower"];
    private static readonly string[] s_dates = ["yyyy-MM-dd", "yyyyMMdd", "dd/MM/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd"];

    private CustomerMap() { }

    /// <summary>Names the system: a row is the same as an earlier one when system and id are.</summary>
    public string Source { get; private init; } = "";
    /// <summary>The column that tells the rows apart.</summary>
    public string Id { get; private init; } = "";
    /// <summary>At or over this probability a row is of the customer that it resembles.</summary>
    public double Upper { get; private init; } = ScoredCandidate.Sure;
    /// <summary>Below it, of none that is known; between the two a person looks.</summary>
    public double Lower { get; private init; } = CustomerCandidates.Likely;
    /// <summary>Formats of dates in .NET's notation, the first that fits counts.</summary>
    public IReadOnlyList<string> DateFormats { get; private init; } = s_dates;
    /// <summary>Texts that mean "nothing"; the empty text always does.</summary>
    public IReadOnlySet<string> Missing { get; private init; } = new HashSet<string>();
    /// <summary>What the system checked itself.</summary>
    public IReadOnlySet<TrustedField> Verified { get; private init; } = new HashSet<TrustedField>();
    /// <summary>How far the system is trusted, where the map says so; it goes before what administrators set.</summary>
    public IReadOnlyDictionary<TrustedField, int> Trust { get; private init; } = new Dictionary<TrustedField, int>();
    internal IReadOnlyList<(string Column, PersonColumn Field)> Columns { get; private init; } = [];

    /// <summary>Every field that a map can name.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Codes.All<PersonColumn>().Select(field => field == PersonColumn.Other.Code() ? LinkMap.Other + "NAME" : field)];

    /// <summary>The columns of a file that nothing is taken from: those of which the map says what the hub does not hold, then those that it does not name.</summary>
    internal (IReadOnlyList<string> NotHeld, IReadOnlyList<string> NotNamed) Unused(IEnumerable<string> header) =>
        ([.. Columns.Where(c => c.Field is PersonColumn.Region or PersonColumn.Sex or PersonColumn.Other).Select(c => c.Column)],
            [.. header.Select(h => h.Trim()).Where(h => h.Length > 0 && h != Id && !Columns.Any(c => c.Column == h)).Distinct()]);

    /// <summary>Reads a map. What is wrong with it is one sentence.</summary>
    /// <param name="fileName">The map's file name, which names the source where the map does not.</param>
    public static Result<CustomerMap> Read(string json, string fileName) => ColumnMap.Read(json, s_keys, root =>
    {
        var columns = ColumnMap.Pairs(root, "columns").Select(c => (c.Key, Field(c.Key, c.Value))).ToList();
        var id = ColumnMap.Text(root, "id")?.Trim();
        if (string.IsNullOrEmpty(id)) throw new MapProblem("\"id\" must name the column that tells the rows apart.");
        if (columns.All(c => c.Item2 is not (PersonColumn.FamilyName or PersonColumn.FullName or PersonColumn.Organisation))) throw new MapProblem("\"columns\" must say which column is the familyName, the fullName or the organisation.");
        var (lower, upper) = (Share(root, "lower", CustomerCandidates.Likely), Share(root, "upper", ScoredCandidate.Sure));
        if (upper < 0.5) throw new MapProblem("\"upper\" must be at least 0.5: below it a customer would be changed by somebody who is likelier another.");
        if (lower > upper) throw new MapProblem("\"lower\" must not be above \"upper\".");
        return new CustomerMap
        {
            Source = Name(ColumnMap.Source(root, "source", Path.GetFileNameWithoutExtension(fileName), CustomerReference.LongestSystem)), Id = id, Columns = columns, Lower = lower, Upper = upper,
            DateFormats = Texts(root, "dateFormats") is { Count: > 0 } formats ? [.. formats.Select(Format)] : s_dates, Missing = Texts(root, "missing").Append("").ToHashSet(StringComparer.Ordinal),
            Verified = Texts(root, "verified").Select(t => Trusted("verified", t)).ToHashSet(), Trust = Ranks(root),
        };
    });

    private static PersonColumn Field(string column, string field) =>
        field.StartsWith(LinkMap.Other, StringComparison.Ordinal) && field.Length > LinkMap.Other.Length ? PersonColumn.Other
        : Codes.Read<PersonColumn>(field) is { } known and not PersonColumn.Other ? known : throw new MapProblem($"\"columns\" gives {column} the field \"{field}\", which there is not. The file's heading stands first, then one of {string.Join(", ", Fields)}.");

    // These are words of the hub for its own sources.
    private static string Name(string source) => source is "staff" or "customer" or "public" or "apiClient" or "operator" or "job" or CustomerReference.Identifiers
        ? throw new MapProblem($"\"source\" cannot be \"{source}\": name the system that the file comes from.") : source.Trim();

    private static TrustedField Trusted(string key, string field) =>
        Codes.Read<TrustedField>(field) ?? throw new MapProblem($"\"{key}\" names \"{field}\"; known are {string.Join(", ", Codes.All<TrustedField>())}.");

    private static string Format(string format) => format.Contains('y') && format.Contains('M') && format.Contains('d') ? format : throw new MapProblem($"\"dateFormats\" has \"{format}\", which lacks year (y), month (M) or day (d).");

    private static Dictionary<TrustedField, int> Ranks(JsonElement root)
    {
        if (ColumnMap.Given(root, "trust") is not { } trust) return [];
        if (trust.ValueKind != JsonValueKind.Object) throw new MapProblem("\"trust\" must be an object.");
        return trust.EnumerateObject().ToDictionary(p => Trusted("trust", p.Name), p => p.Value.ValueKind == JsonValueKind.Number && p.Value.TryGetInt32(out var rank) && rank is >= 0 and <= 100 ? rank
            : throw new MapProblem($"\"trust\" must give {p.Name} a whole number from 0 to 100."));
    }

    private static double Share(JsonElement root, string key, double otherwise) => ColumnMap.Given(root, key) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.GetDouble() is > 0 and <= 1 and var share ? share : throw new MapProblem($"\"{key}\" must be a probability above 0 and at most 1.");

    private static List<string> Texts(JsonElement root, string key)
    {
        if (ColumnMap.Given(root, key) is not { } list) return [];
        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) ? [.. list.EnumerateArray().Select(v => v.GetString()!)]
            : throw new MapProblem($"\"{key}\" must be a list of texts.");
    }

    /// <summary>A date by the map's formats; null when none fits.</summary>
    internal DateOnly? Date(string text) => DateTime.TryParseExact(text, [.. DateFormats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? DateOnly.FromDateTime(date) : null;
}
