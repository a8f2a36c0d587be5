using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Merges every pair that reviewers called the same, and with a threshold those that score so high that nobody need look. Runs on as a job.</summary>
/// <param name="AtLeast">From 0.9 to 1: undecided pairs with at least this probability are merged too; null for reviewers' pairs only.</param>
[Needs(Permission.StewardCustomers)]
public sealed record StartMergeRunCommand(double? AtLeast = null) : IdempotentCommand<MergeRunStarted>;

/// <summary>The run.</summary>
public sealed record MergeRunStarted(Guid RunId, int Pairs);

/// <summary>What a person may do with a run.</summary>
public enum MergeRunStep { Stop, Resume, Undo }

/// <summary>Stops a run, lets it go on, or takes back everything that it merged.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record StepMergeRunCommand(Guid RunId, MergeRunStep Step) : IdempotentCommand<Done>;

/// <summary>The latest runs with their progress.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record ListMergeRunsQuery : IQuery<MergeRuns>;

/// <summary>At most ten, the latest first.</summary>
public sealed record MergeRuns(IReadOnlyList<MergeRunRow> Runs);

/// <summary>A run.</summary>
public sealed record MergeRunRow(Guid Id, string? StartedBy, DateTimeOffset StartedAt, MergeRunState State, int Total, int Merged, int Passed, int Undone, DateTimeOffset? EndedAt);

internal sealed class StartMergeRunValidator : AbstractValidator<StartMergeRunCommand>
{
    public StartMergeRunValidator() => RuleFor(c => c.AtLeast).InclusiveBetween(0.9, 1).When(c => c.AtLeast is not null).WithMessage("The probability must be from 0.9 to 1");
}

internal sealed class MergeRunsHandler(CustomerFirstDb db, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<StartMergeRunCommand, Result<MergeRunStarted>>,
    IRequestHandler<StepMergeRunCommand, Result<Done>>, IRequestHandler<ListMergeRunsQuery, Result<MergeRuns>>
{
    public async Task<Result<MergeRunStarted>> Handle(StartMergeRunCommand request, CancellationToken cancellationToken)
    {
        var pairs = await ReviewPairsHandler.Open(db).Where(p => p.Pair.Verdict == PairVerdict.Same || (p.Pair.Verdict == null && request.AtLeast != null && p.Pair.Probability >= request.AtLeast))
            .OrderByDescending(p => p.Pair.Verdict != null).ThenByDescending(p => p.Pair.Probability).ThenBy(p => p.Pair.LowId).ThenBy(p => p.Pair.HighId).Select(p => new { p.Pair.LowId, p.Pair.HighId }).ToListAsync(cancellationToken);
        if (pairs.Count == 0) return new NothingToMerge();
        var now = time.GetUtcNow();
        var run = MergeRun.Begin(Ids.New(now), current.Actor.Id, pairs.Count, now);
        db.Add(run);
        db.AddRange(pairs.Select((p, i) => MergeRunPair.Of(run.Id, i + 1, p.LowId, p.HighId)));
        audit.Did(RecordKind.Customer, null, "merge_run");
        return new MergeRunStarted(run.Id, pairs.Count);
    }

    public async Task<Result<Done>> Handle(StepMergeRunCommand request, CancellationToken cancellationToken)
    {
        if (await db.Set<MergeRun>().FirstOrDefaultAsync(r => r.Id == request.RunId, cancellationToken) is not { } run) return new NotFound("run");
        var stepped = request.Step switch
        {
            MergeRunStep.Stop => run.Stop(time.GetUtcNow()),
            MergeRunStep.Resume => run.Resume(),
            MergeRunStep.Undo => run.Undo(),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };
        if (stepped.Ok) audit.Did(RecordKind.Customer, null, "merge_run");
        return stepped;
    }

    public async Task<Result<MergeRuns>> Handle(ListMergeRunsQuery request, CancellationToken cancellationToken) =>
        new MergeRuns(await db.Set<MergeRun>().AsNoTracking().OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(10)
            .Select(r => new MergeRunRow(r.Id, db.Users.Where(u => u.Id == r.StartedBy).Select(u => u.DisplayName).FirstOrDefault(), r.StartedAt, r.State, r.Total, r.Merged, r.Passed, r.Undone, r.EndedAt)).ToListAsync(cancellationToken));
}
