using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Two records that were put together, and what was said of them; in either order.</summary>
[Needs(Permission.MergeCustomers)]
public sealed record GetPairQuery(Guid One, Guid Other) : IQuery<ListedPair>;

internal sealed class GetPairHandler(CustomerFirstDb db, StaffNames staff) : IRequestHandler<GetPairQuery, Result<ListedPair>>
{
    public async Task<Result<ListedPair>> Handle(GetPairQuery request, CancellationToken cancellationToken)
    {
        var (low, high) = CustomerPair.Ordered(request.One, request.Other);
        if (await db.Set<CustomerPair>().AsNoTracking().FirstOrDefaultAsync(p => p.LowId == low && p.HighId == high, cancellationToken) is not { } pair) return new NotFound("pair");
        // Merged ones have the same root: the pair is read all the same, and shows it.
        var roots = (await db.RecordOfAsync(low, cancellationToken), await db.RecordOfAsync(high, cancellationToken));
        if (roots is not ({ } lowRoot, { } highRoot)) return new NotFound("pair");
        if (await db.Customers.AnyAsync(c => (c.Id == lowRoot || c.Id == highRoot) && c.Erasure != ErasureState.Active, cancellationToken)) return new NotFound("pair");
        return (await ListPairsHandler.ListedAsync(db, staff, [new OpenPair { Pair = pair, LowRoot = lowRoot, HighRoot = highRoot }], cancellationToken))[0];
    }
}
