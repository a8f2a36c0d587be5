using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers.Linking;

public sealed class RivalsTests
{
    private sealed class Silent : IProgress<Advance>
    {
        public void Report(Advance value) { }
    }

    // Rows 0 to 2 are one person, of whom the last says little; 3 and 4 are somebody of the same name who lives elsewhere, or the same once more; 5 says as little as 2.
    private static Rivals Of(string otherBorn, string otherTown, out double alone)
    {
        var csv = $"""
            id,name,born,town
            0,anna oakham,1962-03-04,ashley
            1,anna oakham,1962-03-04,ashly
            2,anna oakham,,
            3,anna oakham,{otherBorn},{otherTown}
            4,anna oakam,{otherBorn},{otherTown}
            5,anna oakhamm,,

            """ + string.Concat(Enumerable.Range(6, 3_000).Select(n => $"{n},carl jessop{n},1971-05-06,stanton{n % 40}\n"));
        var people = new People();
        var map = LinkMap.Read(Bytes("""{"id": "id", "columns": {"name": "fullName", "born": "dateOfBirth", "town": "town"}}"""), "map.json").Value;
        Assert.Null(people.Read(Bytes(csv), "A.csv", map, new Silent(), default).Error);
        people.Lexicon.Settle(MatchWeights.Shipped);
        var shares = new PairShares(0.001, 0, 0, 0);
        var model = new MatchModel(MatchWeights.Shipped, shares, people.Lexicon.Fields);
        var pairs = new List<ScoredPair>();
        var (levels, ratios) = (new MatchLevel[MatchFields.Count], new double[MatchFields.Count]);
        foreach (var (a, b) in ((int, int)[])[(0, 3), (0, 5), (2, 3), (2, 4), (3, 5), (4, 5)])
            pairs.Add(new ScoredPair(a, b, model.Compare(people.Records[a], people.Records[b], levels, ratios)));
        alone = MatchModel.Probability(model.LogOdds(pairs[4].Evidence));
        List<Person> found = [new Person([0, 1, 2], [0.99, 0.99, 0.999], 3), new Person([3, 4], [0.99, 0.99], 2)];
        return new Rivals(people, model, new GroupPrior(new PersonSizes(people, shares)), found, new() { [0] = 0, [1] = 0, [2] = 0, [3] = 1, [4] = 1 }, pairs);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_row_that_fits_somebody_else_as_well_belongs_the_less_to_its_own()
    {
        var rivals = Of("1988-11-23", "stanton", out _);
        Assert.InRange(rivals.Belongs(2, 0.999), 0.05, 0.75);
        // Whom nobody else is near, it changes nothing for.
        Assert.Equal(0.99, rivals.Belongs(1, 0.99), 9);
        // The more the one, the less the other.
        Assert.InRange(rivals.Belongs(2, 0.999) + rivals.Apart(2, 3, 0.5), 0.5, 1);
        Assert.True(rivals.Apart(2, 3, 0.5) > rivals.Apart(0, 3, 0.5));
    }

    [Fact]
    public void Another_of_the_same_person_found_apart_is_no_rival()
    {
        var (other, same) = (Of("1988-11-23", "stanton", out _), Of("1962-03-04", "ashley", out _));
        Assert.True(same.Belongs(2, 0.999) > other.Belongs(2, 0.999) + 0.02, $"{same.Belongs(2, 0.999)}, {other.Belongs(2, 0.999)}");
        Assert.True(same.Apart(0, 3, 0.5) > 0.5);
    }

    [Fact]
    public void Who_was_found_alone_may_be_of_one_person_or_another_but_not_likely_of_both()
    {
        var rivals = Of("1988-11-23", "stanton", out var alone);
        Assert.True(alone >= 0.02, $"{alone}");
        Assert.InRange(rivals.Apart(0, 5, alone) + rivals.Apart(3, 5, alone), 0.01, 1);
        Assert.Equal(0.01, rivals.Apart(0, 5, 0.01));
    }
}
