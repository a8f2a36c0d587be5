using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Something of which a customer has one, and which somebody changed after a merge on the record that stood for both: the name, or a value of the row. Whoever undoes the merge says whose it is; what a customer can have
/// several of (telephones, needs …) is asked about one by one.
/// </summary>
/// <param name="Key"><see cref="MergeSlots.Name"/> or the code of a <see cref="CustomerValue"/>, as in decisions on merging.</param>
/// <param name="Now">What it was changed to; null where it was taken away.</param>
/// <param name="Survivor">What the record that stays says if the change is the other's; null for nothing.</param>
/// <param name="Other">What the other record says if the change is not its own.</param>
/// <param name="Proposed">Whose it probably is: the other's where what was changed was the other's word, or became what the other record says.</param>
public sealed record ChangedValue(string Key, string? Now, string? Survivor, string? Other, MergeSide Proposed);

/// <summary>What was changed since a merge, and what the person who undoes it says of that.</summary>
internal static class ChangedValues
{
    /// <summary>Everything that has to be asked, the name first.</summary>
    public static IReadOnlyList<ChangedValue> Of(LoadedTrees loaded, CustomerMerge merge)
    {
        var asked = loaded.Forest.ValuesSince(merge).Select(s => new ChangedValue(s.Value.Code(), s.Now, s.Survivor, s.Other, s.Proposed));
        var names = Names(loaded, merge);
        if (names.Count == 0) return [.. asked];
        var (root, branch, fresh) = (loaded.Forest.RootOf(loaded[merge.OtherId]), loaded.Forest.Tree(merge.OtherId), names.Select(n => n.Id).ToHashSet());
        var proposed = merge.Side(MergeSlots.Name) == MergeSide.Other ? MergeSide.Other : MergeSide.Survivor;
        return [new ChangedValue(MergeSlots.Name, Text(names[^1]), Last(n => n.OriginId == merge.SurvivorId), Last(n => branch.Contains(n.OriginId)), proposed), .. asked];

        string? Last(Func<CustomerName, bool> of) => root.Names.Where(n => of(n) && !fresh.Contains(n.Id) && n.From != n.To).MaxBy(n => n.From) is { } name ? Text(name) : null;
    }

    /// <summary>The facts among those that were written since which are a question of their own.</summary>
    public static IReadOnlyList<CustomerName> Names(LoadedTrees loaded, CustomerMerge merge) => [.. loaded.Forest.WrittenSince(merge).OfType<CustomerName>().OrderBy(n => n.From)];

    /// <summary>The answers as the forest understands them. To what is not answered, what is proposed counts.</summary>
    public static UndoChoices Choices(LoadedTrees loaded, CustomerMerge merge, IReadOnlyList<ChangedValue> asked, UndoAnswers answers)
    {
        var others = asked.Where(a => (answers.Values.FirstOrDefault(d => d.Key == a.Key)?.Side ?? a.Proposed) == MergeSide.Other).Select(a => a.Key).ToHashSet();
        var ofOther = answers.OfOther.ToHashSet();
        foreach (var name in Names(loaded, merge))
        {
            if (others.Contains(MergeSlots.Name)) ofOther.Add(name.Id);
            else ofOther.Remove(name.Id);
        }
        return new UndoChoices(ofOther, answers.EndedForOther.ToHashSet()) { ValuesOfOther = Enum.GetValues<CustomerValue>().Where(v => others.Contains(v.Code())).ToHashSet() };
    }

    /// <summary>What has to be asked and was not answered; null when all was.</summary>
    public static Error? Unanswered(IReadOnlyList<ChangedValue> asked, IReadOnlyList<MergeDecision> said) =>
        asked.Where(a => !said.Any(d => d.Key == a.Key)).ToDictionary(a => $"Values.{a.Key}", _ => new[] { "It was changed since the merge. Say whether that is the survivor's or the other record's" }) is { Count: > 0 } open ? new Invalid(open) : null;

    private static string Text(CustomerName name) => $"{name.Title} {name.Full}".Trim();
}
