using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Erases the searches that are older than a day. Safe to run on several nodes at once.</summary>
[Needs(Permission.RunJobs)]
public sealed record EraseSearchesCommand : ICommand<int>;

internal sealed class EraseSearchesHandler(CustomerFirstDb db, AuditTrail audit, TimeProvider time) : IRequestHandler<EraseSearchesCommand, Result<int>>
{
    public async Task<Result<int>> Handle(EraseSearchesCommand request, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - CustomerSearch.Kept;
        var erased = await db.Set<CustomerSearch>().Where(s => s.At < before).ExecuteDeleteAsync(cancellationToken);
        if (erased > 0) audit.Did(RecordKind.Search, null, "terms");
        return erased;
    }
}
