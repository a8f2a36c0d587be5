using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Which entries of the audit trail somebody wants to see. All that is given must hold.</summary>
/// <param name="Record">A record's id, a ticket's reference, or the address of a record's page.</param>
/// <param name="ActorId">The member of staff or API client who acted.</param>
/// <param name="Action">"viewed", or a command's name without its ending.</param>
/// <param name="From">The first day, council time.</param>
/// <param name="To">The last day, council time.</param>
public sealed record AuditFilter(string? Record = null, Guid? ActorId = null, string? Action = null, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The id that <see cref="Record"/> names, or the reference; both null when it names neither.</summary>
    public (Guid? Id, string? Reference) ReadRecord()
    {
        if (string.IsNullOrWhiteSpace(Record)) return (null, null);
        foreach (var part in Record.Trim().Split('/', '?', '&', '=').Reverse())
        {
            if (Guid.TryParse(part, out var id)) return (id, null);
            if (TicketReference.Read(part) is { } reference) return (null, reference);
        }
        return (null, TicketReference.Read(Record));
    }

    /// <summary>What was filtered by, without the values: for the entry that says that the trail was searched.</summary>
    internal string[] Names => [.. new[] { Record is null ? null : "record", ActorId is null ? null : "actor", Action is null ? null : "action", From is null && To is null ? null : "date" }.OfType<string>()];

    /// <summary>The entries that match and that an actor may see: those of restricted tickets are there for officers of their area only.</summary>
    /// <returns>The entries, and the record that the filter names.</returns>
    internal async Task<(IQueryable<AuditEntry> Entries, Guid? RecordId)> ApplyAsync(CustomerFirstDb db, Actor actor, CancellationToken token)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        var sight = TicketVisibility.Of(actor);
        var areas = sight.RestrictedAreas.ToArray();
        if (!sight.Everything)
        {
            // What was written before the ticket's service became restricted is as restricted as what was written since.
            entries = entries.Where(e => (e.RestrictedAreaId == null || areas.Contains(e.RestrictedAreaId.Value))
                && (e.RecordKind != RecordKind.Ticket || !db.Tickets.Any(t => t.Id == e.RecordId && t.Restricted && !areas.Contains(t.ServiceAreaId))));
        }
        var (id, reference) = ReadRecord();
        // That a restricted ticket has this reference must not show, not even by the entry that says what was searched for.
        if (reference is not null) id = await db.Tickets.Where(t => t.Reference == reference && (sight.Everything || !t.Restricted || areas.Contains(t.ServiceAreaId))).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(token) ?? Guid.Empty;
        if (id is { } record) entries = entries.Where(e => e.RecordId == record);
        if (ActorId is { } who) entries = entries.Where(e => e.ActorId == who);
        if (!string.IsNullOrEmpty(Action)) entries = entries.Where(e => e.Action == Action);
        // Ids carry the time, so that a period is a range of the primary key.
        if (From is { } from && Ids.FirstAt(CouncilTime.StartOf(from)) is var first) entries = entries.Where(e => e.Id >= first);
        if (To is { } to && to < DateOnly.MaxValue && Ids.FirstAt(CouncilTime.StartOf(to.AddDays(1))) is var after) entries = entries.Where(e => e.Id < after);
        return (entries, id);
    }
}

internal sealed class AuditFilterValidator : AbstractValidator<AuditFilter>
{
    public AuditFilterValidator()
    {
        RuleFor(f => f.Record).Must((filter, record) => string.IsNullOrWhiteSpace(record) || filter.ReadRecord() is not (null, null))
            .WithMessage("Enter a record's id, a ticket's reference or the address of a record's page");
        RuleFor(f => f.Action).MaximumLength(80).WithMessage("Select what was done from the list");
        RuleFor(f => f.To).GreaterThanOrEqualTo(f => f.From).When(f => f.From is not null && f.To is not null).WithMessage("The last day must be the same as or after the first day");
    }
}
