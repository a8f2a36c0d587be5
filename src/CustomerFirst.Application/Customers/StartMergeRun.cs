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

internal sealed class StartMergeRunValidator : AbstractValidator<StartMergeRunCommand>
{
    public StartMergeRunValidator() => RuleFor(c => c.AtLeast).InclusiveBetween(0.9, 1).When(c => c.AtLeast is not null).WithMessage("The probability must be from 90 to 100 per cent");
}

internal sealed class StartMergeRunHandler(CustomerFirstDb db, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<StartMergeRunCommand, Result<MergeRunStarted>>
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
}
