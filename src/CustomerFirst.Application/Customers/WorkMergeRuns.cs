using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Does the next piece of one run: merges one pair, or undoes one merge. Saved with the run's progress in one transaction, so that a run that was killed goes
/// on where it was. Several nodes may send it at once: each takes another run.
/// </summary>
[Needs(Permission.RunJobs)]
public sealed record WorkMergeRunCommand : ICommand<RunWorked>;

/// <summary>Whether there may be more to do at once.</summary>
public sealed record RunWorked(bool More);

internal sealed class WorkMergeRunHandler(CustomerFirstDb db, CustomerTrees trees, AuditTrail audit, TimeProvider time) : IRequestHandler<WorkMergeRunCommand, Result<RunWorked>>
{
    public async Task<Result<RunWorked>> Handle(WorkMergeRunCommand request, CancellationToken cancellationToken)
    {
        await db.Database.BeginTransactionAsync(cancellationToken);
        var ids = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from merge_runs where state in ('running', 'undoing') order by id limit 1 for update skip locked").ToListAsync(cancellationToken);
        if (ids.Count == 0) return new RunWorked(false);
        var run = await db.Set<MergeRun>().FirstAsync(r => r.Id == ids[0], cancellationToken);
        var more = run.State == MergeRunState.Running ? await MergeNextAsync(run, cancellationToken) : await UndoNextAsync(run, cancellationToken);
        if (!more) run.End(time.GetUtcNow());
        return new RunWorked(true);
    }

    private async Task<bool> MergeNextAsync(MergeRun run, CancellationToken token)
    {
        var pair = await db.Set<MergeRunPair>().Where(p => p.RunId == run.Id && p.Outcome == null).OrderBy(p => p.Number).FirstOrDefaultAsync(token);
        if (pair is null) return false;
        var merged = await MergeAsync(run, pair, token);
        var outcome = merged is null ? PairOutcome.Passed : PairOutcome.Merged;
        pair.Ended(outcome, merged?.Id);
        run.Count(outcome);
        return true;
    }

    // Null where the two are one already, were called different meanwhile, or may not be merged.
    private async Task<CustomerMerge?> MergeAsync(MergeRun run, MergeRunPair pair, CancellationToken token)
    {
        if (await RootsAsync(pair, token) is not { } before) return null;
        await trees.LockAsync([before.Low, before.High], token);
        if (await RootsAsync(pair, token) is not { } roots || roots != before) return null;
        if (await trees.CalledDifferentAsync(roots.Low, roots.High, token)) return null;
        var loaded = await trees.LoadAsync([roots.Low, roots.High], token);
        // The older record is the one that others know.
        var (survivor, other) = loaded[roots.Low].CreatedAt <= loaded[roots.High].CreatedAt ? (roots.Low, roots.High) : (roots.High, roots.Low);
        var merged = await trees.MergeAsync(loaded, survivor, other, [], "Merged with many others", run.StartedBy, run.Id, time.GetUtcNow(), token);
        return merged.Ok ? merged.Value : null;
    }

    private async Task<(Guid Low, Guid High)?> RootsAsync(MergeRunPair pair, CancellationToken token)
    {
        var (low, high) = (await db.RecordOfAsync(pair.LowId, token), await db.RecordOfAsync(pair.HighId, token));
        return low is { } l && high is { } h && l != h ? (l, h) : null;
    }

    // The latest first. What a person undid meanwhile stays as that person left it; what was erased stays erased.
    private async Task<bool> UndoNextAsync(MergeRun run, CancellationToken token)
    {
        var next = await db.Set<CustomerMerge>().AsNoTracking().Where(m => m.RunId == run.Id && m.UndoneAt == null && m.FinalSince == null).OrderByDescending(m => m.At).ThenByDescending(m => m.Id)
            .Select(m => new { m.Id, m.OtherId }).FirstOrDefaultAsync(token);
        if (next is null) return false;
        var root = (await db.RecordOfAsync(next.OtherId, token))!.Value;
        await trees.LockAsync([root, next.OtherId], token);
        // Somebody merged or undid while we waited: the next piece sees how it stands.
        if (await db.RecordOfAsync(next.OtherId, token) != root) return true;
        var loaded = await trees.LoadAsync([root], token);
        if (loaded.Merges.FirstOrDefault(m => m.Id == next.Id) is not { } merge) return true;
        var undone = await trees.UndoAsync(loaded, merge, UndoChoices.None, PairVerdict.NotSure, run.StartedBy, "Undone with many others", time.GetUtcNow(), token);
        if (!undone.Ok) return false;
        if (await db.Set<MergeRunPair>().FirstOrDefaultAsync(p => p.RunId == run.Id && p.MergeId == next.Id, token) is { } pair) pair.Ended(PairOutcome.Undone);
        run.Count(PairOutcome.Undone);
        audit.Because("A run of merges was undone");
        return true;
    }
}
