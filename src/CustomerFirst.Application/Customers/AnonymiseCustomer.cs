using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Erases for ever who a customer is, on every record that was merged into theirs: names, ways to reach them, addresses, needs, consents, and what these were, in the
/// audit trail's values too; and what was said elsewhere of what was done with them, see <see cref="ErasedTraces"/>. Tickets and contacts stay, so that figures stay true; what was written on the tickets goes too,
/// or is kept for a reason, see <see cref="ErasedTicketTexts"/>. Merges cannot be undone any more.
/// </summary>
/// <param name="Version">As read; a change based on an older one is refused as stale.</param>
[Needs(Permission.StewardCustomers)]
public sealed record AnonymiseCustomerCommand(Guid CustomerId, int Version, string Because) : IdempotentCommand<Done>
{
    /// <summary>What becomes of the texts of the customer's tickets. Without a word on it nothing is erased.</summary>
    public TextsOfTickets? Texts { get; init; }

    /// <summary>Why the texts must be kept, at most 500 characters; needed where they are.</summary>
    public string? KeptBecause { get; init; }

    /// <inheritdoc />
    public override string ToString() => nameof(AnonymiseCustomerCommand);
}

/// <summary>What becomes of what was written on the tickets of somebody whose data are erased.</summary>
public enum TextsOfTickets { Keep, Remove }

internal sealed class AnonymiseCustomerValidator : AbstractValidator<AnonymiseCustomerCommand>
{
    public AnonymiseCustomerValidator()
    {
        RuleFor(c => c.Because).IsReason("Enter why the data are erased");
        RuleFor(c => c.Texts).NotNull().WithMessage("Select whether the texts of the customer's tickets are removed or kept").IsInEnum().WithMessage("Select whether the texts of the customer's tickets are removed or kept");
        RuleFor(c => c.KeptBecause).IsReason("Enter why the texts of tickets must be kept").When(c => c.Texts == TextsOfTickets.Keep);
    }
}

internal sealed class AnonymiseCustomerHandler(CustomerFirstDb db, CustomerTrees trees, ErasedTicketTexts texts, AuditTrail audit, TimeProvider time) : IRequestHandler<AnonymiseCustomerCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(AnonymiseCustomerCommand request, CancellationToken cancellationToken)
    {
        if (await db.RecordOfAsync(request.CustomerId, cancellationToken) is not { } id) return new NotFound("customer");
        await trees.LockAsync([id], cancellationToken);
        var record = await db.Customers.AsNoTracking().Where(c => c.Id == id).Select(c => new { c.Version, c.Erasure, c.MergedIntoId }).FirstAsync(cancellationToken);
        if (record.MergedIntoId is { } into) return new MergedElsewhere(into);
        if (record.Erasure is ErasureState.Anonymised or ErasureState.Deleted) return new RecordErased();
        if (record.Version != request.Version) return new Stale(record.Version);

        // Not by tracked entities: the audit trail would keep what is erased here. Traces first: they are found by the merges and entries that say what happened to whom.
        var members = await db.KeysOf(id).ToArrayAsync(cancellationToken);
        if (request.Texts == TextsOfTickets.Remove && await texts.RemoveAsync(members, nameof(request.Texts), time.GetUtcNow(), cancellationToken) is { } open) return open;
        await new ErasedTraces(db, members).EraseAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            delete from customer_names where customer_id = {id};
            delete from contact_points where customer_id = {id};
            delete from customer_addresses where customer_id = {id};
            delete from customer_needs where customer_id = {id};
            delete from customer_consents where customer_id = {id};
            delete from planned_moves where customer_id = any({members});
            delete from drafts where about = any({members}) or about in (select id from contacts where customer_id = any({members}) union all select ticket_id from ticket_customers where customer_id = any({members}));
            update customer_references set fingerprint = null, born_taken = null where customer_id = any({members});
            delete from customer_references where system = {CustomerReference.Identifiers} and customer_id = any({members});
            delete from customer_pairs where low_id = any({members}) or high_id = any({members});
            update customer_relationships set authority = null, expires_on = null, "to" = coalesce("to", greatest(authority_from, {time.GetUtcNow()})) where subject_id = any({members}) or related_id = any({members});
            delete from customer_merge_values where merge_id in (select m.id from customer_merges m where m.survivor_id = any({members}) or m.other_id = any({members}));
            update customer_merges set final_since = {time.GetUtcNow()} where survivor_id = any({members}) or other_id = any({members});
            update customers set erasure = 'anonymised', date_of_birth = null, date_of_birth_verified = 'unverified', preferred_channel = null, language = null, formats = array[]::text[],
              do_not_ring = false, do_not_ring_reason = null, died_on = null, left_area_on = null, search_text = '', match_keys = array[]::bigint[], version = version + 1 where id = any({members});
            """, cancellationToken);
        var kept = request.Texts == TextsOfTickets.Keep;
        audit.Because(kept ? $"{request.Because.Trim()}. The texts of tickets are kept because: {request.KeptBecause!.Trim()}" : request.Because.Trim());
        foreach (var member in members) audit.Did(RecordKind.Customer, member, "erasure", kept ? "ticket_texts_kept" : "ticket_texts_removed");
        return Done.Value;
    }
}
