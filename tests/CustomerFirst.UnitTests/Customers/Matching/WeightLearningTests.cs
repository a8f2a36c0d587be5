using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers.Matching;

public sealed class WeightLearningTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static WeightLearning After(DecisionAgreement agreement)
    {
        var learning = WeightLearning.Ask(Guid.NewGuid(), Guid.NewGuid(), s_at);
        learning.Ends(new LearntWeights(MatchWeights.Shipped, 5_000, 8_000, 400), agreement, s_at.AddMinutes(1));
        return learning;
    }

    [Fact]
    public void Weights_that_reviewers_decisions_speak_against_are_refused_and_kept()
    {
        var learning = After(new DecisionAgreement(60, 0.05, 0.09));

        Assert.Equal(WeightLearningState.Refused, learning.State);
        Assert.Contains("reviewers decided", learning.Refusal, StringComparison.Ordinal);
        Assert.Equal((60, (double?)0.05, (double?)0.09), (learning.Decided, learning.BeforeScore, learning.LearntScore));
        Assert.NotNull(learning.Weights);
    }

    [Theory]
    [InlineData(60, 0.05, 0.04)]
    [InlineData(60, 0.05, 0.055)]
    [InlineData(10, 0.05, 0.30)]
    public void They_are_used_where_decisions_agree_as_well_or_are_too_few_to_say(int pairs, double before, double learnt)
    {
        var learning = After(new DecisionAgreement(pairs, before, learnt));

        Assert.Equal(WeightLearningState.InUse, learning.State);
        Assert.Null(learning.Refusal);
    }

    [Fact]
    public void Weights_are_read_again_as_they_were_written()
    {
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(After(default).Weights!));

        var read = MatchWeights.Read(json);

        Assert.Equal(MatchWeights.Shipped[MatchField.BirthDate].Same, read[MatchField.BirthDate].Same);
        Assert.Equal(MatchWeights.Shipped.Stayed, read.Stayed);
    }
}
