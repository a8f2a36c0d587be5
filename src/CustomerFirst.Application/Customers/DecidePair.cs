using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Says whether two records are one customer's. That alone merges nothing.</summary>
/// <param name="Version">Of the pair, as read; 0 for two records that nobody put together yet.</param>
[Needs(Permission.MergeCustomers)]
public sealed record DecidePairCommand(Guid One, Guid Other, int Version, PairVerdict Verdict) : IdempotentCommand<PairVersion>;

/// <summary>The pair's version after a decision.</summary>
public sealed record PairVersion(int Version);

internal sealed class DecidePairValidator : AbstractValidator<DecidePairCommand>
{
    public DecidePairValidator()
    {
        RuleFor(c => c.Verdict).IsInEnum().WithMessage("Select whether they are the same");
        RuleFor(c => c.Other).NotEqual(c => c.One).WithMessage("Select two records");
    }
}

internal sealed class DecidePairHandler(CustomerFirstDb db, CustomerTrees trees, CurrentActor current, TimeProvider time) : IRequestHandler<DecidePairCommand, Result<PairVersion>>
{
    public async Task<Result<PairVersion>> Handle(DecidePairCommand request, CancellationToken cancellationToken)
    {
        if (await db.Customers.CountAsync(c => c.Id == request.One || c.Id == request.Other, cancellationToken) < 2) return new NotFound("customer");
        // Whoever thinks otherwise of what was merged meanwhile undoes the merge.
        if (await db.RecordOfAsync(request.One, cancellationToken) is { } root && await db.RecordOfAsync(request.Other, cancellationToken) == root) return new MergedElsewhere(root);
        var now = time.GetUtcNow();
        var pair = await trees.PairAsync(request.One, request.Other, now, cancellationToken);
        if (request.Version != 0 && pair.Version != request.Version) return new Stale(pair.Version);
        pair.Decide(request.Verdict, current.Actor.Id, now);
        return new PairVersion(pair.Version);
    }
}
