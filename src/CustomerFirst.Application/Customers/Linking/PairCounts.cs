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
        if (fields.Filled(MatchField.Street) == 0 && fields.Filled(MatchField.Postcode) == 0) return shares with { Kin = shares.Kin / 100, Dwelling = shares.Dwelling / 100, Place = shares.Place / 100 };
        var dwelling = Count(people, Dwelling) / people.Pairs;
        var kin = Count(people, Family) / people.Pairs;
        var place = Count(people, r => Key(r, MatchField.Postcode) is not 0 and var postcode ? postcode : BlockingKeys.Join(Key(r, MatchField.Street), Key(r, MatchField.Town))) / people.Pairs;
        return Floor(shares with { Kin = kin, Dwelling = Math.Max(0, dwelling - kin), Place = Math.Max(0, place - dwelling) }, people);
    }

    /// <summary>
    /// The shares after a look at the pairs (expectation-maximisation over them): matches are the sum of the probabilities, relations what was counted less the matches among it. It begins with all that live together
    /// being families: begun from the other end, "lives at one address" would be taken for "is one person".
    /// </summary>
    public static PairShares Estimate(People people, List<ScoredPair> pairs, MatchModel model, PairShares start)
    {
        var (shares, all, records) = (start, people.Pairs, (double)Math.Min(people.Records.Count, 10));
        var kind = pairs.ConvertAll(p => Same(people, p, Family) ? (byte)2 : Same(people, p, Dwelling) ? (byte)1 : (byte)0);
        for (var round = 0; round < 60; round++)
        {
            var current = model.With(shares);
            Span<double> matches = [0, 0, 0];
            for (var i = 0; i < pairs.Count; i++) matches[kind[i]] += MatchModel.Probability(current.LogOdds(pairs[i].Evidence));
            // A few pairs' worth of what was expected, so that a file without any match is not thought to be made of them.
            var same = (matches[0] + matches[1] + matches[2] + (model.Weights.Pairs.Same * records)) / (all + records);
            var next = Floor(new(same, start.Kin - (matches[2] / all), start.Dwelling - (matches[1] / all), start.Place), people);
            var settled = Math.Abs(next.Same - shares.Same) < 1e-4 * shares.Same && Math.Abs(next.Kin - shares.Kin) < 1e-3 * shares.Kin;
            shares = next;
            if (settled) break;
        }
        return shares;
    }

    private static PairShares Floor(PairShares shares, People people)
    {
        var same = Math.Clamp(shares.Same, 0.01 / people.Pairs, 0.3);
        var least = 0.001 * same;
        return new(same, Math.Max(shares.Kin, least), Math.Max(shares.Dwelling, least), Math.Max(shares.Place, least));
    }

    /// <summary>Whether both records give one family name at one address.</summary>
    public static bool OfOneFamily(People people, ScoredPair pair) => Same(people, pair, Family);

    private static bool Same(People people, ScoredPair pair, Func<MatchRecord, ulong> key) => key(people.Records[pair.A]) is not 0 and var one && one == key(people.Records[pair.B]);

    private static ulong Family(MatchRecord record) => BlockingKeys.Join(Dwelling(record), Key(record, MatchField.FamilyName));

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
