using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Contacts;

/// <summary>A contact with the tickets that it raised or progressed, as far as the asker may see them.</summary>
[Needs(Permission.TakeContact)]
public sealed record GetContactQuery(Guid ContactId) : IQuery<ContactView>;

/// <summary>A contact. Who the customer is says <c>GetCustomerQuery</c>.</summary>
/// <param name="Mine">The asker takes it, so they may change it while it is in progress.</param>
/// <param name="CustomerId">The customer's key.</param>
/// <param name="Likely">While it is in progress and the asker's: the outcome that what happened in it so far speaks for.</param>
public sealed record ContactView(Guid Id, int Version, Channel Channel, string? Source, string? NumberDialled, string? Office, string? Place, Guid? CustomerId, bool? Avoidable, AvoidableReason? Why,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ContactOutcome? Outcome, string? TakenBy, bool Mine, IReadOnlyList<ContactTicketRow> Tickets, ContactOutcome? Likely) : IShowsRecords
{
    /// <summary>Nobody ended it yet.</summary>
    public bool InProgress => EndedAt is null;

    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new(RecordKind.Contact, Id, [])];
}

/// <summary>A ticket of a contact.</summary>
/// <param name="DueAt">Of an ended one when it was due.</param>
public sealed record ContactTicketRow(Guid Id, string Reference, string Subject, string Service, TicketState State, DateTimeOffset? DueAt, DateTimeOffset? ResolvedAt, ContactAct Act)
{
    /// <summary>Only officers of its service area see it.</summary>
    public bool Restricted { get; init; }
}

internal sealed class GetContactValidator : AbstractValidator<GetContactQuery>
{
    public GetContactValidator() => RuleFor(q => q.ContactId).NotEmpty().WithMessage("Say which contact");
}

internal sealed class GetContactHandler(CustomerFirstDb db, CurrentActor current, ContactsAtWork contacts, Catalogue catalogue) : IRequestHandler<GetContactQuery, Result<ContactView>>
{
    public async Task<Result<ContactView>> Handle(GetContactQuery query, CancellationToken cancellationToken)
    {
        var found = await db.Contacts.AsNoTracking().Where(c => c.Id == query.ContactId)
            .Select(c => new { Contact = c, TakenBy = db.Users.Where(s => s.Id == c.TakenBy).Select(s => s.DisplayName).FirstOrDefault() }).FirstOrDefaultAsync(cancellationToken);
        if (found is null) return new NotFound("contact");
        var c = found.Contact;
        var tickets = await db.ContactTickets.AsNoTracking().Where(l => l.ContactId == c.Id)
            .Join(db.Tickets.VisibleTo(current.Actor), l => l.TicketId, t => t.Id, (l, t) => new { l.Act, l.At, t.Id, t.Reference, t.Subject, t.ServiceId, t.State, t.ResolutionDueAt, t.ResolvedAt, t.Restricted })
            .OrderBy(x => x.At).Take(50).ToListAsync(cancellationToken);
        var hidden = tickets.Count == 0 && c.TakenBy != current.Actor.StaffId && await db.ContactTickets.AnyAsync(l => l.ContactId == c.Id && db.Tickets.Any(t => t.Id == l.TicketId && t.Restricted), cancellationToken);
        // That somebody rang about nothing but a restricted matter would say too much to others.
        if (hidden) return new NotFound("contact");
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var mine = c.TakenBy is null || c.TakenBy == current.Actor.StaffId;
        var likely = mine && c.EndedAt is null ? ContactOutcomes.Likely(await contacts.ActsAsync(c.Id, cancellationToken)) : null;
        return new ContactView(c.Id, c.Version, c.Channel, c.Source, c.NumberDialled, c.OfficeId is { } office ? snapshot.OfficesById.GetValueOrDefault(office)?.Name : null, c.Place, c.CustomerId,
            c.Avoidable, c.AvoidableReason, c.StartedAt, c.EndedAt, c.Outcome, found.TakenBy, mine,
            [.. tickets.Select(t => new ContactTicketRow(t.Id, t.Reference, t.Subject, snapshot.ServicesById[t.ServiceId].Name, t.State, t.ResolutionDueAt, t.ResolvedAt, t.Act) { Restricted = t.Restricted })], likely);
    }
}
