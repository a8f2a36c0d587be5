using System.Globalization;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>
/// Learns, without being told which pairs are matches, how often each level comes between records of one person: expectation-maximisation over the candidates. A field is learnt only from pairs that some key
/// brings together which does not hold that field, never from keys of the address alone, and the given weights count as so many pairs more, so that it cannot go astray.
/// </summary>
internal static class Learning
{
    private const int Sample = 300_000;
    private const int Rounds = 12;
    // What the given weights count for, in matching pairs.
    private const double Trust = 100;
    // From which probability a pair teaches. Strangers who share a place, and so its postcodes, and a common name look a little like one person. There are so many of them that, each counted for its small part, they would teach that
    // one person's date of birth and family name often differ, and so bring more of their kind from round to round.
    private const double Teaching = 0.8;
    // For the same reason: how much oftener than the given weights say a field may differ between records of one person.
    private const double MostDifferent = 2;

    public static Result<LearntWeights> Learn(People people, Blocks blocks, MatchWeights given, PairShares start, DateOnly today, IProgress<Advance> progress, CancellationToken token)
    {
        var (sample, candidates) = Take(people, blocks, token);
        var weights = given;
        var shares = start;
        var (matches, share) = (0.0, candidates / Math.Max(1.0, sample.Count));
        for (var round = 0; round < Rounds; round++)
        {
            progress.Report(new Advance("Learning weights", round, Rounds));
            var tally = Tally.Over(people, blocks, sample, new MatchModel(weights, shares, people.Lexicon.Fields), token);
            matches = tally.Matches;
            weights = tally.Weights(given);
            shares = shares with { Same = Math.Clamp((matches * share + 5) / (people.Pairs + 5), 0.1 / people.Pairs, 0.2) };
        }
        if (matches < 20) return new ModelRefused($"There are too few likely matches to learn from (about {matches:0}); the shipped weights serve.");
        if (AddressAlone(weights) is { } why) return new ModelRefused(why);
        var from = string.Create(CultureInfo.InvariantCulture, $"{people.Records.Count} records, {sample.Count} pairs looked at, about {matches:0} of one person");
        return new LearntWeights(weights.With(today, from, new Dictionary<MatchField, FieldWeights>(), weights.Swapped, weights.Stayed), people.Records.Count, sample.Count, matches);
    }

    /// <summary>Why a model is refused: what it makes of two records that share an address and family name and differ in everything else. Null when it keeps them apart.</summary>
    internal static string? AddressAlone(MatchWeights weights)
    {
        // Against a household, which shares as much: only what tells its people apart is left.
        var apart = weights[MatchField.GivenName].Ratio(MatchLevel.Different) * weights[MatchField.BirthDate].Ratio(MatchLevel.Different);
        return apart < 0.2 ? null
            : string.Create(CultureInfo.InvariantCulture, $"The weights that were learnt would join people for living together: another given name and another date of birth count only {-Math.Log2(apart):0.0} bits against it. They are not used; the shipped weights serve.");
    }

    private static (List<(int A, int B)> Sample, long Candidates) Take(People people, Blocks blocks, CancellationToken token)
    {
        var every = Math.Max(1, (int)(blocks.Meetings / (2 * Sample)));
        var (sample, candidates) = (new List<(int, int)>(), 0L);
        foreach (var piece in blocks.Pieces())
        {
            token.ThrowIfCancellationRequested();
            if (blocks.Keys[piece.Key].AddressOnly) continue;
            blocks.Visit(piece, (a, b) =>
            {
                candidates++;
                if (every == 1 || ((((ulong)(uint)a * 0x9E3779B97F4A7C15UL) ^ ((ulong)(uint)b * 0xC2B2AE3D27D4EB4FUL)) >> 20) % (ulong)every == 0) sample.Add((a, b));
            });
        }
        return (sample, candidates);
    }

    private sealed class Tally
    {
        private readonly double[,] _levels = new double[MatchFields.Count, MatchFields.Levels];
        private double _swapped, _named, _stayed, _placed;

        public double Matches { get; private set; }

        public static Tally Over(People people, Blocks blocks, List<(int A, int B)> sample, MatchModel model, CancellationToken token)
        {
            var whole = new Tally();
            // In fixed parts, so that the sums come out the same every time.
            var parts = sample.Chunk(20_000).ToArray();
            var tallies = new Tally[parts.Length];
            Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, i => (tallies[i] = new Tally()).Add(people, blocks, parts[i], model));
            foreach (var part in tallies) whole.Add(part);
            return whole;
        }

        public MatchWeights Weights(MatchWeights given)
        {
            var fields = new Dictionary<MatchField, FieldWeights>();
            for (var f = 0; f < MatchFields.Count; f++)
            {
                var before = given[(MatchField)f];
                var total = Trust;
                for (var l = 0; l < MatchFields.Levels; l++) total += _levels[f, l];
                fields[(MatchField)f] = before with { Same = Held([.. before.Same.Select((same, l) => ((same * Trust) + _levels[f, l]) / total)], MostDifferent * before.Same[(int)MatchLevel.Different]) };
            }
            return given.With(given.Made, given.From, fields, (_swapped + (given.Swapped * Trust)) / (_named + Trust), (_stayed + (given.Stayed * Trust)) / (_placed + Trust));
        }

        // The shares, with no more that differs; the rest keep their proportions.
        private static double[] Held(double[] shares, double most)
        {
            var different = shares[(int)MatchLevel.Different];
            return different <= most ? shares : [.. shares.Select((share, l) => l == (int)MatchLevel.Different ? most : share * (1 - most) / (1 - different))];
        }

        private void Add(People people, Blocks blocks, (int A, int B)[] pairs, MatchModel model)
        {
            var (levels, ratios) = (new MatchLevel[MatchFields.Count], new double[MatchFields.Count]);
            levels.AsSpan().Fill(MatchModel.Missing);
            foreach (var (a, b) in pairs)
            {
                var evidence = model.Compare(people.Records[a], people.Records[b], levels, ratios);
                var same = MatchModel.Probability(model.LogOdds(evidence));
                if (same < Teaching) continue;
                Matches += same;
                var shared = blocks.Shared(a, b);
                for (var f = 0; f < MatchFields.Count; f++)
                    if (levels[f] != MatchModel.Missing && !(levels[f] == MatchLevel.Familiar && f == (int)MatchField.BirthDate) && Teaches(blocks, shared, (MatchField)f)) _levels[f, (int)levels[f]] += same * (MatchFields.OfAddress((MatchField)f) ? evidence.Stayed : 1);
                if (levels[0] != MatchModel.Missing && levels[1] != MatchModel.Missing && Teaches(blocks, shared, MatchField.GivenName) && Teaches(blocks, shared, MatchField.FamilyName))
                {
                    _named += same;
                    if (evidence.Swapped) _swapped += same;
                }
                if (levels[(int)MatchField.Street] == MatchModel.Missing || !Teaches(blocks, shared, MatchField.Street)) continue;
                _placed += same;
                _stayed += same * evidence.Stayed;
            }
        }

        private static bool Teaches(Blocks blocks, ulong shared, MatchField field)
        {
            for (var k = 0; k < blocks.Keys.Count; k++)
            {
                if ((shared >> k & 1) == 0 || blocks.Keys[k].AddressOnly) continue;
                if (MatchFields.OfAddress(field) ? !blocks.Keys[k].Fields.Any(MatchFields.OfAddress) : !blocks.Keys[k].Fields.Contains(field)) return true;
            }
            return false;
        }

        private void Add(Tally part)
        {
            for (var f = 0; f < MatchFields.Count; f++)
                for (var l = 0; l < MatchFields.Levels; l++) _levels[f, l] += part._levels[f, l];
            (_swapped, _named, _stayed, _placed, Matches) = (_swapped + part._swapped, _named + part._named, _stayed + part._stayed, _placed + part._placed, Matches + part.Matches);
        }
    }
}
