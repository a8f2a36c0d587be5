using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.UnitTests.Database.Demo;

[Collection(DemoWorldTests.Name)]
public sealed class ActivityTests(DemoWorldFixture fixture)
{
    private static readonly string[] Waiting = ["waitingForCustomer", "waitingForOthers"];
    private static readonly string[] Ends = ["resolved", "cancelled", "duplicate"];

    private static readonly Dictionary<string, string[]> Legal = new()
    {
        ["new"] = ["inHand", "withService", .. Waiting, .. Ends],
        ["inHand"] = ["withService", .. Waiting, .. Ends],
        ["withService"] = ["inHand", .. Waiting, .. Ends],
        ["waitingForCustomer"] = ["inHand", "withService", .. Ends],
        ["waitingForOthers"] = ["inHand", "withService", .. Ends],
        ["resolved"] = ["closed", "new", "inHand", "withService"],
        ["closed"] = ["new", "inHand", "withService"],
        ["cancelled"] = [],
        ["duplicate"] = [],
    };

    private readonly DemoWorld _world = fixture.World;
    private readonly IReadOnlyList<DemoTicket> _tickets = fixture.World.Activity.Tickets;
    private readonly IReadOnlyList<DemoContact> _contacts = fixture.World.Activity.Contacts;

    [Fact]
    public void There_are_twenty_thousand_tickets_and_more_contacts_over_eighteen_months()
    {
        Assert.Equal(20_000, _tickets.Count);
        Assert.Equal(Enumerable.Range(0, 20_000), _tickets.Select(t => t.Index));
        Assert.InRange(_contacts.Count, 20_800, 25_000);
        Assert.InRange(fixture.Now - _tickets[0].RaisedAt, TimeSpan.FromDays(545), TimeSpan.FromDays(550));
        Assert.True(fixture.Now - _tickets[^1].RaisedAt < TimeSpan.FromHours(3));
    }

    [Fact]
    public void Every_ticket_takes_legal_steps_only_from_new()
    {
        Assert.All(_tickets, t => Assert.Equal(("new", t.RaisedAt), (t.Steps[0].State, t.Steps[0].At)));
        Assert.All(_tickets.SelectMany(t => t.Steps.Zip(t.Steps.Skip(1))), step => Assert.Contains(step.Second.State, Legal[step.First.State]));
    }

    [Fact]
    public void Times_are_in_order_in_utc_and_not_after_now()
    {
        foreach (var ticket in _tickets)
        {
            Assert.All(ticket.Steps.Zip(ticket.Steps.Skip(1)), s => Assert.True(s.First.At <= s.Second.At));
            Assert.True(ticket.Steps[^1].At <= fixture.Now);
            Assert.InRange(ticket.RaisedAt, ticket.RaisedIn.StartedAt, ticket.RaisedIn.EndedAt);
            Assert.All(ticket.Entries, e => Assert.InRange(e.At, ticket.RaisedAt, fixture.Now));
            Assert.All(ticket.Entries.Zip(ticket.Entries.Skip(1)), e => Assert.True(e.First.At <= e.Second.At));
        }

        Assert.All(_contacts, c => Assert.True(c.StartedAt <= c.EndedAt && c.EndedAt <= fixture.Now && c.StartedAt.Offset == TimeSpan.Zero));
        Assert.All(_tickets.Zip(_tickets.Skip(1)), t => Assert.True(t.First.RaisedAt <= t.Second.RaisedAt.AddMinutes(10)));
    }

    [Fact]
    public void Calls_and_visits_fall_within_opening_hours()
    {
        var calendars = _world.Council.BusinessCalendars();
        Assert.All(_contacts.Where(c => c.Channel == "counter"), c => Assert.True(calendars["offices"].IsOpen(c.StartedAt)));
        Assert.All(_contacts.Where(c => c.Channel == "phone" && _tickets[c.Ticket].Service.Sla.CalendarKey != "alwaysOpen"), c => Assert.True(calendars["contactCentre"].IsOpen(c.StartedAt.AddMinutes(-40)) || calendars["contactCentre"].IsOpen(c.StartedAt)));
    }

    [Fact]
    public void Resolved_becomes_closed_after_the_objection_days()
    {
        foreach (var ticket in _tickets)
        {
            Assert.All(
                ticket.Steps.Zip(ticket.Steps.Skip(1)).Where(s => s.Second.State == "closed"),
                s => Assert.Equal(s.First.At.AddDays(ticket.Service.ObjectionDays), s.Second.At));
            if (ticket.State == "resolved")
                Assert.True(ticket.ResolvedAt!.Value.AddDays(ticket.Service.ObjectionDays) > fixture.Now);
        }
    }

    [Fact]
    public void Only_areas_that_are_live_have_tickets_and_all_of_those_do()
    {
        var today = DateOnly.FromDateTime(fixture.Now.DateTime);
        Assert.All(_tickets, t => Assert.True(t.Service.Area.GoLive(today) <= LocalDay(t.RaisedAt)));
        Assert.Equal(_world.Catalogue.Areas.Where(a => a.Wave.Number < 5), _world.Catalogue.Areas.Where(a => _tickets.Any(t => t.Service.Area == a)));
    }

    [Fact]
    public void More_and_more_is_resolved_at_first_contact()
    {
        var counted = _tickets.Where(t => t.State is not ("cancelled" or "duplicate")).ToList();
        Assert.InRange(Share(counted, t => t.MarkedFirstContact), 0.45, 0.60);
        Assert.True(Share(counted.TakeLast(4000), t => t.MarkedFirstContact) > Share(counted.Take(4000), t => t.MarkedFirstContact) + 0.03);
        Assert.All(_tickets.Where(t => t.MarkedFirstContact), t => Assert.True(t.Service.FinishableAtFirstContact));
    }

    [Fact]
    public void Some_are_late_reopened_cancelled_duplicate_or_anonymous_but_not_too_many()
    {
        var calendars = _world.Council.BusinessCalendars();
        var closed = _tickets.Where(t => t.ResolvedAt is not null).ToList();
        Assert.InRange(Share(closed, t => Worked(t, calendars) > Target(t, calendars)), 0.08, 0.20);
        Assert.InRange(Share(_tickets, t => t.Steps.Any(s => s.State is "resolved") && t.Steps.SkipWhile(s => s.State != "resolved").Any(s => s.State is "new" or "inHand" or "withService")), 0.03, 0.04);
        Assert.InRange(Share(_tickets, t => t.State is "cancelled" or "duplicate"), 0.02, 0.03);
        Assert.InRange(Share(_tickets, t => t.Customer is null), 0.08, 0.12);
        Assert.All(_tickets.Where(t => t.State == "duplicate"), t => Assert.True(t.DuplicateOf < t.Index && _tickets[t.DuplicateOf!.Value].Service == t.Service));
    }

    [Fact]
    public void Lateness_differs_by_area_between_a_few_and_a_quarter()
    {
        var calendars = _world.Council.BusinessCalendars();
        var areas = _tickets.Where(t => t.ResolvedAt is not null).GroupBy(t => t.Service.Area).Where(a => a.Count() > 300).ToList();
        Assert.True(areas.Count > 10);
        Assert.All(areas, a => Assert.InRange(Share(a, t => Worked(t, calendars) > Target(t, calendars)), 0.03, 0.26));
    }

    [Fact]
    public void Open_tickets_are_mostly_young_and_some_are_overdue()
    {
        var calendars = _world.Council.BusinessCalendars();
        var open = _tickets.Where(t => t.State is not ("resolved" or "closed" or "cancelled" or "duplicate")).ToList();
        Assert.InRange(open.Count, 200, 1200);
        Assert.InRange(Share(open, t => fixture.Now - t.RaisedAt < TimeSpan.FromDays(28)), 0.5, 0.95);
        Assert.InRange(Share(open, t => Worked(t, calendars) > Target(t, calendars)), 0.08, 0.45);
        Assert.Contains(open, t => t.State == "waitingForCustomer");
        Assert.Contains(open, t => t.State == "waitingForOthers");
        Assert.Contains(open, t => t.State == "new");
        Assert.Contains(open, t => t.State == "inHand");
    }

    [Fact]
    public void Seasons_show()
    {
        Assert.True(PerDay("pothole", 2, 4) > 1.6 * PerDay("pothole", 6, 9));
        Assert.True(PerDay("boiler", 11, 12) > 2 * PerDay("boiler", 6, 8));
        Assert.True(PerDay("grass", 5, 7) > 2 * PerDay("grass", 1, 3));
        Assert.True(PerDay("missed-bin", 1, 1) > 1.3 * PerDay("missed-bin", 5, 9));
        Assert.True(PerDay("ct-bill", 3, 4) > 1.5 * PerDay("ct-bill", 6, 9));
    }

    [Fact]
    public void Old_numbers_die_out_and_customers_ring_again()
    {
        var calls = _contacts.Where(c => c.NumberDialled is not null).ToList();
        Assert.All(calls, c => Assert.Matches(Fictional.Telephone, c.NumberDialled!));
        Assert.True(Share(calls.Take(2000), c => c.NumberDialled != _world.Council.Telephone) > 2 * Share(calls.TakeLast(2000), c => c.NumberDialled != _world.Council.Telephone));
        Assert.InRange(Share(_contacts, c => c.AvoidableReason is not null), 0.12, 0.30);
        Assert.InRange(Share(_contacts, c => c.AvoidableReason == "chasingProgress"), 0.03, 0.15);
    }

    [Fact]
    public void Texts_are_filled_and_answers_belong_to_questions()
    {
        var texts = _tickets.SelectMany(t => new[] { t.Subject, t.Details }.Concat(t.Entries.Select(e => e.Text)).Concat(t.Steps.Select(s => s.Reason).OfType<string>()));
        Assert.All(texts, text => Assert.DoesNotMatch(@"[{}@#]|^\s*$|  ", text));
        Assert.True(_tickets.Select(t => t.Subject).Distinct().Count() > 6000);
        foreach (var ticket in _tickets)
        {
            Assert.All(ticket.Answers, a => Assert.Contains(ticket.Service.Questions, q => q.Key == a.QuestionKey && (q.Choices is null || q.Choices.Contains(a.Value))));
            Assert.All(ticket.Service.Questions.Where(q => q.Required), q => Assert.Contains(ticket.Answers, a => a.QuestionKey == q.Key));
        }
    }

    [Fact]
    public void The_same_moment_gives_the_same_story()
    {
        var again = DemoWorld.Create(fixture.Now).Activity;
        Assert.Equal(_tickets.Select(t => (t.Subject, t.RaisedAt, t.State, t.Customer, t.Entries.Count)), again.Tickets.Select(t => (t.Subject, t.RaisedAt, t.State, t.Customer, t.Entries.Count)));
        Assert.Equal(_contacts, again.Contacts);
    }

    [Theory]
    [InlineData("2026-01-01T00:05:00Z")]
    [InlineData("2026-03-29T01:30:00Z")]
    [InlineData("2027-05-31T23:50:00Z")]
    [InlineData("2026-11-22T10:00:00Z")]
    public void Any_moment_gives_a_story_that_ends_by_then(string now)
    {
        var at = DateTimeOffset.Parse(now);
        var activity = DemoWorld.Create(at, customers: 600, tickets: 1500).Activity;
        Assert.Equal(1500, activity.Tickets.Count);
        Assert.All(activity.Contacts, c => Assert.True(c.EndedAt <= at));
        Assert.All(activity.Tickets, t => Assert.True(t.Steps[^1].At <= at));
    }

    private static DateOnly LocalDay(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, LocalTime.London).DateTime);

    private static double Share<T>(IEnumerable<T> of, Func<T, bool> which)
    {
        var all = of.ToList();
        return all.Count(which) / (double)all.Count;
    }

    private static TimeSpan Target(DemoTicket ticket, IReadOnlyDictionary<string, BusinessCalendar> calendars) =>
        ticket.Service.Sla.Targets[ticket.Priority].Resolution.Length(calendars[ticket.Service.Sla.CalendarKey]);

    /// <summary>Business time in states that run, up to the last step that ended it or now.</summary>
    private TimeSpan Worked(DemoTicket ticket, IReadOnlyDictionary<string, BusinessCalendar> calendars)
    {
        var calendar = calendars[ticket.Service.Sla.CalendarKey];
        var ends = ticket.Steps.Select(s => s.At).Skip(1).Append(fixture.Now);
        return ticket.Steps.Zip(ends).Where(s => s.First.State switch
        {
            "resolved" or "closed" or "cancelled" or "duplicate" => false,
            "waitingForCustomer" => !ticket.Service.Sla.PausesForCustomer,
            "waitingForOthers" => !ticket.Service.Sla.PausesForOthers,
            _ => true,
        }).Aggregate(TimeSpan.Zero, (sum, s) => sum + calendar.TimeBetween(s.First.At, s.Second));
    }

    private double PerDay(string service, int fromMonth, int toMonth)
    {
        var months = Enumerable.Range(fromMonth, toMonth - fromMonth + 1).ToHashSet();
        var first = LocalDay(_tickets[0].RaisedAt);
        var days = Enumerable.Range(0, 548).Count(n => months.Contains(first.AddDays(n).Month));
        return _tickets.Count(t => t.Service.Code == service && months.Contains(LocalDay(t.RaisedAt).Month)) / (double)days;
    }
}
