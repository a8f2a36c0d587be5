using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>What a person may do with a run.</summary>
public enum MergeRunStep { Stop, Resume, Undo }

/// <summary>Stops a run, lets it go on, or takes back everything that it merged.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record StepMergeRunCommand(Guid RunId, MergeRunStep Step) : IdempotentCommand<Done>;

internal sealed class StepMergeRunHandler(CustomerFirstDb db, AuditTrail audit, TimeProvider time) : IRequestHandler<StepMergeRunCommand, Result<Done>>
{
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
}
