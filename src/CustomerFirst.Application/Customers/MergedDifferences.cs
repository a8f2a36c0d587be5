using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Between what merges of a run decided, found again from what is kept: the trees are told apart in memory, the last merge first, so that the two records of each stand as they did before it. Nothing is said of a merge
/// of which a record was changed otherwise since, is blocked, or lost its personal data.
/// </summary>
internal sealed class MergedDifferences(CustomerFirstDb db, CustomerTrees trees, TimeProvider time)
{
    /// <summary>The differences by merge, each with the side that was kept. Why is empty where the proposal would be another one today.</summary>
    /// <param name="merged">Pairs that are merged.</param>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<MergeConflict>>> OfAsync(IReadOnlyCollection<MergeRunPair> merged, CancellationToken token)
    {
        var found = new Dictionary<Guid, IReadOnlyList<MergeConflict>>();
        if (merged.Count == 0) return found;
        var ids = merged.Select(p => p.SurvivorId).ToArray();
        var roots = await db.CustomerKeys.Where(k => ids.Contains(k.Key)).Select(k => k.CustomerId).Distinct().ToArrayAsync(token);
        var (loaded, names) = (await trees.ReadAsync(roots, token), await trees.NamesAsync(token));
        var (wanted, undone, closed) = (merged.ToDictionary(p => p.MergeId!.Value), new Dictionary<Guid, int>(), new HashSet<Guid>());
        foreach (var merge in loaded.Merges.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).ToList())
        {
            var (survivor, other) = (loaded[merge.SurvivorId], loaded[merge.OtherId]);
            var root = loaded.Forest.RootOf(survivor);
            if (closed.Contains(root.Id)) continue;
            if (root.Erasure != ErasureState.Active || loaded.Forest.Undo(merge, UndoChoices.None, merge.By, "", time.GetUtcNow()).Error is not null)
            {
                // What was merged before cannot be seen through it.
                closed.Add(root.Id);
                continue;
            }
            foreach (var id in (Guid[])[survivor.Id, other.Id]) undone[id] = undone.GetValueOrDefault(id) + 1;
            if (wanted.GetValueOrDefault(merge.Id) is not { } pair || Before(survivor) != pair.SurvivorVersion || Before(other) != pair.OtherVersion) continue;
            found[merge.Id] = [.. loaded.Conflicts(survivor, other, names).Where(c => merge.Side(c.Key) is not null).Select(c => merge.Side(c.Key) == c.Proposed ? c : c with { Proposed = merge.Side(c.Key)!.Value, Why = "" })];
        }
        return found;

        // A merge is one change of a record, and its undoing in memory another: without any other this is the version that it had.
        int Before(Customer record) => record.Version - 2 * undone.GetValueOrDefault(record.Id);
    }
}
