using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Reads whole trees of merged records and writes what merging and undoing made of them. Who merges or undoes locks the roots first, in the order of their
/// ids: of two who do it at once the second sees what the first did.
/// </summary>
internal sealed class CustomerTrees(CustomerFirstDb db, KnownWords words)
{
    /// <summary>The records as they are behind the locks, which hold until the transaction ends.</summary>
    public async Task LockAsync(IEnumerable<Guid> records, CancellationToken token)
    {
        if (db.Database.CurrentTransaction is null) await db.Database.BeginTransactionAsync(token);
        var ids = records.ToArray();
        await db.Database.SqlQuery<Guid>($"select id as \"Value\" from customers where id = any({ids}) order by id for update").ToListAsync(token);
    }

    /// <summary>The trees of some roots, tracked, with all facts and the merges that hold them together.</summary>
    public Task<LoadedTrees> LoadAsync(IReadOnlyCollection<Guid> roots, CancellationToken token) => LoadAsync(roots, QueryTrackingBehavior.TrackAll, token);

    /// <summary>The same, to be looked at: nothing of what is done with them is saved.</summary>
    public Task<LoadedTrees> ReadAsync(IReadOnlyCollection<Guid> roots, CancellationToken token) => LoadAsync(roots, QueryTrackingBehavior.NoTracking, token);

    private async Task<LoadedTrees> LoadAsync(IReadOnlyCollection<Guid> roots, QueryTrackingBehavior tracking, CancellationToken token)
    {
        var members = db.CustomerKeys.Where(k => roots.Contains(k.CustomerId)).Select(k => k.Key);
        var records = await db.Customers.AsTracking(tracking).Where(c => members.Contains(c.Id)).Include(c => c.Names).Include(c => c.ContactPoints).Include(c => c.Addresses).Include(c => c.Needs).Include(c => c.Consents).AsSplitQuery().ToListAsync(token);
        var merges = await db.Set<CustomerMerge>().AsTracking(tracking).Where(m => m.UndoneAt == null && members.Contains(m.SurvivorId)).Include(m => m.Values).ToListAsync(token);
        return new LoadedTrees(records, merges, new CustomerForest(records, merges));
    }

    /// <summary>Merges one root into another: the records, their keys, and the reviewer's word on the pair.</summary>
    /// <param name="said">Where nothing is said, the proposal counts.</param>
    public async Task<Result<CustomerMerge>> MergeAsync(LoadedTrees trees, Guid survivorId, Guid otherId, IReadOnlyCollection<MergeDecision> said, string because, Guid by, Guid? runId, DateTimeOffset at, CancellationToken token)
    {
        var (survivor, other) = (trees[survivorId], trees[otherId]);
        var decisions = MergeConflicts.Decide(trees.Conflicts(survivor, other, await NamesAsync(token)), said);
        var merged = trees.Forest.Merge(Ids.New(at), survivor, other, decisions, because, by, runId, at);
        if (merged.Error is not null) return merged;
        db.Add(merged.Value);
        foreach (var key in await db.CustomerKeys.Where(k => k.CustomerId == otherId).ToListAsync(token)) key.LeadTo(survivorId);
        (await PairAsync(survivorId, otherId, at, token)).Decide(PairVerdict.Same, by, at);
        return merged;
    }

    /// <summary>What the council's records know of names.</summary>
    public async Task<KnownNames> NamesAsync(CancellationToken token) => new((await words.GetAsync(db, [], token)).IsName);

    /// <summary>Undoes a merge: the records and their keys; and what that says of the two is kept.</summary>
    public async Task<Result<CustomerValue[]>> UndoAsync(LoadedTrees trees, CustomerMerge merge, UndoChoices choices, PairVerdict verdict, Guid by, string because, DateTimeOffset at, CancellationToken token)
    {
        var branch = trees.Forest.Tree(merge.OtherId);
        var undone = trees.Forest.Undo(merge, choices, by, because, at);
        if (undone.Error is not null) return undone;
        foreach (var key in await db.CustomerKeys.Where(k => branch.Contains(k.Key)).ToListAsync(token)) key.LeadTo(merge.OtherId);
        (await PairAsync(merge.SurvivorId, merge.OtherId, at, token)).Decide(verdict, by, at);
        return undone;
    }

    /// <summary>Two trees of which a reviewer called a record of the one different from a record of the other.</summary>
    public Task<bool> CalledDifferentAsync(Guid oneRoot, Guid otherRoot, CancellationToken token) =>
        db.Set<CustomerPair>().AnyAsync(p => p.Verdict == PairVerdict.Different
            && ((db.KeysOf(oneRoot).Contains(p.LowId) && db.KeysOf(otherRoot).Contains(p.HighId)) || (db.KeysOf(otherRoot).Contains(p.LowId) && db.KeysOf(oneRoot).Contains(p.HighId))), token);

    /// <summary>Two trees of which a record of the one was made by somebody who said that a record of the other is somebody else's, and no reviewer called these the same since.</summary>
    public Task<bool> HeldApartAsync(Guid oneRoot, Guid otherRoot, CancellationToken token) =>
        db.Set<CustomerPair>().AnyAsync(p => p.HeldApart && p.Verdict != PairVerdict.Same
            && ((db.KeysOf(oneRoot).Contains(p.LowId) && db.KeysOf(otherRoot).Contains(p.HighId)) || (db.KeysOf(otherRoot).Contains(p.LowId) && db.KeysOf(oneRoot).Contains(p.HighId))), token);

    /// <summary>Two trees of which a record of the one is on record as related to a record of the other.</summary>
    public Task<bool> RelatedAsync(Guid oneRoot, Guid otherRoot, CancellationToken token) =>
        db.Set<CustomerRelationship>().AnyAsync(r => r.To == null
            && ((db.KeysOf(oneRoot).Contains(r.SubjectId) && db.KeysOf(otherRoot).Contains(r.RelatedId)) || (db.KeysOf(otherRoot).Contains(r.SubjectId) && db.KeysOf(oneRoot).Contains(r.RelatedId))), token);

    /// <summary>What is kept of a pair of records, made when there is nothing yet.</summary>
    public async Task<CustomerPair> PairAsync(Guid one, Guid other, DateTimeOffset at, CancellationToken token)
    {
        var (low, high) = CustomerPair.Ordered(one, other);
        if (await db.Set<CustomerPair>().FindAsync([low, high], token) is { } known) return known;
        var pair = CustomerPair.Of(low, high, null, [], at);
        db.Add(pair);
        return pair;
    }
}

/// <summary>Trees that were read.</summary>
internal sealed record LoadedTrees(IReadOnlyList<Customer> Records, IReadOnlyList<CustomerMerge> Merges, CustomerForest Forest)
{
    /// <summary>A record of them.</summary>
    public Customer this[Guid id] => Records.First(r => r.Id == id);

    /// <summary>A record of them; null where it is none.</summary>
    public Customer? Find(Guid id) => Records.FirstOrDefault(r => r.Id == id);

    /// <summary>Where two roots differ, with proposals that count every record of both trees.</summary>
    public IReadOnlyList<MergeConflict> Conflicts(Customer survivor, Customer other, KnownNames names)
    {
        var both = Forest.Tree(survivor.Id).Union(Forest.Tree(other.Id)).ToHashSet();
        return MergeConflicts.Between(survivor, other, names, [.. Records.Where(r => both.Contains(r.Id))]);
    }
}
