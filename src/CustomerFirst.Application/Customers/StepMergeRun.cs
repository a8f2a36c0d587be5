using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>What a person may do with a run.</summary>
public enum MergeRunStep { Stop, Resume, Undo }

/// <summary>
/// Stops a run, lets it go on, or takes back everything that it merged. Of each pair that is taken back nobody can be sure any more: it waits in the review queue.
/// </summary>
/// <param name="Because">Why, at most 500 characters; needed to undo.</param>
[Needs(Permission.StewardCustomers)]
public sealed record StepMergeRunCommand(Guid RunId, MergeRunStep Step, string? Because = null) : IdempotentCommand<Done>
{
    /// <inheritdoc />
    public override string ToString() => nameof(StepMergeRunCommand);
}

internal sealed class StepMergeRunValidator : AbstractValidator<StepMergeRunCommand>
{
    public StepMergeRunValidator()
    {
        RuleFor(c => c.Because).IsReason("Enter why the whole run is taken back").When(c => c.Step == MergeRunStep.Undo);
        RuleFor(c => c.Because).CanBeReason().When(c => c.Step != MergeRunStep.Undo);
    }
}

internal sealed class StepMergeRunHandler(CustomerFirstDb db, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<StepMergeRunCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(StepMergeRunCommand request, CancellationToken cancellationToken)
    {
        // Every pair that the run merges changes its version. Behind the lock it is as it is now, and whoever stops it never comes too late by one pair.
        await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.SqlQuery<Guid>($"select id as \"Value\" from merge_runs where id = {request.RunId} for update").ToListAsync(cancellationToken);
        if (await db.Set<MergeRun>().FirstOrDefaultAsync(r => r.Id == request.RunId, cancellationToken) is not { } run) return new NotFound("run");
        var stepped = request.Step switch
        {
            MergeRunStep.Stop => run.Stop(time.GetUtcNow()),
            MergeRunStep.Resume => run.Resume(),
            MergeRunStep.Undo => run.Undo(current.Actor.Id, request.Because!.Trim()),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };
        audit.Because(request.Because?.Trim());
        if (stepped.Ok) audit.Did(RecordKind.MergeRun, run.Id);
        return stepped;
    }
}
