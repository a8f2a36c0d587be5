using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>The next pair of records that may be one customer's, and how the review stands.</summary>
/// <param name="LowId">With <paramref name="HighId"/>: this pair instead, whatever was said of it, as long as the two are two.</param>
[Needs(Permission.StewardCustomers)]
public sealed record ReviewPairsQuery(Guid? LowId = null, Guid? HighId = null) : IQuery<PairReview>;

/// <summary>The review queue.</summary>
/// <param name="Next">Those that nobody looked at before those of which somebody was not sure; null when nothing waits.</param>
/// <param name="Waiting">Pairs without a word.</param>
/// <param name="NotSure">Pairs of which a reviewer was not sure: they wait for another.</param>
/// <param name="ToMerge">Pairs that were called the same and are not merged yet.</param>
/// <param name="Agreement">How decisions agree with scores.</param>
public sealed record PairReview(PairToReview? Next, int Waiting, int NotSure, int ToMerge, IReadOnlyList<ScoreBand> Agreement);

/// <summary>A pair.</summary>
/// <param name="One">The older record that stands for the one side now.</param>
/// <param name="Probability">0 to 1; null where nothing scored them.</param>
/// <param name="Made">Why the later record was made although the other was there; null where nobody saw the two together then.</param>
public sealed record PairToReview(Guid LowId, Guid HighId, int Version, Guid One, Guid Other, double? Probability, IReadOnlyList<string> Reasons, PairVerdict? Verdict, MadeDespite? Made)
{
    /// <summary>When a correction made them too unlike to wait for a reviewer; null while they wait.</summary>
    public DateTimeOffset? LeftQueueAt { get; init; }
}

/// <summary>That a record was made although another was there that may be the same customer's.</summary>
/// <param name="By">The name of who made it; null where the account is gone.</param>
/// <param name="HeldApart">It was said that they are two; false where it only was not sure that they are one.</param>
public sealed record MadeDespite(string Because, string? By, DateTimeOffset At, bool HeldApart)
{
    /// <summary>What is kept with a pair; null for most.</summary>
    internal static MadeDespite? Of(CustomerPair pair, IReadOnlyDictionary<Guid, string> names) =>
        pair is { MadeBecause: { } because, MadeAt: { } at } ? new(because, pair.MadeBy is { } by ? names.GetValueOrDefault(by) : null, at, pair.HeldApart) : null;
}

/// <summary>What reviewers said of pairs with scores in a tenth; <paramref name="From"/> is null for pairs that nothing scored.</summary>
public sealed record ScoreBand(double? From, int Same, int Different, int NotSure, int Waiting);

internal sealed class ReviewPairsHandler(CustomerFirstDb db, StaffNames staff) : IRequestHandler<ReviewPairsQuery, Result<PairReview>>
{
    public async Task<Result<PairReview>> Handle(ReviewPairsQuery request, CancellationToken cancellationToken)
    {
        var waits = Waits(db);
        var waiting = await waits.Where(p => p.Pair.Verdict == null).GroupBy(p => p.Pair.Probability == null ? (int?)null : Math.Min(9, (int)Math.Floor(p.Pair.Probability.Value * 10)))
            .Select(g => new { Tenth = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var notSure = await waits.CountAsync(p => p.Pair.Verdict == PairVerdict.NotSure, cancellationToken);
        var toMerge = await Open(db).CountAsync(p => p.Pair.Verdict == PairVerdict.Same, cancellationToken);
        var bands = await db.Database.SqlQueryRaw<Band>(BandsSql).ToListAsync(cancellationToken);
        var next = await Two(db).Where(p => p.Pair.LowId == request.LowId && p.Pair.HighId == request.HighId).FirstOrDefaultAsync(cancellationToken) is { } asked ? asked : await NextAsync(waits, cancellationToken);
        return new PairReview(next is null ? null : await ToReviewAsync(next, cancellationToken), waiting.Sum(w => w.Count), notSure, toMerge,
            [.. bands.Select(b => new ScoreBand(b.Tenth is { } tenth ? tenth / 10.0 : null, b.Same, b.Different, b.NotSure, waiting.Find(w => w.Tenth == b.Tenth)?.Count ?? 0))]);
    }

    private static Task<OpenPair?> NextAsync(IQueryable<OpenPair> waits, CancellationToken token) =>
        waits.OrderBy(p => p.Pair.Verdict != null).ThenBy(p => p.Pair.DecidedAt).ThenByDescending(p => p.Pair.Probability ?? 0.5).ThenBy(p => p.Pair.FoundAt).ThenBy(p => p.Pair.LowId).FirstOrDefaultAsync(token);

    private async Task<PairToReview> ToReviewAsync(OpenPair open, CancellationToken token) =>
        new(open.Pair.LowId, open.Pair.HighId, open.Pair.Version, open.LowRoot, open.HighRoot, open.Pair.Probability, open.Pair.Reasons, open.Pair.Verdict, MadeDespite.Of(open.Pair, await staff.OfAsync([open.Pair.MadeBy], token))) { LeftQueueAt = open.Pair.LeftQueueAt };

    /// <summary>Pairs of records that are two still, and may be used; those that left the queue are not among them.</summary>
    internal static IQueryable<OpenPair> Open(CustomerFirstDb db) => Two(db).Where(p => p.Pair.LeftQueueAt == null);

    /// <summary>Pairs that wait for a reviewer: without a word, or of which one was not sure. Where records merged into the two were told apart, their word holds for the two as well.</summary>
    internal static IQueryable<OpenPair> Waits(CustomerFirstDb db)
    {
        var apart = from pair in db.Set<CustomerPair>()
                    where pair.Verdict == PairVerdict.Different
                    join low in db.CustomerKeys on pair.LowId equals low.Key
                    join high in db.CustomerKeys on pair.HighId equals high.Key
                    select new { One = low.CustomerId, Other = high.CustomerId };
        return Open(db).Where(p => (p.Pair.Verdict == null || p.Pair.Verdict == PairVerdict.NotSure)
            && !apart.Any(a => a.One == p.LowRoot && a.Other == p.HighRoot) && !apart.Any(a => a.One == p.HighRoot && a.Other == p.LowRoot));
    }

    /// <summary>The same with those that left the queue, because a record was corrected.</summary>
    internal static IQueryable<OpenPair> Two(CustomerFirstDb db) =>
        from pair in db.Set<CustomerPair>().AsNoTracking()
        join low in db.CustomerKeys on pair.LowId equals low.Key
        join high in db.CustomerKeys on pair.HighId equals high.Key
        join one in db.Customers on low.CustomerId equals one.Id
        join other in db.Customers on high.CustomerId equals other.Id
        where one.Id != other.Id && one.Erasure == ErasureState.Active && other.Erasure == ErasureState.Active
        select new OpenPair { Pair = pair, LowRoot = one.Id, HighRoot = other.Id, LowVersion = one.Version, HighVersion = other.Version };

    private const string BandsSql = """
        select case when probability is null then null else least(9, floor(probability * 10))::int end as "Tenth",
          count(*) filter (where verdict = 'same')::int as "Same", count(*) filter (where verdict = 'different')::int as "Different",
          count(*) filter (where verdict = 'notSure')::int as "NotSure"
        from customer_pairs group by 1 order by 1 desc nulls last
        """;

    private sealed record Band(int? Tenth, int Same, int Different, int NotSure);
}

/// <summary>A pair with the records that stand for its two sides.</summary>
internal sealed class OpenPair
{
    public CustomerPair Pair { get; init; } = null!;
    public Guid LowRoot { get; init; }
    public Guid HighRoot { get; init; }
    /// <summary>The version of <see cref="LowRoot"/>.</summary>
    public int LowVersion { get; init; }
    public int HighVersion { get; init; }
}
