using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>Something that two records say differently.</summary>
/// <param name="Key">A slot of facts or the code of a <see cref="CustomerValue"/>.</param>
/// <param name="Survivor">What the survivor says; null where it says nothing.</param>
/// <param name="Other">What the other record says.</param>
/// <param name="Proposed">Whose word should hold.</param>
/// <param name="Why">Why, for people: "verified", "more recent".</param>
public sealed record MergeConflict(string Key, string? Survivor, string Other, MergeSide Proposed, string Why);

/// <summary>
/// Where two records differ, each with a proposal: what was verified more before what was verified less, then what is more recent, then the survivor's. A
/// warning for somebody's safety is never lost by proposal.
/// </summary>
public static class MergeConflicts
{
    /// <summary>All of them, those that concern who somebody is first.</summary>
    public static IReadOnlyList<MergeConflict> Between(Customer survivor, Customer other)
    {
        var conflicts = new List<MergeConflict>();
        Fact(survivor.CurrentName, other.CurrentName, n => $"{n.Title} {n.Full}".Trim());
        Value(CustomerValue.DateOfBirth);
        Fact(survivor.CurrentAddress, other.CurrentAddress, a => a.Lines.OneLine);
        foreach (var kind in Enum.GetValues<NeedKind>())
            Fact(survivor.Needs.Find(n => n.Kind == kind && n.To is null), other.Needs.Find(n => n.Kind == kind && n.To is null), n => n.Detail ?? "");
        foreach (var value in Enum.GetValues<CustomerValue>().Where(v => v != CustomerValue.DateOfBirth)) Value(value);
        return conflicts;

        void Fact<T>(T? ours, T? theirs, Func<T, string> text) where T : CustomerFact
        {
            if (ours is null || theirs is null || ours.SaysTheSame(theirs)) return;
            var (side, why) = theirs.Checked != ours.Checked
                ? (theirs.Checked > ours.Checked ? MergeSide.Other : MergeSide.Survivor, "verified")
                : (theirs.From > ours.From ? MergeSide.Other : MergeSide.Survivor, "more recent");
            conflicts.Add(new MergeConflict(ours.Slot, text(ours), text(theirs), side, why));
        }

        void Value(CustomerValue value)
        {
            var (ours, theirs) = (survivor.Read(value), other.Read(value));
            if (theirs is null || ours == theirs) return;
            var (side, why) = ours is null
                ? (MergeSide.Other, value == CustomerValue.ContactSafety ? "a warning is not lost" : "known there only")
                : value == CustomerValue.DateOfBirth && survivor.DateOfBirthVerified != other.DateOfBirthVerified
                    ? (other.DateOfBirthVerified > survivor.DateOfBirthVerified ? MergeSide.Other : MergeSide.Survivor, "verified")
                    : (MergeSide.Survivor, "on the record that stays");
            conflicts.Add(new MergeConflict(value.Code(), ours, theirs, side, why));
        }
    }

    /// <summary>What a person decided, and the proposal where they said nothing. Keys that are no conflict fall away.</summary>
    public static IReadOnlyList<MergeDecision> Decide(IReadOnlyList<MergeConflict> conflicts, IReadOnlyCollection<MergeDecision> said) =>
        [.. conflicts.Select(c => new MergeDecision(c.Key, said.FirstOrDefault(d => d.Key == c.Key)?.Side ?? c.Proposed))];
}
