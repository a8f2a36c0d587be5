using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Where two records differ, each difference with a proposal, before they are merged.</summary>
[Needs(Permission.MergeCustomers)]
public sealed record PreviewMergeQuery(Guid SurvivorId, Guid OtherId) : IQuery<MergePreview>
{
    /// <summary>The two records that were put together, where these two now stand for them; null where it is these two themselves.</summary>
    public (Guid One, Guid Other)? Pair { get; init; }
}

/// <summary>What merging would ask.</summary>
/// <param name="CalledDifferentBy">Who called them different, and when; null when nobody did.</param>
public sealed record MergePreview(Guid SurvivorId, int SurvivorVersion, Guid OtherId, int OtherVersion, IReadOnlyList<MergeConflict> Conflicts, string? CalledDifferentBy, DateTimeOffset? CalledDifferentAt) : IShowsRecords
{
    /// <summary>Why the later of the two was made although the other was there; null where nobody saw them together then.</summary>
    public MadeDespite? Made { get; init; }

    /// <summary>The version of the pair: what <see cref="DecidePairCommand"/> must name; 0 where nobody put the two together yet.</summary>
    public int PairVersion { get; init; }

    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new(RecordKind.Customer, SurvivorId, ["differences"]), new(RecordKind.Customer, OtherId, ["differences"])];
}

internal sealed class PreviewMergeHandler(CustomerFirstDb db, CustomerTrees trees, StaffNames staff) : IRequestHandler<PreviewMergeQuery, Result<MergePreview>>
{
    public async Task<Result<MergePreview>> Handle(PreviewMergeQuery request, CancellationToken cancellationToken)
    {
        Guid[] both = [request.SurvivorId, request.OtherId];
        if (both[0] == both[1]) return new CannotMerge("Choose another record: these are one already.");
        foreach (var id in both)
        {
            if (await db.RecordOfAsync(id, cancellationToken) is not { } root) return new NotFound("customer");
            if (root != id) return new MergedElsewhere(root);
        }
        var loaded = await trees.ReadAsync(both, cancellationToken);
        var (survivor, other) = (loaded[both[0]], loaded[both[1]]);
        if (survivor.Kind != other.Kind) return new CannotMerge("A person and an organisation cannot be one customer.");
        if (survivor.Erasure != ErasureState.Active || other.Erasure != ErasureState.Active) return new CannotMerge("A record that is blocked or whose data were erased cannot be merged.");
        var different = await db.Set<CustomerPair>().AsNoTracking().Where(p => p.Verdict == PairVerdict.Different
            && ((db.KeysOf(both[0]).Contains(p.LowId) && db.KeysOf(both[1]).Contains(p.HighId)) || (db.KeysOf(both[1]).Contains(p.LowId) && db.KeysOf(both[0]).Contains(p.HighId))))
            .Select(p => new { p.DecidedAt, p.DecidedBy }).FirstOrDefaultAsync(cancellationToken);
        var (one, two) = request.Pair ?? (both[0], both[1]);
        // Nobody is to decide about a pair that they do not see.
        if (request.Pair is not null && !both.ToHashSet().SetEquals([await db.RecordOfAsync(one, cancellationToken) ?? one, await db.RecordOfAsync(two, cancellationToken) ?? two])) return new NotFound("pair");
        var (low, high) = CustomerPair.Ordered(one, two);
        var pair = await db.Set<CustomerPair>().AsNoTracking().FirstOrDefaultAsync(p => p.LowId == low && p.HighId == high, cancellationToken);
        var people = await staff.OfAsync([different?.DecidedBy, pair?.MadeBy], cancellationToken);
        return new MergePreview(survivor.Id, survivor.Version, other.Id, other.Version, [.. loaded.Conflicts(survivor, other, await trees.NamesAsync(cancellationToken)).Where(c => !c.Quiet)], different is null ? null : different.DecidedBy is { } by && people.TryGetValue(by, out var name) ? name : "a reviewer", different?.DecidedAt)
        {
            Made = pair is null ? null : MadeDespite.Of(pair, people), PairVersion = pair?.Version ?? 0,
        };
    }
}
