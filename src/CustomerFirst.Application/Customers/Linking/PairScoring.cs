using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>A pair that was scored: two rows, the first before the second, and the logs to base 2 of what <see cref="PairEvidence"/> says.</summary>
internal readonly record struct ScoredPair(int A, int B, float Same, float Kin, float Dwelling, float Place)
{
    public ScoredPair(int a, int b, in PairEvidence evidence)
        : this(a, b, MathF.Log2((float)evidence.Same), (float)Math.Log2(evidence.Kin), (float)Math.Log2(evidence.Dwelling), (float)Math.Log2(evidence.Place)) { }

    /// <summary>The evidence again.</summary>
    public PairEvidence Evidence => new(Math.Pow(2, Same), Math.Pow(2, Kin), Math.Pow(2, Dwelling), Math.Pow(2, Place), false, 1);
}

/// <summary>Scores the candidates, on all processors.</summary>
internal static class PairScoring
{
    // Pairs below this log of odds (one in five hundred) cannot come to matter.
    private const double Least = -9;

    /// <summary>The pairs that may matter, or all; in the order of their rows, each once. And how many were looked at.</summary>
    public static (List<ScoredPair> Pairs, long Looked) Score(People people, Blocks blocks, MatchModel model, bool all, IProgress<Advance> progress, CancellationToken token)
    {
        var pieces = blocks.Pieces();
        var (gathered, looked, done, step) = (new List<List<ScoredPair>>(), 0L, 0, Math.Max(1, pieces.Count / 50));
        var prior = Math.Log2(model.Shares.Same);
        Parallel.ForEach(pieces, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, () => new Worker(people.Records, model, all ? double.NegativeInfinity : Least - prior), (piece, _, worker) =>
        {
            blocks.Visit(piece, worker.Visit);
            if (Interlocked.Increment(ref done) % step == 0) progress.Report(new Advance("Comparing candidates", done, pieces.Count));
            return worker;
        }, worker =>
        {
            lock (gathered)
            {
                gathered.Add(worker.Pairs);
                looked += worker.Looked;
            }
        });
        var pairs = new List<ScoredPair>(gathered.Sum(g => g.Count));
        foreach (var some in gathered) pairs.AddRange(some);
        gathered.Clear();
        pairs.Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        var kept = 0;
        for (var i = 0; i < pairs.Count; i++)
            if (i == 0 || pairs[i].A != pairs[i - 1].A || pairs[i].B != pairs[i - 1].B) pairs[kept++] = pairs[i];
        pairs.RemoveRange(kept, pairs.Count - kept);
        return (pairs, looked);
    }

    /// <summary>Whether a pair may come to matter for what is found.</summary>
    public static bool MayMatter(ScoredPair pair, PairShares shares) => pair.Same > Least - Math.Log2(shares.Same);

    /// <summary>Scores pairs again, because the weights or the values' rarity changed.</summary>
    public static List<ScoredPair> Again(People people, List<ScoredPair> pairs, MatchModel model, CancellationToken token)
    {
        var again = new ScoredPair[pairs.Count];
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, Math.Max(1, pairs.Count), 20_000), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, range =>
        {
            var (levels, ratios) = (new MatchLevel[MatchFields.Count], new double[MatchFields.Count]);
            for (var i = range.Item1; i < Math.Min(range.Item2, pairs.Count); i++)
                again[i] = new(pairs[i].A, pairs[i].B, model.Compare(people.Records[pairs[i].A], people.Records[pairs[i].B], levels, ratios));
        });
        return [.. again];
    }

    private sealed class Worker(List<MatchRecord> records, MatchModel model, double least)
    {
        private readonly MatchLevel[] _levels = new MatchLevel[MatchFields.Count];
        private readonly double[] _ratios = new double[MatchFields.Count];
        private readonly double _least = double.IsNegativeInfinity(least) ? -1 : Math.Pow(2, least);

        public List<ScoredPair> Pairs { get; } = [];

        public long Looked { get; private set; }

        public void Visit(int a, int b)
        {
            Looked++;
            var evidence = model.Compare(records[a], records[b], _levels, _ratios);
            if (evidence.Same > _least) Pairs.Add(new(a, b, evidence));
        }
    }
}
