using System.Text.Json;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>Which column of a file is what.</summary>
/// <param name="Id">The column that names a row.</param>
/// <param name="Columns">The columns to compare by, each with its field; null for a full name.</param>
/// <param name="Others">What the named others are called.</param>
public sealed record LinkMap(string Id, IReadOnlyList<(string Column, MatchField? Field)> Columns, IReadOnlyDictionary<MatchField, string> Others)
{
    /// <summary>Before the name of a field that is none of the known ones.</summary>
    public const string Other = "other:";

    private static readonly Dictionary<string, MatchField?> s_fields = new(StringComparer.Ordinal)
    {
        ["givenName"] = MatchField.GivenName, ["familyName"] = MatchField.FamilyName, ["fullName"] = null, ["otherNames"] = MatchField.OtherNames, ["dateOfBirth"] = MatchField.BirthDate,
        ["telephone"] = MatchField.Telephone, ["email"] = MatchField.Email, ["identifier"] = MatchField.Identifier, ["houseNumber"] = MatchField.HouseNumber, ["street"] = MatchField.Street,
        ["locality"] = MatchField.Locality, ["town"] = MatchField.Town, ["region"] = MatchField.Region, ["postcode"] = MatchField.Postcode, ["sex"] = MatchField.Sex,
    };

    /// <summary>Reads <c>{"id": "COLUMN", "columns": {"COLUMN": "FIELD", …}}</c>; fields are those of DOMAIN.md in camel case, fullName, and other:NAME.</summary>
    /// <param name="name">What to call the map in a message.</param>
    public static Result<LinkMap> Read(Stream json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json, ColumnMap.Lenient);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return new UnusableFile($"{name} must be an object like {{\"id\": \"COLUMN\", \"columns\": {{\"COLUMN\": \"FIELD\"}}}}.");
            if (ColumnMap.Twice(root) is { } twice) return new UnusableFile($"{name}: the key \"{twice}\" stands there twice.");
            if (root.EnumerateObject().FirstOrDefault(p => !p.NameEquals("id") && !p.NameEquals("columns")) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
                return new UnusableFile($"{name}: a map has \"id\" and \"columns\", not \"{unknown.Name}\".");
            if (!root.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(id.GetString()))
                return new UnusableFile($"{name}: \"id\" must name the column that tells the rows apart.");
            if (!root.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Object || !columns.EnumerateObject().Any())
                return new UnusableFile($"{name}: \"columns\" must name at least one column and its field, like {{\"surname\": \"familyName\"}}.");
            var read = new List<(string, MatchField?)>();
            var others = new Dictionary<string, MatchField>(StringComparer.Ordinal);
            foreach (var column in columns.EnumerateObject())
            {
                var field = column.Value.ValueKind == JsonValueKind.String ? column.Value.GetString()! : "";
                if (column.NameEquals(id.GetString()!)) return new UnusableFile($"{name}, column {column.Name}: the id cannot be compared by as well.");
                if (field.StartsWith(Other, StringComparison.Ordinal) && field.Length > Other.Length)
                {
                    if (!others.TryGetValue(field, out var other))
                    {
                        if (others.Count == MatchFields.Others) return new UnusableFile($"{name}, column {column.Name}: at most {MatchFields.Others} other fields can be compared by.");
                        others[field] = other = MatchField.Other1 + others.Count;
                    }
                    read.Add((column.Name, other));
                }
                else if (s_fields.TryGetValue(field, out var known))
                {
                    read.Add((column.Name, known));
                }
                else
                {
                    return new UnusableFile($"{name}, column {column.Name}: there is no field \"{field}\"; use one of {string.Join(", ", s_fields.Keys)} or other:NAME.");
                }
            }
            return new LinkMap(id.GetString()!, read, others.ToDictionary(o => o.Value, o => Spaced(o.Key[Other.Length..])));
        }
        catch (JsonException wrong)
        {
            return new UnusableFile($"{name} is not JSON: line {wrong.LineNumber + 1}, character {wrong.BytePositionInLine + 1}.");
        }
    }

    // birthPlace -> birth place
    private static string Spaced(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(name[i - 1]) ? " " + char.ToLowerInvariant(c) : c == '_' ? " " : c.ToString()));
}
