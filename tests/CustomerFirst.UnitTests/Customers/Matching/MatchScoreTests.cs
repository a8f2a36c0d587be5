using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers.Matching;

public sealed class MatchScoreTests
{
    private static readonly PairShares s_city = PairShares.Expected(MatchWeights.Shipped.Pairs, 100_000, 100_000.0 * 99_999 / 2);

    private static PersonFacts Person(string given, string family, string? born = null, string? postcode = null, string? street = null, string? number = null, string? phone = null) => new PersonFacts()
        .With(MatchField.GivenName, given).With(MatchField.FamilyName, family).With(MatchField.BirthDate, born).With(MatchField.Postcode, postcode).With(MatchField.Street, street).With(MatchField.HouseNumber, number).With(MatchField.Telephone, phone);

    private static MatchResult Score(PersonFacts a, PersonFacts b)
    {
        var lexicon = new MatchLexicon();
        var (one, other) = (lexicon.Read(a), lexicon.Read(b));
        foreach (var (given, count) in new[] { ("Walter", 150), ("Ruth", 300), ("Colin", 400), ("Anna", 500), ("Bob", 20), ("Robert", 1500), ("Ka", 60) }) lexicon.Know(MatchField.GivenName, given, count);
        foreach (var (family, count) in new[] { ("Ellingham", 25), ("Smith", 1200), ("Smyth", 20), ("Kowalska", 30), ("Wong", 600) }) lexicon.Know(MatchField.FamilyName, family, count);
        lexicon.Settle(MatchWeights.Shipped, population: 100_000);
        return MatchScore.Of(one, other, new MatchModel(MatchWeights.Shipped, s_city, lexicon.Fields));
    }

    [Fact]
    public void The_same_person_with_one_slip_is_the_same_and_says_why()
    {
        var score = Score(Person("Gwendoline", "Featherstone", "1962-03-04", "B14 7AB"), Person("Gwendoline", "Fetherstone", "1962-03-04", "B29 5XX"));
        Assert.True(score.Probability > 0.9, $"{score.Probability} {score.Words}");
        Assert.Contains("same date of birth", score.Words);
        Assert.Contains("family name differs by one letter", score.Words);
        Assert.Contains("moved from B14", score.Words);
    }

    [Fact]
    public void Living_at_one_address_does_not_make_two_people_one()
    {
        var score = Score(Person("Anna", "Kowalska", "1980-05-01", "B14 7AB", "High Street", "4"), Person("Piotr", "Kowalska", "1978-11-23", "B14 7AB", "High Street", "4"));
        Assert.True(score.Probability < 0.05, $"{score.Probability} {score.Words}");
    }

    [Fact]
    public void Twins_with_other_names_are_not_one_person()
    {
        var score = Score(Person("Ruth", "Ellingham", "2001-09-30", "B14 7AB", "High Street", "4"), Person("Colin", "Ellingham", "2001-09-30", "B14 7AB", "High Street", "4"));
        Assert.True(score.Probability < 0.5, $"{score.Probability} {score.Words}");
    }

    [Fact]
    public void Father_and_son_of_one_name_at_one_address_are_not_one_person()
    {
        var score = Score(Person("Walter", "Ellingham", "1950-09-30", "B14 7AB", "High Street", "4"), Person("Walter", "Ellingham", "1979-02-14", "B14 7AB", "High Street", "4"));
        Assert.True(score.Probability < 0.5, $"{score.Probability} {score.Words}");
    }

    [Fact]
    public void A_slip_in_a_common_value_says_no_more_than_the_value()
    {
        MatchReason Town(string other)
        {
            var lexicon = new MatchLexicon();
            var (one, two) = (lexicon.Read(new PersonFacts().With(MatchField.Town, "Kelderby")), lexicon.Read(new PersonFacts().With(MatchField.Town, other)));
            lexicon.Know(MatchField.Town, "Kelderby", 60_000);
            lexicon.Settle(MatchWeights.Shipped, population: 100_000);
            return Assert.Single(MatchScore.Of(one, two, new MatchModel(MatchWeights.Shipped, s_city, lexicon.Fields)).Reasons);
        }
        var (same, slip) = (Town("Kelderby"), Town("Keldeby"));
        Assert.NotEqual(same.Words, slip.Words);
        Assert.InRange(slip.Bits, -1, same.Bits);
    }

    [Fact]
    public void A_given_name_of_two_words_that_go_together_is_no_two_proofs()
    {
        PersonFacts Wong(string postcode) => Person("Ka", "Wong", postcode: postcode);
        var without = Score(Wong("B14 7AB"), Wong("B29 5XX"));
        var with = Score(Wong("B14 7AB").With(MatchField.OtherNames, "Ming"), Wong("B29 5XX").With(MatchField.OtherNames, "Ming"));
        Assert.InRange(with.Bits - without.Bits, 1, 6);
        Assert.True(with.Probability < 0.95, $"{with.Probability} {with.Words}");
    }

    [Fact]
    public void Names_changed_about_are_seen()
    {
        var score = Score(Person("Shantal", "Meaney", "1981-07-17"), Person("Meaney", "Shantal", "1981-07-17"));
        Assert.True(score.Probability > 0.5, $"{score.Probability} {score.Words}");
        Assert.Contains("given and family name changed about", score.Words);
    }

    [Fact]
    public void What_is_missing_says_nothing()
    {
        var score = Score(Person("Anna", "", postcode: "B14 7AB"), Person("", "Kowalska", "1980-05-01"));
        Assert.Empty(score.Reasons);
    }

    [Fact]
    public void The_order_of_the_two_does_not_matter()
    {
        var (a, b) = (Person("Bob", "Smyth", "1962-03-04", "B14 7AB", phone: "0121 496 0001"), Person("Robert", "Smith", "1962-04-03", "B14 7AC", phone: "+44 121 496 0001"));
        Assert.Equal(Score(a, b).Bits, Score(b, a).Bits, 6);
    }
}
