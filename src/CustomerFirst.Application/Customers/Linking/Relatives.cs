using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>
/// How often people of one family who live together share a date of birth (twins) or a given name (parent and child), and how seldom one person's records differ in those: as the records at hand show it.
/// A file may hold more twins than most, or be better spelt, and then what differs speaks for two people. Learnt in one direction only: nobody becomes likelier to be one person by it.
/// </summary>
internal static class Relatives
{
    // Enough pairs to tell shares of one in a hundred; the rest is like them.
    private const int Most = 200_000;
    private const int Rounds = 40;

    // How many pairs the given weights count as.
    private const double OfRelatives = 10;
    private const double OfOnePerson = 50;

    private const double MostShared = 0.8;

    // With fewer relatives than this to a pair of one person there is nobody to be taken for one another.
    private const double Some = 0.01;

    // Another given name with the same date of birth at one address is a twin's sooner than a mistake: where there are more of them than there should be mistakes, twins are among them, and mistakes are taken for a quarter of what was expected.
    private const double AnotherName = 0.25;

    // The first two tell relatives from one person; the others families share oftener than not.
    private static readonly MatchField[] s_fields = [MatchField.GivenName, MatchField.BirthDate, MatchField.FamilyName, MatchField.Telephone, MatchField.Email];
    private const int Telling = 2;

    /// <summary>The weights, with what the pairs say of these two fields. To be called with the pairs as they were last scored by the model.</summary>
    /// <param name="start">What was counted, before matches were taken out of it.</param>
    public static MatchWeights Fit(People people, List<ScoredPair> pairs, MatchModel model, PairShares start)
    {
        var stride = 1 + (pairs.Count / Most);
        var sample = Sample(people, pairs, model, stride);
        if (sample.Count == 0) return model.Weights;
        var weights = s_fields.Select(f => model.Weights[f]).ToArray();
        var (kin, different) = (weights.Select(w => w.Kin).ToArray(), weights.Select(w => w.Same[(int)MatchLevel.Different]).ToArray());
        var (first, shares) = ((Kin: (double[])kin.Clone(), Different: (double[])different.Clone()), model.Shares with { Kin = start.Kin });
        var likeTwins = stride * (double)sample.Count(p => p.LiveTogether && p.OtherName && p.Levels[1] == MatchLevel.Exact);
        var known = s_fields.Select(f => Math.Pow((double)people.Lexicon.Filled(f) / people.Records.Count, 2)).ToArray();
        // Begun, as there, with all that live together being families.
        for (var round = 0; round < Rounds; round++)
        {
            var current = model.With(shares);
            var (together, all, shared, family, one, apart, agreed, spoilt) = (0.0, 0.0, new double[s_fields.Length], new double[s_fields.Length], new double[Telling], new double[Telling], new double[Telling], new double[Telling]);
            foreach (var pair in sample)
            {
                var (same, related) = (pair.Evidence.Same, pair.Evidence.Kin);
                for (var f = 0; f < s_fields.Length; f++)
                {
                    if (f < Telling && pair.Levels[f] == MatchLevel.Different) same *= different[f] / first.Different[f];
                    related *= Shared(kin[f], pair.Ratios[f]) / Shared(first.Kin[f], pair.Ratios[f]);
                }
                var evidence = pair.Evidence with { Same = same, Kin = related };
                var whole = (shares.Same * same) + current.Others(evidence);
                var (ofOne, ofKin) = (shares.Same * same / whole, shares.Kin * related / whole);
                all += ofOne;
                if (pair.LiveTogether) together += ofOne;
                for (var f = 0; f < s_fields.Length; f++)
                {
                    if (pair.Levels[f] == MatchModel.Missing) continue;
                    if (pair.LiveTogether)
                    {
                        family[f] += ofKin;
                        shared[f] += ofKin * kin[f] * pair.Ratios[f] / Shared(kin[f], pair.Ratios[f]);
                    }
                    if (f >= Telling) continue;
                    if (pair.Levels[f] != MatchLevel.Different) agreed[f] += ofOne;
                    if (pair.Levels[f] is not (MatchLevel.Exact or MatchLevel.Different)) spoilt[f] += ofOne;
                    if (!pair.LiveTogether && pair.Evidence.Stayed < 0.5)
                    {
                        // Those who do not live together cannot be taken for a family, so they tell how one person's records differ.
                        one[f] += ofOne;
                        if (pair.Levels[f] == MatchLevel.Different) apart[f] += ofOne;
                    }
                }
            }
            shares = shares with { Same = Math.Max(shares.Same * 0.01, all * stride / people.Pairs), Kin = Math.Max(shares.Same * 0.001, start.Kin - (together * stride / people.Pairs)) };
            for (var f = 0; f < s_fields.Length; f++)
            {
                // Relatives who share neither name nor birthday are no candidates, but counted all the same; of the rest the candidates are as good as any.
                var relatives = f < Telling ? shares.Kin * people.Pairs * known[f] : family[f] * stride;
                kin[f] = Math.Clamp(((shared[f] * stride) + (first.Kin[f] * OfRelatives)) / (relatives + OfRelatives), first.Kin[f], Math.Max(first.Kin[f], MostShared));
                if (f >= Telling) continue;
                different[f] = first.Different[f];
                if (shares.Kin < Some * shares.Same) continue;
                // Whoever seldom slips seldom writes something else altogether.
                var slips = 1 - (weights[f].Same[(int)MatchLevel.Exact] / (1 - first.Different[f]));
                var spelt = (spoilt[f] + (slips * OfOnePerson)) / (agreed[f] + OfOnePerson) / slips;
                different[f] = first.Different[f] * Math.Min(f == 0 && likeTwins > first.Different[0] * together * stride ? AnotherName : 1, Math.Min(spelt, (apart[f] + (first.Different[f] * OfOnePerson)) / (one[f] + OfOnePerson) / first.Different[f]));
            }
        }
        return model.Weights.With(model.Weights.Made, model.Weights.From, s_fields.Select((field, f) => (field, Weights: weights[f] with { Kin = kin[f], Same = f < Telling ? Differing(weights[f].Same, different[f]) : weights[f].Same })).ToDictionary(w => w.field, w => w.Weights),
            model.Weights.Swapped, model.Weights.Stayed);
    }

    private static double Shared(double share, double ratio) => (share * ratio) + 1 - share;

    // The other levels keep their proportions.
    private static double[] Differing(double[] same, double different) =>
        [.. same.Select((share, level) => level == (int)MatchLevel.Different ? different : share * (1 - different) / (1 - same[(int)MatchLevel.Different]))];

    private sealed record Pair(PairEvidence Evidence, MatchLevel[] Levels, double[] Ratios, bool LiveTogether, bool OtherName);

    private static List<Pair> Sample(People people, List<ScoredPair> pairs, MatchModel model, int stride)
    {
        var sample = new List<Pair>(Math.Min(pairs.Count, Most));
        var (levels, ratios) = (new MatchLevel[MatchFields.Count], new double[MatchFields.Count]);
        for (var i = 0; i < pairs.Count; i += stride)
        {
            levels.AsSpan().Fill(MatchModel.Missing);
            var evidence = model.Compare(people.Records[pairs[i].A], people.Records[pairs[i].B], levels, ratios);
            sample.Add(new Pair(evidence, [.. s_fields.Select(f => levels[(int)f])], [.. s_fields.Select(f => levels[(int)f] == MatchModel.Missing ? 1 : ratios[(int)f])], PairCounts.OfOneFamily(people, pairs[i]),
                // A number that only one person has says that the name is a mistake.
                levels[(int)MatchField.GivenName] == MatchLevel.Different && levels[(int)MatchField.Identifier] is MatchLevel.Different or MatchModel.Missing));
        }
        return sample;
    }
}
