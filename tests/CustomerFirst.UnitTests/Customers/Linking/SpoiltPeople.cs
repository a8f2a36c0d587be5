using System.Text;

namespace CustomerFirst.UnitTests.Customers.Linking;

/// <summary>A file of invented people with many records each: full names in one column, poor dates, some who moved. The column cluster is the truth.</summary>
internal static class SpoiltPeople
{
    public const string Map = """{"id": "id", "columns": {"name": "fullName", "born": "dateOfBirth", "town": "town", "postcode": "postcode"}}""";

    private static readonly string[] s_given = "amelia arthur bernard clara dennis edith frank gloria hector irene julian karen leonard maureen nigel olga percy rosie samuel theresa ursula vernon wanda".Split(' ');
    private static readonly string[] s_starts = "ash brad birt cold dun elver fair gar hollo ingle jes kend lock mars nether oak picker stan thorn wes".Split(' ');
    private static readonly string[] s_ends = "combe ley ton ham worth field ford shaw brook well".Split(' ');

    /// <summary>The file.</summary>
    /// <param name="most">A person has from one record to so many.</param>
    /// <param name="spoilt">How much is misspelt or missing; 1 is much.</param>
    /// <param name="noDate">The share of records without a date of birth.</param>
    public static string Csv(int seed, int people, int most, double spoilt, double noDate)
    {
        var random = new Random(seed);
        bool Now(double share) => random.NextDouble() < share;
        string Any(string[] from) => from[(int)(from.Length * Math.Pow(random.NextDouble(), 1.6))];
        char Letter() => (char)('a' + random.Next(20));
        string Slip(string text, double share)
        {
            for (var more = 1.0; Now(spoilt * share * more); more /= 2)
            {
                var at = random.Next(text.Length);
                text = random.Next(3) switch { 0 => text[..at] + Letter() + text[at..], 1 when text.Length > 2 => text.Remove(at, 1), _ => text[..at] + Letter() + text[(at + 1)..] };
            }
            return text;
        }

        var towns = Enumerable.Range(0, 60).Select(_ => $"{Any(s_starts)}{Any(s_ends)}").ToArray();
        var text = new StringBuilder("id,cluster,name,born,town,postcode\n");
        for (var (person, n) = (0, 0); person < people; person++)
        {
            (string Town, string Postcode) Home()
            {
                var at = (int)(towns.Length * Math.Pow(random.NextDouble(), 2));
                return (towns[at], $"B{at + 1} {random.Next(1, 10)}{Letter()}{Letter()}");
            }
            var (given, middle, family, born) = (Any(s_given), Now(0.3) ? Any(s_given) + " " : "", $"{Any(s_starts)}{Any(s_ends)}", new DateOnly(1930, 1, 1).AddDays(random.Next(28_000)));
            var (first, second) = (Home(), Home());
            var moved = Now(0.25);
            for (var records = random.Next(1, most + 1); records > 0; records--)
            {
                var home = moved && Now(0.5) ? second : first;
                var date = Now(spoilt * 0.08) ? new DateOnly(born.Year, 1, 1) : Now(spoilt * 0.08) ? born.AddYears(random.Next(-2, 3)) : Now(spoilt * 0.05) ? born.AddDays(random.Next(-40, 40)) : born;
                var name = $"{(Now(spoilt * 0.06) ? given[..1] : Slip(given, 0.3))} {(Now(0.5) ? middle : "")}{(Now(spoilt * 0.05) ? Any(s_starts) + Any(s_ends) : Slip(family, 0.3))}";
                text.Append($"{n++},{person},{name},{(Now(noDate) ? "" : $"{date:yyyy-MM-dd}")},{(Now(spoilt * 0.2) ? "" : Slip(home.Town, 0.2))},{(Now(spoilt * 0.3) ? "" : Slip(home.Postcode, 0.2))}\n");
            }
        }
        return text.ToString();
    }
}
