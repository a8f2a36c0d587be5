using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>Invents eighteen months of contacts and tickets up to a given moment. Pure; the same moment gives the same story.</summary>
internal sealed class InventActivity
{
    private const int Seed = 440163;
    private const int Days = 548;
    private const double ReopenedShare = 0.036;
    private const double RepeatShare = 0.045;
    private const double LeadMinutes = 25;

    private readonly Random _random = new(Seed);
    private readonly Wording _wording;
    private readonly Rhythm _rhythm;
    private readonly WhoAsks _who;
    private readonly AnsweringStaff _staff;
    private readonly ServiceCatalogue _catalogue;
    private readonly IReadOnlyDictionary<string, BusinessCalendar> _calendars;
    private readonly DateTimeOffset _now;
    private readonly DateOnly _today;
    private readonly List<DemoTicket> _tickets = [];
    private readonly List<DemoContact> _contacts = [];
    private readonly Dictionary<(string Service, string? Ward), int> _latest = [];
    private readonly List<(DateOnly Until, DemoService Service, DemoCustomer Customer)> _mayRepeat = [];

    private InventActivity(DemoCouncil council, ServiceCatalogue catalogue, DemoPlaces places, IReadOnlyList<DemoCustomer> customers, DemoOrganisation organisation, DateTimeOffset now)
    {
        _now = now.ToUniversalTime();
        _today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, LocalTime.London).DateTime);
        _catalogue = catalogue;
        _calendars = council.BusinessCalendars();
        _wording = new Wording(places.Streets);
        _rhythm = new Rhythm(catalogue.Services, _calendars, _today);
        _who = new WhoAsks(customers, places, _today, _random);
        _staff = new AnsweringStaff(council, organisation);
    }

    /// <summary>As many tickets as asked for, each with its contacts; all times lie at or before <paramref name="now"/>.</summary>
    public static DemoActivity Create(
        DemoCouncil council, ServiceCatalogue catalogue, DemoPlaces places, IReadOnlyList<DemoCustomer> customers, DemoOrganisation organisation, DateTimeOffset now, int count = 20_000)
    {
        var invent = new InventActivity(council, catalogue, places, customers, organisation, now);
        foreach (var (day, demand, tickets) in invent.Plan(count))
        {
            foreach (var enquiry in invent.Enquiries(day, demand, tickets))
                invent.Tell(enquiry);
        }

        return new DemoActivity(Desks.Fill(invent._tickets, organisation, invent._calendars, invent._now), [.. invent._contacts.OrderBy(c => c.StartedAt)]);
    }

    /// <summary>How many tickets each day sees, in proportion to how busy it is; they add up to the whole count.</summary>
    private List<(DateOnly Day, double[] Demand, int Tickets)> Plan(int count)
    {
        var days = Enumerable.Range(0, Days).Select(n => _today.AddDays(n - Days + 1)).Select(day => (Day: day, Demand: _rhythm.Demand(day))).ToList();
        var passed = Math.Clamp((_now - Rhythm.Instant(_today, TimeSpan.FromHours(8))) / TimeSpan.FromHours(12), 0, 1);
        var total = days.Sum(Busy);
        var plan = new List<(DateOnly Day, double[] Demand, int Tickets)>();
        var running = 0.0;
        var planned = 0;
        foreach (var day in days)
        {
            running += Busy(day);
            var tickets = (int)Math.Round(count * running / total) - planned;
            planned += tickets;
            plan.Add((day.Day, day.Demand, tickets));
        }

        return plan;

        // More services join over the period, yet the council is not four times as busy for it: demand of the early days is scaled up.
        double Busy((DateOnly Day, double[] Demand) day) => Math.Pow(day.Demand[^1], 0.85) * (day.Day == _today ? passed : 1);
    }

    private List<Enquiry> Enquiries(DateOnly day, double[] demand, int count)
    {
        _mayRepeat.RemoveAll(r => r.Until < day);
        var progress = 1 - (_today.DayNumber - day.DayNumber) / (double)Days;
        var enquiries = new List<Enquiry>(count);
        for (var i = 0; i < count; i++)
        {
            var repeat = _mayRepeat.Count > 0 && _random.Of(RepeatShare) ? _random.One(_mayRepeat) : default;
            var service = repeat.Service ?? _catalogue.Services[_random.Index(demand)];
            var channel = _rhythm.Channel(service, day, progress, _random);
            var at = Rhythm.Instant(day, _rhythm.TimeOfDay(channel, service, day, _random));
            for (var tries = 0; at > _now.AddMinutes(-LeadMinutes) && tries < 60; tries++)
                at = Rhythm.Instant(day, _rhythm.TimeOfDay(channel, service, day, _random));
            if (at > _now.AddMinutes(-LeadMinutes))
                (channel, at) = ("web", _now.AddMinutes(-LeadMinutes - 60 * _random.NextDouble()));
            enquiries.Add(new Enquiry(service, channel, day, at, progress, repeat.Customer ?? _who.Customer(service, day, _random)));
        }

        enquiries.Sort((a, b) => a.At.CompareTo(b.At));
        return enquiries;
    }

    private void Tell(Enquiry enquiry)
    {
        var (service, channel, day, at, _, customer) = enquiry;
        var location = _who.Location(service, customer, day, _random);
        var pattern = _random.One(service.Cases);
        var answers = _wording.Answers(service, pattern, location, day, _random);
        var (subject, details) = _wording.Case(service, pattern, answers, location, day, _random);
        var priority = Priority(customer);
        var (actor, office, team) = _staff.Answering(channel, _random);
        var live = channel is "phone" or "counter" or "webchat" or "homeVisit";
        var ends = at.AddMinutes(live ? 3.5 + 9 * _random.NextDouble() : channel is "web" or "kiosk" ? 2 + 6 * _random.NextDouble() : 1);
        var raisedAt = live ? at + (ends - at) * 0.45 : ends.AddSeconds(-20);
        var story = new TicketStory(
            service, _calendars[service.Sla.CalendarKey], _wording.For(service), _wording.Common, _now, _staff.Officer(service.Area, _random), _random,
            (text, when) => _wording.Fill(text, service, answers, location, DateOnly.FromDateTime(when.UtcDateTime), _random))
        {
            Targets = service.Sla.Targets[priority],
        };
        story.Raise(raisedAt, team, actor);
        var first = _random.Of(FinishedFirst(enquiry, live));
        int? duplicateOf = null;
        if (first)
            ends = FinishAtFirstContact(story, channel, live, raisedAt, ends, actor);
        else
            duplicateOf = PassOn(story, enquiry, location, live, raisedAt, ends, actor);
        story.Settle(ReopenedShare);

        var index = _tickets.Count;
        var avoidable = _random.Of(service.AvoidableRate * 0.6) ? _random.Early(_wording.Common.AvoidableReasons) : null;
        var contact = new DemoContact(
            channel, at, ends, customer?.Index, live || channel is not ("web" or "kiosk" or "api") ? actor : null, office, channel == "phone" ? _staff.NumberDialled(service.Area, enquiry.Progress, _random) : null,
            avoidable, first && story.Steps.Count > 1 ? "answered" : "ticketRaised", index, service.Name);
        _contacts.Add(contact);
        Chase(story, index, enquiry);
        _tickets.Add(new DemoTicket(
            index, service, priority, customer?.Index, contact, raisedAt, subject, details, answers, location, first && story.Steps.Count > 1, duplicateOf, story.Steps, story.Entries));
        _latest[(service.Code, location?.WardCode)] = index;
        if (first && customer is not null)
            _mayRepeat.Add((day.AddDays(6), service, customer));
    }

    /// <summary>Resolved before the contact ends; in a few the adviser finishes just after. What came in writing stays open until it is answered.</summary>
    private DateTimeOffset FinishAtFirstContact(TicketStory story, string channel, bool live, DateTimeOffset raisedAt, DateTimeOffset ends, int? actor)
    {
        if (live)
        {
            story.FinishFirst(_random.Of(0.05) ? ends.AddMinutes(3 + _random.Next(25)) : ends.AddSeconds(-25), actor, channel);
            return ends;
        }

        if (channel is "web" or "kiosk")
        {
            story.FinishFirst(ends.AddSeconds(-5), null, channel);
            return ends;
        }

        var desk = _calendars["contactCentre"];
        var answered = desk.Add(desk.NextOpening(raisedAt) ?? raisedAt, TimeSpan.FromMinutes(10 + 300 * _random.NextDouble())) ?? ends;
        if (answered > _now)
            return ends;
        story.FinishFirst(answered, actor, channel);
        return answered;
    }

    /// <summary>Taken up, cancelled, found to be a duplicate, or handed to the second response and worked on there.</summary>
    /// <returns>The earlier ticket, when it is a duplicate.</returns>
    private int? PassOn(TicketStory story, Enquiry enquiry, DemoLocation? location, bool live, DateTimeOffset raisedAt, DateTimeOffset ends, int? actor)
    {
        var at = ends;
        var person = actor ?? _staff.Written(_random);
        var urgent = enquiry.Service.Sla.CalendarKey == "alwaysOpen";
        var desk = _calendars[urgent ? "alwaysOpen" : "contactCentre"];
        if (!live)
        {
            var taken = desk.Add(desk.NextOpening(raisedAt) ?? raisedAt, TimeSpan.FromMinutes(urgent ? 2 + _random.Next(20) : 8 + 800 * Math.Pow(_random.NextDouble(), 2))) ?? at;
            story.Take(taken, person);
            at = Kept(desk, taken.AddMinutes(4));
        }
        else if (_random.Of(0.3))
        {
            story.Take(raisedAt.AddSeconds(30), person);
            at = Kept(desk, ends);
        }

        if (_random.Of(0.031))
        {
            story.Cancel(desk.Add(at, TimeSpan.FromMinutes(_random.Next(1, 900))) ?? at, person);
            return null;
        }

        if (_random.Of(0.085) && at <= _now && _latest.TryGetValue((enquiry.Service.Code, location?.WardCode), out var earlier)
            && _tickets[earlier].RaisedAt > raisedAt.AddDays(-30) && _tickets[earlier].State != "duplicate")
        {
            story.Duplicate(at, person);
            return earlier;
        }

        story.HandOver(at, person);
        story.Work(at, _random.Of(LateShare(enquiry)));
        return null;
    }

    /// <summary>How long the first response keeps it in hand: minutes mostly, a day or two when somebody must be rung back.</summary>
    private DateTimeOffset Kept(BusinessCalendar desk, DateTimeOffset from) =>
        desk.Add(from, TimeSpan.FromMinutes(2 + (desk.AlwaysOpen ? 12 : 1100) * Math.Pow(_random.NextDouble(), 5))) ?? from;

    /// <summary>Some of those who wait long ring again to ask how far it is.</summary>
    private void Chase(TicketStory story, int index, Enquiry enquiry)
    {
        if (enquiry.Customer is null || story.Steps[^1].State is "cancelled" or "duplicate")
            return;
        var until = story.Steps.FirstOrDefault(s => s.State == "resolved")?.At ?? _now;
        var waited = until - enquiry.At;
        var chance = until > story.Due ? 0.42 : waited > TimeSpan.FromDays(4) ? 0.13 : 0.01;
        var at = enquiry.At;
        for (var time = 0; time < 3 && _random.Of(chance); time++)
        {
            var desk = _calendars["contactCentre"];
            at = desk.NextOpening(at + (until - at) * (0.35 + 0.6 * _random.NextDouble())) ?? at;
            at = at.AddMinutes(_random.Next(1, 40));
            var ends = at.AddMinutes(2 + 5 * _random.NextDouble());
            if (ends >= until || ends > _now || at < enquiry.At.AddHours(1))
                return;
            var (actor, _, _) = _staff.Answering("phone", _random);
            var text = _random.One(_wording.Common.Chase);
            story.Chased(ends, actor, text);
            _contacts.Add(new DemoContact(
                "phone", at, ends, enquiry.Customer.Index, actor, null, _staff.NumberDialled(enquiry.Service.Area, enquiry.Progress, _random), "chasingProgress", "progressGiven", index, text));
        }
    }

    private string Priority(DemoCustomer? customer)
    {
        var frail = customer is not null && customer.Needs.Any(n => n.Kind == "vulnerable");
        var at = _random.NextDouble();
        return at < 0.03 ? "urgent" : at < (frail ? 0.55 : 0.13) ? "high" : at < 0.92 ? "normal" : "low";
    }

    /// <summary>Probability that the first response finishes it; it grows as staff learn.</summary>
    private static double FinishedFirst(Enquiry enquiry, bool live)
    {
        var service = enquiry.Service;
        if (!service.FinishableAtFirstContact)
            return 0;
        var able = service.FinishedBy == "first" ? 0.88 + 0.09 * enquiry.Progress : 0.46 + 0.26 * enquiry.Progress;
        return live ? able : able * 0.85;
    }

    /// <summary>Late ones among those that the second response works on, such that the area's share of all its tickets comes out.</summary>
    private static double LateShare(Enquiry enquiry) =>
        Math.Min(0.45, enquiry.Service.Area.LateShare / Math.Max(0.25, 1 - FinishedFirst(enquiry, true)));

    private sealed record Enquiry(DemoService Service, string Channel, DateOnly Day, DateTimeOffset At, double Progress, DemoCustomer? Customer);
}
