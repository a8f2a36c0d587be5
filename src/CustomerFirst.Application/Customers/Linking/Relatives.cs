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

    // With fewer relatives than this to a pair of one person there is nobody to be taken for one another.
    private const double Some = 0.01;

    // These tell relatives from one person.
    private static readonly MatchField[] s_telling = [MatchField.GivenName, MatchField.BirthDate];

    // These families share oftener than not.
    private static readonly MatchField[] s_shared = [MatchField.FamilyName, MatchField.Telephone, MatchField.Email];

    private static readonly MatchField[] s_fields = [.. s_telling, .. s_shared];
    private static readonly int s_birthDate = Array.IndexOf(s_fields, MatchField.BirthDate);

    /// <summary>The weights, with what the pairs say of the two fields that tell. To be called with the pairs as they were last scored by the model.</summary>
    /// <param name="start">What was counted, before matches were taken out of it.</param>
    public static MatchWeights Fit(People people, List<ScoredPair> pairs, MatchModel model, PairShares start)
    {
        var stride = 1 + (pairs.Count / Most);
        var sample = Sample(people, pairs, model, stride);
        if (sample.Count == 0) return model.Weights;
        var telling = Array.ConvertAll(s_telling, f => new TellingField(f, model.Weights[f], people));
        SharedField[] fields = [.. telling, .. s_shared.Select(f => new SharedField(f, model.Weights[f]))];
        var likeTwins = stride * (double)sample.Count(p => p.LiveTogether && p.OtherName && p.Levels[s_birthDate] == MatchLevel.Exact);
        // Begun, as there, with all that live together being families.
        var shares = model.Shares with { Kin = start.Kin };
        for (var round = 0; round < Rounds; round++)
        {
            var (together, all) = Count(sample, model.With(shares), shares, fields, telling);
            shares = shares with { Same = Math.Max(shares.Same * 0.01, all * stride / people.Pairs), Kin = Math.Max(shares.Same * 0.001, start.Kin - (together * stride / people.Pairs)) };
            foreach (var field in fields) field.LearnKin(shares.Kin * people.Pairs, stride);
            foreach (var field in telling) field.LearnDifferent(shares.Kin >= Some * shares.Same, twins: likeTwins > field.DifferentBefore * together * stride);
        }
        return model.Weights.With(model.Weights.Made, model.Weights.From, fields.ToDictionary(f => f.Of, f => f.Learnt), model.Weights.Swapped, model.Weights.Stayed);
    }

    /// <summary>Adds to each field what the pairs say of it, and sums up how many of them are of one person, of those that live together and of all.</summary>
    private static (double Together, double All) Count(List<Pair> sample, MatchModel model, PairShares shares, SharedField[] fields, TellingField[] telling)
    {
        var (together, all) = (0.0, 0.0);
        foreach (var field in fields) field.Begin();
        foreach (var pair in sample)
        {
            var (same, related) = (pair.Evidence.Same, pair.Evidence.Kin);
            for (var f = 0; f < telling.Length; f++)
                if (pair.Levels[f] == MatchLevel.Different) same *= telling[f].LikelierDifferent;
            for (var f = 0; f < fields.Length; f++) related *= fields[f].LikelierRelated(pair.Ratios[f]);
            var whole = (shares.Same * same) + model.Others(pair.Evidence with { Same = same, Kin = related });
            var (ofOne, ofKin) = (shares.Same * same / whole, shares.Kin * related / whole);
            all += ofOne;
            if (pair.LiveTogether) together += ofOne;
            for (var f = 0; f < fields.Length; f++)
                if (pair.LiveTogether && pair.Levels[f] != MatchModel.Missing) fields[f].AddFamily(ofKin, pair.Ratios[f]);
            // Those who do not live together cannot be taken for a family, so they tell how one person's records differ.
            var tells = !pair.LiveTogether && pair.Evidence.Stayed < 0.5;
            for (var f = 0; f < telling.Length; f++)
                if (pair.Levels[f] != MatchModel.Missing) telling[f].AddOnePerson(ofOne, pair.Levels[f], tells);
        }
        return (together, all);
    }

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
