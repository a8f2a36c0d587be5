using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>The node that works on an import says how far it is, or how it ended.</summary>
/// <param name="At">How far; null while there is nothing new to say but that it is at work.</param>
/// <param name="Summary">What it did, when it is done.</param>
/// <param name="Problem">Why the file was refused, when it was.</param>
[Needs(Permission.RunJobs)]
public sealed record TellPlaceImportCommand(Guid Id, Advance? At = null, ImportSummary? Summary = null, string? Problem = null) : ICommand<Done>;

internal sealed class TellPlaceImportHandler(CustomerFirstDb db, TimeProvider time) : IRequestHandler<TellPlaceImportCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(TellPlaceImportCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var imports = db.Set<PlaceImport>().Where(i => i.Id == command.Id && i.EndedAt == null);
        if (command.Summary is null && command.Problem is null)
        {
            // Once a second: nothing that the audit trail should hear of.
            await (command.At is { } at
                ? imports.ExecuteUpdateAsync(set => set.SetProperty(i => i.HeardAt, now).SetProperty(i => i.Step, at.Step).SetProperty(i => i.Done, at.Done).SetProperty(i => i.Total, at.Total), cancellationToken)
                : imports.ExecuteUpdateAsync(set => set.SetProperty(i => i.HeardAt, now), cancellationToken));
            return Done.Value;
        }
        if (await imports.SingleOrDefaultAsync(cancellationToken) is not { } import) return new NotFound("import");
        if (command.Problem is { } problem) import.Fail(problem, now);
        else import.Finish(command.Summary!.ToString(), command.Summary.RejectedCount, command.Summary.Rejected.Select(line => new LeftOutLine(line.Line, line.Reason, line.Row).Kept), now);
        return Done.Value;
    }
}
