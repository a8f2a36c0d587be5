using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>A value of the row that somebody changed after a merge, while one record stood for both.</summary>
/// <param name="Now">What it was changed to last; null where it was taken away.</param>
/// <param name="Survivor">What the survivor says without that change.</param>
/// <param name="Other">What the other record says by itself.</param>
/// <param name="Proposed">Whose the change probably is.</param>
public sealed record ValueSince(CustomerValue Value, string? Now, string? Survivor, string? Other, MergeSide Proposed);

/// <summary>What the person who undoes a merge says of what happened since. What is not named stays with the survivor.</summary>
/// <param name="FactsOfOther">Facts written on the survivor since, which belong to the other record.</param>
/// <param name="EndedForOther">Facts of the other record that were ended since, and ended for that record too.</param>
public sealed record UndoChoices(IReadOnlySet<Guid> FactsOfOther, IReadOnlySet<Guid> EndedForOther)
{
    /// <summary>Values that were changed since on behalf of the other record: they become what they were changed to there, and the survivor's what it was.</summary>
    public IReadOnlySet<CustomerValue> ValuesOfOther { get; init; } = new HashSet<CustomerValue>();

    /// <summary>Everything stays with the survivor.</summary>
    public static readonly UndoChoices None = new(new HashSet<Guid>(), new HashSet<Guid>());
}

/// <summary>
/// Records that were merged into one another: each edge is a merge, each tree one customer, and its root the record that stands for all. The root shows the
/// facts of its whole tree; where those of two records exclude one another, the merge's decision says which is shown, and the other is set aside. Undoing a
/// merge gives the forest that would be there had it never been made, but for what the person says belongs to the other record.
/// </summary>
/// <param name="records">Every record of the trees concerned. Their roots with all facts.</param>
/// <param name="merges">Every merge among them; those undone are passed over.</param>
public sealed partial class CustomerForest(IEnumerable<Customer> records, IEnumerable<CustomerMerge> merges)
{
    private static readonly CustomerValue[] s_values = Enum.GetValues<CustomerValue>();
    private readonly Dictionary<Guid, Customer> _records = records.ToDictionary(r => r.Id);
    private readonly List<CustomerMerge> _merges = [.. merges.Where(m => m.Active)];

    /// <summary>A record and all that were merged into it, directly or not.</summary>
    public IReadOnlySet<Guid> Tree(Guid record)
    {
        var tree = new HashSet<Guid> { record };
        var open = new Stack<Guid>(tree);
        while (open.TryPop(out var next))
        {
            foreach (var merge in Into(next))
                if (tree.Add(merge.OtherId)) open.Push(merge.OtherId);
        }
        return tree;
    }

    /// <summary>The record that stands for another one.</summary>
    public Customer RootOf(Customer record)
    {
        while (record.MergedIntoId is { } into) record = _records[into];
        return record;
    }

    /// <summary>Merges one root into another.</summary>
    /// <param name="decisions">Whose word holds where they differ; see <see cref="MergeConflicts"/>. Where nothing is said the survivor's does.</param>
    public Result<CustomerMerge> Merge(Guid id, Customer survivor, Customer other, IReadOnlyCollection<MergeDecision> decisions, string because, Guid by, Guid? runId, DateTimeOffset at)
    {
        if (survivor == other) return new CannotMerge("A record cannot be merged into itself.");
        foreach (var record in (Customer[])[survivor, other])
        {
            if (record.MergedIntoId is not null) return new MergedElsewhere(RootOf(record).Id);
            if (record.Erasure != ErasureState.Active) return new CannotMerge("A record that is blocked or whose data were erased cannot be merged.");
        }
        if (survivor.Kind != other.Kind) return new CannotMerge("A person and an organisation cannot be one customer.");

        var merge = CustomerMerge.Of(id, survivor.Id, other.Id, decisions, because, by, runId, at);
        _merges.Add(merge);
        foreach (var fact in other.Facts.ToList()) survivor.TakeFrom(other, fact);
        other.MergedInto(survivor.Id);
        foreach (var value in s_values)
            if (merge.Side(value.Code()) == MergeSide.Other && other.Read(value) is { } theirs) Become(survivor, merge, value, theirs);
        // Nobody may ring somebody who must not be rung because the telephone was the other record's preference.
        if (survivor is { DoNotRing: true, PreferredChannel: Channel.Phone }) Become(survivor, merge, CustomerValue.PreferredChannel, null);
        foreach (var value in s_values.Where(v => merge.Change(v) is null)) merge.Stand(value, survivor.Read(value));
        Settle(survivor);
        survivor.Changed();
        other.Changed();
        return merge;
    }

    /// <summary>Cuts one merge. Its record stands for itself again, with all that was merged into it.</summary>
    /// <returns>The values that somebody changed since, so that the survivor kept the newer ones.</returns>
    public Result<CustomerValue[]> Undo(CustomerMerge merge, UndoChoices choices, Guid by, string because, DateTimeOffset at)
    {
        if (!merge.Active) return new CannotUndoMerge("This merge was undone already.");
        if (merge.FinalSince is not null || merge.Values is null) return new CannotUndoMerge("The customer's personal data were erased, so nothing remains to be told apart.");
        var branch = _records[merge.OtherId];
        var root = RootOf(branch);
        var ofBranch = Tree(branch.Id);

        foreach (var since in ValuesSince(merge).Where(s => choices.ValuesOfOther.Contains(s.Value))) Give(branch, merge, since);
        var newer = ChangedSince(merge);
        foreach (var change in merge.Values.Changes.ToList()) Replace(_records[merge.SurvivorId], change.Value, merge, change.After, change.Before);
        foreach (var fact in root.Facts.Where(f => ofBranch.Contains(f.OriginId)).ToList())
        {
            branch.TakeFrom(root, fact);
            if (fact is not { To: not null, SetAsideById: null, EndedOnId: { } ended } || ofBranch.Contains(ended)) continue;
            if (choices.EndedForOther.Contains(fact.Id)) fact.EndedOn(branch.Id);
            else fact.Reopen();
        }
        foreach (var fact in WrittenSince(merge).Where(f => choices.FactsOfOther.Contains(f.Id)).OrderBy(f => f.From).ToList()) GiveBack(root, branch, fact);
        branch.MergedInto(null);
        merge.Undo(by, because, at);
        _merges.Remove(merge);
        Settle(root);
        Settle(branch);
        root.Changed();
        branch.Changed();
        return newer;
    }

    /// <summary>Facts that hold and were written since a merge on a record that stood for both.</summary>
    public IEnumerable<CustomerFact> WrittenSince(CustomerMerge merge)
    {
        var stoodFor = StoodForBoth(merge);
        return RootOf(_records[merge.OtherId]).Facts.Where(f => f.Holds && stoodFor.TryGetValue(f.OriginId, out var since) && Ids.TimeOf(f.Id) >= Start(since));
    }

    /// <summary>The records that stood for both sides of a merge, the survivor and those that it was merged into, each with the time since when.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> StoodForBoth(CustomerMerge merge)
    {
        var stoodFor = new Dictionary<Guid, DateTimeOffset>();
        for (CustomerMerge? edge = merge; edge is not null; edge = _merges.Find(m => m.OtherId == edge.SurvivorId)) stoodFor[edge.SurvivorId] = edge.At;
        return stoodFor;
    }

    /// <summary>Facts of the merged record that were ended since, by whoever worked on the record that stood for both.</summary>
    public IEnumerable<CustomerFact> EndedSince(CustomerMerge merge)
    {
        var (root, ofBranch) = (RootOf(_records[merge.OtherId]), Tree(merge.OtherId));
        return root.Facts.Where(f => ofBranch.Contains(f.OriginId) && f is { To: not null, SetAsideById: null, EndedOnId: { } ended } && !ofBranch.Contains(ended));
    }

    /// <summary>Values that the merge decided and somebody changed since: undoing leaves them as they are.</summary>
    public CustomerValue[] ChangedSince(CustomerMerge merge) =>
        [.. merge.Values?.Changes.Where(c => !StillMade(_records[merge.SurvivorId], c.Value, merge, c.After)).Select(c => c.Value) ?? []];

    // Keys carry milliseconds.
    private static DateTimeOffset Start(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    private IEnumerable<CustomerMerge> Into(Guid record) => _merges.Where(m => m.SurvivorId == record).OrderBy(m => m.At).ThenBy(m => m.Id);

    private static void Become(Customer survivor, CustomerMerge merge, CustomerValue value, string? theirs)
    {
        var before = merge.Change(value) is { } earlier ? earlier.Before : survivor.Read(value);
        if (survivor.Read(value) == theirs) return;
        survivor.Put(value, theirs);
        merge.Set(new ValueChange(value, before, survivor.Read(value)));
    }

    /// <summary>
    /// What a value of a record was before a merge takes the place of what the merge made of it: in the row; or in what the next merge into the same record
    /// found there; and onwards to the record above, where that has its value from here. False when somebody changed it since.
    /// </summary>
    /// <param name="amid">What it takes the place of was changed several times, so that merges amid the changes found what one of them had made.</param>
    private bool Replace(Customer record, CustomerValue value, CustomerMerge since, string? made, string? instead, bool amid = false)
    {
        // Merges that left the value as they found it: also where somebody changed it after them.
        foreach (var passing in Passing(record, value, since))
            if (passing.Made(value, out var left) && (amid || left == made)) passing.Stand(value, instead);
        if (!StillMade(record, value, since, made)) return false;
        if (Next(record, value, since) is { } next)
        {
            next.Set(next.Change(value)! with { Before = instead });
            return true;
        }
        record.Put(value, instead);
        if (record.MergedIntoId is not { } above) return true;
        var up = _merges.Single(m => m.OtherId == record.Id);
        if (up.Side(value.Code()) != MergeSide.Other) return true;
        if (up.Change(value) is not { } change)
        {
            // The record above kept its own, because from here came nothing or the same.
            if (instead is null || !up.Made(value, out var kept) || kept == instead) return true;
            up.Set(new ValueChange(value, kept, instead));
            Replace(_records[above], value, up, kept, instead);
            return true;
        }
        if (change.After != made) return true;
        // Nothing never replaces something: then the record above keeps its own.
        if (instead is null) up.Drop(change);
        else up.Set(change with { After = instead });
        Replace(_records[above], value, up, made, instead ?? change.Before);
        return true;
    }

    private bool StillMade(Customer record, CustomerValue value, CustomerMerge since, string? made) =>
        (Next(record, value, since)?.Change(value) is { } later ? later.Before : record.Read(value)) == made;

    // Merges that left the value as they found it, up to the next one that did not.
    private IEnumerable<CustomerMerge> Passing(Customer record, CustomerValue value, CustomerMerge since) =>
        Into(record.Id).SkipWhile(m => m != since).Skip(1).TakeWhile(m => m.Change(value) is null);

    private CustomerMerge? Next(Customer record, CustomerValue value, CustomerMerge since) =>
        Into(record.Id).SkipWhile(m => m != since).Skip(1).FirstOrDefault(m => m.Change(value) is not null);

    // As if it had been written on the other record: there it ends what it excludes; where it was written, what it ended holds again.
    private static void GiveBack(Customer root, Customer branch, CustomerFact fact)
    {
        var writtenOn = fact.OriginId;
        foreach (var excluded in branch.Facts.Where(f => f.Holds && f.Slot == fact.Slot)) excluded.End(branch.Id, fact.From);
        branch.TakeFrom(root, fact);
        fact.BelongsTo(branch.Id);
        fact.Reopen();
        foreach (var earlier in root.Facts.Where(f => f.Slot == fact.Slot && f is { To: not null, SetAsideById: null } && f.To == fact.From && f.EndedOnId == writtenOn)) earlier.Reopen();
    }

    private void Settle(Customer root)
    {
        foreach (var slot in root.Facts.Where(f => f.Holds).GroupBy(f => f.Slot).ToList())
        {
            var losers = new Dictionary<CustomerFact, CustomerMerge>();
            Shown(root.Id, [.. slot], losers);
            foreach (var fact in slot)
            {
                if (losers.TryGetValue(fact, out var merge)) fact.SetAside(merge);
                else fact.Reopen();
            }
        }
    }

    // What a record shows of a slot: its own, unless a merge chose that of a record merged into it.
    private List<CustomerFact> Shown(Guid record, List<CustomerFact> slot, Dictionary<CustomerFact, CustomerMerge> losers)
    {
        var shown = slot.Where(f => f.OriginId == record).OrderBy(f => f.From).ThenBy(f => f.Id).ToList();
        foreach (var merge in Into(record))
        {
            var theirs = Shown(merge.OtherId, slot, losers);
            if (theirs.Count == 0) continue;
            var taken = shown.Count == 0 || (merge.Side(slot[0].Slot) ?? (theirs[^1].Checked > shown[^1].Checked ? MergeSide.Other : MergeSide.Survivor)) == MergeSide.Other;
            foreach (var fact in taken ? shown : theirs) losers[fact] = merge;
            if (taken) shown = theirs;
        }
        return shown;
    }
}
