using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Web.Api;

/// <summary>A record in one line.</summary>
/// <param name="Id">The record that stands for it now, where it was merged into another.</param>
/// <param name="Name">Empty where it was erased.</param>
internal sealed record RecordResource(Guid Id, string Name, DateOnly? DateOfBirth)
{
    public static RecordResource Of(RunRecord r) => new(r.Id, r.Name, r.DateOfBirth);
}

/// <summary>Two records that may be one customer's.</summary>
/// <param name="Id">The two keys with a dot between them, as the address of the pair wants it.</param>
/// <param name="Probability">That they are one customer's, 0 to 1; null where nothing scored them.</param>
/// <param name="Reasons">Why, in words, what says most first.</param>
/// <param name="Verdict">What a reviewer said; null where nobody has.</param>
/// <param name="DecidedBy">The name of the member of staff or the API client.</param>
/// <param name="Made">Why the later record was made although the other was there; null where nobody saw the two together then.</param>
/// <param name="LeftQueueAt">When a correction made them too unlike to wait for a reviewer; null while they wait.</param>
internal sealed record PairResource(string Id, int Version, RecordResource One, RecordResource Other, double? Probability, IReadOnlyList<string> Reasons, PairVerdict? Verdict, string? DecidedBy, DateTimeOffset? DecidedAt, MadeDespiteResource? Made, DateTimeOffset? LeftQueueAt)
{
    public static PairResource Of(ListedPair p) => new($"{p.LowId}.{p.HighId}", p.Version, RecordResource.Of(p.One), RecordResource.Of(p.Other), p.Probability is { } score ? Math.Round(score, 4) : null, p.Reasons, p.Verdict, p.DecidedBy, p.DecidedAt, MadeDespiteResource.Of(p.Made), p.LeftQueueAt);
}

/// <summary>That a record was made although another was there that may be the same customer's.</summary>
/// <param name="Because">Why, in the words of who made it, or where it came from.</param>
/// <param name="By">The name of the member of staff or the API client.</param>
/// <param name="HeldApart">It was said that they are two: no run merges them until a reviewer called them the same.</param>
internal sealed record MadeDespiteResource(string Because, string? By, DateTimeOffset At, bool HeldApart)
{
    public static MadeDespiteResource? Of(MadeDespite? m) => m is null ? null : new(m.Because, m.By, m.At, m.HeldApart);
}

/// <summary>What a reviewer says of a pair.</summary>
internal sealed record VerdictBody
{
    public PairVerdict? Verdict { get; init; }
}

/// <summary>A pair after a decision.</summary>
internal sealed record PairDecided(string Id, int Version, PairVerdict Verdict);

/// <summary>What merging two records would ask.</summary>
/// <param name="SurvivorVersion">What <c>If-Match</c> must be.</param>
/// <param name="OtherVersion">What the body must name.</param>
/// <param name="CalledDifferentBy">Who called them different; null when nobody did.</param>
internal sealed record MergePreviewResource(Guid SurvivorId, int SurvivorVersion, Guid OtherId, int OtherVersion, IReadOnlyList<DifferenceResource> Differences, string? CalledDifferentBy, DateTimeOffset? CalledDifferentAt)
{
    public static MergePreviewResource Of(MergePreview p) =>
        new(p.SurvivorId, p.SurvivorVersion, p.OtherId, p.OtherVersion, [.. p.Conflicts.Select(c => new DifferenceResource(c.Key, c.Survivor, c.Other, c.Proposed, c.Why))], p.CalledDifferentBy, p.CalledDifferentAt);
}

/// <summary>Something that two records say differently.</summary>
/// <param name="Key">What a decision names: <c>name</c>, <c>address</c>, <c>dateOfBirth</c>, <c>need.bsl</c> …</param>
/// <param name="Survivor">What the record that stays says; null where it says nothing.</param>
/// <param name="Proposed">Whose word is proposed; it counts where nothing is decided.</param>
/// <param name="Why">Why, in words.</param>
internal sealed record DifferenceResource(string Key, string? Survivor, string Other, MergeSide Proposed, string Why);

/// <summary>A merge to be made; the record that stays is the one in the address.</summary>
internal sealed record MergeBody
{
    /// <summary>The record that is merged into it.</summary>
    public Guid OtherId { get; init; }
    /// <summary>Its version as it was read.</summary>
    public int OtherVersion { get; init; }
    /// <summary>Whose word holds, by the key of the difference; where nothing is said, the proposal.</summary>
    public IReadOnlyDictionary<string, MergeSide> Decisions { get; init; } = new Dictionary<string, MergeSide>();
    /// <summary>Why they are one customer, at most 500 characters. It stands with the merge and in the audit trail.</summary>
    public string? Because { get; init; }
    /// <summary>A reviewer called them different, and that was wrong.</summary>
    public bool DespiteVerdict { get; init; }
}

/// <summary>A merge that was made.</summary>
/// <param name="CustomerId">The record that stands for both.</param>
/// <param name="Version">Its version.</param>
internal sealed record MergeMade(Guid MergeId, Guid CustomerId, int Version);

/// <summary>The merges of a customer, undone ones too.</summary>
/// <param name="CustomerId">The record that answers to the id in the address.</param>
/// <param name="Version">Its version: what <c>If-Match</c> must be to undo one.</param>
internal sealed record CustomerMergesResource(Guid CustomerId, int Version, IReadOnlyList<MergeResource> Merges)
{
    public static CustomerMergesResource Of(CustomerMerges m) => new(m.CustomerId, m.Version, [.. m.Merges.Select(MergeResource.Of)]);
}

/// <summary>A merge.</summary>
/// <param name="By">The name of the member of staff or the API client.</param>
/// <param name="Because">Null where personal data were erased.</param>
/// <param name="RunId">The run that merged it among many; null when it was merged by itself.</param>
/// <param name="Verdict">What is said of the two records now.</param>
internal sealed record MergeResource(Guid Id, RecordResource Survivor, RecordResource Other, DateTimeOffset At, string? By, string? Because, Guid? RunId, DateTimeOffset? UndoneAt, string? UndoneBy, string? UndoneBecause, PairVerdict? Verdict, bool CanBeUndone)
{
    public static MergeResource Of(MergeRow m) => new(m.MergeId, RecordResource.Of(m.Survivor), RecordResource.Of(m.Other), m.At, m.By, m.Because, m.RunId, m.UndoneAt, m.UndoneBy, m.UndoneBecause, m.Verdict, m.CanBeUndone);
}

/// <summary>What undoing a merge would ask.</summary>
/// <param name="CustomerId">The record that stands for both.</param>
/// <param name="Version">Its version: what <c>If-Match</c> must be.</param>
/// <param name="OtherId">The record that will stand for itself again.</param>
/// <param name="Since">What was raised or written since; it stays unless <c>ofOther</c> names it.</param>
/// <param name="Ended">What of the other record was ended since; it holds again unless <c>endedForOther</c> names it.</param>
/// <param name="Changed">Single values that were changed since; <c>values</c> must say of each whose it is.</param>
/// <param name="Final">Personal data were erased: it cannot be undone.</param>
/// <param name="Survivor">What the record that stays will have.</param>
/// <param name="Other">What the other record will have.</param>
internal sealed record UndoPreviewResource(Guid MergeId, Guid CustomerId, int Version, Guid OtherId, DateTimeOffset At, string? By, string? Because, IReadOnlyList<SinceMergeResource> Since, IReadOnlyList<SinceMergeResource> Ended,
    IReadOnlyList<ChangedValueResource> Changed, bool Final, UndoneRecordResource Survivor, UndoneRecordResource Other)
{
    public static UndoPreviewResource Of(UndoPreview p) => new(p.MergeId, p.CustomerId, p.Version, p.OtherId, p.At, p.By, p.Because, [.. p.Since.Select(SinceMergeResource.Of)], [.. p.Ended.Select(SinceMergeResource.Of)], [.. p.Changed.Select(c => new ChangedValueResource(c.Key, c.Now, c.Survivor, c.Other, c.Proposed))], p.Final,
        UndoneRecordResource.Of(p.Survivor), UndoneRecordResource.Of(p.Other));
}

/// <summary>What one of the two records will have once the merge is undone, by the answers so far; of what nobody answered, by what is proposed.</summary>
/// <param name="Telephones">E.164.</param>
/// <param name="OpenTickets">How many tickets that are not over go with it, of those that the key may see.</param>
/// <param name="PastTickets">How many that are over.</param>
/// <param name="LatestContact">When the latest of its contacts began; null for none.</param>
internal sealed record UndoneRecordResource(string Name, DateOnly? DateOfBirth, string? Address, IReadOnlyList<string> Telephones, IReadOnlyList<string> Emails, int OpenTickets, int PastTickets, int Contacts, DateTimeOffset? LatestContact,
    DateTimeOffset OnRecordSince)
{
    public static UndoneRecordResource Of(UndoneRecord r) => new(r.Name, DateOnly.TryParseExact(r.Born, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null, r.Address, r.Telephones, r.Emails,
        r.OpenTickets, r.PastTickets, r.Contacts, r.LatestContact, r.OnRecordSince);
}

/// <summary>What is answered so far before a merge is undone, as in <c>undoMerge</c>.</summary>
internal sealed record UndoAnswersBody
{
    /// <summary>What happened since and belongs to the other record, by id; at most 1,000.</summary>
    public IReadOnlyList<Guid> OfOther { get; init; } = [];
    /// <summary>What was ended since, and ended for the other record too.</summary>
    public IReadOnlyList<Guid> EndedForOther { get; init; } = [];
    /// <summary>Whose each of the values is that were changed since, by its key.</summary>
    public IReadOnlyDictionary<string, MergeSide> Values { get; init; } = new Dictionary<string, MergeSide>();
}

/// <summary>A single value that was changed since a merge.</summary>
/// <param name="Key">What <c>values</c> names: <c>name</c>, <c>dateOfBirth</c>, <c>language</c> …</param>
/// <param name="Now">What it was changed to; null where it was taken away.</param>
/// <param name="Survivor">What the record that stays says if the change is the other's; null for nothing.</param>
/// <param name="Other">What the other record says if the change is not its own; null for nothing.</param>
/// <param name="Proposed">Whose it probably is.</param>
internal sealed record ChangedValueResource(string Key, string? Now, string? Survivor, string? Other, MergeSide Proposed);

/// <summary>Something that happened since a merge.</summary>
internal sealed record SinceMergeResource(Guid Id, string What, string Text, DateTimeOffset At)
{
    public static SinceMergeResource Of(SinceMerge s) => new(s.Id, s.What, s.Text, s.At);
}

/// <summary>How a merge is undone.</summary>
internal sealed record UndoBody
{
    /// <summary>What happened since and belongs to the other record, by id; at most 1,000.</summary>
    public IReadOnlyList<Guid> OfOther { get; init; } = [];
    /// <summary>What was ended since, and ended for the other record too.</summary>
    public IReadOnlyList<Guid> EndedForOther { get; init; } = [];
    /// <summary>Whose each of the values is that were changed since, by its key. One for each of <c>changed</c> of the preview; without it nothing is undone.</summary>
    public IReadOnlyDictionary<string, MergeSide> Values { get; init; } = new Dictionary<string, MergeSide>();
    /// <summary>Why they are two, at most 500 characters.</summary>
    public string? Because { get; init; }
}

/// <summary>The two records, each standing for itself.</summary>
/// <param name="Kept">Values that were changed since, which the record that stays keeps.</param>
internal sealed record MergeTakenBack(Guid CustomerId, Guid OtherId, IReadOnlyList<CustomerValue> Kept);
