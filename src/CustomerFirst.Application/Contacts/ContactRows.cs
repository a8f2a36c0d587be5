using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Contacts;

/// <summary>A contact in a list. Whether it has a customer is said, not who.</summary>
public sealed record ContactRow(Guid Id, Channel Channel, DateTimeOffset StartedAt, bool Identified, int Tickets);

/// <summary>Reads lists of contacts.</summary>
internal sealed class ContactRows(CustomerFirstDb db)
{
    private const int Most = 20;

    /// <summary>The contacts that somebody is taking now, the latest first.</summary>
    public async Task<IReadOnlyList<ContactRow>> InProgressAsync(Actor actor, CancellationToken token)
    {
        if (actor.StaffId is not { } staff) return [];
        return await db.Contacts.AsNoTracking().Where(c => c.TakenBy == staff && c.EndedAt == null).OrderByDescending(c => c.StartedAt).Take(Most)
            .Select(c => new ContactRow(c.Id, c.Channel, c.StartedAt, c.CustomerId != null, db.ContactTickets.Count(l => l.ContactId == c.Id))).ToListAsync(token);
    }
}
