using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>Something that two records say differently.</summary>
/// <param name="Key">A slot of facts or the code of a <see cref="CustomerValue"/>.</param>
/// <param name="Survivor">What the survivor says; null where it says nothing.</param>
/// <param name="Other">What the other record says.</param>
/// <param name="Proposed">Whose word should hold.</param>
/// <param name="Why">Why, for people: "verified: documented on 3 March 2026", "so in 2 of 3 records".</param>
/// <param name="Quiet">The value is the same, and the other record's only better verified: that is kept, and nobody is asked or told.</param>
public sealed record MergeConflict(string Key, string? Survivor, string Other, MergeSide Proposed, string Why, bool Quiet = false);

/// <summary>Where two records differ, each with a proposal; see <see cref="MergeProposal"/>. A warning for somebody's safety is never lost by proposal.</summary>
public static class MergeConflicts
{
    /// <summary>All of them, those that concern who somebody is first.</summary>
    /// <param name="names">What is known of names; without it no spelling is preferred.</param>
    /// <param name="records">The two records and all that were merged into them, which count where several say the same; the two alone when left out.</param>
    public static IReadOnlyList<MergeConflict> Between(Customer survivor, Customer other, KnownNames? names = null, IReadOnlyCollection<Customer>? records = null)
    {
        var conflicts = new List<MergeConflict>();
        Fact(survivor.CurrentName, other.CurrentName, survivor.Names, other.Names, n => $"{n.Title} {n.Full}".Trim());
        Value(CustomerValue.DateOfBirth);
        Fact(survivor.CurrentAddress, other.CurrentAddress, survivor.Addresses, other.Addresses, a => a.Lines.OneLine);
        foreach (var kind in Enum.GetValues<NeedKind>())
            Fact(survivor.Needs.Find(n => n.Kind == kind && n.To is null), other.Needs.Find(n => n.Kind == kind && n.To is null), survivor.Needs.FindAll(n => n.Kind == kind), other.Needs.FindAll(n => n.Kind == kind), n => n.Detail ?? "");
        foreach (var value in Enum.GetValues<CustomerValue>().Where(v => v != CustomerValue.DateOfBirth)) Value(value);
        return conflicts;

        void Fact<T>(T? ours, T? theirs, List<T> oursAll, List<T> theirsAll, Func<T, string> text) where T : CustomerFact
        {
            if (ours is null || theirs is null || ours.SaysTheSame(theirs)) return;
            var (side, why) = MergeProposal.Of(ours, theirs, oursAll, theirsAll, names ?? KnownNames.None);
            conflicts.Add(new MergeConflict(ours.Slot, text(ours), text(theirs), side, why));
        }

        void Value(CustomerValue value)
        {
            var (ours, theirs) = (survivor.Read(value), other.Read(value));
            if (theirs is null || ours == theirs) return;
            var same = value == CustomerValue.DateOfBirth && survivor.DateOfBirth == other.DateOfBirth;
            if (same && survivor.DateOfBirthVerified > other.DateOfBirthVerified) return;
            var (side, why) = ours is null
                ? (MergeSide.Other, value == CustomerValue.ContactSafety ? "a warning is not lost" : "known there only")
                : (value == CustomerValue.DateOfBirth ? Born() : null) ?? (MergeSide.Survivor, "on the record that stays");
            conflicts.Add(new MergeConflict(value.Code(), ours, theirs, side, why, same));
        }

        (MergeSide, string)? Born()
        {
            if (survivor.DateOfBirthVerified != other.DateOfBirthVerified)
                return other.DateOfBirthVerified > survivor.DateOfBirthVerified ? (MergeSide.Other, MergeProposal.Words(other.DateOfBirthVerified)) : (MergeSide.Survivor, MergeProposal.Words(survivor.DateOfBirthVerified));
            var said = (records ?? [survivor, other]).Select(r => r.Read(CustomerValue.DateOfBirth)?.Split(' ')[0]).OfType<string>().ToList();
            return MergeProposal.Majority(survivor.Read(CustomerValue.DateOfBirth)!.Split(' ')[0], other.Read(CustomerValue.DateOfBirth)!.Split(' ')[0], said);
        }
    }

    /// <summary>Whether two records can differ in what a key names, so that a decision on it means something.</summary>
    public static bool CanBeAbout(string key) => s_keys.Contains(key);

    private static readonly HashSet<string> s_keys =
        [MergeSlots.Name, MergeSlots.Address, .. Enum.GetValues<NeedKind>().Select(MergeSlots.Need), .. Enum.GetValues<CustomerValue>().Select(v => v.Code())];

    /// <summary>What a person decided, and the proposal where they said nothing or there is nothing to ask. Keys that are no conflict fall away.</summary>
    public static IReadOnlyList<MergeDecision> Decide(IReadOnlyList<MergeConflict> conflicts, IReadOnlyCollection<MergeDecision> said) =>
        [.. conflicts.Select(c => new MergeDecision(c.Key, (c.Quiet ? null : said.FirstOrDefault(d => d.Key == c.Key)?.Side) ?? c.Proposed))];
}
