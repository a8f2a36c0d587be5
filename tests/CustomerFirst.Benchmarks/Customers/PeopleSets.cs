using System.Globalization;
using System.Text;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>A generated file of fictional people: its lines, and the map that goes with it. The column cluster is the truth, for evaluation only.</summary>
internal sealed record PeopleSet(string Map, Action<TextWriter> Write);

/// <summary>Sets of fictional people with known duplicates; a seed always gives the same.</summary>
internal static class PeopleSets
{
    private const string FebrlMap = """{"id": "id", "columns": {"given_name": "givenName", "surname": "familyName", "date_of_birth": "dateOfBirth", "soc_sec_id": "identifier", "street_number": "houseNumber", "address_1": "street", "address_2": "locality", "suburb": "town", "state": "region", "postcode": "postcode"}}""";
    private const string FullMap = """{"id": "id", "columns": {"full_name": "fullName", "dob": "dateOfBirth", "birth_place": "town", "postcode_fake": "postcode", "gender": "sex", "occupation": "other:occupation"}}""";
    private const string PartsMap = """{"id": "id", "columns": {"full_name": "fullName", "first_name": "givenName", "surname": "familyName", "dob": "dateOfBirth", "birth_place": "other:birthPlace", "postcode_fake": "postcode", "gender": "sex", "occupation": "other:occupation"}}""";

    /// <summary>As FEBRL makes them: up to so many spoilt copies of an original, up to so many slips in each.</summary>
    public static PeopleSet Febrl(int seed, int originals, int copies, int slips) => new(FebrlMap, to =>
    {
        var random = new Random(seed);
        var (words, spoil) = (new Words(random), new Slips(random));
        to.Write("id,cluster,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id\n");
        var suburbs = Enumerable.Range(0, 700).Select(_ => words.Rare()).ToArray();
        string[] states = ["nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt"];
        var n = 0;
        for (var i = 0; i < originals; i++)
        {
            var born = new DateOnly(1900, 1, 1).AddDays(random.Next(36_500));
            string[] person =
            [
                spoil.Now(0.05) ? "" : words.Common(random.Next(2) == 0 ? Words.Men : Words.Women), spoil.Now(0.03) ? "" : words.Family(0.5), random.Next(1, spoil.Now(0.2) ? 400 : 60).ToString(CultureInfo.InvariantCulture), words.Street(),
                spoil.Now(0.15) ? "" : words.Rare(), words.Common(suburbs), random.Next(2000, 7400).ToString("0000", CultureInfo.InvariantCulture), spoil.Now(0.05) ? "" : words.Common(states), born.ToString("yyyyMMdd", CultureInfo.InvariantCulture), random.Next(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture),
            ];
            to.Write($"{n++},{i},{string.Join(',', person)}\n");
            for (var copy = random.Next(copies + 1); copy > 0; copy--)
            {
                var spoilt = (string[])person.Clone();
                for (var slip = random.Next(1, slips + 1); slip > 0; slip--)
                {
                    if (spoil.Now(0.06)) (spoilt[0], spoilt[1]) = (spoilt[1], spoilt[0]);
                    var at = random.Next(spoilt.Length);
                    spoilt[at] = spoilt[at].Length == 0 ? "" : spoil.Now(0.1) ? "" : spoil.Now(0.05) && at < 2 ? words.Family() : spoil.Now(0.1) && spoilt[at].Length > 3 ? spoilt[at].Insert(2, " ") : spoil.Now(0.2) && at < 6 ? spoil.Sound(spoilt[at]) : spoil.Letter(spoilt[at]);
                }
                to.Write($"{n++},{i},{string.Join(',', spoilt)}\n");
            }
        }
    });

    /// <summary>As of people of the past that several sources know: a full name with titles, a year for a date, many records each, spoilt all over.</summary>
    /// <param name="records">How many records a person has besides the first, on average.</param>
    /// <param name="spoilt">How much oftener than usual something is wrong or missing.</param>
    public static PeopleSet Historical(int seed, int people, bool parts, int records = 9, double spoilt = 1) => new(parts ? PartsMap : FullMap, to => new HistoricalPeople(seed, records, spoilt).Write(to, people));

    /// <summary>A city: households, twins, parents and children of one name, blocks of flats, people who moved.</summary>
    public static PeopleSet City(int seed, int records) => new(
        """{"id": "id", "columns": {"given": "givenName", "family": "familyName", "born": "dateOfBirth", "phone": "telephone", "email": "email", "number": "houseNumber", "street": "street", "town": "town", "postcode": "postcode", "sex": "sex"}}""",
        to => new CityPeople(seed).Write(to, records));

    /// <summary>A field as CSV.</summary>
    public static StringBuilder Field(StringBuilder line, string text) => text.Contains(',', StringComparison.Ordinal) ? line.Append('"').Append(text).Append('"') : line.Append(text);
}
