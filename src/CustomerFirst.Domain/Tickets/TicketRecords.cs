using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Tickets;

/// <summary>What a customer is to a ticket.</summary>
public enum CustomerRole { Subject, Reporter, ActingFor }

/// <summary>A customer of a ticket by role. <see cref="CustomerId"/> is a key that resolves through merges.</summary>
public sealed class TicketCustomer
{
    private TicketCustomer() { }

    public Guid TicketId { get; private set; }
    public Guid CustomerId { get; private set; }
    public CustomerRole Role { get; private set; }

    /// <summary>Makes one.</summary>
    public static TicketCustomer Create(Guid ticketId, Guid customerId, CustomerRole role) => new() { TicketId = ticketId, CustomerId = customerId, Role = role };
}

/// <summary>The ticket's reference in another system; a system gives a reference once.</summary>
public sealed class ExternalReference
{
    private ExternalReference() { }

    public string System { get; private set; } = "";
    public string Reference { get; private set; } = "";
    public Guid TicketId { get; private set; }
    /// <summary>SHA-256 of all that the other system said when its request was read last; null when it was not brought in by an import.</summary>
    public byte[]? Fingerprint { get; private set; }
    /// <summary>When it was closed, as the other system said then.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Makes one.</summary>
    public static ExternalReference Create(string system, string reference, Guid ticketId) => new() { System = system, Reference = reference, TicketId = ticketId };

    /// <summary>Keeps what the other system says now, to tell next time what it changed.</summary>
    public void Said(byte[] fingerprint, DateTimeOffset? closedAt) => (Fingerprint, ClosedAt) = (fingerprint, closedAt);
}

/// <summary>Who an entry is for.</summary>
public enum EntryKind
{
    /// <summary>For staff only.</summary>
    Note,
    /// <summary>The customer sees it.</summary>
    Update,
}

/// <summary>Something written on a ticket. Never edited.</summary>
public sealed class TicketEntry
{
    private TicketEntry() { }

    public Guid Id { get; private set; }
    public Guid TicketId { get; private set; }
    public EntryKind Kind { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    /// <summary>The member of staff; null when the hub or the customer wrote it.</summary>
    public Guid? By { get; private set; }
    /// <summary>The customer's key, when the customer wrote it.</summary>
    public Guid? ByCustomerId { get; private set; }
    public Guid? ContactId { get; private set; }

    /// <summary>Writes one.</summary>
    public static TicketEntry Write(Guid id, Guid ticketId, EntryKind kind, string text, Guid? by, Guid? byCustomerId, Guid? contactId, DateTimeOffset at) =>
        new() { Id = id, TicketId = ticketId, Kind = kind, Text = text, By = by, ByCustomerId = byCustomerId, ContactId = contactId, At = at };
}

/// <summary>A file on a ticket. The bytes stand in PostgreSQL or in a folder, by configuration.</summary>
public sealed class Attachment
{
    private Attachment() { }

    public Guid Id { get; private set; }
    public Guid TicketId { get; private set; }
    public string FileName { get; private set; } = "";
    /// <summary>Found from the bytes, not from what the sender said.</summary>
    public string MediaType { get; private set; } = "";
    public long Length { get; private set; }
    public byte[] Sha256 { get; private set; } = [];
    public bool CustomerMaySee { get; private set; }
    public Guid? AddedBy { get; private set; }
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Describes one.</summary>
    public static Attachment Add(Guid id, Guid ticketId, string fileName, string mediaType, long length, byte[] sha256, bool customerMaySee, Guid? addedBy, DateTimeOffset at) =>
        new() { Id = id, TicketId = ticketId, FileName = fileName, MediaType = mediaType, Length = length, Sha256 = sha256, CustomerMaySee = customerMaySee, AddedBy = addedBy, AddedAt = at };
}

/// <summary>The two clocks of a ticket.</summary>
public enum ClockKind { Reply, Resolution }

/// <summary>Why the due times of open tickets were worked out again.</summary>
public enum TargetsCause { Sla, OpeningHours, ExceptionalDay, BankHolidays }

/// <summary>That an open ticket's clock got another due time because what it is computed from changed. Written once and never changed, so that staff can see why a ticket is due earlier.</summary>
public sealed class DueTimeChange
{
    private DueTimeChange() { }

    public Guid Id { get; private set; }
    public Guid TicketId { get; private set; }
    public ClockKind Clock { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>Null where it was asked for before the reason was kept.</summary>
    public TargetsCause? Cause { get; private set; }
    /// <summary>Null for none: no target, or a pause that leaves it open.</summary>
    public DateTimeOffset? DueBefore { get; private set; }
    /// <summary>Null for none: no target, or a pause that leaves it open.</summary>
    public DateTimeOffset? DueAfter { get; private set; }

    /// <summary>Notes one; null where the due time stayed as it was.</summary>
    public static DueTimeChange? Between(DateTimeOffset? before, DateTimeOffset? after, Guid ticketId, ClockKind clock, TargetsCause? cause, DateTimeOffset at) =>
        before == after ? null : new() { Id = Ids.New(at), TicketId = ticketId, Clock = clock, At = at, Cause = cause, DueBefore = before, DueAfter = after };
}

/// <summary>What the sweep found.</summary>
public enum MarkKind { Warned, Breached }

/// <summary>That a clock reached 75 % or its end. One per ticket, clock, kind and due time, so that sweeping twice changes nothing.</summary>
public sealed class SlaMark
{
    private SlaMark() { }

    public Guid TicketId { get; private set; }
    public ClockKind Clock { get; private set; }
    public MarkKind Kind { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    /// <summary>When the clock reached it, whenever the sweep came by.</summary>
    public DateTimeOffset At { get; private set; }
}
