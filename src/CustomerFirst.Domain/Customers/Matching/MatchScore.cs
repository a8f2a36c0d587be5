namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>What matching says of two records.</summary>
/// <param name="Probability">That they are of one person, 0 to 1.</param>
/// <param name="Bits">The same as evidence: log to base 2 of the odds.</param>
/// <param name="Reasons">Field by field in words, what says most first.</param>
public sealed record MatchResult(double Probability, double Bits, IReadOnlyList<MatchReason> Reasons)
{
    /// <summary>The reasons on one line: "same date of birth; family name differs by one letter; moved from B14".</summary>
    public string Words => string.Join("; ", Reasons.Select(r => r.Words));
}

/// <summary>One reason for or against.</summary>
/// <param name="Bits">Above 0 speaks for one person, below 0 against.</param>
public sealed record MatchReason(MatchField Field, double Bits, string Words);

/// <summary>Two records in, the probability that they are of one person and the reasons out.</summary>
public static class MatchScore
{
    /// <summary>Scores two records that were read by one lexicon, which has been settled.</summary>
    public static MatchResult Of(MatchRecord a, MatchRecord b, MatchModel model, IReadOnlyDictionary<MatchField, string>? others = null)
    {
        Span<MatchLevel> levels = stackalloc MatchLevel[MatchFields.Count];
        Span<double> ratios = stackalloc double[MatchFields.Count];
        levels.Fill(MatchModel.Missing);
        var evidence = model.Compare(a, b, levels, ratios);
        var bits = model.LogOdds(evidence);
        return new MatchResult(MatchModel.Probability(bits), bits, MatchReasons.Of(a, b, levels, ratios, evidence, others));
    }
}
