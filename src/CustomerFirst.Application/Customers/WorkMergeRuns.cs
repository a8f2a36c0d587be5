using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Does the next piece of one run: merges one pair, or undoes one merge. Saved with the run's progress in one transaction, so that a run that was killed goes
/// on where it was. Several nodes may send it at once: each takes another run.
/// Why it was run stands with the run, not with each pair in the audit trail: what may name one customer must not stand in what belongs to others.
/// </summary>
[Needs(Permission.RunJobs)]
public sealed record WorkMergeRunCommand : ICommand<RunWorked>;

/// <summary>Whether there may be more to do at once.</summary>
public sealed record RunWorked(bool More);

internal sealed class WorkMergeRunHandler(CustomerFirstDb db, CustomerTrees trees, PairScores scores, AuditTrail audit, TimeProvider time) : IRequestHandler<WorkMergeRunCommand, Result<RunWorked>>
{
    public async Task<Result<RunWorked>> Handle(WorkMergeRunCommand request, CancellationToken cancellationToken)
    {
        await db.Database.BeginTransactionAsync(cancellationToken);
        var ids = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from merge_runs where state in ('running', 'undoing') order by id limit 1 for update skip locked").ToListAsync(cancellationToken);
        if (ids.Count == 0) return new RunWorked(false);
        var run = await db.Set<MergeRun>().FirstAsync(r => r.Id == ids[0], cancellationToken);
        var more = run.State == MergeRunState.Running ? await MergeNextAsync(run, cancellationToken) : await UndoNextAsync(run, cancellationToken);
        // Whoever began or took back the run answers for what it does to each record.
        audit.DidFor(run.State == MergeRunState.Running ? AuditActions.MergedInRun : AuditActions.TakenBackInRun,
            await AuditActors.OfAsync(db, run.State == MergeRunState.Running ? run.StartedBy : run.UndoneBy ?? run.StartedBy, cancellationToken));
        if (!more) run.End(time.GetUtcNow());
        return new RunWorked(true);
    }

    private async Task<bool> MergeNextAsync(MergeRun run, CancellationToken token)
    {
        var pair = await db.Set<MergeRunPair>().Where(p => p.RunId == run.Id && p.Outcome == null).OrderBy(p => p.Number).FirstOrDefaultAsync(token);
        if (pair is null) return false;
        if (await LeftAsync(run, pair, token) is { } why)
        {
            pair.Passed(why);
            run.Count(PairOutcome.Passed);
            return true;
        }
        var loaded = await trees.LoadAsync([pair.SurvivorId, pair.OtherId], token);
        // As it was looked at, or not at all. What the pairs before it make of a record is in the versions that were foreseen.
        var seen = loaded[pair.SurvivorId].Version == pair.SurvivorVersion && loaded[pair.OtherId].Version == pair.OtherVersion;
        var merged = seen ? await trees.MergeAsync(loaded, pair.SurvivorId, pair.OtherId, pair.Decisions, run.Because ?? "", run.StartedBy, run.Id, time.GetUtcNow(), token) : null;
        if (merged is { Ok: true }) pair.Merged(merged.Value.Id);
        else pair.Passed(PairLeft.Changed);
        run.Count(pair.Outcome!.Value);
        return true;
    }

    // Behind the locks: whether something holds the two apart since the preview.
    private async Task<PairLeft?> LeftAsync(MergeRun run, MergeRunPair pair, CancellationToken token)
    {
        await trees.LockAsync([pair.SurvivorId, pair.OtherId], token);
        if (await db.RecordOfAsync(pair.SurvivorId, token) != pair.SurvivorId || await db.RecordOfAsync(pair.OtherId, token) != pair.OtherId) return PairLeft.Changed;
        if (await trees.CalledDifferentAsync(pair.SurvivorId, pair.OtherId, token)) return PairLeft.CalledDifferent;
        if (await trees.HeldApartAsync(pair.SurvivorId, pair.OtherId, token)) return PairLeft.HeldApart;
        if (await db.Set<CustomerPair>().AnyAsync(p => p.LowId == pair.LowId && p.HighId == pair.HighId && p.Verdict == PairVerdict.NotSure, token)) return PairLeft.NotSure;
        if (await trees.RelatedAsync(pair.SurvivorId, pair.OtherId, token)) return PairLeft.Related;
        return await CertainAsync(run, pair, token) ? null : PairLeft.NoLongerCertain;
    }

    // Who called the two the same looked at them; every other pair is in the run for its score, which must be of what is there now.
    private async Task<bool> CertainAsync(MergeRun run, MergeRunPair pair, CancellationToken token)
    {
        if (pair.CalledSame) return true;
        if (await ReviewPairsHandler.Two(db).FirstOrDefaultAsync(p => p.Pair.LowId == pair.LowId && p.Pair.HighId == pair.HighId, token) is not { } now) return false;
        await scores.BringUpToDateAsync([now], token);
        return now.Pair.Probability >= run.AtLeast;
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
        var undone = await trees.UndoAsync(loaded, merge, UndoChoices.None, PairVerdict.NotSure, run.UndoneBy ?? run.StartedBy, run.UndoneBecause ?? "", time.GetUtcNow(), token);
        if (!undone.Ok) return false;
        if (await db.Set<MergeRunPair>().FirstOrDefaultAsync(p => p.RunId == run.Id && p.MergeId == next.Id, token) is { } pair) pair.Undone();
        run.Count(PairOutcome.Undone);
        return true;
    }
}
