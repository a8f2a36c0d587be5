using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Brings the scores of pairs up to date. Whoever acts on a score asks here first, or <see cref="PairScorer.IsOld"/>, whether it still is of what is there: the sweep that keeps the review queue, and a run before it is
/// shown and again before each of its merges.
/// </summary>
internal sealed class PairScores(CustomerFirstDb db, KnownWords words, WeightsInUse weights, TimeProvider time)
{
    private const int MostReasons = 6;

    /// <summary>What scores pairs now: the weights in force and the council's own counts of names.</summary>
    public async Task<PairScorer> ScorerAsync(CancellationToken token)
    {
        var (id, inForce) = await weights.InForceAsync(db, token);
        return new PairScorer(new CandidateScoring(await words.GetAsync(db, [], token), inForce), id, time.GetUtcNow());
    }

    /// <summary>Scores those whose score is old, keeps that, and says which they were.</summary>
    public async Task<IReadOnlyList<OpenPair>> BringUpToDateAsync(IEnumerable<OpenPair> pairs, CancellationToken token)
    {
        var scored = await ScoreAsync(pairs, token);
        await KeepAsync(scored, token);
        return scored;
    }

    /// <summary>Scores those whose score is old, and keeps nothing yet.</summary>
    public async Task<IReadOnlyList<OpenPair>> ScoreAsync(IEnumerable<OpenPair> pairs, CancellationToken token)
    {
        var scorer = await ScorerAsync(token);
        var old = pairs.Where(p => scorer.IsOld(p.Pair, p.LowVersion, p.HighVersion)).ToList();
        if (old.Count == 0) return old;
        var held = (await db.ReadAsync($"select {HeldRow.Columns} from customers c where c.id = any(@ids)", [new NpgsqlParameter("ids", old.SelectMany(p => new[] { p.LowRoot, p.HighRoot }).Distinct().ToArray())],
            row => HeldRow.Of(row).Read(), token)).ToDictionary(h => h.Id);
        foreach (var pair in old) scorer.Score(pair.Pair, held[pair.LowRoot], held[pair.HighRoot]);
        return old;
    }

    /// <summary>Keeps new scores. What a reviewer decided meanwhile stays as it was decided.</summary>
    public async Task KeepAsync(IReadOnlyCollection<OpenPair> scored, CancellationToken token)
    {
        if (scored.Count == 0) return;
        var rows = scored.Select(s => s.Pair).OrderBy(p => p.LowId).ThenBy(p => p.HighId).ToList();
        await db.Database.ExecuteSqlAsync($"""
            update customer_pairs p set probability = s.probability, reasons = string_to_array(s.reasons, e'\n'), low_version = s.low_version, high_version = s.high_version, weights_id = s.weights_id, left_queue_at = s.left_queue_at
            from unnest({rows.Select(r => r.LowId).ToArray()}, {rows.Select(r => r.HighId).ToArray()}, {rows.Select(r => r.Probability).ToArray()}, {rows.Select(r => Words(r.Reasons)).ToArray()},
              {rows.Select(r => r.LowVersion).ToArray()}, {rows.Select(r => r.HighVersion).ToArray()}, {rows.Select(r => r.WeightsId).ToArray()}, {rows.Select(r => r.LeftQueueAt).ToArray()})
              as s(low_id, high_id, probability, reasons, low_version, high_version, weights_id, left_queue_at)
            where p.low_id = s.low_id and p.high_id = s.high_id and (p.verdict is null or p.verdict = 'notSure')
            """, token);
    }

    /// <summary>The reasons of a pair as they go to PostgreSQL.</summary>
    internal static string Words(IEnumerable<string> reasons) => string.Join('\n', reasons);

    /// <summary>The reasons that are kept of a pair, in words.</summary>
    internal static IEnumerable<string> Kept(ScoredCandidate scored) => scored.Reasons.Take(MostReasons).Select(r => r.Words);
}

/// <summary>Scores pairs by one set of weights.</summary>
/// <param name="weightsId">Their learning; null for the shipped ones.</param>
internal sealed class PairScorer(CandidateScoring scoring, Guid? weightsId, DateTimeOffset at)
{
    /// <summary>Whether a pair's score is not of what is there now.</summary>
    /// <param name="lowVersion">Of the record that stands for the side of <see cref="CustomerPair.LowId"/>.</param>
    public bool IsOld(CustomerPair pair, int lowVersion, int highVersion) => pair.ScoreIsOld(new ScoreBasis(lowVersion, highVersion, weightsId));

    /// <summary>Gives a pair the score of what stands for its two sides.</summary>
    public void Score(CustomerPair pair, HeldCustomer low, HeldCustomer high)
    {
        var score = scoring.Score(low.Profile, [high], low.Id).Single();
        pair.ScoreAnew(score.Probability, PairScores.Kept(score), new ScoreBasis(low.Version, high.Version, weightsId), at);
    }
}
