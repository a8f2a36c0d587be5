using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>How many pairs there are of each kind: counted where that can be, estimated where it cannot.</summary>
internal static class PairCounts
{
    /// <summary>The shares to begin with: relations from the addresses and names at hand, matches as the weights expect.</summary>
    public static PairShares Start(People people, MatchWeights weights)
    {
        var shares = PairShares.Expected(weights.Pairs, people.Records.Count, people.Pairs);
        var fields = people.Lexicon;
        if (fields.Filled(MatchField.Street) == 0 && fields.Filled(MatchField.Postcode) == 0) return shares;
        var dwelling = Count(people, Dwelling) / people.Pairs;
        var kin = Count(people, r => BlockingKeys.Join(Dwelling(r), Key(r, MatchField.FamilyName))) / people.Pairs;
        var place = Count(people, r => Key(r, MatchField.Postcode) is not 0 and var postcode ? postcode : BlockingKeys.Join(Key(r, MatchField.Street), Key(r, MatchField.Town))) / people.Pairs;
        return shares with { Kin = kin, Dwelling = Math.Max(0, dwelling - kin), Place = Math.Max(0, place - dwelling) };
    }

    /// <summary>
    /// The shares after a look at the pairs (expectation-maximisation over them): matches are the sum of the probabilities, relations what was counted less the matches among it, and
    /// never so few that living together alone would make two records one person.
    /// </summary>
    public static PairShares Estimate(List<ScoredPair> pairs, MatchModel model, PairShares start, double all, double records)
    {
        var shares = model.Shares;
        for (var round = 0; round < 30; round++)
        {
            var current = model.With(shares);
            var matches = 0.0;
            foreach (var pair in pairs)
            {
                var evidence = pair.Evidence;
                matches += MatchModel.Probability(current.LogOdds(evidence));
            }
            // A few pairs' worth of what was expected, so that a file without any match is not thought to be made of them.
            var expected = model.Weights.Pairs.Same * Math.Min(records, 10);
            var next = Floor(new((matches + expected) / (all + Math.Min(records, 10)), start.Kin, start.Dwelling, start.Place), model.Weights, records, all);
            if (Math.Abs(next.Same - shares.Same) < 0.001 * shares.Same) return next;
            shares = next;
        }
        return shares;
    }

    // Of the pairs at one address, matches have been counted too.
    private static PairShares Floor(PairShares shares, MatchWeights weights, double records, double all)
    {
        var same = Math.Clamp(shares.Same, 0.01 / all, 0.3);
        var least = 0.02 * records / all;
        return new(same,
            Math.Max(shares.Kin - (same * weights.Stayed), Math.Max(least, 0.5 * same)),
            Math.Max(shares.Dwelling - (0.1 * same), Math.Max(least, 0.6 * same)),
            Math.Max(shares.Place, least));
    }

    private static ulong Dwelling(MatchRecord record)
    {
        var street = BlockingKeys.Join(Key(record, MatchField.HouseNumber) is not 0 and var house ? house : 1, Key(record, MatchField.Street) is not 0 and var known ? known : 1);
        return (record[MatchField.HouseNumber] is null && record[MatchField.Street] is null) ? 0 : BlockingKeys.Join(street, Key(record, MatchField.Postcode) is not 0 and var postcode ? postcode : Key(record, MatchField.Town));
    }

    private static ulong Key(MatchRecord record, MatchField field) => record[field] is { } value ? ((ulong)value.Id + 1) * 0x9E3779B97F4A7C15UL : 0;

    private static double Count(People people, Func<MatchRecord, ulong> key)
    {
        var counts = new Dictionary<ulong, (int A, int B)>();
        for (var i = 0; i < people.Records.Count; i++)
        {
            var value = key(people.Records[i]);
            if (value == 0) continue;
            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _);
            if (i < people.First) count.A++;
            else count.B++;
        }
        return counts.Values.Sum(c => people.TwoFiles ? (double)c.A * c.B : c.A * (c.A - 1.0) / 2);
    }
}
