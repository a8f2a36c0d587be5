using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers.Linking;

/// <summary>Families are not taken for one person, however many twins and namesakes a file holds beside people who stand in it twice.</summary>
public sealed class RelativesTests
{
    private static readonly LinkMap s_map = LinkMap.Read(Bytes("""{"id": "id", "columns": {"given": "givenName", "family": "familyName", "born": "dateOfBirth", "number": "houseNumber", "street": "street", "postcode": "postcode", "telephone": "telephone"}}"""), "map.json").Value;

    private static readonly string[] s_given = ["anna", "bernard", "clara", "dennis", "edith", "frank", "gloria", "hector", "irene", "julian", "karen", "leonard", "maureen", "nigel", "olga", "percy", "quentin", "rosalind", "stephen", "theresa"];

    private sealed class Silent : IProgress<Advance>
    {
        public void Report(Advance value) { }
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed record Someone(string Given, string Family, DateOnly Born, string Number, string Street, string Postcode, string Telephone);

    // People of a town: two in five stand there twice, the second time with a slip in the given name; some have a twin, some a child of their name.
    private static (string Csv, Dictionary<string, string> Kinds) Town(int people, int twins, int namesakes)
    {
        var random = new Random(20261122);
        string Syllables() => string.Concat(Enumerable.Range(0, 3).Select(_ => "bdfghklmnprst"[random.Next(13)] + new string("aeiou"[random.Next(5)], 1)));
        var (csv, kinds, n) = (new StringBuilder("id,given,family,born,number,street,postcode,telephone\n"), new Dictionary<string, string>(), 0);
        void Write(Someone who, string kind)
        {
            kinds[$"r{n}"] = kind;
            csv.Append($"r{n++},{who.Given},{who.Family},{who.Born:yyyy-MM-dd},{who.Number},{who.Street},{who.Postcode},{who.Telephone}\n");
        }
        for (var p = 0; p < people; p++)
        {
            var who = new Someone(s_given[random.Next(s_given.Length)], Syllables(), new DateOnly(1940, 1, 1).AddDays(random.Next(25_000)), $"{random.Next(1, 150)}", $"{Syllables()} road", $"B{random.Next(1, 40)} {random.Next(10)}AB", $"0121 496 {p:0000}");
            Write(who, $"p{p}");
            if (p % 5 < 2) Write(p % 2 == 0 ? who with { Given = who.Given[..2] + "x" + who.Given[3..] } : who, $"p{p}");
            else if (p < twins * 5) Write(who with { Given = s_given[(Array.IndexOf(s_given, who.Given) + 7) % s_given.Length] }, $"twin of p{p}");
            else if (p >= people - (namesakes * 5)) Write(who with { Born = who.Born.AddDays(-9_000 - random.Next(4_000)) }, $"parent of p{p}");
        }
        return (csv.ToString(), kinds);
    }

    private static (int Right, List<string> Wrong) Link(string csv, Dictionary<string, string> kinds)
    {
        var people = new People();
        Assert.Null(people.Read(Bytes(csv), "A.csv", s_map, new Silent(), default).Error);
        var linked = LinkRecords.Link(people, MatchWeights.Shipped, 0.5, train: false, all: false, new DateOnly(2026, 11, 22), new Silent(), default).Value;
        var pairs = linked.Pairs.Select(pair => (A: kinds[$"r{pair.A}"], B: kinds[$"r{pair.B}"], pair.Probability)).ToList();
        return (pairs.Count(p => p.A == p.B), [.. pairs.Where(p => p.A != p.B).Select(p => $"{p.A}, {p.B}: {p.Probability:0.00}")]);
    }

    [Theory]
    [InlineData(15, 15)]
    [InlineData(100, 100)]
    public void Twins_and_children_of_their_parents_name_stay_apart_beside_people_who_stand_there_twice(int twins, int namesakes)
    {
        var (csv, kinds) = Town(2_000, twins, namesakes);
        var (right, wrong) = Link(csv, kinds);
        Assert.InRange(right, 796, 800);
        Assert.True(wrong.Count <= 8, $"{wrong.Count}: {string.Join("; ", wrong.Take(10))}");
    }

    [Fact]
    public void An_initial_does_not_make_one_person_of_two_whose_names_begin_with_it()
    {
        var (csv, kinds) = Town(1_000, 0, 0);
        var text = new StringBuilder(csv);
        for (var home = 0; home < 30; home++)
        {
            var n = kinds.Count;
            (kinds[$"r{n}"], kinds[$"r{n + 1}"], kinds[$"r{n + 2}"]) = ($"george {home}", $"grace {home}", $"initial {home}");
            var address = $"{home + 1},Lantern Row,B14 7QH,0121 497 {home:0000}";
            text.Append($"r{n},George,Wobbleton{home},1950-03-{(home % 28) + 1:00},{address}\nr{n + 1},Grace,Wobbleton{home},1980-07-{(home % 28) + 1:00},{address}\nr{n + 2},G,Wobbleton{home},,{address}\n");
        }
        var (_, wrong) = Link(text.ToString(), kinds);
        Assert.DoesNotContain(wrong, pair => pair.Contains("george", StringComparison.Ordinal) && pair.Contains("grace", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_one_record_has_no_pairs()
    {
        var (right, wrong) = Link("id,given,family,born,number,street,postcode,telephone\nr0,Anna,Ashcombe,1950-01-02,1,Mill Road,B1 1AB,\n", new() { ["r0"] = "p0" });
        Assert.Equal(0, right);
        Assert.Empty(wrong);
    }
}
