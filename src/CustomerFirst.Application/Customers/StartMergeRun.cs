using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Lets a run begin that somebody looked at. It goes on as a job and merges what was shown, or less where something changed meanwhile.</summary>
/// <param name="Because">Why these pairs are one customer each, at most 500 characters; it stands with every merge.</param>
[Needs(Permission.StewardCustomers)]
public sealed record StartMergeRunCommand(Guid RunId, string Because) : IdempotentCommand<MergeRunStarted>
{
    /// <inheritdoc />
    public override string ToString() => nameof(StartMergeRunCommand);
}

/// <summary>The run.</summary>
public sealed record MergeRunStarted(Guid RunId, int Pairs);

internal sealed class StartMergeRunValidator : AbstractValidator<StartMergeRunCommand>
{
    public StartMergeRunValidator()
    {
        RuleFor(c => c.Because).IsReason("Enter why these are one customer each");
    }
}

internal sealed class StartMergeRunHandler(CustomerFirstDb db, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<StartMergeRunCommand, Result<MergeRunStarted>>
{
    public async Task<Result<MergeRunStarted>> Handle(StartMergeRunCommand request, CancellationToken cancellationToken)
    {
        if (await db.Set<MergeRun>().FirstOrDefaultAsync(r => r.Id == request.RunId, cancellationToken) is not { } run) return new NotFound("run");
        var because = request.Because.Trim();
        if (run.Start(current.Actor.Id, because, time.GetUtcNow()).Error is { } refused) return refused;
        audit.Because(because);
        audit.Did(RecordKind.MergeRun, run.Id);
        return new MergeRunStarted(run.Id, run.Total);
    }
}
