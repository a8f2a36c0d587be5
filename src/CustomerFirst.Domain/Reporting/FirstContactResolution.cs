using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Domain.Reporting;

/// <summary>A share with the two counts that it is made of.</summary>
public sealed record Proportion(long Numerator, long Denominator)
{
    /// <summary>0 to 1; null when there is nothing to count.</summary>
    public double? Share => Denominator == 0 ? null : (double)Numerator / Denominator;
}

/// <summary>A ticket with what first-contact resolution asks of it.</summary>
/// <param name="CustomerId">The customer's record, merges followed; null when anonymous.</param>
/// <param name="ContactId">The contact that raised it; null when none did.</param>
/// <param name="ContactEndedAt">When that contact ended; null while it goes on.</param>
/// <param name="FirstResponseAble">Whether the first response is able to finish its service.</param>
public sealed record TicketAtFirstContact(
    Guid ServiceId, Guid? CustomerId, Guid? ContactId, DateTimeOffset? ContactEndedAt, TicketState State, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt,
    int ReopenedCount, bool MarkedFirstContact, bool FirstResponseAble);

/// <summary>That a customer made contact about a service.</summary>
public sealed record ContactAbout(Guid ContactId, Guid CustomerId, DateTimeOffset StartedAt, Guid ServiceId);

/// <summary>First-contact resolution in its three definitions side by side, and the two counts that belong beside them.</summary>
/// <param name="AsMarked">The adviser marked it resolved at first contact.</param>
/// <param name="Gross">Measured: resolved before the contact that raised it ended, never reopened, no further contact of the same customer about the same service within 7 days.</param>
/// <param name="Net">As gross, without the services that the first response is not able to finish.</param>
/// <param name="Anonymous">Tickets without a customer, which have no repeat test.</param>
/// <param name="Unsettled">Tickets younger than 7 days, which a further contact may still take out.</param>
public sealed record FirstContactFigures(Proportion AsMarked, Proportion Gross, Proportion Net, long Anonymous, long Unsettled);

/// <summary>Whether matters are resolved at the first point of contact. The rule of DOMAIN.md; the report's SQL must agree with it.</summary>
public static class FirstContactResolution
{
    /// <summary>A further contact within this time of the raising shows that the matter was not resolved.</summary>
    public static readonly TimeSpan RepeatTime = TimeSpan.FromDays(7);

    /// <summary>Duplicates and cancelled tickets do not count.</summary>
    public static bool Counts(TicketState state) => state is not (TicketState.Cancelled or TicketState.Duplicate);

    /// <summary>A further contact may still come.</summary>
    public static bool IsUnsettled(DateTimeOffset openedAt, DateTimeOffset now) => openedAt > now - RepeatTime;

    /// <summary>
    /// Resolved before the contact that raised it ended, and never reopened. What another system says it closed before it was opened is an
    /// error of its clock and no resolution at first contact.
    /// </summary>
    public static bool ResolvedInContact(TicketAtFirstContact ticket) =>
        ticket is { ContactId: not null, ReopenedCount: 0, ResolvedAt: { } resolved } && resolved >= ticket.OpenedAt && !(resolved > ticket.ContactEndedAt);

    /// <summary>Whether a contact shows that the matter came back.</summary>
    public static bool Repeats(ContactAbout contact, TicketAtFirstContact ticket) =>
        contact.CustomerId == ticket.CustomerId && contact.ServiceId == ticket.ServiceId && contact.ContactId != ticket.ContactId
        && contact.StartedAt > ticket.OpenedAt && contact.StartedAt <= ticket.OpenedAt + RepeatTime;

    /// <summary>The figures of the tickets raised in a period.</summary>
    public static FirstContactFigures Of(IEnumerable<TicketAtFirstContact> raised, IReadOnlyCollection<ContactAbout> contacts, DateTimeOffset now)
    {
        var tickets = raised.Where(t => Counts(t.State)).ToList();
        var able = tickets.Where(t => t.FirstResponseAble).ToList();
        bool Measured(TicketAtFirstContact ticket) => ResolvedInContact(ticket) && !contacts.Any(c => Repeats(c, ticket));
        return new FirstContactFigures(
            new Proportion(tickets.Count(t => t.MarkedFirstContact), tickets.Count),
            new Proportion(tickets.Count(Measured), tickets.Count),
            new Proportion(able.Count(Measured), able.Count),
            tickets.Count(t => t.CustomerId is null),
            tickets.Count(t => IsUnsettled(t.OpenedAt, now)));
    }
}
