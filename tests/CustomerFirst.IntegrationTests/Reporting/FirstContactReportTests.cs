using CustomerFirst.Application.Database;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Reporting;

public sealed class FirstContactReportTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly DateTimeOffset s_begin = new(2025, 5, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly SlaTerms s_terms = SlaTerms.None(BusinessCalendar.RoundTheClock());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_set_based_sql_agrees_with_the_rule_on_random_lives(int seed)
    {
        var world = await World.InventAsync(hub, new Random(seed), $"{seed}");
        var now = s_begin.AddDays(45);
        hub.Clock.Is(now);
        // A period that cuts through what happened, with a contact within seven days on either side of its ends.
        var period = new ReportPeriod(new DateOnly(2025, 5, 8), new DateOnly(2025, 6, 14), "UTC");
        bool Raised(TicketAtFirstContact t) => t.OpenedAt >= new DateTimeOffset(2025, 5, 8, 0, 0, 0, TimeSpan.Zero) && t.OpenedAt < new DateTimeOffset(2025, 6, 14, 0, 0, 0, TimeSpan.Zero);

        foreach (var service in world.Services)
        {
            var expected = FirstContactResolution.Of(world.Tickets.Where(t => Raised(t) && t.ServiceId == service.Id), world.Contacts, now);
            Assert.Equal(expected, await hub.DoAsync(new FirstContactReportQuery(period, new ReportFilter { Services = [service.Id] }), Actor.Operator));
        }
        var area = FirstContactResolution.Of(world.Tickets.Where(Raised), world.Contacts, now);
        Assert.Equal(area, await hub.DoAsync(new FirstContactReportQuery(period, new ReportFilter { Areas = [world.Area.Id] }), Actor.Operator));
        var overview = (await hub.DoAsync(new GetOverviewQuery(period, TrendStep.Week, new ReportFilter { Areas = [world.Area.Id] }), Actor.Operator)).All;
        Assert.Equal((area, 6), (overview.FirstContact, overview.Trend.Count));
        foreach (var step in overview.Trend)
        {
            // The period begins and ends an hour after midnight in London.
            static DateTimeOffset StartOf(DateOnly day) => day == new DateOnly(2025, 5, 8) ? new DateTimeOffset(2025, 5, 8, 0, 0, 0, TimeSpan.Zero) : CouncilTime.StartOf(day);
            var last = step == overview.Trend[^1];
            var raised = world.Tickets.Where(t => Raised(t) && t.OpenedAt >= StartOf(step.From) && (last || t.OpenedAt < StartOf(step.Until))).ToList();
            Assert.Equal((raised.Count, FirstContactResolution.Of(raised, world.Contacts, now).Gross), (step.Raised, step.AtFirstContact));
        }
        hub.Clock.Runs();
        // The random lives must be worth the comparison.
        Assert.True(area.Gross.Numerator > 20 && area.Gross.Numerator < area.AsMarked.Denominator / 2 && area.Net.Denominator < area.Gross.Denominator && area is { Anonymous: > 0, Unsettled: > 0 }, area.ToString());
    }

    [Fact]
    public async Task A_call_that_ends_with_its_matter_resolved_counts_until_the_customer_calls_again()
    {
        hub.Clock.Is(new DateTimeOffset(2025, 9, 1, 9, 0, 0, TimeSpan.Zero));
        var scene = await TicketScene.SetAsync(hub);
        var period = new ReportPeriod(new DateOnly(2025, 9, 1), new DateOnly(2025, 9, 2));
        async Task<(long, long, long)> Now()
        {
            var figures = await hub.DoAsync(new FirstContactReportQuery(period, new ReportFilter { Services = [scene.Bins.Id] }), scene.Manager);
            return (figures.AsMarked.Numerator, figures.Gross.Numerator, figures.Gross.Denominator);
        }
        var call = await scene.CallAsync(scene.Customer.Id);
        await scene.RaiseAsync(scene.Raising() with { ContactId = call.Id, Then = Application.Tickets.AfterRaising.Resolved, CustomerTold = "Done", Channel = null });
        hub.Clock.Pass(TimeSpan.FromMinutes(5));
        await hub.DoAsync(new Application.Contacts.EndContactCommand(call.Id, ContactOutcome.Answered, false, null, call.Version), scene.Adviser);
        var first = await Now();

        hub.Clock.Pass(TimeSpan.FromDays(2));
        var again = await scene.CallAsync(scene.Customer.Id);
        await scene.RaiseAsync(scene.Raising() with { ContactId = again.Id, Channel = null });
        var second = await Now();
        hub.Clock.Runs();

        Assert.Equal(((1, 1, 1), (1, 0, 1)), (first, second));
    }

    /// <summary>A service area of its own in which random things happened, as the database has it and as the rule takes it.</summary>
    private sealed class World
    {
        public ServiceArea Area { get; } = A.ServiceArea();
        public List<Service> Services { get; } = [];
        public List<TicketAtFirstContact> Tickets { get; } = [];
        public List<ContactAbout> Contacts { get; } = [];

        private readonly List<object> _rows = [];
        private readonly Team _team;
        // A customer's record and the keys that lead to it.
        private readonly List<(Guid Record, Guid[] Keys)> _customers = [];

        private World() => _team = A.Team(Area);

        public static async Task<World> InventAsync(Hub hub, Random random, string name)
        {
            var world = new World();
            world._rows.AddRange([world.Area, world._team]);
            for (var i = 0; i < 3; i++) world.Services.Add(A.Service(world.Area, canFinishAtFirstContact: i != 0));
            world._rows.AddRange(world.Services);
            var merged = new List<(Guid Key, Guid Into)>();
            for (var i = 0; i < 25; i++)
            {
                var (kept, other) = (TicketScene.NewCustomer("Robin", $"Kept {name} {i}"), TicketScene.NewCustomer("Robyn", $"Merged {name} {i}"));
                world._rows.AddRange([kept, other, CustomerKey.Of(kept.Id), CustomerKey.Of(other.Id)]);
                world._customers.Add((kept.Id, [kept.Id, other.Id]));
                merged.Add((other.Id, kept.Id));
            }
            for (var i = 0; i < 400; i++) world.Happen(random, $"CF-{name}", i);
            await hub.SaveAsync([.. world._rows]);
            // What a merge does: it points the other's key to the record that is kept.
            foreach (var (key, into) in merged) await hub.ScalarAsync<Guid>("update customer_keys set customer_id = @into where key = @key returning key", ("key", key), ("into", into));
            return world;
        }

        private void Happen(Random random, string name, int number)
        {
            var at = s_begin.AddMinutes(random.Next(40 * 24 * 60));
            (Guid Record, Guid[] Keys)? customer = random.Next(6) == 0 ? null : _customers[random.Next(_customers.Count)];
            Guid? Key() => customer?.Keys[random.Next(2)];
            var service = Services[random.Next(Services.Count)];
            var contact = random.Next(10) == 0 ? null : Contact.Begin(A.Key(), new ContactStart(Channel.Phone, null, null, null, Key()), null, at);
            var ended = at.AddMinutes(random.Next(2, 20));
            if (contact is not null)
            {
                _rows.Add(contact);
                if (random.Next(15) > 0) Assert.True(contact.End(ContactOutcome.Answered, false, null, ended).Ok);
            }
            var opened = at.AddMinutes(random.Next(2));
            var earlier = _rows.OfType<Ticket>().Where(t => t.ServiceId == service.Id && t.OpenedAt < opened).ToList();
            if (contact is not null && earlier.Count > 0 && random.Next(3) == 0)
            {
                // The contact is about a ticket that is there already, be it somebody else's.
                Link(contact, earlier[random.Next(earlier.Count)], ContactAct.Progressed, customer?.Record);
                return;
            }
            var ticket = Ticket.Raise(A.Key(), TicketReference.Make(Math.Abs(HashCode.Combine(name, number)), new byte[32]), new TicketOpening(service.Id, Area.Id, false, null, Priority.Normal, "A matter", null, [],
                TicketPlace.None, Channel.Phone, null, contact?.Id, contact is null ? Key() : contact.CustomerId), s_terms, new StepBy(null, opened));
            _rows.Add(ticket);
            if (contact is not null) Link(contact, ticket, ContactAct.Raised, customer?.Record);
            Live(random, ticket, opened, earlier);
            Tickets.Add(new TicketAtFirstContact(service.Id, customer?.Record, contact?.Id, contact?.EndedAt, ticket.State, ticket.OpenedAt, ticket.ResolvedAt, ticket.ReopenedCount, ticket.MarkedFirstContact,
                service.CanFinishAtFirstContact));
        }

        private void Live(Random random, Ticket ticket, DateTimeOffset opened, List<Ticket> earlier)
        {
            var by = new StepBy(null, opened.AddMinutes(random.Next(15)));
            var done = random.Next(12) switch
            {
                0 => ticket.Cancel(s_terms, by),
                1 when earlier.Count > 0 => ticket.MarkDuplicate(earlier[^1].Id, s_terms, by),
                2 or 3 => ticket.HandOver(_team.Id, null, s_terms, by).Ok ? ticket.Resolve(random.Next(2) == 0, 7, s_terms, new StepBy(null, by.At.AddDays(random.Next(9)))) : default!,
                _ => ticket.Resolve(random.Next(3) > 0, 7, s_terms, by),
            };
            Assert.True(done.Ok);
            if (ticket.State == TicketState.Resolved && random.Next(6) == 0)
            {
                Assert.True(ticket.Reopen(s_terms, new StepBy(null, by.At.AddDays(1))).Ok);
                if (random.Next(2) == 0) Assert.True(ticket.Resolve(true, 7, s_terms, new StepBy(null, by.At.AddDays(2))).Ok);
            }
        }

        private void Link(Contact contact, Ticket ticket, ContactAct act, Guid? customer)
        {
            _rows.Add(ContactTicket.Create(contact.Id, ticket.Id, act, contact.StartedAt));
            if (customer is { } record) Contacts.Add(new ContactAbout(contact.Id, record, contact.StartedAt, ticket.ServiceId));
        }
    }
}
