using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Prepares to merge every pair that reviewers called the same, and with a threshold those that score so high that nobody need look. Nothing is merged yet:
/// <see cref="GetMergeRunQuery"/> shows what would be, <see cref="StartMergeRunCommand"/> begins. What the same steward prepared before and did not start is thrown away.
/// </summary>
/// <param name="AtLeast">From 0.9 to 1: undecided pairs with at least this probability are merged too; null for reviewers' pairs only.</param>
[Needs(Permission.StewardCustomers)]
public sealed record PrepareMergeRunCommand(double? AtLeast = null) : IdempotentCommand<MergeRunPrepared>;

/// <summary>The run, to be looked at.</summary>
public sealed record MergeRunPrepared(Guid RunId, int Pairs, int LeftOut);

internal sealed class PrepareMergeRunValidator : AbstractValidator<PrepareMergeRunCommand>
{
    public PrepareMergeRunValidator() => RuleFor(c => c.AtLeast).InclusiveBetween(0.9, 1).When(c => c.AtLeast is not null).WithMessage("The probability must be from 90 to 100 per cent");
}

internal sealed class PrepareMergeRunHandler(CustomerFirstDb db, MergePlan plan, PairScores scores, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<PrepareMergeRunCommand, Result<MergeRunPrepared>>
{
    /// <summary>Pairs of one run: as many as somebody can still leaf through.</summary>
    private const int Most = 5_000;

    public async Task<Result<MergeRunPrepared>> Handle(PrepareMergeRunCommand request, CancellationToken cancellationToken)
    {
        var open = ReviewPairsHandler.Open(db).Where(p => p.Pair.Verdict == PairVerdict.Same || (request.AtLeast != null && p.Pair.Probability >= request.AtLeast));
        // What reviewers said of it forbids to be merged is shown, but takes no other pair's place and is counted among none.
        var mergeable = open.Where(p => p.Pair.Verdict == null || p.Pair.Verdict == PairVerdict.Same);
        var pairs = await open.OrderBy(p => p.Pair.Verdict == PairVerdict.Different || p.Pair.Verdict == PairVerdict.NotSure).ThenByDescending(p => p.Pair.Verdict == PairVerdict.Same)
            .ThenByDescending(p => p.Pair.Probability).ThenBy(p => p.Pair.LowId).ThenBy(p => p.Pair.HighId).Take(Most).ToListAsync(cancellationToken);
        if (pairs.Count == 0) return new NothingToMerge();
        var beyond = pairs.Count < Most ? 0 : await mergeable.CountAsync(cancellationToken) - pairs.Count(p => p.Pair.Verdict is null or PairVerdict.Same);
        // Somebody may have corrected a record a minute ago.
        if ((await scores.BringUpToDateAsync(pairs.Where(p => p.Pair.Verdict is null), cancellationToken)).Count > 0)
            pairs = [.. pairs.OrderBy(p => p.Pair.Verdict is PairVerdict.Different or PairVerdict.NotSure).ThenByDescending(p => p.Pair.Verdict == PairVerdict.Same).ThenByDescending(p => p.Pair.Probability)];
        var now = time.GetUtcNow();
        var planned = await plan.OfAsync(pairs, request.AtLeast, now, cancellationToken);
        var left = planned.Count(p => p.Left is not null);
        var run = MergeRun.Prepare(Ids.New(now), current.Actor.Id, request.AtLeast, planned.Count - left, left, beyond, now);

        db.RemoveRange(await db.Set<MergeRun>().Where(r => r.State == MergeRunState.Prepared && r.StartedBy == current.Actor.Id).ToListAsync(cancellationToken));
        db.Add(run);
        foreach (var (pair, number) in planned.Select((p, i) => (p, i + 1)))
        {
            var row = MergeRunPair.Of(run.Id, number, pair.Pair, pair.Survivor, pair.Other, MergeConflicts.Decide([.. pair.Conflicts.Where(c => !c.Quiet)], []));
            if (pair.Left is { } why) row.LeftOut(why);
            db.Add(row);
        }
        audit.Did(RecordKind.MergeRun, run.Id);
        return new MergeRunPrepared(run.Id, run.Total, run.LeftOut);
    }
}
