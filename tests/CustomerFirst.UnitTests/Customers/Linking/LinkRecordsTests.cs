using System.Text;
using System.Text.RegularExpressions;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers.Linking;

public sealed class LinkRecordsTests
{
    private const string Map = """{"id": "id", "columns": {"given": "givenName", "family": "familyName", "born": "dateOfBirth", "street": "street", "number": "houseNumber", "postcode": "postcode"}}""";
    private const string Header = "id,given,family,born,number,street,postcode,cluster\n";

    private static readonly LinkMap s_map = LinkMap.Read(Bytes(Map), "map.json").Value;

    private sealed class Silent : IProgress<Advance>
    {
        public void Report(Advance value) { }
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Error? Problem(string csv) => new People().Read(Bytes(csv), "A.csv", s_map, new Silent(), default).Error;

    private static (People People, Linked Linked) Link(string[] files, double threshold = 0.5, bool train = false, bool all = false)
    {
        var people = new People();
        foreach (var file in files) Assert.Null(people.Read(Bytes(file), "A.csv", s_map, new Silent(), default).Error);
        return (people, LinkRecords.Link(people, MatchWeights.Shipped, threshold, train, all, new DateOnly(2026, 11, 21), new Silent(), default).Value);
    }

    private static string Written(string[] files, double threshold = 0.5, bool all = false)
    {
        var (people, linked) = Link(files, threshold, all: all);
        using var text = new StringWriter();
        PairsFile.Write(text, people, linked, s_map, default);
        return text.ToString();
    }

    // A town of people who each stand there once or several times, spoilt here and there.
    private static string Town(int seed, int people, string? clusters = null)
    {
        var random = new Random(seed);
        string[] given = ["anna", "bernard", "clara", "dennis", "edith", "frank", "gloria", "hector", "irene", "julian", "karen", "leonard", "maureen", "nigel", "olga", "percy"];
        string[] family = ["ashcombe", "birtwell", "coldridge", "dunstan", "elverton", "fairbrook", "garside", "holloway", "ingleby", "jessop", "kendrick", "lockyer", "marsden", "netherton", "oakham", "pickering"];
        var text = new StringBuilder(Header);
        var n = 0;
        for (var person = 0; person < people; person++)
        {
            string[] record =
            [
                given[random.Next(16)], family[random.Next(16)], new DateOnly(1940, 1, 1).AddDays(random.Next(25_000)).ToString("yyyy-MM-dd"), $"{random.Next(1, 120)}", $"{family[random.Next(16)]} road", $"B{random.Next(1, 40)} {random.Next(10)}AB",
            ];
            for (var copy = random.Next(1, 4); copy > 0; copy--)
            {
                var spoilt = (string[])record.Clone();
                if (random.Next(3) == 0) spoilt[random.Next(2)] += "e";
                if (random.Next(4) == 0) spoilt[2] = "";
                if (random.Next(5) == 0) (spoilt[0], spoilt[1]) = (spoilt[1], spoilt[0]);
                text.Append($"{n++},{string.Join(',', spoilt)},{clusters ?? $"{person}"}\n");
            }
        }
        return text.ToString();
    }

    [Theory]
    [InlineData("gloria,pickmer,,,,B14 7AB", "gloia,picxmer,,,,B14 7XB")]
    [InlineData("gloria,pickmer,1962-03-04,,,B14 7AB", "pickmre,gloira,,,,B14 7BA")]
    [InlineData("gloria,pickmer,,,,B14 7AB", "g,xickmer,,,,")]
    public void Names_that_are_both_misspelt_are_compared_all_the_same(string one, string other)
    {
        var (people, linked) = Link([Town(seed: 3, people: 200) + $"x,{one},x\ny,{other},x\n"], all: true);
        Assert.Contains(linked.Pairs, p => (people.Ids[p.A], people.Ids[p.B]) is ("x", "y"));
    }

    [Fact]
    public void A_column_that_the_map_names_and_the_file_lacks_is_named_with_its_row() =>
        Assert.Equal("A.csv, row 1: there is no column born, which the map names.", Problem("id,given,family,number,street,postcode\n1,a,b,1,c,d\n")?.Message);

    [Fact]
    public void An_id_that_comes_twice_is_named_with_row_and_column() =>
        Assert.Equal("A.csv, row 4, column id: the id 7 stands in row 2 already.", Problem(Header + "7,a,b,,,,,\n8,a,b,,,,,\n7,c,d,,,,,\n")?.Message);

    [Fact]
    public void A_row_with_other_columns_than_the_header_is_no_csv() =>
        Assert.StartsWith("A.csv, row 3: 3 columns where the first row has 8", Problem(Header + "7,a,b,,,,,\n8,a,b\n")?.Message);

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_said_with_its_row() =>
        Assert.StartsWith("A.csv, row 3: the file is not CSV", Problem(Header + "7,a,b,,,,,\n8,\"a,b,,,,,\n")?.Message);

    [Theory]
    [InlineData("""{"columns": {"a": "givenName"}}""", "id")]
    [InlineData("""{"id": "x", "columns": {"a": "shoeSize"}}""", "shoeSize")]
    [InlineData("""{"id": "x", "columns": {"x": "givenName"}}""", "column x")]
    [InlineData("""{"id": "x", "columns": {""", "line 1")]
    [InlineData("""{"id": "x", "colums": {"a": "givenName"}}""", "not \"colums\"")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{"id": "x", "columns": {"a": "givenName", "a": "familyName"}}""", "map.json: the key \"a\" stands there twice.")]
    [InlineData("""{"id": "x", "id": "y", "columns": {"a": "givenName"}}""", "map.json: the key \"id\" stands there twice.")]
    public void A_map_that_makes_no_sense_is_refused_with_what_is_wrong(string json, string said) => Assert.Contains(said, LinkMap.Read(Bytes(json), "map.json").Error?.Message);

    [Fact]
    public void A_file_with_other_separators_is_told_so() =>
        Assert.Equal("A.csv, row 1: the file separates its fields by semicolons; save it with commas (RFC 4180).", Problem("id;given;family\n1;a;b\n")?.Message);

    [Fact]
    public void Bytes_that_are_not_utf8_are_counted_and_the_first_is_named()
    {
        var people = new People();
        byte[] latin = [.. Encoding.UTF8.GetBytes(Header + "1,j"), 0xFC, .. Encoding.UTF8.GetBytes("rgen,ashcombe,,,,,\n2,anna,ashcombe,,,,,\n")];
        Assert.Null(people.Read(new MemoryStream(latin), "A.csv", s_map, new Silent(), default).Error);
        Assert.Equal((2, 1, "A.csv, row 2, column given"), (people.Records.Count, people.NotUtf8, people.FirstNotUtf8));
    }

    [Fact]
    public void A_file_linked_with_its_own_copy_finds_the_same_people_as_by_itself()
    {
        var town = Town(7, 400);
        var alone = Link([town]);
        var (people, twice) = Link([town, town]);
        var within = alone.Linked.Pairs.Select(p => (One: alone.People.Ids[p.A], Other: alone.People.Ids[p.B])).ToHashSet();
        var across = twice.Pairs.Select(p => (One: people.Ids[p.A], Other: people.Ids[p.B])).Where(p => p.One != p.Other).ToHashSet();
        Assert.True(within.Count(p => !across.Contains(p) || !across.Contains((p.Other, p.One))) <= within.Count / 50, $"{within.Count} within, {across.Count} across");
        Assert.Equal(people.First, twice.Pairs.Count(p => people.Ids[p.A] == people.Ids[p.B]));
    }

    [Fact]
    public void Comma_and_space_separate_and_a_date_that_is_none_is_counted_and_compared_as_text()
    {
        var people = new People();
        Assert.Null(people.Read(Bytes("id, given, family, born, number, street, postcode\n1, anna, ashcombe, 19620132, 4, oak road, B14 7AB\n2, anna, ashcombe, 19620132, 4, oak road, B14 7AB\n3, carl, jessop, 19620131, , ,\n"), "A.csv", s_map, new Silent(), default).Error);
        Assert.Equal("ashcombe", people.Records[0][MatchField.FamilyName]!.Text);
        Assert.Equal(2, people.Lexicon.NotDates);
        Assert.Equal(MatchLevel.Exact, FieldComparison.Level(MatchField.BirthDate, people.Records[0][MatchField.BirthDate]!, people.Records[1][MatchField.BirthDate]!));
    }

    [Fact]
    public void People_are_found_in_one_file_and_the_truth_says_so()
    {
        var csv = Town(1, 150);
        var truth = new EvaluateLink.Truth();
        Assert.Null(truth.Read(Bytes(csv), "A.csv", "id", "cluster", null).Error);
        var at = EvaluateLink.Evaluate(Bytes(Written([csv])), "PAIRS.csv", truth).Value.Accuracy.Single(a => a.Threshold == 0.5);
        Assert.True(at.F1 > 0.95, $"{at}");
    }

    [Fact]
    public void A_column_that_the_map_does_not_name_changes_nothing() => Assert.Equal(Written([Town(2, 100)]), Written([Town(2, 100, clusters: "x")]));

    [Fact]
    public void Two_files_are_linked_across_only()
    {
        var (people, linked) = Link([Town(3, 60), Town(3, 60)]);
        Assert.NotEmpty(linked.Pairs);
        Assert.All(linked.Pairs, p => Assert.True(p.A < people.First && p.B >= people.First));
    }

    // Of the larger town it is learnt, too, how far evidence is to be believed.
    [Theory]
    [InlineData(200)]
    [InlineData(1_300)]
    public void Every_pair_of_a_cluster_is_written_and_no_other_is_at_the_threshold(int size)
    {
        var (people, linked) = Link([Town(4, size)], all: true);
        var over = linked.Pairs.Where(p => p.Probability >= 0.5).Select(p => (p.A, p.B)).ToHashSet();
        var of = over.SelectMany(p => new[] { (p.A, p.B), (p.B, p.A) }).ToLookup(p => p.Item1, p => p.Item2);
        Assert.NotEmpty(over);
        foreach (var (a, b) in over)
            foreach (var c in of[b])
                if (c != a) Assert.Contains(a < c ? (a, c) : (c, a), over);
        Assert.True(linked.Pairs.Count > over.Count);
        Assert.Equal(linked.Pairs.Count, linked.Pairs.Select(p => (p.A, p.B)).Distinct().Count());
        Assert.All(linked.Pairs, p => Assert.True(p.A < p.B && p.Probability is >= 0 and <= 1 && p.B < people.Records.Count));
    }

    [Fact]
    public void Writing_every_candidate_changes_nothing_of_what_is_found()
    {
        string[] files = [Town(6, 1_300)];
        var (found, everything) = (Link(files).Linked.Pairs, Link(files, all: true).Linked.Pairs);
        Assert.True(everything.Count > found.Count);
        Assert.Equal(found, everything.Where(p => p.Probability >= 0.5));
    }

    [Fact]
    public void A_weak_link_does_not_chain_two_people()
    {
        // The one in the middle has a name in common with both and nothing else; the others cannot be one person.
        var rows = "a1,walter,ingleby,1950-03-04,4,oak road,B14 7AB,\na2,walter,ingleby,1950-03-04,4,oak road,B14 7AB,\nm,walter,ingleby,,,,,\nb1,walter,ingleby,1987-11-29,77,elm road,B29 6XX,\nb2,walter,ingleby,1987-11-29,77,elm road,B29 6XX,\n";
        var town = Town(5, 200).ReplaceLineEndings("\n");
        var (people, linked) = Link([town + rows]);
        Assert.DoesNotContain(linked.Pairs, p => people.Ids[p.A][0] == 'a' && people.Ids[p.B][0] == 'b');
        Assert.Contains(linked.Pairs, p => people.Ids[p.A] == "a1" && people.Ids[p.B] == "a2");
        Assert.Contains(linked.Pairs, p => people.Ids[p.A] == "b1" && people.Ids[p.B] == "b2");
    }

    [Fact]
    public void A_pair_that_only_the_others_of_its_people_keep_apart_says_so()
    {
        string[] files = [Town(5, 200)];
        var linked = Link(files, all: true).Linked;
        var apart = linked.Pairs.Where(p => p.HeldApart).ToList();
        Assert.NotEmpty(apart);
        Assert.All(apart, p => Assert.True(p.Probability < 0.5));
        Assert.Equal(apart.Count, Written(files, all: true).Split('\n').Count(line => line.Contains("other records of theirs speak against it; ", StringComparison.Ordinal)));
        Assert.DoesNotContain(Link(files).Linked.Pairs, p => p.HeldApart);
    }

    [Fact]
    public void Learning_keeps_what_it_links_right_and_says_from_what_it_learnt()
    {
        var (_, linked) = Link([Town(6, 400)], train: true);
        Assert.Equal(new DateOnly(2026, 11, 21), linked.Model.Weights.Made);
        Assert.Contains("of one person", linked.Model.Weights.From);
        Assert.NotEqual(MatchWeights.Shipped[MatchField.GivenName].Same[0], linked.Model.Weights[MatchField.GivenName].Same[0]);
    }

    [Fact]
    public void Learning_does_not_take_strangers_of_one_place_and_name_for_one_person()
    {
        // A place says the postcode's beginning as well, which looks like two proofs where it is one.
        var map = LinkMap.Read(Bytes("""{"id": "id", "columns": {"given": "givenName", "family": "familyName", "born": "dateOfBirth", "place": "other:birthPlace", "postcode": "postcode"}}"""), "map.json").Value;
        var random = new Random(12);
        string Now(double share, string text) => random.NextDouble() < share ? text : "";
        char Letter() => (char)('a' + random.Next(26));
        var text = new StringBuilder("id,given,family,born,place,postcode\n");
        for (var (person, n) = (0, 0); person < 4_000; person++)
        {
            var (given, family, place) = ($"{(char)('a' + (int)(14 * Math.Pow(random.NextDouble(), 1.5)))}nders", $"{Letter()}{Letter()}{new[] { "ley", "ton", "ham", "worth" }[random.Next(4)]}", (int)(60 * Math.Pow(random.NextDouble(), 2)));
            var (born, postcode) = (new DateOnly(1600, 1, 1).AddDays(random.Next(110_000)), Postcode());
            string Postcode() => $"A{place} {random.Next(10)}{(char)('A' + random.Next(20))}B";
            for (var copy = random.Next(1, 4); copy > 0; copy--)
            {
                var slip = random.Next(family.Length);
                var spelt = random.NextDouble() < 0.2 ? $"{family[..slip]}{Letter()}{family[(slip + 1)..]}" : family;
                text.Append($"{person}-{n++},{given},{Now(0.95, spelt)},{Now(0.7, $"{born:yyyy-MM-dd}")},{Now(0.9, $"place {(char)('a' + (place % 26))}{place}")},{(random.NextDouble() < 0.6 ? postcode : Now(0.5, Postcode()))}\n");
            }
        }
        var people = new People();
        Assert.Null(people.Read(Bytes(text.ToString()), "A.csv", map, new Silent(), default).Error);
        var linked = LinkRecords.Link(people, MatchWeights.Shipped, 0.5, train: true, all: false, new DateOnly(2026, 11, 21), new Silent(), default).Value;
        var right = linked.Pairs.Count(p => people.Ids[p.A].Split('-')[0] == people.Ids[p.B].Split('-')[0]);
        Assert.True(right > 0.9 * linked.Pairs.Count && right > 5_000, $"{right} of {linked.Pairs.Count} pairs are right.");
        foreach (var field in new[] { MatchField.GivenName, MatchField.FamilyName, MatchField.BirthDate })
            Assert.InRange(linked.Model.Weights[field].Same[(int)MatchLevel.Different], 0, 2 * MatchWeights.Shipped[field].Same[(int)MatchLevel.Different] + 1e-9);
    }

    [Fact]
    public void Weights_that_would_join_people_for_living_together_are_refused()
    {
        Assert.Null(Learning.AddressAlone(MatchWeights.Shipped));
        double[] careless = [0.4, 0, 0, 0, 0, 0, 0.6];
        var astray = MatchWeights.Shipped.With(new DateOnly(2026, 11, 21), "", new Dictionary<MatchField, FieldWeights>
        {
            [MatchField.GivenName] = MatchWeights.Shipped[MatchField.GivenName] with { Same = careless }, [MatchField.BirthDate] = MatchWeights.Shipped[MatchField.BirthDate] with { Same = careless },
        }, 0.02, 0.9);
        Assert.Contains("living together", Learning.AddressAlone(astray));
    }

    [Fact]
    public void Weights_are_the_same_after_writing_and_reading()
    {
        using var json = new MemoryStream();
        MatchWeights.Shipped.Write(json);
        json.Position = 0;
        var read = MatchWeights.Read(json);
        Assert.Equal(MatchWeights.Shipped.Made, read.Made);
        Assert.Equal(MatchWeights.Shipped[MatchField.Street].Same, read[MatchField.Street].Same);
        Assert.Equal(MatchWeights.Shipped.Pairs, read.Pairs);
    }

    [Fact]
    public void Evaluation_counts_what_is_right_wrong_and_missed()
    {
        var truth = new EvaluateLink.Truth();
        Assert.Null(truth.Read(Bytes("id\nr-1-a\nr-1-b\nr-1-c\nr-2-a\nr-2-b\n"), "A.csv", "id", null, new Regex("r-(\\d+)-")).Error);
        var found = EvaluateLink.Evaluate(Bytes("id_a,id_b,probability,explanation\nr-1-a,r-1-b,0.9,x\nr-1-c,r-2-a,0.8,\"y, z\"\nr-2-a,r-2-b,0.3,w\n"), "PAIRS.csv", truth).Value;
        Assert.Equal(4, found.TruePairs);
        Assert.Equal(2, found.NotAmong);
        var at = found.Accuracy.Single(a => a.Threshold == 0.5);
        Assert.Equal((1L, 1L, 3L), (at.Right, at.Wrong, at.Missed));
        Assert.Equal(0.5, at.Precision);
        Assert.Equal(0.25, at.Recall);
        Assert.Equal([(0.3, 1L), (0.8, 1L), (0.9, 1L)], found.Calibration.Select(c => (c.From, c.Pairs)));
    }
}
