using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>How many pairs of records wait for a steward: those without a word, as the review page counts them.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record CountPairsToReviewQuery : IQuery<PairsToReview>;

/// <summary>The count.</summary>
public sealed record PairsToReview(int Waiting);

internal sealed class CountPairsToReviewHandler(CustomerFirstDb db) : IRequestHandler<CountPairsToReviewQuery, Result<PairsToReview>>
{
    public async Task<Result<PairsToReview>> Handle(CountPairsToReviewQuery query, CancellationToken cancellationToken) =>
        new PairsToReview(await ReviewPairsHandler.Waits(db).CountAsync(p => p.Pair.Verdict == null, cancellationToken));
}
