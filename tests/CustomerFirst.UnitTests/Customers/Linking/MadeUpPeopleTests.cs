using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers.Linking;

public sealed class MadeUpPeopleTests
{
    private sealed class Silent : IProgress<Advance>
    {
        public void Report(Advance value) { }
    }

    private static readonly PairShares s_shares = new(0.001, 0, 0, 0);

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static People Files(string csv, string map)
    {
        var people = new People();
        Assert.Null(people.Read(Bytes(csv), "A.csv", LinkMap.Read(Bytes(map), "map.json").Value, new Silent(), default).Error);
        return people;
    }

    private static People Many() => Files("id,cluster,name,born,town,postcode\n" + string.Concat(Enumerable.Range(0, 4_000).Select(n => $"{n},,anna oakham{n},,,\n")), SpoiltPeople.Map);

    [Fact]
    public void Where_many_have_half_a_dozen_records_one_more_belongs_to_five_sooner_than_to_one()
    {
        var sizes = new PersonSizes(Many(), s_shares, [0, 400, 100, 100, 100, 300, 600, 20]);
        Assert.True(sizes.LogOdds(1, 5) > sizes.LogOdds(1, 1) + 1, $"{sizes.LogOdds(1, 5)}, {sizes.LogOdds(1, 1)}");
        Assert.True(sizes.LogOdds(1, 6) < sizes.LogOdds(1, 5) - 1, $"{sizes.LogOdds(1, 6)}, {sizes.LogOdds(1, 5)}");
        Assert.Equal(sizes.LogOdds(2, 4), sizes.LogOdds(4, 2));
    }

    [Fact]
    public void Evidence_that_strangers_reach_as_often_is_not_believed()
    {
        double[] seen = [400, 200, 100, 50, 50, 100];
        var prior = new GroupPrior(new PersonSizes(Many(), s_shares));
        var doubted = MadeUpPeople.Fit(prior, seen, [400, 200, 100, 40, 30, 20], -3, 1, onlyFor: false);
        var believed = MadeUpPeople.Fit(prior, seen, [100, 30, 10, 1, 0, 0], -3, 1, onlyFor: false);
        Assert.InRange(MatchModel.Probability(doubted.Right(0.5)), 0.1, 0.35);
        Assert.InRange(MatchModel.Probability(believed.Right(0.5)), 0.93, 1);
        // Where families live, whoever was kept apart stays apart.
        var among = MadeUpPeople.Fit(prior, seen, [100, 30, 10, 1, 0, 0], -3, 1, onlyFor: true);
        Assert.Equal((-2, 0), (among.Right(-2), among.Right(0)));
        Assert.True(among.Right(2) > 2);
    }

    [Fact]
    public void A_few_people_change_nothing_and_many_do()
    {
        var (few, many) = (Files(SpoiltPeople.Csv(5, 200, 7, 1, 0.2), SpoiltPeople.Map), Many());
        Assert.False(MadeUpPeople.CanTell(few, []));
        Assert.True(MadeUpPeople.CanTell(many, []));
        Assert.False(MadeUpPeople.CanTell(many, [new Person([.. Enumerable.Range(0, 3_500)], [], 3_500)]));
    }

    [Fact]
    public void A_record_made_of_two_says_of_each_field_what_one_of_them_says()
    {
        var people = Files("id,cluster,name,born,town,postcode\n1,,anna oakham,1962-03-04,ashley,B1 1AB\n2,,carl jessop,1971-05-06,stanton,B2 2CD\n", SpoiltPeople.Map);
        var made = MatchRecord.Of(people.Records[0], [MatchField.GivenName, MatchField.BirthDate], people.Records[1]);
        Assert.Equal(("anna", "jessop", "stanton"), (made[MatchField.GivenName]!.Text, made[MatchField.FamilyName]!.Text, made[MatchField.Town]!.Text));
        Assert.Same(people.Records[0][MatchField.BirthDate], made[MatchField.BirthDate]);
    }

    [Fact]
    public void Of_people_with_several_spoilt_records_as_many_pairs_are_right_as_was_foretold()
    {
        // Two files, because the few hundred pairs of a tenth of one are of few people, and off by so much by chance alone.
        var tenths = new List<LinkCalibration>();
        var accuracy = new List<double>();
        foreach (var seed in (int[])[42, 49])
        {
            var csv = SpoiltPeople.Csv(seed, people: 3_000, most: 4, spoilt: 1.5, noDate: 0.35);
            var people = Files(csv, SpoiltPeople.Map);
            var truth = new EvaluateLink.Truth();
            Assert.Null(truth.Read(Bytes(csv), "A.csv", "id", "cluster", null).Error);
            var linked = LinkRecords.Link(people, MatchWeights.Shipped, 0.5, train: false, all: true, new DateOnly(2026, 11, 21), new Silent(), default).Value;
            using var text = new StringWriter();
            PairsFile.Write(text, people, linked, LinkMap.Read(Bytes(SpoiltPeople.Map), "map.json").Value, default);
            var evaluation = EvaluateLink.Evaluate(Bytes(text.ToString()), "PAIRS.csv", truth).Value;
            tenths.AddRange(evaluation.Calibration);
            accuracy.Add(evaluation.Accuracy.Single(a => a.Threshold == 0.5).F1);
        }
        var pooled = tenths.GroupBy(t => t.From).Select(t => (From: t.Key, Pairs: t.Sum(x => x.Pairs), Off: t.Sum(x => x.Pairs * (x.Observed - x.Predicted)) / t.Sum(x => x.Pairs))).ToList();
        Assert.Equal(10, pooled.Count(t => t.Pairs >= 100));
        Assert.All(pooled, t => Assert.True(Math.Abs(t.Off) <= 0.05, $"{t}"));
        // Rows of those whom somebody is made of, left apart, would look like strangers who are alike, and fewer would be joined (0.813).
        Assert.InRange(accuracy.Average(), 0.815, 1);
    }
}
