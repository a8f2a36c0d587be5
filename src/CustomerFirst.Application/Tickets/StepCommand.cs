using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>What every step of a ticket says.</summary>
public abstract record StepCommand : IdempotentCommand<TicketAfter>, ITriesAgain
{
    public Guid TicketId { get; init; }
    /// <summary>The ticket's version as it was read; a step is refused when the ticket changed since, not when something was only added to it.</summary>
    public int Version { get; init; }
    /// <summary>Why, for staff.</summary>
    public string? Reason { get; init; }
    /// <summary>The contact in progress in which the step is taken.</summary>
    public Guid? ContactId { get; init; }
}

/// <summary>A ticket after a command.</summary>
/// <param name="StillSeen">False when whoever took the step may not see the ticket any more, for instance after handing it over.</param>
/// <param name="Unchanged">Everything stood as it was sent already, so that nothing was saved.</param>
public sealed record TicketAfter(Guid Id, string Reference, TicketState State, int Version, bool StillSeen, bool Unchanged = false);

internal abstract class StepValidator<TCommand> : AbstractValidator<TCommand> where TCommand : StepCommand
{
    protected const int LongestText = 10_000;

    /// <param name="reasonNeeded">What to say when there is no reason; null when none is needed.</param>
    protected StepValidator(string? reasonNeeded = null)
    {
        RuleFor(c => c.TicketId).NotEmpty().WithMessage("Say which ticket");
        RuleFor(c => c.Version).GreaterThan(0).WithMessage("Say which version of the ticket you read");
        RuleFor(c => c.Reason).MaximumLength(2_000).WithMessage("The reason must be 2,000 characters or fewer");
        if (reasonNeeded is not null) RuleFor(c => c.Reason).NotEmpty().WithMessage(reasonNeeded);
    }
}

/// <summary>Takes the ticket out, lets the step happen to it, and links the contact.</summary>
internal abstract class StepHandler<TCommand>(TicketsAtWork work) : IRequestHandler<TCommand, Result<TicketAfter>> where TCommand : StepCommand
{
    public async Task<Result<TicketAfter>> Handle(TCommand request, CancellationToken cancellationToken)
    {
        var taken = await work.TakeOutAsync(request.TicketId, request.Version, request.Reason, request.ContactId, cancellationToken);
        if (taken.Error is { } refused) return refused;
        var done = await StepAsync(request, taken.Value, cancellationToken);
        if (done.Error is { } illegal) return illegal;
        return done.Value.Unchanged ? work.Untouched(taken.Value.Ticket) : work.After(taken.Value.Ticket);
    }

    /// <summary>Takes the step, or refuses it.</summary>
    protected abstract ValueTask<Result<Done>> StepAsync(TCommand command, TicketAtWork taken, CancellationToken token);
}

/// <summary>A ticket taken out to be changed.</summary>
internal sealed record TicketAtWork(Ticket Ticket, CatalogueSnapshot Catalogue, StepBy By, Guid? ContactId)
{
    /// <summary>The terms in force now for the ticket's service and priority.</summary>
    public SlaTerms Terms => TermsAt(Ticket.Priority);

    /// <summary>The terms in force now, were its priority another.</summary>
    public SlaTerms TermsAt(Priority priority) => Catalogue.TermsFor(Ticket.ServiceId, priority, By.At);

    /// <summary>Calendar days in which the customer may object.</summary>
    public int ObjectionDays => Catalogue.ServicesById[Ticket.ServiceId].ObjectionDays;
}

/// <summary>Takes tickets out to be changed: only those that the actor sees in full, and only as they know it.</summary>
internal sealed class TicketsAtWork(CustomerFirstDb db, CurrentActor current, Catalogue catalogue, ContactsAtWork contacts, AuditTrail audit, TimeProvider time)
{
    private static readonly TimeSpan s_justNow = TimeSpan.FromMinutes(10);

    /// <summary>The ticket with its intervals, or why not.</summary>
    /// <param name="version">As it was read; null when the change cannot clash with another, such as a note.</param>
    public async Task<Result<TicketAtWork>> TakeOutAsync(Guid ticketId, int? version, string? reason, Guid? contactId, CancellationToken token)
    {
        if (await FindAsync(ticketId, token) is not { } ticket) return new NotFound("ticket");
        if (version is { } read && ticket.ChangedSince(read)) return await WhoseChangeAsync(ticket, read, token);
        if (contactId is { } contact && (await contacts.ProgressAsync(contact, ticketId, token)).Error is { } refused) return refused;
        var why = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        audit.Because(why);
        return new TicketAtWork(ticket, await catalogue.GetAsync(token), new StepBy(current.Actor.StaffId, time.GetUtcNow(), why), contactId);
    }

    /// <summary>The ticket with its intervals, when the actor sees it in full; else null.</summary>
    public async Task<Ticket?> FindAsync(Guid ticketId, CancellationToken token)
    {
        var ticket = await db.Tickets.VisibleTo(current.Actor).Include(t => t.Intervals.OrderBy(i => i.Sequence)).FirstOrDefaultAsync(t => t.Id == ticketId, token);
        return ticket?.SightFor(current.Actor) == TicketSight.Full ? ticket : null;
    }

    // Every change of a ticket leaves one line in the audit trail, so that those since a version are among as many lines as there were versions since.
    private async Task<Stale> WhoseChangeAsync(Ticket ticket, int read, CancellationToken token)
    {
        var (id, changes, me) = (ticket.Id, ticket.Version - read, current.Actor.Id);
        var by = changes <= 0 ? [] : await db.Set<AuditEntry>().AsNoTracking().Where(e => e.RecordId == id && e.RecordKind == RecordKind.Ticket && e.Action != "viewed")
            .OrderByDescending(e => e.Id).Take(changes).Select(e => e.ActorId).ToListAsync(token);
        return by.Count > 0 && by.All(who => who == me) ? Stale.ByYourself(ticket.Version) : new Stale(ticket.Version);
    }

    /// <summary>Whether the same member of staff wrote the very same on the ticket a moment ago: the browser's Back button shows a form as it was before it was sent, and nobody means to tell a customer twice.</summary>
    public async Task<bool> SaidJustNowAsync(TicketAtWork taken, EntryKind kind, string text, CancellationToken token)
    {
        var (said, since) = (text.Trim(), taken.By.At - s_justNow);
        return taken.By.By is { } by && await db.TicketEntries.AnyAsync(e => e.TicketId == taken.Ticket.Id && e.Kind == kind && e.By == by && e.At > since && e.Text == said, token);
    }

    /// <summary>Writes something on a ticket; an update that the customer can see is also its first reply, if it had none.</summary>
    public void Write(TicketAtWork taken, EntryKind kind, string text)
    {
        db.Add(TicketEntry.Write(Ids.New(taken.By.At), taken.Ticket.Id, kind, text.Trim(), taken.By.By, null, taken.ContactId, taken.By.At));
        if (kind == EntryKind.Update) taken.Ticket.Replied(taken.Terms, taken.By);
        else taken.Ticket.Touch(taken.By);
    }

    /// <summary>What a command answers that found nothing to do. A contact in which nothing was done to a ticket has not progressed it either.</summary>
    public TicketAfter Untouched(Ticket ticket)
    {
        db.ChangeTracker.Clear();
        return After(ticket) with { Unchanged = true };
    }

    /// <summary>What a command answers.</summary>
    public TicketAfter After(Ticket ticket) => new(ticket.Id, ticket.Reference, ticket.State, ticket.Version, ticket.SightFor(current.Actor) != TicketSight.None);
}
