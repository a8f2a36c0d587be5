using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>What was said of a pair so far.</summary>
public enum PairStanding { Waiting, NotSure, Same, Different, NoLongerLikely }

/// <summary>Pairs of records that are two still, the likeliest first.</summary>
/// <param name="Standing">Those nobody looked at, those nobody is sure of, those called the same and not merged yet, those called different, or those that left the queue because a record was corrected.</param>
/// <param name="AtLeast">Only pairs with at least this probability, 0 to 1.</param>
/// <param name="After">The last pair of the page before; null for the first page.</param>
/// <param name="Take">Pairs on a page, 1 to 100.</param>
[Needs(Permission.MergeCustomers)]
public sealed record ListPairsQuery(PairStanding Standing = PairStanding.Waiting, double? AtLeast = null, PairPlace? After = null, int Take = 25) : IQuery<PairList>;

/// <summary>Where a list of pairs goes on.</summary>
public sealed record PairPlace(double? Probability, Guid LowId, Guid HighId);

/// <summary>A page of pairs.</summary>
/// <param name="Total">How many there are of this standing.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record PairList(IReadOnlyList<ListedPair> Pairs, int Total, PairPlace? Next) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => Pairs.SelectMany(p => p.Seen);
}

/// <summary>A pair with what tells its two sides apart.</summary>
/// <param name="One">The record that stands for the side of <paramref name="LowId"/> now.</param>
/// <param name="DecidedBy">The name of who said so; null where nobody has, or the account is gone.</param>
public sealed record ListedPair(Guid LowId, Guid HighId, int Version, RunRecord One, RunRecord Other, double? Probability, IReadOnlyList<string> Reasons, PairVerdict? Verdict, string? DecidedBy, DateTimeOffset? DecidedAt) : IShowsRecords
{
    /// <summary>Why the later record was made although the other was there; null where nobody saw the two together then.</summary>
    public MadeDespite? Made { get; init; }

    /// <summary>When a correction made them too unlike to wait for a reviewer; null while they wait.</summary>
    public DateTimeOffset? LeftQueueAt { get; init; }

    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new(RecordKind.Customer, One.Id, ["name", "date_of_birth"]), new(RecordKind.Customer, Other.Id, ["name", "date_of_birth"])];
}

internal sealed class ListPairsValidator : AbstractValidator<ListPairsQuery>
{
    public ListPairsValidator()
    {
        RuleFor(q => q.Standing).IsInEnum().WithMessage("Select which pairs");
        RuleFor(q => q.AtLeast).InclusiveBetween(0, 1).When(q => q.AtLeast is not null).WithMessage("The probability must be from 0 to 1");
        RuleFor(q => q.Take).InclusiveBetween(1, 100).WithMessage("Ask for 1 to 100 pairs");
    }
}

internal sealed class ListPairsHandler(CustomerFirstDb db, StaffNames staff) : IRequestHandler<ListPairsQuery, Result<PairList>>
{
    // Below every probability: what nothing scored comes last.
    private const double Unscored = -1;

    public async Task<Result<PairList>> Handle(ListPairsQuery request, CancellationToken cancellationToken)
    {
        PairVerdict? verdict = request.Standing switch
        {
            PairStanding.Waiting or PairStanding.NoLongerLikely => null,
            PairStanding.NotSure => PairVerdict.NotSure,
            PairStanding.Same => PairVerdict.Same,
            PairStanding.Different => PairVerdict.Different,
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };
        var standing = request.Standing switch
        {
            PairStanding.NoLongerLikely => ReviewPairsHandler.Two(db).Where(p => p.Pair.LeftQueueAt != null),
            PairStanding.Waiting or PairStanding.NotSure => ReviewPairsHandler.Waits(db).Where(p => p.Pair.Verdict == verdict),
            _ => ReviewPairsHandler.Open(db).Where(p => p.Pair.Verdict == verdict),
        };
        var open = standing.Where(p => request.AtLeast == null || p.Pair.Probability >= request.AtLeast);
        var total = await open.CountAsync(cancellationToken);
        if (request.After is { } after)
        {
            var score = after.Probability ?? Unscored;
            open = open.Where(p => (p.Pair.Probability ?? Unscored) < score
                || ((p.Pair.Probability ?? Unscored) == score && (p.Pair.LowId > after.LowId || (p.Pair.LowId == after.LowId && p.Pair.HighId > after.HighId))));
        }
        var rows = await open.OrderByDescending(p => p.Pair.Probability ?? Unscored).ThenBy(p => p.Pair.LowId).ThenBy(p => p.Pair.HighId).Take(request.Take + 1).ToListAsync(cancellationToken);
        var more = rows.Count > request.Take;
        if (more) rows.RemoveAt(request.Take);
        var listed = await ListedAsync(db, staff, rows, cancellationToken);
        return new PairList(listed, total, more ? new PairPlace(listed[^1].Probability, listed[^1].LowId, listed[^1].HighId) : null);
    }

    /// <summary>Pairs with the names of their records and of who decided.</summary>
    internal static async Task<IReadOnlyList<ListedPair>> ListedAsync(CustomerFirstDb db, StaffNames staff, IReadOnlyList<OpenPair> rows, CancellationToken token)
    {
        var records = await RunRecords.OfAsync(db, rows.SelectMany(r => new[] { r.LowRoot, r.HighRoot }), token);
        var names = await staff.OfAsync(rows.SelectMany(r => new[] { r.Pair.DecidedBy, r.Pair.MadeBy }), token);
        return [.. rows.Select(r => new ListedPair(r.Pair.LowId, r.Pair.HighId, r.Pair.Version, records[r.LowRoot], records[r.HighRoot], r.Pair.Probability, r.Pair.Reasons, r.Pair.Verdict,
            r.Pair.DecidedBy is { } by ? names.GetValueOrDefault(by) : null, r.Pair.DecidedAt) { Made = MadeDespite.Of(r.Pair, names), LeftQueueAt = r.Pair.LeftQueueAt })];
    }
}
