using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>A value that was left out because it could not be kept.</summary>
public sealed record LeftOut(long Line, string Column, string Reason);

/// <summary>A person or organisation as a row of a file tells of them, in the form in which the hub keeps facts.</summary>
internal sealed record PersonRow(string Reference, CustomerKind Kind, string? Title, string? Given, string Family, DateOnly? Born, IReadOnlyList<string> Telephones, IReadOnlyList<string> Emails,
    IReadOnlyList<string> Identifiers, AddressLines? Address, DateOnly? AddressSince, IReadOnlyList<LeftOut> LeftOut)
{
    /// <summary>What the matching engine compares.</summary>
    public CustomerProfile Profile => new(Kind, Born, [new ProfileName(Given, Family)],
        [.. Telephones.Select(t => new ProfilePoint(ContactPointKind.Phone, t)), .. Emails.Select(e => new ProfilePoint(ContactPointKind.Email, e))], Address is null ? [] : [Address]) { Identifiers = Identifiers };

    /// <summary>SHA-256 of everything that it says, to know next time whether the source changed its word.</summary>
    public byte[] Fingerprint() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', [Kind.Code(), Title, Given, Family, Born?.ToString("yyyyMMdd", CultureInfo.InvariantCulture), .. Telephones, "\u001e", .. Emails, "\u001e",
        .. Identifiers, "\u001e", Address?.Line1, Address?.Line2, Address?.Town, Address?.Postcode, Address?.Uprn?.ToString(CultureInfo.InvariantCulture), AddressSince?.ToString("yyyyMMdd", CultureInfo.InvariantCulture)])));
}

/// <summary>Makes rows of a file's records.</summary>
internal sealed class PersonReader
{
    private static readonly DateOnly s_earliestBirth = new(1900, 1, 1);

    private readonly CustomerMap _map;
    private readonly int _id;
    private readonly (string Name, int Place)[][] _columns;
    private readonly DateOnly _today;
    private readonly List<LeftOut> _left = [];
    private IReadOnlyList<string> _row = [];
    private long _line;
    private string? _problem;

    private PersonReader(CustomerMap map, int id, (string, int)[][] columns, DateOnly today) => (_map, _id, _columns, _today) = (map, id, columns, today);

    /// <summary>A reader for files with this header; or the sentence that says which column is not there.</summary>
    public static Result<PersonReader> For(CustomerMap map, string[] header, DateOnly today)
    {
        var places = CsvHeader.PlacesOf(header, [map.Id, .. map.Columns.Select(c => c.Column)]);
        if (!places.Ok) return places.Error!;
        var columns = Enum.GetValues<PersonColumn>().Select(field => map.Columns.Select((c, i) => (c.Field, c.Column, Place: places.Value[i + 1])).Where(c => c.Field == field).Select(c => (c.Column, c.Place)).ToArray()).ToArray();
        return new PersonReader(map, places.Value[0], columns, today);
    }

    /// <summary>The row, or why there is none, with its column.</summary>
    public (PersonRow? Row, string? Problem) Read(CsvRecord record)
    {
        if (record.Problem is not null) return (null, record.Problem);
        (_row, _line, _problem) = (record.Fields, record.Line, null);
        _left.Clear();
        var reference = Clean(_row[_id]) ?? "";
        if (reference.Length == 0) _problem = $"column {_map.Id}: the id is missing";
        else if (reference.Length > CustomerReference.LongestReference) _problem = $"column {_map.Id}: the id has more than {CustomerReference.LongestReference} characters";
        else if (reference.Contains('\0')) _problem = $"column {_map.Id}: there is a character that cannot be stored (U+0000)";
        else if (reference == _map.Id) _problem = $"column {_map.Id}: the first row stands there again";
        var organisation = First(PersonColumn.Organisation, 200);
        var (title, given, family) = organisation is not null && First(PersonColumn.FamilyName, 200) is null ? (null, null, organisation) : Name();
        if (family is null) _problem ??= "the row has no name";
        var kind = organisation is not null && family == organisation ? CustomerKind.Organisation : CustomerKind.Person;
        var born = kind == CustomerKind.Organisation ? null : Born();
        var address = Address();
        var since = Since();
        var row = new PersonRow(reference, kind, title, given, family ?? "", born, Values(PersonColumn.Telephone, PhoneNumber.Normalise, "no telephone number"),
            Values(PersonColumn.Email, EmailAddress.Normalise, "no e-mail address"), Values(PersonColumn.Identifier, CustomerReference.Identifier, "no identifier"), address, since, [.. _left]);
        return _problem is null ? (row, null) : (null, _problem);
    }

    private (string? Title, string? Given, string? Family) Name()
    {
        var title = First(PersonColumn.Title, 40);
        var (given, family) = (First(PersonColumn.GivenName, 200), First(PersonColumn.FamilyName, 200));
        if (First(PersonColumn.OtherNames, 200) is { } others) given = given is null ? others : $"{given} {others}";
        if (given is { Length: > 200 }) _problem ??= "the given names have more than 200 characters together";
        if (family is not null || First(PersonColumn.FullName, 200) is not { } full) return (title, Cased(given), Cased(family));
        var read = FullName.Read(full);
        return (title ?? read.Title, given ?? Cased(read.Given), Cased(family ?? read.Family));
    }

    private DateOnly? Born()
    {
        foreach (var (name, text) in Texts(PersonColumn.DateOfBirth))
        {
            if (_map.Date(text) is { } born && born <= _today && born >= s_earliestBirth) return born;
            _problem ??= _map.Date(text) is null ? $"column {name}: \"{Short(text)}\" is no date of the map's formats" : $"column {name}: \"{Short(text)}\" is no date of birth from 1900 to today";
        }
        return null;
    }

    private DateOnly? Since()
    {
        foreach (var (name, text) in Texts(PersonColumn.AddressSince))
        {
            if (_map.Date(text) is { } since && since <= _today && since >= s_earliestBirth) return since;
            Leave(name, _map.Date(text) is null ? $"\"{Short(text)}\" is no date of the map's formats" : $"\"{Short(text)}\" is no day from 1900 to today");
        }
        return null;
    }

    private AddressLines? Address()
    {
        var postcode = Values(PersonColumn.Postcode, Postcode.Normalise, "no postcode").FirstOrDefault();
        var uprn = Values(PersonColumn.Uprn, text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 999_999_999_999 ? number.ToString(CultureInfo.InvariantCulture) : null, "no UPRN").FirstOrDefault();
        var line1 = First(PersonColumn.AddressLine1, 200) ?? Joined(First(PersonColumn.HouseNumber, 40), First(PersonColumn.Street, 150));
        var line2 = First(PersonColumn.AddressLine2, 200);
        var locality = First(PersonColumn.Locality, 200);
        line2 = line2 is null ? locality : locality is null ? line2 : Fitting($"{line2}, {locality}");
        if (line1 is null) (line1, line2) = (line2, null);
        var town = First(PersonColumn.Town, 120);
        return line1 is null && postcode is null && uprn is null ? null
            : new AddressLines(Cased(line1) ?? "", Cased(line2), Cased(town), postcode, uprn is null ? null : long.Parse(uprn, CultureInfo.InvariantCulture));
    }

    private static string Fitting(string text) => text.Length <= 200 ? text : text[..200];

    private static string? Joined(string? number, string? street) => number is null ? street : street is null ? number : $"{number} {street}";

    private List<string> Values(PersonColumn column, Func<string, string?> read, string problem)
    {
        var values = new List<string>();
        foreach (var (name, text) in Texts(column))
        {
            if (read(text) is not { } value) Leave(name, $"\"{Short(text)}\" is {problem}");
            else if (!values.Contains(value)) values.Add(value);
        }
        return values;
    }

    private string? First(PersonColumn column, int longest)
    {
        foreach (var (name, text) in Texts(column))
        {
            if (text.Length > longest) _problem ??= $"column {name}: the text has more than {longest} characters";
            return text;
        }
        return null;
    }

    private IEnumerable<(string Name, string Text)> Texts(PersonColumn column)
    {
        foreach (var (name, place) in _columns[(int)column])
        {
            if (Clean(_row[place]) is not { } text) continue;
            if (text.Contains('\0')) _problem ??= $"column {name}: there is a character that cannot be stored (U+0000)";
            yield return (name, text);
        }
    }

    // Spaces at the ends and doubled ones are slips of the finger.
    private string? Clean(string text)
    {
        var plain = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return plain.Length == 0 || _map.Missing.Contains(plain) || _map.Missing.Contains(text) ? null : plain;
    }

    private void Leave(string column, string reason) => _left.Add(new LeftOut(_line, column, reason));

    // Systems that write everything in capitals, or nothing.
    private static string? Cased(string? text) => text is null ? null : LetterCase.Quiet(text);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
