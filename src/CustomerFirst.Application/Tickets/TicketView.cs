using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>Everything that a ticket's page shows.</summary>
/// <param name="Steps">The steps that are legal now and that the asker may take, the likeliest first.</param>
/// <param name="Timeline">The latest first.</param>
/// <param name="DuplicateOf">The ticket that stays, where the asker may see it.</param>
public sealed record TicketView(
    Guid Id, string Reference, int Version, string Subject, string? Details, IReadOnlyList<AnswerView> Answers, TicketState State, Priority Priority,
    Channel Channel, string? Source, TicketServiceView Service, bool Restricted, Guid? TeamId, string? Team, Guid? AssigneeId, string? Assignee, TicketPlaceView Place,
    DateTimeOffset OpenedAt, string? RaisedBy, Guid? ContactId, DateTimeOffset? FirstReplyAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, DateTimeOffset? EndedAt,
    DateTimeOffset? ObjectionEndsAt, DateTimeOffset UpdatedAt, int ReopenedCount, bool MarkedFirstContact, bool MemberMayKnowCustomer, TicketClockView? Reply, TicketClockView? Resolution,
    TicketLink? DuplicateOf, IReadOnlyList<TicketLink> Duplicates, IReadOnlyList<TicketCustomerView> Customers, IReadOnlyList<TimelineItem> Timeline,
    IReadOnlyList<TicketStep> Steps, TicketSight Sight) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen
    {
        get
        {
            var area = Restricted ? Service.AreaId : (Guid?)null;
            return Customers.Where(c => c.Name is not null).Select(c => c.Id).Distinct().Select(id => new SeenRecord(RecordKind.Customer, id, ["names", "needs"], area))
                .Prepend(new SeenRecord(RecordKind.Ticket, Id, [], area));
        }
    }
}

/// <summary>An answer to one of the service's questions, with the question as it was asked.</summary>
/// <param name="Value">As it is kept: a date in ISO form.</param>
/// <param name="Words">As people read it: "20 November 2026".</param>
public sealed record AnswerView(string Key, string Question, string Value, string Words);

/// <summary>What a ticket is about.</summary>
public sealed record TicketServiceView(Guid Id, string Name, Guid AreaId, string Area, bool CanFinishAtFirstContact);

/// <summary>Where a ticket's matter is, with names as the ward and constituency have them.</summary>
public sealed record TicketPlaceView(string? Address, string? Postcode, long? Uprn, double? Latitude, double? Longitude, Guid? WardId, string? Ward, string? Constituency, string? District);

/// <summary>Another ticket.</summary>
public sealed record TicketLink(Guid Id, string Reference, string Subject, TicketState State);

/// <summary>One of a ticket's two clocks.</summary>
/// <param name="Reading">Null where another system set the moment and nothing is computed.</param>
/// <param name="Words">"2 h 10 min of 1 working day left"; for staff.</param>
/// <param name="DueAt">Null while a pause leaves it open.</param>
/// <param name="DueSoon">Not over yet, and due soon by the same rule as in the lists.</param>
public sealed record TicketClockView(ClockReading? Reading, TargetTime? Target, DateTimeOffset? DueAt, bool Overdue, string Words, bool DueSoon = false);

/// <summary>A customer of a ticket, with what staff must know to serve them.</summary>
/// <param name="Id">The record that holds now.</param>
/// <param name="Name">Null where the record is blocked or erased.</param>
public sealed record TicketCustomerView(Guid Id, CustomerRole Role, CustomerKind Kind, string? Name, DateOnly? DateOfBirth, string? Telephone, string? Email, string? Address, Channel? PreferredChannel,
    string? Language, bool DoNotRing, IReadOnlyList<NeedKind> Needs)
{
    /// <summary>Nothing personal is left of the record: it is not kept from the reader, it is gone.</summary>
    public bool Erased { get; init; }
}

/// <summary>What a timeline's item is; pages filter by it.</summary>
public enum TimelineKind { Step, Note, Update, File, Contact, Clock, Targets }

/// <summary>Something that happened on a ticket.</summary>
/// <param name="By">Name of the member of staff; null when the hub or the customer did it.</param>
/// <param name="Text">The reason of a step, what was written, the name of a file.</param>
/// <param name="Step">For a step.</param>
/// <param name="Team">For a step: the team that had it from then on.</param>
/// <param name="Assignee">For a step: who had it from then on.</param>
/// <param name="Running">For a step: whether the clock ran from then on.</param>
/// <param name="ByCustomer">The customer wrote it.</param>
/// <param name="CustomerSees">The customer can see it.</param>
/// <param name="Length">For a file, bytes.</param>
/// <param name="Cause">For changed targets: what was changed, where it is known.</param>
/// <param name="DueBefore">For changed targets: when the clock was due until then; null for no due time. <paramref name="DueAfter"/> is when it is due since.</param>
public sealed record TimelineItem(TimelineKind Kind, Guid Id, DateTimeOffset At, string? By, string? Text, TicketStep? Step = null, TicketState? State = null, bool? Running = null,
    string? Team = null, string? Assignee = null, bool ByCustomer = false, bool CustomerSees = false, long? Length = null, Channel? Channel = null, ContactAct? Act = null,
    ClockKind? Clock = null, MarkKind? Mark = null, TargetsCause? Cause = null, DateTimeOffset? DueBefore = null, DateTimeOffset? DueAfter = null);
