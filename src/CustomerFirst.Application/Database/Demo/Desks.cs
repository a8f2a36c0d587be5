using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>
/// Sees to it that whoever signs in finds work: the latest stories are left where somebody keeps them in hand, where they wait for a team, or where an
/// officer still has them. Pure; stories that are told to their end otherwise stay as they are.
/// </summary>
internal sealed class Desks
{
    private const int OfAnArea = 6;
    private const int LeastOfAnArea = 3;
    private const int WaitingForTeam = 10;
    private const int WithManager = 3;

    private static readonly TimeSpan s_firstResponse = TimeSpan.FromDays(21);
    private static readonly TimeSpan s_secondResponse = TimeSpan.FromDays(45);

    private static readonly string[] s_kept =
    [
        "Kept in hand: the customer is to be rung back once the letter is found.",
        "Kept in hand until the team says when somebody can come.",
        "Kept in hand: the customer sends the missing page today.",
    ];

    private readonly DemoTicket[] _tickets;
    private readonly IReadOnlyDictionary<string, BusinessCalendar> _calendars;
    private readonly DateTimeOffset _now;
    private readonly HashSet<int> _placed = [];

    private Desks(IEnumerable<DemoTicket> tickets, IReadOnlyDictionary<string, BusinessCalendar> calendars, DateTimeOffset now) => (_tickets, _calendars, _now) = ([.. tickets], calendars, now);

    /// <summary>The tickets in their order, some of them further from their end.</summary>
    public static IReadOnlyList<DemoTicket> Fill(IReadOnlyList<DemoTicket> tickets, DemoOrganisation organisation, IReadOnlyDictionary<string, BusinessCalendar> calendars, DateTimeOffset now)
    {
        var desks = new Desks(tickets, calendars, now);
        foreach (var person in organisation.Staff.Where(s => s.Role is "adviser" or "counterStaff")) desks.KeepInHand(person);
        foreach (var manager in organisation.Staff.Where(s => s.Role == "manager" && s.TeamCodes.Any(IsFirst))) desks.TakeOver(manager);
        desks.LeaveNew(DemoOrganisation.ContactCentre);
        desks.LeaveNew(DemoOrganisation.Counters);
        foreach (var area in tickets.Select(t => t.Service.Area.Code).Distinct()) desks.LeaveWithOfficers(area);
        return desks._tickets;
    }

    private static bool IsFirst(string team) => team is DemoOrganisation.ContactCentre or DemoOrganisation.WrittenContact or DemoOrganisation.Counters;

    // Who answers customers has a few that they did not hand over yet.
    private void KeepInHand(DemoStaff person)
    {
        foreach (var ticket in Latest(t => (t.Steps[0].Actor ?? t.Steps[1].Actor) == person.Index).Take(3 + person.Index % 3))
            Hold(ticket, person.Index, s_kept[ticket.Index % s_kept.Length]);
    }

    private void TakeOver(DemoStaff manager)
    {
        foreach (var ticket in Latest(t => manager.TeamCodes.Contains(t.Steps[0].TeamCode)).Take(WithManager)) Hold(ticket, manager.Index, "Taken over: the customer asked for a manager.");
    }

    private void Hold(DemoTicket ticket, int person, string why)
    {
        var at = ticket.RaisedAt.AddSeconds(40);
        var noted = at.AddMinutes(2);
        Place(ticket with
        {
            Steps = [ticket.Steps[0], new DemoStep(at, "inHand", ticket.Steps[0].TeamCode, person, why)],
            Entries = noted <= _now ? [new DemoEntry(noted, "note", person, why)] : [],
        });
    }

    private void LeaveNew(string team)
    {
        foreach (var ticket in Latest(t => t.Steps[0].TeamCode == team).Take(WaitingForTeam)) Place(ticket with { Steps = [ticket.Steps[0]], Entries = [] });
    }

    // Those that are not overdue yet come first: a desk is not a heap of failures.
    private List<DemoTicket> Latest(Func<DemoTicket, bool> ofThem) =>
    [
        .. _tickets.Where(t => t.RaisedAt > _now - s_firstResponse && t.RaisedAt < _now.AddMinutes(-5) && t.Steps.Count > 1 && !t.Service.Restricted && WasPassedOn(t) && !_placed.Contains(t.Index) && ofThem(t))
            .OrderByDescending(t => Due(t) > _now).ThenByDescending(t => t.RaisedAt),
    ];

    // Of every area some are open, some of them with nobody yet.
    private void LeaveWithOfficers(string area)
    {
        var passedOn = _tickets.Where(t => t.Service.Area.Code == area && WasPassedOn(t) && !_placed.Contains(t.Index)).OrderByDescending(t => t.RaisedAt).ToList();
        var open = passedOn.Where(t => t.State is "withService" or "waitingForCustomer" or "waitingForOthers").ToList();
        foreach (var ticket in passedOn.Where(t => t.State is "resolved" or "closed" && t.RaisedAt > _now - s_secondResponse).OrderByDescending(t => Due(t) > _now).ThenByDescending(t => t.RaisedAt))
        {
            // Where little is asked for, something overdue is better than nothing.
            if (open.Count >= (Due(ticket) > _now ? OfAnArea : LeastOfAnArea)) break;
            var done = ticket.Steps.First(s => s.State == "resolved");
            open.Add(Place(ticket with { Steps = [.. ticket.Steps.TakeWhile(s => s != done)], Entries = [.. ticket.Entries.Where(e => e.At < done.At)] }));
        }
        foreach (var ticket in open.Where(t => t.State == "withService").OrderByDescending(t => t.RaisedAt).Where((_, n) => n % 3 == 0))
        {
            Place(ticket with
            {
                Steps = [.. ticket.Steps.Select(s => s with { Assignee = null })],
                // Nobody works on it yet, so nobody noted how the work goes.
                Entries = [.. ticket.Entries.Where(e => e.Kind != "note" || e.Actor != ticket.Steps.Select(s => s.Assignee).FirstOrDefault(a => a is not null))],
            });
        }
    }

    private static bool WasPassedOn(DemoTicket ticket) => ticket.DuplicateOf is null && ticket.Steps.Any(s => s.State == "withService");

    private DateTimeOffset Due(DemoTicket ticket)
    {
        var calendar = _calendars[ticket.Service.Sla.CalendarKey];
        return calendar.Add(ticket.RaisedAt, ticket.Service.Sla.Targets[ticket.Priority].Resolution.Length(calendar)) ?? ticket.RaisedAt;
    }

    private DemoTicket Place(DemoTicket ticket)
    {
        _placed.Add(ticket.Index);
        return _tickets[ticket.Index] = ticket;
    }
}
