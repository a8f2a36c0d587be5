using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>Values of the row that were changed after a merge: nobody but the person who undoes it knows whose they are.</summary>
public sealed partial class CustomerForest
{
    /// <summary>A stretch of time in which no merge touched a value of a record, and somebody did.</summary>
    /// <param name="After">The merge that the stretch begins with.</param>
    private sealed record Edited(Customer On, CustomerMerge After, string? From, string? To);

    /// <summary>Values that somebody changed since a merge on a record that stood for both, whether the merge decided them or not. A value that was changed and changed back is none.</summary>
    public IReadOnlyList<ValueSince> ValuesSince(CustomerMerge merge)
    {
        var since = new List<ValueSince>();
        foreach (var value in s_values)
        {
            var edits = EditedSince(merge, value);
            if (edits is not [.., var last]) continue;
            var (now, theirs) = (last.To, _records[merge.OtherId].Read(value));
            var without = last.On.Id == merge.SurvivorId && merge.Change(value) is { } change ? change.Before : edits.First(e => e.On == last.On).From;
            // What the other record says by itself was brought back; or what was changed was the other record's word.
            var proposed = (now is not null && now == theirs && now != without) || merge.Change(value) is not null && merge.Side(value.Code()) == MergeSide.Other ? MergeSide.Other : MergeSide.Survivor;
            since.Add(new ValueSince(value, now, without, theirs, proposed));
        }
        return since;
    }

    // As if it had been written on the other record: the changes are taken back where they were made, the latest first, and the last of them stands there.
    private void Give(Customer branch, CustomerMerge merge, ValueSince since)
    {
        foreach (var edited in Enumerable.Reverse(EditedSince(merge, since.Value))) Replace(edited.On, since.Value, edited.After, edited.To, edited.From, amid: true);
        branch.Put(since.Value, since.Now);
        // Nobody may ring somebody who must not be rung because the telephone was the preference.
        if (branch is { DoNotRing: true, PreferredChannel: Channel.Phone }) branch.Put(CustomerValue.PreferredChannel, null);
    }

    // On the survivor first, then on each record that it was merged into.
    private List<Edited> EditedSince(CustomerMerge merge, CustomerValue value)
    {
        var found = new List<Edited>();
        for (CustomerMerge? edge = merge; edge is not null; edge = _merges.Find(m => m.OtherId == edge.SurvivorId))
        {
            var (record, after, known) = (_records[edge.SurvivorId], edge, edge.Made(value, out var from));
            for (var next = Next(record, value, after); ; next = Next(record, value, after))
            {
                var to = next is null ? record.Read(value) : next.Change(value)!.Before;
                if (known && from != to) found.Add(new Edited(record, after, from, to));
                if (next is null) break;
                (after, known, from) = (next, true, next.Change(value)!.After);
            }
        }
        return found;
    }
}
