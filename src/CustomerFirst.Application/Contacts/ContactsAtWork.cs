using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Contacts;

/// <summary>The contacts that the actor is taking just now, and what they do to tickets.</summary>
internal sealed class ContactsAtWork(CustomerFirstDb db, CurrentActor current, TimeProvider time)
{
    private static readonly Func<CustomerFirstDb, Guid, CancellationToken, Task<InProgress?>> s_find =
        EF.CompileAsyncQuery((CustomerFirstDb db, Guid id, CancellationToken token) =>
            db.Contacts.Where(c => c.Id == id).Select(c => new InProgress(c.Channel, c.CustomerId, c.TakenBy, c.EndedAt)).FirstOrDefault());

    /// <summary>What the hub must know of a contact in progress. Refused when it ended or somebody else takes it.</summary>
    public async ValueTask<Result<InProgress>> InProgressAsync(Guid contactId, CancellationToken token)
    {
        if (await s_find(db, contactId, token) is not { } contact) return new NotFound("contact");
        if (contact.EndedAt is not null) return new ContactEnded();
        return IsTheirs(contact.TakenBy) ? contact : new NotYourContact();
    }

    /// <summary>The contact itself, to be changed by whoever takes it.</summary>
    /// <param name="version">As it was read.</param>
    public async Task<Result<Contact>> TakeOutAsync(Guid contactId, int version, CancellationToken token)
    {
        if (await db.Contacts.FirstOrDefaultAsync(c => c.Id == contactId, token) is not { } contact) return new NotFound("contact");
        if (!IsTheirs(contact.TakenBy)) return new NotYourContact();
        if (contact.Version == version) return contact;
        // Only who takes it can have changed it.
        return contact.TakenBy is null ? new Stale(contact.Version) : Stale.ByYourself(contact.Version);
    }

    /// <summary>What a contact did to tickets so far, each kind once; to those that the actor cannot see too.</summary>
    public Task<List<ContactAct>> ActsAsync(Guid contactId, CancellationToken token) => db.ContactTickets.Where(l => l.ContactId == contactId).Select(l => l.Act).Distinct().ToListAsync(token);

    /// <summary>Notes that a contact progressed a ticket. A contact that raised it, or progressed it before, is not named again.</summary>
    public async Task<Result<Done>> ProgressAsync(Guid contactId, Guid ticketId, CancellationToken token)
    {
        var contact = await InProgressAsync(contactId, token);
        if (contact.Error is { } refused) return refused;
        if (!await db.ContactTickets.AnyAsync(l => l.ContactId == contactId && l.TicketId == ticketId, token))
            db.Add(ContactTicket.Create(contactId, ticketId, ContactAct.Progressed, time.GetUtcNow()));
        return Done.Value;
    }

    // A contact that came in by itself or through a program belongs to nobody, so anybody may work on it.
    private bool IsTheirs(Guid? takenBy) => takenBy is null || takenBy == current.Actor.StaffId;

    /// <summary>A contact, as far as commands need it.</summary>
    internal sealed record InProgress(Channel Channel, Guid? CustomerId, Guid? TakenBy, DateTimeOffset? EndedAt);
}
