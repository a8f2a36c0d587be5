using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>Which of two records that are merged.</summary>
public enum MergeSide { Survivor, Other }

/// <summary>Where two records differ, and whose word holds.</summary>
/// <param name="Key">A slot of facts (<see cref="MergeSlots"/>) or the code of a <see cref="CustomerValue"/>.</param>
public sealed record MergeDecision(string Key, MergeSide Side);

/// <summary>What a merge made of one value of the survivor's row.</summary>
public sealed record ValueChange(CustomerValue Value, string? Before, string? After);

/// <summary>What one value of the survivor's row was right after a merge that left it as it was.</summary>
public sealed record ValueStood(CustomerValue Value, string? Text);

/// <summary>The names of slots: facts of one slot exclude one another.</summary>
public static class MergeSlots
{
    public const string Name = "name";
    public const string Address = "address";

    /// <summary>One telephone number or e-mail.</summary>
    public static string Point(ContactPointKind kind, string value) => $"{kind.Code()}:{value}";

    /// <summary>One kind of need.</summary>
    public static string Need(NeedKind kind) => $"need.{kind.Code()}";

    /// <summary>One word on a consent, which excludes no other: which counts follows from when it was said.</summary>
    public static string Consent(Guid id) => $"consent:{id:N}";
}

/// <summary>
/// That one record was merged into another: an edge of the forest. Whoever undoes it, however much later, cuts this edge and no other. What the survivor's
/// values were stands in <see cref="Values"/>, which can be erased; then nothing can be undone any more.
/// </summary>
public sealed class CustomerMerge
{
    private CustomerMerge() { }

    public Guid Id { get; private set; }
    /// <summary>The record that stayed.</summary>
    public Guid SurvivorId { get; private set; }
    /// <summary>The record that was merged into it.</summary>
    public Guid OtherId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Guid By { get; private set; }
    /// <summary>The run that merged it among many; null when a person did.</summary>
    public Guid? RunId { get; private set; }
    public List<MergeDecision> Decisions { get; private set; } = [];
    public DateTimeOffset? UndoneAt { get; private set; }
    public Guid? UndoneBy { get; private set; }
    /// <summary>Since when it cannot be undone any more, because personal data were erased.</summary>
    public DateTimeOffset? FinalSince { get; private set; }
    public MergeValues? Values { get; private set; }

    /// <summary>Whether the two are one now.</summary>
    public bool Active => UndoneAt is null;

    internal static CustomerMerge Of(Guid id, Guid survivorId, Guid otherId, IEnumerable<MergeDecision> decisions, string because, Guid by, Guid? runId, DateTimeOffset at) =>
        new() { Id = id, SurvivorId = survivorId, OtherId = otherId, Decisions = [.. decisions], Values = MergeValues.Of(id, because), By = by, RunId = runId, At = at };

    /// <summary>Whose word holds about a key; null where the two did not differ.</summary>
    public MergeSide? Side(string key) => Decisions.FirstOrDefault(d => d.Key == key)?.Side;

    internal ValueChange? Change(CustomerValue value) => Values?.Changes.FirstOrDefault(c => c.Value == value);

    internal void Set(ValueChange change) => Values!.Set(change);

    internal void Drop(ValueChange change) => Values!.Drop(change);

    internal void Stand(CustomerValue value, string? text) => Values!.Stand(new ValueStood(value, text));

    /// <summary>What a value of the survivor was right after this merge; false where that was not kept.</summary>
    internal bool Made(CustomerValue value, out string? text)
    {
        text = Change(value) is { } change ? change.After : Values?.Stood.Find(s => s.Value == value)?.Text;
        return Change(value) is not null || Values?.Stood.Exists(s => s.Value == value) == true;
    }

    internal void Undo(Guid by, string because, DateTimeOffset at)
    {
        (UndoneAt, UndoneBy) = (at, by);
        Values?.UndoneFor(because);
    }
}

/// <summary>The personal part of a merge: what the survivor's values were and became, and why. Erased with the person.</summary>
public sealed class MergeValues
{
    private MergeValues() { }

    public Guid MergeId { get; private set; }
    public List<ValueChange> Changes { get; private set; } = [];
    /// <summary>The survivor's other values as the merge left them, so that it can be told what was changed since. Empty for merges from before this was kept.</summary>
    public List<ValueStood> Stood { get; private set; } = [];
    public string Because { get; private set; } = "";
    public string? UndoneBecause { get; private set; }

    internal static MergeValues Of(Guid mergeId, string because) => new() { MergeId = mergeId, Because = because };

    internal void Set(ValueChange change) => Changes = [.. Changes.Where(c => c.Value != change.Value), change];

    internal void Drop(ValueChange change)
    {
        Changes = [.. Changes.Where(c => c != change)];
        Stand(new ValueStood(change.Value, change.Before));
    }

    internal void Stand(ValueStood stood) => Stood = [.. Stood.Where(s => s.Value != stood.Value), stood];

    internal void UndoneFor(string because) => UndoneBecause = because;
}

/// <summary>The record does not stand for itself any more: it was merged into another.</summary>
/// <param name="Into">The record that stands for it now.</param>
public sealed record MergedElsewhere(Guid Into) : Error(ErrorKind.Conflict, "This record was merged into another one in the meantime. Look at that one, then try again.");

/// <summary>The two records cannot be one customer's.</summary>
public sealed record CannotMerge(string Why) : Error(ErrorKind.Conflict, Why);

/// <summary>The merge cannot be undone.</summary>
public sealed record CannotUndoMerge(string Why) : Error(ErrorKind.Conflict, Why);
