using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>What merging a pair would do, once the pairs before it are merged.</summary>
/// <param name="Left">Why it is not merged; null when it is.</param>
/// <param name="Survivor">The record that stays, and its version at that time.</param>
/// <param name="Conflicts">Where the two differ, with the proposals that count.</param>
internal sealed record PlannedPair(CustomerPair Pair, PairLeft? Left, (Guid Id, int Version) Survivor, (Guid Id, int Version) Other, IReadOnlyList<MergeConflict> Conflicts);

/// <summary>
/// Merges many pairs in memory, one after the other as a run would, and saves nothing. So it is known before what a run does, in chains of pairs too: which
/// record stays, whose word holds, and which versions show that nothing changed since.
/// </summary>
internal sealed class MergePlan(CustomerFirstDb db, CustomerTrees trees, PairScores scores)
{
    private const int AtOnce = 1_000;

    /// <summary>Each pair in the order given.</summary>
    /// <param name="atLeast">How likely pairs without a reviewer's word must be; null where there are none.</param>
    public async Task<IReadOnlyList<PlannedPair>> OfAsync(IReadOnlyList<OpenPair> pairs, double? atLeast, DateTimeOffset at, CancellationToken token)
    {
        var records = new List<Customer>();
        var merges = new List<CustomerMerge>();
        foreach (var roots in pairs.SelectMany(p => new[] { p.LowRoot, p.HighRoot }).Distinct().Chunk(AtOnce))
        {
            var read = await trees.ReadAsync(roots, token);
            records.AddRange(read.Records);
            merges.AddRange(read.Merges);
        }
        var members = records.Select(r => r.Id).ToArray();
        var said = await db.Set<CustomerPair>().AsNoTracking().Where(p => (p.Verdict == PairVerdict.Different || (p.HeldApart && p.Verdict != PairVerdict.Same)) && members.Contains(p.LowId) && members.Contains(p.HighId))
            .Select(p => new { p.LowId, p.HighId, Different = p.Verdict == PairVerdict.Different }).ToListAsync(token);
        var related = await db.Set<CustomerRelationship>().AsNoTracking().Where(r => r.To == null && members.Contains(r.SubjectId) && members.Contains(r.RelatedId)).Select(r => new { r.SubjectId, r.RelatedId }).ToListAsync(token);
        var apart = new Apart([.. said.Where(s => s.Different).Select(s => (s.LowId, s.HighId))], [.. said.Where(s => !s.Different).Select(s => (s.LowId, s.HighId))], [.. related.Select(r => CustomerPair.Ordered(r.SubjectId, r.RelatedId))]);

        // Groups of records that pairs hold together: each is a forest of its own.
        var groups = new Groups(records.Where(r => r.MergedIntoId is not null).Select(r => (r.Id, r.MergedIntoId!.Value)).Concat(pairs.Select(p => (p.LowRoot, p.HighRoot))));
        var (recordsOf, mergesOf) = (records.ToLookup(r => groups.Of(r.Id)), merges.ToLookup(m => groups.Of(m.SurvivorId)));
        var (names, certainty) = (await trees.NamesAsync(token), new Certainty(await scores.ScorerAsync(token), atLeast, await IdentifiersAsync(members, token)));
        var planned = new PlannedPair[pairs.Count];
        foreach (var group in Enumerable.Range(0, pairs.Count).GroupBy(i => groups.Of(pairs[i].LowRoot)))
        {
            var loaded = new LoadedTrees([.. recordsOf[group.Key]], [.. mergesOf[group.Key]], new CustomerForest(recordsOf[group.Key], mergesOf[group.Key]));
            foreach (var i in group) planned[i] = Plan(pairs[i], loaded, apart, certainty, names, at.AddMilliseconds(i));
        }
        return planned;
    }

    private static PlannedPair Plan(OpenPair pair, LoadedTrees loaded, Apart apart, Certainty certainty, KnownNames names, DateTimeOffset at)
    {
        var forest = loaded.Forest;
        // Gone between two statements: somebody merges at this moment.
        if (loaded.Find(pair.LowRoot) is not { } low || loaded.Find(pair.HighRoot) is not { } high) return new(pair.Pair, PairLeft.Changed, (pair.LowRoot, 0), (pair.HighRoot, 0), []);
        var (survivor, other) = Ordered(forest.RootOf(low), forest.RootOf(high));
        if ((Left(pair.Pair, survivor, other, forest, apart) ?? certainty.Left(pair.Pair, forest.RootOf(low), forest.RootOf(high), forest)) is { } why) return new(pair.Pair, why, (survivor.Id, survivor.Version), (other.Id, other.Version), []);
        var (stays, goes, conflicts) = ((survivor.Id, survivor.Version), (other.Id, other.Version), loaded.Conflicts(survivor, other, names));
        var merged = forest.Merge(Ids.New(at), survivor, other, MergeConflicts.Decide(conflicts, []), "", Guid.Empty, null, at);
        return new(pair.Pair, merged.Ok ? null : PairLeft.Changed, stays, goes, conflicts);
    }

    // The older record stays: it is the one that others know.
    private static (Customer Survivor, Customer Other) Ordered(Customer one, Customer other) => one.CreatedAt <= other.CreatedAt ? (one, other) : (other, one);

    private static PairLeft? Left(CustomerPair pair, Customer survivor, Customer other, CustomerForest forest, Apart apart)
    {
        if (survivor == other) return PairLeft.OneAlready;
        if (pair.Verdict == PairVerdict.NotSure) return PairLeft.NotSure;
        var (one, two) = (forest.Tree(survivor.Id), forest.Tree(other.Id));
        if (pair.Verdict == PairVerdict.Different || Between(apart.Different)) return PairLeft.CalledDifferent;
        if (Between(apart.Held)) return PairLeft.HeldApart;
        if (survivor.Kind != other.Kind) return PairLeft.OtherKind;
        if (Between(apart.Related)) return PairLeft.Related;
        // What only a person can weigh; who called the two the same has.
        if (pair.Verdict == PairVerdict.Same) return null;
        if (survivor.DateOfBirth is { } born && other.DateOfBirth is { } theirs && born != theirs && survivor.DateOfBirthVerified != Verification.Unverified && other.DateOfBirthVerified != Verification.Unverified) return PairLeft.BornApart;
        return survivor.DiedOn is null != other.DiedOn is null ? PairLeft.OneDied : null;

        bool Between(HashSet<(Guid, Guid)> pairs) => pairs.Count > 0 && one.Any(a => two.Any(b => pairs.Contains(CustomerPair.Ordered(a, b))));
    }

    private async Task<ILookup<Guid, string>> IdentifiersAsync(Guid[] members, CancellationToken token) =>
        (await db.Set<CustomerReference>().AsNoTracking().Where(r => r.System == CustomerReference.Identifiers && members.Contains(r.CustomerId)).Select(r => new { r.CustomerId, r.Reference }).ToListAsync(token))
            .ToLookup(r => r.CustomerId, r => r.Reference);

    /// <summary>Whether a pair is still as likely as the run asks, once the pairs before it are merged: two records of one customer may differ from a third together more than one alone.</summary>
    private sealed class Certainty(PairScorer scorer, double? atLeast, ILookup<Guid, string> identifiers)
    {
        public PairLeft? Left(CustomerPair pair, Customer low, Customer high, CustomerForest forest)
        {
            if (pair.Verdict is not null || atLeast is null) return null;
            if (scorer.IsOld(pair, low.Version, high.Version)) scorer.Score(pair, Held(low, forest), Held(high, forest));
            return pair.Probability < atLeast ? PairLeft.NoLongerCertain : null;
        }

        private HeldCustomer Held(Customer record, CustomerForest forest) => HeldRow.Of(record, [.. forest.Tree(record.Id).SelectMany(id => identifiers[id])]);
    }

    /// <summary>Pairs of records that something holds apart.</summary>
    private sealed record Apart(HashSet<(Guid, Guid)> Different, HashSet<(Guid, Guid)> Held, HashSet<(Guid, Guid)> Related);

    /// <summary>Which of many are joined by links, directly or not.</summary>
    private sealed class Groups
    {
        private readonly Dictionary<Guid, Guid> _to = [];

        public Groups(IEnumerable<(Guid One, Guid Other)> links)
        {
            foreach (var (one, other) in links)
                if ((Of(one), Of(other)) is var (a, b) && a != b) _to[a] = b;
        }

        public Guid Of(Guid id)
        {
            while (_to.TryGetValue(id, out var next))
            {
                // Halves the way for whoever asks next.
                if (_to.TryGetValue(next, out var beyond)) _to[id] = beyond;
                id = next;
            }
            return id;
        }
    }
}
