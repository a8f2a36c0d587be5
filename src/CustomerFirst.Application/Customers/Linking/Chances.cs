using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>How often each level comes between strangers, counted on random pairs of the records at hand.</summary>
internal static class Chances
{
    private const int Pairs = 300_000;
    private const int Part = 10_000;
    private const int Trust = 2_000;

    /// <summary>The weights with the counted chances; the given ones weigh as much as <see cref="Trust"/> pairs.</summary>
    public static MatchWeights Count(People people, MatchModel model, CancellationToken token)
    {
        // In fixed parts with seeds of their own, so that the counts come out the same on any number of processors.
        var parts = (int)Math.Ceiling(Math.Min(Pairs, people.Pairs * 2) / Part);
        var counted = new double[parts][,];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, part => counted[part] = CountPart(people, model, new Random(20261121 + part)));
        var counts = Enumerable.Range(0, MatchFields.Count).Select(f => Enumerable.Range(0, MatchFields.Levels).Select(level => counted.Sum(c => c[f, level])).ToArray()).ToArray();
        var fields = new Dictionary<MatchField, FieldWeights>();
        for (var f = 0; f < MatchFields.Count; f++)
        {
            var weights = model.Weights[(MatchField)f];
            var total = counts[f].Sum() + Trust;
            fields[(MatchField)f] = weights with { Chance = [.. weights.Chance.Select((chance, level) => ((chance * Trust) + counts[f][level]) / total)] };
        }
        return model.Weights.With(model.Weights.Made, model.Weights.From, fields, model.Weights.Swapped, model.Weights.Stayed);
    }

    private static double[,] CountPart(People people, MatchModel model, Random random)
    {
        var records = people.Records;
        var counts = new double[MatchFields.Count, MatchFields.Levels];
        var (levels, ratios) = (new MatchLevel[MatchFields.Count], new double[MatchFields.Count]);
        levels.AsSpan().Fill(MatchModel.Missing);
        for (var n = 0; n < Part; n++)
        {
            var (a, b) = (random.Next(people.TwoFiles ? people.First : records.Count), people.TwoFiles ? random.Next(people.First, records.Count) : random.Next(records.Count));
            if (a == b) continue;
            // What is likely to be one person says nothing about strangers.
            if (model.LogOdds(model.Compare(records[a], records[b], levels, ratios)) > -4) continue;
            for (var f = 0; f < MatchFields.Count; f++)
                if (levels[f] != MatchModel.Missing) counts[f, (int)levels[f]]++;
        }
        return counts;
    }
}
