using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Tells two merged records apart again, at any later time and in any order. What happened since stays with the survivor, but for what is named here; of each single value that was changed since it must be said whose it is.
/// </summary>
/// <param name="Version">Of the record that stands for both now, as read.</param>
/// <param name="OfOther">What happened since and belongs to the other record: facts, tickets, contacts, relationships.</param>
/// <param name="EndedForOther">Facts of the other record that were ended since, and rightly so.</param>
/// <param name="Because">Why they are two, at most 500 characters.</param>
[Needs(Permission.MergeCustomers)]
public sealed record UndoMergeCommand(Guid MergeId, int Version, IReadOnlyList<Guid> OfOther, IReadOnlyList<Guid> EndedForOther, string Because) : IdempotentCommand<MergeUndone>
{
    /// <summary>Whose each <see cref="UndoPreview.Changed"/> is, by its key. Without an answer to each of them nothing is undone.</summary>
    public IReadOnlyList<MergeDecision> Values { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => nameof(UndoMergeCommand);
}

/// <summary>The two records, each standing for itself.</summary>
/// <param name="Kept">Values that somebody changed since the merge, which the survivor keeps.</param>
public sealed record MergeUndone(Guid CustomerId, Guid OtherId, IReadOnlyList<CustomerValue> Kept);

internal sealed class UndoMergeValidator : AbstractValidator<UndoMergeCommand>
{
    public UndoMergeValidator()
    {
        RuleFor(c => c.Because).IsReason("Enter why these are two customers");
        RuleFor(c => c.OfOther).Must(ids => ids.Count <= 1_000).WithMessage("Select up to 1,000 things that belong to the other customer");
        RuleFor(c => c.Values).Must(d => d.All(x => MergeConflicts.CanBeAbout(x.Key)))
            .WithMessage(c => $"Records cannot differ in {string.Join(", ", c.Values.Where(d => !MergeConflicts.CanBeAbout(d.Key)).Select(d => $"\"{d.Key}\""))}");
        RuleFor(c => c.Values).Must(d => d.DistinctBy(x => x.Key).Count() == d.Count).WithMessage("Say of each value once whose it is");
    }
}

internal sealed class UndoMergeHandler(CustomerFirstDb db, CustomerTrees trees, CurrentActor current, Catalogue catalogue, AuditTrail audit, TimeProvider time) : IRequestHandler<UndoMergeCommand, Result<MergeUndone>>
{
    public async Task<Result<MergeUndone>> Handle(UndoMergeCommand request, CancellationToken cancellationToken)
    {
        var other = await db.Set<CustomerMerge>().Where(m => m.Id == request.MergeId).Select(m => (Guid?)m.OtherId).FirstOrDefaultAsync(cancellationToken);
        if (other is not { } otherId || await db.RecordOfAsync(otherId, cancellationToken) is not { } rootId) return new NotFound("merge");
        await trees.LockAsync([rootId, otherId], cancellationToken);
        // While we waited for the locks, somebody may have merged or undone.
        if (await db.RecordOfAsync(otherId, cancellationToken) is { } now && now != rootId)
            return now == otherId ? new CannotUndoMerge("This merge was undone already.") : new Stale(await db.Customers.Where(c => c.Id == now).Select(c => c.Version).FirstAsync(cancellationToken));
        var loaded = await trees.LoadAsync([rootId], cancellationToken);
        if (loaded.Merges.FirstOrDefault(m => m.Id == request.MergeId) is not { } merge) return new CannotUndoMerge("This merge was undone already.");
        var root = loaded[rootId];
        if (root.Version != request.Version) return new Stale(root.Version);

        var (at, because) = (time.GetUtcNow(), request.Because.Trim());
        var asked = ChangedValues.Of(loaded, merge);
        if (ChangedValues.Unanswered(asked, request.Values) is { } open) return open;
        var choices = ChangedValues.Choices(loaded, merge, asked, new UndoAnswers(request.OfOther, request.EndedForOther, request.Values));
        if (await BelongToOtherAsync(rootId, loaded.Forest.StoodForBoth(merge), merge.OtherId, choices.FactsOfOther, cancellationToken) is { } refused) return refused;
        var undone = await trees.UndoAsync(loaded, merge, choices, PairVerdict.Different, current.Actor.Id, because, at, cancellationToken);
        if (undone.Error is { } error) return error;
        audit.Because(because);
        return new MergeUndone(rootId, otherId, undone.Value);
    }

    // Only what came since, and only what whoever undoes may see.
    private async Task<Error?> BelongToOtherAsync(Guid rootId, IReadOnlyDictionary<Guid, DateTimeOffset> stoodFor, Guid otherId, IReadOnlySet<Guid> ids, CancellationToken token)
    {
        if (ids.Count == 0) return null;
        var matters = new CustomerMatters(db, await catalogue.GetAsync(token), current.Actor);
        foreach (var (key, since) in stoodFor)
        {
            var tickets = await db.Tickets.VisibleTo(current.Actor).Where(t => ids.Contains(t.Id) && t.CustomerId == key && t.OpenedAt >= since).Select(t => t.Id).ToListAsync(token);
            var contacts = await matters.VisibleContacts(rootId).Where(c => ids.Contains(c.Id) && c.CustomerId == key && c.StartedAt >= since).Select(c => c.Id).ToListAsync(token);
            await db.Database.ExecuteSqlAsync($"update tickets set customer_id = {otherId}, version = version + 1 where id = any({tickets.ToArray()})", token);
            await db.Database.ExecuteSqlAsync($"""
                update ticket_customers set customer_id = {otherId} where ticket_id = any({tickets.ToArray()}) and customer_id = {key}
                  and not exists (select from ticket_customers x where x.ticket_id = ticket_customers.ticket_id and x.role = ticket_customers.role and x.customer_id = {otherId})
                """, token);
            await db.Database.ExecuteSqlAsync($"update contacts set customer_id = {otherId}, version = version + 1 where id = any({contacts.ToArray()})", token);
            foreach (var ticket in tickets) audit.Did(RecordKind.Ticket, ticket, "customer_id");
            foreach (var contact in contacts) audit.Did(RecordKind.Contact, contact, "customer_id");
            foreach (var relationship in await db.Set<CustomerRelationship>().Where(r => ids.Contains(r.PeriodOf) && (r.SubjectId == key || r.RelatedId == key) && r.From >= since).ToListAsync(token))
                if (relationship.Belongs(new HashSet<Guid> { key }, otherId).Error is { } refused) return refused;
        }
        return null;
    }
}
