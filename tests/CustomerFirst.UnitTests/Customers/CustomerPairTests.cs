using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class CustomerPairTests
{
    private static readonly DateTimeOffset s_found = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), s_later = s_found.AddDays(1);
    private readonly Guid _weights = Guid.NewGuid();

    [Fact]
    public void A_score_is_old_once_either_record_or_the_weights_are_others()
    {
        var pair = Scored(0.9);

        Assert.False(pair.ScoreIsOld(new ScoreBasis(3, 5, _weights)));
        Assert.True(pair.ScoreIsOld(new ScoreBasis(4, 5, _weights)));
        Assert.True(pair.ScoreIsOld(new ScoreBasis(3, 6, _weights)));
        Assert.True(pair.ScoreIsOld(new ScoreBasis(3, 5, null)));
        Assert.True(pair.ScoreIsOld(new ScoreBasis(3, 5, Guid.NewGuid())));
    }

    [Fact]
    public void A_score_of_which_nobody_kept_what_it_is_of_is_old_and_no_score_never_is()
    {
        Assert.True(CustomerPair.Of(Guid.NewGuid(), Guid.NewGuid(), 0.9, [], s_found).ScoreIsOld(new ScoreBasis(1, 1, null)));
        Assert.False(CustomerPair.Of(Guid.NewGuid(), Guid.NewGuid(), null, [], s_found).ScoreIsOld(new ScoreBasis(1, 1, null)));
    }

    [Fact]
    public void What_falls_below_half_leaves_the_queue_and_comes_back_when_it_rises_again()
    {
        var pair = Scored(0.9);
        Score(pair, 0.49);
        Assert.Equal((s_later, 0.49), (pair.LeftQueueAt, pair.Probability));
        Score(pair, 0.1);
        Assert.Equal(s_later, pair.LeftQueueAt);
        Score(pair, 0.5);
        Assert.Null(pair.LeftQueueAt);
    }

    [Fact]
    public void What_was_put_there_for_another_reason_than_its_score_stays()
    {
        var pair = Scored(0.2);
        Score(pair, 0.1);
        Assert.Null(pair.LeftQueueAt);
    }

    [Fact]
    public void A_reviewers_word_puts_a_pair_back_where_such_words_stand()
    {
        var pair = Scored(0.9);
        Score(pair, 0.1);
        pair.Decide(PairVerdict.NotSure, Guid.NewGuid(), s_later);
        Assert.Null(pair.LeftQueueAt);
    }

    private CustomerPair Scored(double probability)
    {
        var pair = CustomerPair.Of(Guid.NewGuid(), Guid.NewGuid(), null, [], s_found);
        pair.ScoreAnew(probability, ["same telephone"], new ScoreBasis(3, 5, _weights), s_found);
        return pair;
    }

    private void Score(CustomerPair pair, double probability) => pair.ScoreAnew(probability, [], new ScoreBasis(4, 5, _weights), s_later);
}
