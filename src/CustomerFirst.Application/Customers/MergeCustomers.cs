using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Makes two records of one customer one. Nothing is lost: <see cref="UndoMergeCommand"/> tells them apart again at any later time.</summary>
/// <param name="SurvivorId">The record that stays; the one that others lead to.</param>
/// <param name="SurvivorVersion">As read; a merge based on older versions is refused as stale.</param>
/// <param name="Decisions">Whose word holds where the two differ; where nothing is said, the proposal of <see cref="PreviewMergeQuery"/>.</param>
/// <param name="Because">Why they are one, at most 500 characters.</param>
/// <param name="DespiteVerdict">A reviewer called them different before, and that was wrong.</param>
[Needs(Permission.MergeCustomers)]
public sealed record MergeCustomersCommand(Guid SurvivorId, int SurvivorVersion, Guid OtherId, int OtherVersion, IReadOnlyList<MergeDecision> Decisions, string Because, bool DespiteVerdict = false)
    : IdempotentCommand<CustomersMerged>
{
    /// <inheritdoc />
    public override string ToString() => nameof(MergeCustomersCommand);
}

/// <summary>The record that stands for both.</summary>
public sealed record CustomersMerged(Guid MergeId, Guid CustomerId, int Version);

internal sealed class MergeCustomersValidator : AbstractValidator<MergeCustomersCommand>
{
    public MergeCustomersValidator()
    {
        RuleFor(c => c.Because).IsReason("Enter why these are one customer");
        // A key that was mistyped would else be passed over, and the proposal hold where somebody had decided against it.
        RuleFor(c => c.Decisions).Must(d => d.All(x => MergeConflicts.CanBeAbout(x.Key)))
            .WithMessage(c => $"Records cannot differ in {string.Join(", ", c.Decisions.Where(d => !MergeConflicts.CanBeAbout(d.Key)).Select(d => $"\"{d.Key}\""))}");
        RuleFor(c => c.Decisions).Must(d => d.DistinctBy(x => x.Key).Count() == d.Count).WithMessage("Decide each difference once");
    }
}

internal sealed class MergeCustomersHandler(CustomerFirstDb db, CustomerTrees trees, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<MergeCustomersCommand, Result<CustomersMerged>>
{
    public async Task<Result<CustomersMerged>> Handle(MergeCustomersCommand request, CancellationToken cancellationToken)
    {
        Guid[] both = [request.SurvivorId, request.OtherId];
        await trees.LockAsync(both, cancellationToken);
        foreach (var id in both)
        {
            if (await db.RecordOfAsync(id, cancellationToken) is not { } root) return new NotFound("customer");
            if (root != id) return new MergedElsewhere(root);
        }
        var loaded = await trees.LoadAsync(both, cancellationToken);
        var (survivor, other) = (loaded[request.SurvivorId], loaded[request.OtherId]);
        var changed = (Survivor: survivor.Version != request.SurvivorVersion, Other: other.Version != request.OtherVersion);
        if (changed.Survivor || changed.Other) return new Stale(survivor.Version) { Message = $"Somebody else changed {Which(changed)} while you were working on it. Look at what changed, then try again." };
        if (!request.DespiteVerdict && await trees.CalledDifferentAsync(survivor.Id, other.Id, cancellationToken)) return new CalledDifferent();

        var because = request.Because.Trim();
        var merged = await trees.MergeAsync(loaded, survivor.Id, other.Id, request.Decisions, because, current.Actor.Id, null, time.GetUtcNow(), cancellationToken);
        if (merged.Error is { } refused) return refused;
        audit.Because(because);
        return new CustomersMerged(merged.Value.Id, survivor.Id, survivor.Version);
    }

    private static string Which((bool Survivor, bool Other) changed) => changed switch
    {
        (true, true) => "both records",
        (true, false) => "the record that stays",
        _ => "the record that is merged into the other",
    };
}
