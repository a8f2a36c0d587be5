using System.Text;
using System.Text.RegularExpressions;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.UnitTests.Customers.Linking;

/// <summary>What must be reached on the public sets, by the shipped weights and the same rules for all. The truth is read by the evaluation only.</summary>
public sealed class PublicSetsTests
{
    private const string Febrl = """{"id": "rec_id", "columns": {"given_name": "givenName", "surname": "familyName", "date_of_birth": "dateOfBirth", "soc_sec_id": "identifier", "street_number": "houseNumber", "address_1": "street", "address_2": "locality", "suburb": "town", "state": "region", "postcode": "postcode"}}""";
    private const string Fake = """{"id": "unique_id", "columns": {"first_name": "givenName", "surname": "familyName", "dob": "dateOfBirth", "city": "town", "email": "email"}}""";

    private sealed class Silent : IProgress<Advance>
    {
        public void Report(Advance value) { }
    }

    private static (LinkEvaluation Found, People People) Evaluate(string mapJson, string id, string? cluster, string? pattern, bool train, params string[] files)
    {
        var map = LinkMap.Read(new MemoryStream(Encoding.UTF8.GetBytes(mapJson)), "map").Value;
        var (people, truth) = (new People(), new EvaluateLink.Truth());
        foreach (var name in files)
        {
            using (var file = File.OpenRead(PublicSet(name))) Assert.Null(people.Read(file, name, map, new Silent(), default).Error);
            using (var file = File.OpenRead(PublicSet(name))) Assert.Null(truth.Read(file, name, id, cluster, pattern is null ? null : new Regex(pattern)).Error);
        }
        var linked = LinkRecords.Link(people, MatchWeights.Shipped, 0.5, train, all: true, new DateOnly(2026, 11, 21), new Silent(), default).Value;
        using var text = new StringWriter();
        PairsFile.Write(text, people, linked, map, default);
        return (EvaluateLink.Evaluate(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "pairs", truth).Value, people);
    }

    private static string PublicSet(string name) => PublicData.Find("linkage", name) ?? throw new InvalidOperationException($"The public data are missing: linkage/{name}.");

    private static LinkAccuracy AtHalf(LinkEvaluation found) => found.Accuracy.Single(a => a.Threshold == 0.5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Febrl_4a_and_4b_are_linked_better_than_the_published_best(bool train)
    {
        var (found, people) = Evaluate(Febrl, "rec_id", null, "rec-(\\d+)-", train, "febrl_dataset4a.csv", "febrl_dataset4b.csv");
        Assert.True(AtHalf(found).F1 >= 0.9997, $"{AtHalf(found)}");
        Assert.Equal(0, found.NotAmong);
        Assert.Equal(64, people.Lexicon.NotDates);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Febrl_1_is_linked_with_itself(bool train) => Assert.True(AtHalf(Evaluate(Febrl, "rec_id", null, "rec-(\\d+)-", train, "febrl_dataset1.csv").Found).F1 >= 0.999);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_thousand_fake_people_are_linked_better_than_the_published_best(bool train)
    {
        var (found, _) = Evaluate(Fake, "unique_id", "cluster", null, train, "fake_1000.csv");
        Assert.True(AtHalf(found).F1 >= 0.97, $"{AtHalf(found)}");
        Assert.All(found.Calibration.Where(c => c.Pairs >= 100), c => Assert.InRange(c.Observed - c.Predicted, -0.05, 0.05));
    }
}
