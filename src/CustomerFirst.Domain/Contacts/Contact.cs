using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Contacts;

/// <summary>How a contact ended.</summary>
public enum ContactOutcome { Answered, TicketRaised, TicketProgressed, Transferred, CallBackBooked, AppointmentBooked, LeftBeforeEnd, NoFurtherAction }

/// <summary>What the outcome of a contact has to do with what happened in it.</summary>
public static class ContactOutcomes
{
    /// <summary>The outcome that what happened in a contact speaks for: a ticket raised before one progressed; null where neither was, because only whoever took it knows.</summary>
    /// <param name="acts">What it did to tickets.</param>
    public static ContactOutcome? Likely(IReadOnlyCollection<ContactAct> acts) =>
        acts.Contains(ContactAct.Raised) ? ContactOutcome.TicketRaised : acts.Contains(ContactAct.Progressed) ? ContactOutcome.TicketProgressed : null;

    /// <summary>What is wrong with an outcome that says what did not happen; null where it may be.</summary>
    /// <param name="acts">What the contact did to tickets.</param>
    public static string? Contradiction(ContactOutcome outcome, IReadOnlyCollection<ContactAct> acts) => outcome switch
    {
        ContactOutcome.TicketRaised when !acts.Contains(ContactAct.Raised) => "No ticket was raised in this contact: select how it ended",
        ContactOutcome.TicketProgressed when !acts.Contains(ContactAct.Progressed) =>
            acts.Count > 0 ? "The ticket of this contact was raised in it, not progressed: select how it ended" : "No ticket was progressed in this contact: select how it ended",
        _ => null,
    };
}

/// <summary>Why a contact was of low or no value to the customer.</summary>
public enum AvoidableReason { ChasingProgress, UnclearLetter, NotFoundOnline, WrongNumber, RepeatOfEarlier, OurMistake, Other }

/// <summary>What a contact did to a ticket.</summary>
public enum ContactAct { Raised, Progressed }

/// <summary>What staff say of a contact when they begin it.</summary>
/// <param name="NumberDialled">The council's number that was rung, E.164, so that old numbers can be watched until they are switched off.</param>
/// <param name="Source">The channel in another system's words, to the letter.</param>
public sealed record ContactStart(Channel Channel, string? NumberDialled, Guid? OfficeId, string? Place, Guid? CustomerId, string? Source = null);

/// <summary>One interaction with a customer through one channel. It raises or progresses any number of tickets.</summary>
public sealed class Contact
{
    private Contact() { }

    public Guid Id { get; private set; }
    public Channel Channel { get; private set; }
    public string? Source { get; private set; }
    public string? NumberDialled { get; private set; }
    public Guid? OfficeId { get; private set; }
    /// <summary>Where it took place when that is no office, for instance a home.</summary>
    public string? Place { get; private set; }
    /// <summary>The customer's key; null while not known and for an anonymous contact.</summary>
    public Guid? CustomerId { get; private set; }
    /// <summary>Null until staff said.</summary>
    public bool? Avoidable { get; private set; }
    public AvoidableReason? AvoidableReason { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public ContactOutcome? Outcome { get; private set; }
    /// <summary>Who took it; null when it came in by itself.</summary>
    public Guid? TakenBy { get; private set; }
    public int Version { get; private set; }

    /// <summary>Begins a contact.</summary>
    public static Contact Begin(Guid id, ContactStart start, Guid? takenBy, DateTimeOffset at) =>
        new()
        {
            Id = id, Channel = start.Channel, Source = start.Source, NumberDialled = start.NumberDialled, OfficeId = start.OfficeId, Place = start.Place,
            CustomerId = start.CustomerId, TakenBy = takenBy, StartedAt = at, Version = 1,
        };

    /// <summary>A contact of another system's request: it came in through a channel at a time and raised a ticket; nothing more is known.</summary>
    public static Contact BringIn(Guid id, Channel channel, string? source, DateTimeOffset at) =>
        new() { Id = id, Channel = channel, Source = source, StartedAt = at, EndedAt = at, Outcome = ContactOutcome.TicketRaised, Version = 1 };

    /// <summary>Takes over what the other system says of it now.</summary>
    public void TakeOver(Channel channel, string? source, DateTimeOffset at)
    {
        if ((Channel, Source, StartedAt) == (channel, source, at)) return;
        (Channel, Source, StartedAt, EndedAt) = (channel, source, at, at);
        Version++;
    }

    /// <summary>Says who it is, or that they stay anonymous with null.</summary>
    public Result<Done> IsFrom(Guid? customerId)
    {
        if (EndedAt is not null) return new ContactEnded();
        CustomerId = customerId;
        Version++;
        return Done.Value;
    }

    /// <summary>Ends it with its outcome and whether it could have been avoided.</summary>
    public Result<Done> End(ContactOutcome outcome, bool? avoidable, AvoidableReason? reason, DateTimeOffset at)
    {
        if (EndedAt is not null) return new ContactEnded();
        if (avoidable == true && reason is null) return new NotAccepted("AvoidableReason", "Select why the contact could have been avoided");
        (Outcome, Avoidable, AvoidableReason, EndedAt) = (outcome, avoidable, avoidable == true ? reason : null, at);
        Version++;
        return Done.Value;
    }
}

/// <summary>That a contact raised or progressed a ticket.</summary>
public sealed class ContactTicket
{
    private ContactTicket() { }

    public Guid ContactId { get; private set; }
    public Guid TicketId { get; private set; }
    public ContactAct Act { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Makes one.</summary>
    public static ContactTicket Create(Guid contactId, Guid ticketId, ContactAct act, DateTimeOffset at) =>
        new() { ContactId = contactId, TicketId = ticketId, Act = act, At = at };
}

/// <summary>The contact has ended; nothing more can be said of it.</summary>
public sealed record ContactEnded() : Error(ErrorKind.Conflict, "This contact has ended.");
