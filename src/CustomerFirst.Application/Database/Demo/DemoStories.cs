using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>
/// Contacts and tickets of the demonstration council. Each invented story is lived through by a <see cref="Ticket"/> of the domain, step by
/// step, so that clocks, replies and counts are the domain's own.
/// </summary>
internal sealed class DemoStories
{
    private readonly DemoWorld _world;
    private readonly DemoRooms _rooms;
    private readonly DemoAccounts _staff;
    private readonly DemoCustomers _customers;
    private readonly IReadOnlyDictionary<string, BusinessCalendar> _hours;
    // Whose second record a ticket was raised under.
    private readonly Dictionary<int, int?> _doubles;
    private readonly Dictionary<DemoContact, Contact> _contacts = new(ReferenceEqualityComparer.Instance);

    private DemoStories(DemoWorld world, DemoRooms rooms, DemoAccounts staff, DemoCustomers customers)
    {
        (_world, _rooms, _staff, _customers) = (world, rooms, staff, customers);
        _hours = world.Council.BusinessCalendars();
        _doubles = world.Doubles.ToDictionary(d => d.Ticket, d => (int?)d.Customer.Index);
    }

    public List<Contact> Contacts { get; } = [];
    public List<Ticket> Tickets { get; } = [];
    public List<TicketCustomer> TicketCustomers { get; } = [];
    public List<ContactTicket> ContactTickets { get; } = [];
    public List<TicketEntry> Entries { get; } = [];

    public static DemoStories Of(DemoWorld world, DemoRooms rooms, DemoAccounts staff, DemoCustomers customers, IReadOnlyList<string> references)
    {
        var stories = new DemoStories(world, rooms, staff, customers);
        foreach (var contact in world.Activity.Contacts) stories.Take(contact);
        foreach (var ticket in world.Activity.Tickets) stories.Live(ticket, references[ticket.Index]);
        foreach (var contact in world.Activity.Contacts) stories.Link(contact);
        return stories;
    }

    private void Take(DemoContact demo)
    {
        var contact = Contact.Begin(Ids.New(demo.StartedAt), new ContactStart(Codes.Read<Channel>(demo.Channel)!.Value, demo.NumberDialled,
            demo.OfficeCode is { } office ? _rooms.Offices[office].Id : null, null, CustomerId(_doubles.GetValueOrDefault(demo.Ticket, demo.Customer))), StaffId(demo.Actor), demo.StartedAt);
        Must(contact.End(Outcome(demo.Outcome), demo.AvoidableReason is not null, Reason(demo.AvoidableReason), demo.EndedAt));
        _contacts[demo] = contact;
        Contacts.Add(contact);
    }

    private void Live(DemoTicket demo, string reference)
    {
        var service = _rooms.Services[demo.Service.Code];
        var priority = Codes.Read<Priority>(demo.Priority)!.Value;
        var sla = _rooms.Slas[demo.Service.Code].TermsFor(priority, _hours[demo.Service.Sla.CalendarKey]);
        var contact = _contacts[demo.RaisedIn];
        var questions = demo.Service.Questions.ToDictionary(q => q.Key);
        var opening = new TicketOpening(service.Id, service.ServiceAreaId, service.Restricted, _rooms.Teams[demo.Steps[0].TeamCode].Id, priority, demo.Subject, demo.Details,
            [.. demo.Answers.Select(a => new Answer(a.QuestionKey, questions[a.QuestionKey].Label, questions[a.QuestionKey].Type == "yesNo" ? char.ToUpperInvariant(a.Value[0]) + a.Value[1..] : a.Value))], Place(demo.Location), contact.Channel, null, contact.Id, CustomerOf(demo));
        var ticket = Ticket.Raise(Ids.New(demo.RaisedAt), reference, opening, sla, new StepBy(StaffId(demo.Steps[0].Actor), demo.RaisedAt));

        // Steps and what was written, in the order of time; at the same moment somebody takes it, then writes, then ends it.
        var events = demo.Steps.Skip(1).Select(s => (s.At, Order: s.State is "resolved" or "closed" or "cancelled" or "duplicate" ? 2 : 0, Do: (Action)(() => Step(ticket, demo, s, sla))))
            .Concat(demo.Entries.Select(e => (e.At, Order: 1, Do: (Action)(() => Write(ticket, demo, e, sla)))));
        foreach (var happened in events.OrderBy(e => e.At).ThenBy(e => e.Order)) happened.Do();
        Tickets.Add(ticket);
        if (ticket.CustomerId is { } customer) TicketCustomers.Add(TicketCustomer.Create(ticket.Id, customer, CustomerRole.Subject));
    }

    private void Step(Ticket ticket, DemoTicket demo, DemoStep step, SlaTerms sla)
    {
        var by = new StepBy(StaffId(step.Actor), step.At, step.Reason);
        var to = Codes.Read<TicketState>(step.State)!.Value;
        var team = _rooms.Teams[step.TeamCode].Id;
        Must(to switch
        {
            TicketState.New or TicketState.InHand or TicketState.WithService when ticket.State.IsDelivered() => Reopen(ticket, to, sla, by),
            TicketState.InHand or TicketState.WithService when ticket.State.IsWaiting() && ticket.TeamId == team => ticket.Resume(sla, by),
            TicketState.InHand when ticket.State == TicketState.WithService => ticket.HandBack(team, sla, by),
            TicketState.InHand => ticket.Take(by.By ?? throw new InvalidDataException($"Nobody takes ticket {demo.Index}."), sla, by),
            TicketState.WithService => ticket.HandOver(team, StaffId(step.Assignee), sla, by),
            TicketState.WaitingForCustomer or TicketState.WaitingForOthers => ticket.Wait(to, sla, by),
            TicketState.Resolved => ticket.Resolve(demo.MarkedFirstContact, demo.Service.ObjectionDays, sla, by),
            TicketState.Closed => ticket.Close(by),
            TicketState.Cancelled => ticket.Cancel(sla, by),
            TicketState.Duplicate => ticket.MarkDuplicate(Tickets[demo.DuplicateOf!.Value].Id, sla, by),
            _ => throw new InvalidDataException($"Ticket {demo.Index} cannot go to {step.State}."),
        });
        if (ticket.State != to) throw new InvalidDataException($"Ticket {demo.Index} went to {ticket.State} and not to {to}.");
    }

    private static Result<Done> Reopen(Ticket ticket, TicketState to, SlaTerms sla, StepBy by)
    {
        var reopened = ticket.Reopen(sla, by);
        return reopened.Ok && to == TicketState.InHand && ticket.State == TicketState.New ? ticket.Take(by.By!.Value, sla, by) : reopened;
    }

    private void Write(Ticket ticket, DemoTicket demo, DemoEntry entry, SlaTerms sla)
    {
        var fromCustomer = entry.Kind == "reply";
        var kind = entry.Kind == "note" ? EntryKind.Note : EntryKind.Update;
        var by = StaffId(entry.Actor);
        Entries.Add(TicketEntry.Write(Ids.New(entry.At), ticket.Id, kind, entry.Text, by, fromCustomer ? CustomerOf(demo) : null, null, entry.At));
        if (kind == EntryKind.Update && !fromCustomer) ticket.Replied(sla, new StepBy(by, entry.At));
        else Must(ticket.Touch(new StepBy(by, entry.At)));
    }

    private void Link(DemoContact demo)
    {
        var ticket = Tickets[demo.Ticket];
        var act = ticket.ContactId == _contacts[demo].Id ? ContactAct.Raised : ContactAct.Progressed;
        ContactTickets.Add(ContactTicket.Create(_contacts[demo].Id, ticket.Id, act, demo.StartedAt));
    }

    private TicketPlace Place(DemoLocation? where) => where is null
        ? TicketPlace.None
        : new TicketPlace(where.Description, where.Postcode, null, where.Point.Latitude, where.Point.Longitude, _rooms.Wards[where.WardCode].Id, _rooms.ConstituencyOfWard[where.WardCode]);

    private Guid? CustomerOf(DemoTicket demo) => CustomerId(_doubles.GetValueOrDefault(demo.Index, demo.Customer));

    private Guid? CustomerId(int? index) => index is { } i ? _customers.All[i].Id : null;

    private Guid? StaffId(int? index) => index is { } i ? _staff.Accounts[i].Id : null;

    private static ContactOutcome Outcome(string code) => code switch
    {
        "progressGiven" => ContactOutcome.TicketProgressed,
        _ => Codes.Read<ContactOutcome>(code) ?? throw new InvalidDataException($"{code} is no outcome."),
    };

    private static AvoidableReason? Reason(string? code) => code switch
    {
        null => null,
        "informationNotFoundOnline" => AvoidableReason.NotFoundOnline,
        "toldUsBefore" => AvoidableReason.RepeatOfEarlier,
        "promiseNotKept" => AvoidableReason.OurMistake,
        _ => Codes.Read<AvoidableReason>(code) ?? throw new InvalidDataException($"{code} is no reason."),
    };

    private static void Must(Result<Done> step)
    {
        if (step.Error is { } refused) throw new InvalidDataException($"The story breaks a rule: {refused}");
    }
}
