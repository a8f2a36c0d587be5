using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Domain.Customers;

/// <summary>What is known of names beside the two records.</summary>
/// <param name="Is">Whether a folded word is a given name (true) or family name (false) that people have: true, false, or null where nobody can say. A slip of the keyboard is none.</param>
public sealed record KnownNames(Func<string, bool, bool?> Is)
{
    /// <summary>Nothing is known.</summary>
    public static readonly KnownNames None = new((_, _) => null);
}

/// <summary>
/// Which of two facts should hold, and why: what was checked more; else what the other record does not hold to be past or wrong; what more of the records say;
/// the spelling that people have before one that looks like a slip of it; what says more; what is more recent.
/// </summary>
internal static class MergeProposal
{
    private const int Slips = 2;

    // Kenneth is Ken written out; Anne and Annie are not what Ann stands for.
    private const int Written = 3;

    /// <summary>The proposal for two facts of one slot that say different things.</summary>
    /// <param name="oursAll">Everything of the slot's kind on the surviving record, ended facts too.</param>
    public static (MergeSide Side, string Why) Of(CustomerFact ours, CustomerFact theirs, IReadOnlyCollection<CustomerFact> oursAll, IReadOnlyCollection<CustomerFact> theirsAll, KnownNames names) =>
        Checked(ours, theirs) ?? Past(ours, theirs, oursAll, theirsAll) ?? Agreed(ours, theirs, [.. oursAll, .. theirsAll]) ?? (ours, theirs) switch
        {
            (CustomerName one, CustomerName other) => Spelt(one, other, names) ?? Fuller(one, other),
            (CustomerAddress one, CustomerAddress other) => Fuller(one, other),
            _ => null,
        } ?? Recent(ours, theirs);

    /// <summary>The one that more of several records say; null where none does.</summary>
    /// <param name="says">What each record says, in a form that can be compared; nothing where it says nothing.</param>
    public static (MergeSide, string)? Majority(string ours, string theirs, IReadOnlyCollection<string> says)
    {
        var (one, other) = (says.Count(s => s == ours), says.Count(s => s == theirs));
        if (one == other) return null;
        return (one > other ? MergeSide.Survivor : MergeSide.Other, $"so in {Math.Max(one, other)} of {says.Count} records");
    }

    /// <summary>How far something was checked, in words.</summary>
    public static string Words(Verification verified) => verified switch
    {
        Verification.Unverified => "not verified",
        Verification.SeenByStaff => "verified: seen by staff",
        Verification.Documented => "verified: documented",
        Verification.FromTrustedSystem => "verified: from a trusted system",
        _ => throw new ArgumentOutOfRangeException(nameof(verified)),
    };

    private static (MergeSide, string)? Checked(CustomerFact ours, CustomerFact theirs)
    {
        if (ours.Checked == theirs.Checked) return null;
        var (side, better) = theirs.Checked > ours.Checked ? (MergeSide.Other, theirs) : (MergeSide.Survivor, ours);
        return (side, $"{Words(better.Checked)} on {Day(better)}");
    }

    // A name that somebody changed or corrected on the one record is not to come back from the other.
    private static (MergeSide, string)? Past(CustomerFact ours, CustomerFact theirs, IEnumerable<CustomerFact> oursAll, IEnumerable<CustomerFact> theirsAll)
    {
        var (oursPast, theirsPast) = (Ended(ours, theirsAll), Ended(theirs, oursAll));
        return (oursPast, theirsPast) switch
        {
            (null, { } why) => (MergeSide.Survivor, why),
            ({ } why, null) => (MergeSide.Other, why),
            _ => null,
        };

        // What was said again later than it ended holds again.
        static string? Ended(CustomerFact fact, IEnumerable<CustomerFact> others) =>
            others.Where(f => f is { To: not null, SetAsideById: null } && Same(f, fact) && (f.To == f.From || f.To > fact.From)).OrderBy(f => f.To).LastOrDefault() is not { } past ? null
                : past.To == past.From ? "the other is known to be a mistake" : $"the other was given up on {CouncilTime.DateOf(past.To!.Value).Words()}";
    }

    private static (MergeSide, string)? Agreed(CustomerFact ours, CustomerFact theirs, IReadOnlyCollection<CustomerFact> all)
    {
        var records = all.Where(f => f.Holds).GroupBy(f => f.OriginId).Select(origin => Key(origin.OrderBy(f => f.From).Last())).ToList();
        return Majority(Key(ours), Key(theirs), records);
    }

    private static (MergeSide, string)? Spelt(CustomerName ours, CustomerName theirs, KnownNames names)
    {
        (MergeSide Side, string Why)? found = null;
        var family = (string.Concat(NameText.Words(ours.FamilyName)), string.Concat(NameText.Words(theirs.FamilyName)));
        var (given, others) = (NameText.Words(ours.GivenNames ?? ""), NameText.Words(theirs.GivenNames ?? ""));
        var words = given.Count == others.Count ? given.Zip(others).Select(w => (w.First, w.Second, Given: true)) : [];
        foreach (var (one, other, isGiven) in words.Append((family.Item1, family.Item2, false)))
        {
            if (one == other || Nearness.Slips(one, other, Slips) > Slips) continue;
            var side = (names.Is(one, isGiven), names.Is(other, isGiven)) switch { (true, false) => MergeSide.Survivor, (false, true) => MergeSide.Other, _ => (MergeSide?)null };
            if (side is null) continue;
            // One record has the given name right and the other the family name: nobody can say.
            if (found is { } before && before.Side != side) return null;
            var (right, slip) = side == MergeSide.Survivor ? (one, other) : (other, one);
            found = (side.Value, $"{Capital(right)} is a known name, {Capital(slip)} is not");
        }
        return found;
    }

    // The same name with a title, or written out where the other has initials or what Kenneth is called by friends.
    private static (MergeSide, string)? Fuller(CustomerName ours, CustomerName theirs)
    {
        if (Folding.Fold(ours.FamilyName) != Folding.Fold(theirs.FamilyName)) return null;
        var (given, others) = (NameText.Words(ours.GivenNames ?? ""), NameText.Words(theirs.GivenNames ?? ""));
        if (given.SequenceEqual(others)) return ours.Title is null == theirs.Title is null ? null : (ours.Title is null ? MergeSide.Other : MergeSide.Survivor, "has the title too");
        return (Begins(given, others), Begins(others, given)) switch
        {
            (true, false) => (MergeSide.Other, "says more of the name"),
            (false, true) => (MergeSide.Survivor, "says more of the name"),
            _ => null,
        };

        static bool Begins(List<string> less, List<string> more) =>
            less.Count <= more.Count && less.Zip(more).All(w => w.First == w.Second || (w.First.Length < w.Second.Length && w.Second.StartsWith(w.First, StringComparison.Ordinal)
                && (w.First.Length == 1 || (w.Second.Length - w.First.Length >= Written && Nicknames.FormsOf(w.First).Contains(w.Second)))));
    }

    // The same place, as one that is known to be there, or with more of its parts.
    private static (MergeSide, string)? Fuller(CustomerAddress ours, CustomerAddress theirs)
    {
        if (ours.Postcode is { } code && theirs.Postcode is { } other && code != other) return null;
        if (Nearness.Slips(Folding.Fold(ours.Line1), Folding.Fold(theirs.Line1), Slips) > Slips) return null;
        if (ours.Uprn is null != theirs.Uprn is null) return (ours.Uprn is null ? MergeSide.Other : MergeSide.Survivor, "found among the area's addresses");
        var (parts, others) = (Parts(ours), Parts(theirs));
        return parts == others ? null : (parts > others ? MergeSide.Survivor : MergeSide.Other, "says more of the address");

        static int Parts(CustomerAddress a) => new[] { a.Line1, a.Line2, a.Town, a.Postcode }.Count(p => !string.IsNullOrWhiteSpace(p));
    }

    private static (MergeSide, string) Recent(CustomerFact ours, CustomerFact theirs) => theirs.From == ours.From ? (MergeSide.Survivor, "on the record that stays")
        : theirs.From > ours.From ? (MergeSide.Other, Since(theirs, ours)) : (MergeSide.Survivor, Since(ours, theirs));

    private static string Since(CustomerFact later, CustomerFact earlier) =>
        Day(later) == Day(earlier) ? "more recent" : $"more recent: since {Day(later)}, the other since {Day(earlier)}";

    private static bool Same(CustomerFact one, CustomerFact other) => one.Slot == other.Slot && Key(one) == Key(other);

    // Whether capitals, accents, blanks and the title are the same says nothing of what is right.
    private static string Key(CustomerFact fact) => fact switch
    {
        CustomerName name => Folding.Fold(name.Full),
        CustomerAddress address => Folding.Fold(address.Lines.OneLine),
        CustomerNeed need => Folding.Fold(need.Detail ?? ""),
        _ => "",
    };

    private static string Day(CustomerFact fact) => CouncilTime.DateOf(fact.From).Words();

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
