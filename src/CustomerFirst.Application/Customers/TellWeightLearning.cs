using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>The node that learns weights says how far it is, or that something went wrong.</summary>
/// <param name="At">How far; null while there is nothing new to say but that it is at work.</param>
/// <param name="Problem">What went wrong; null while nothing did. Then somebody has to ask again.</param>
[Needs(Permission.RunJobs)]
public sealed record TellWeightLearningCommand(Advance? At = null, string? Problem = null) : ICommand<Done>;

internal sealed class TellWeightLearningHandler(CustomerFirstDb db, AuditTrail audit, TimeProvider time) : IRequestHandler<TellWeightLearningCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(TellWeightLearningCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // One waits at a time.
        var waiting = db.Set<WeightLearning>().Where(l => l.State == WeightLearningState.Waiting);
        if (command.Problem is { } problem)
        {
            if (await waiting.SingleOrDefaultAsync(cancellationToken) is not { } learning) return new NotFound("attempt to learn weights");
            learning.Fail(problem, now);
            audit.Did(RecordKind.Customer, null, "weights");
            return Done.Value;
        }
        // Once a second: nothing that the audit trail should hear of.
        await (command.At is { } at
            ? waiting.ExecuteUpdateAsync(set => set.SetProperty(l => l.HeardAt, now).SetProperty(l => l.Step, at.Step).SetProperty(l => l.Done, at.Done).SetProperty(l => l.Total, at.Total), cancellationToken)
            : waiting.ExecuteUpdateAsync(set => set.SetProperty(l => l.HeardAt, now), cancellationToken));
        return Done.Value;
    }
}
