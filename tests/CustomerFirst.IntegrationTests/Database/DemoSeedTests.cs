using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Database;

/// <summary>A hub in which the demonstration council was seeded once for all tests of the class.</summary>
public sealed class SeededHub : IAsyncLifetime
{
    public Hub Hub { get; } = new();

    public SeededDemo Seeded { get; private set; } = null!;

    public List<string> Steps { get; } = [];

    public async Task InitializeAsync()
    {
        await Hub.InitializeAsync();
        Seeded = await Hub.DoAsync(new SeedDemoCommand(new Listener(Steps)), Actor.Operator);
    }

    public Task DisposeAsync() => Hub.DisposeAsync();

    private sealed class Listener(List<string> steps) : IProgress<Advance>
    {
        public void Report(Advance value) => steps.Add(value.Step);
    }
}

public sealed class DemoSeedTests(SeededHub seeded) : IClassFixture<SeededHub>
{
    private Hub Hub => seeded.Hub;

    [Theory]
    [InlineData("constituencies", 10)]
    [InlineData("wards", 40)]
    [InlineData("offices", 12)]
    [InlineData("service_areas", 60)]
    [InlineData("services", 250)]
    [InlineData("sla_versions", 250)]
    [InlineData("staff", 100)]
    [InlineData("ward_members", 40)]
    [InlineData("properties", 20000)]
    [InlineData("customers", 5025)]
    [InlineData("customer_pairs", 25)]
    [InlineData("tickets", 20000)]
    public async Task The_council_is_as_large_as_promised(string table, long rows) =>
        Assert.Equal(rows, await Hub.ScalarAsync<long>($"select count(*) from {table}"));

    [Fact]
    public async Task Every_address_is_a_property_of_the_gazetteer_to_the_letter() =>
        Assert.Equal(0L, await Hub.ScalarAsync<long>("select count(*) from customer_addresses a left join properties p on p.uprn = a.uprn where p.uprn is null or a.postcode is distinct from p.postcode or position(p.street in a.line1) = 0"));

    [Fact]
    public async Task Many_customers_said_something_of_consents_to_an_adviser_some_took_it_back_and_nobody_before_their_time()
    {
        Assert.InRange(await Hub.ScalarAsync<long>("select count(distinct customer_id) from customer_consents"), 1_000, 2_100);
        Assert.InRange(await Hub.ScalarAsync<long>("select count(*) from customer_consents where word = 'withdrawn'"), 50, 1_000);
        Assert.Equal(0L, await Hub.ScalarAsync<long>("select count(*) from customer_consents w join customers c on c.id = w.customer_id where w.\"from\" < c.created_at or w.recorded_at > now() or not exists (select 1 from staff_roles r where r.staff_id = w.recorded_by and r.role = 'adviser')"));
    }

    [Fact]
    public async Task A_second_seeding_is_refused_and_adds_nothing()
    {
        var again = await Hub.SendAsync(new SeedDemoCommand(), Actor.Operator);

        Assert.IsType<NotEmpty>(again.Error);
        Assert.Equal(20000, await Hub.ScalarAsync<long>("select count(*) from tickets"));
    }

    [Fact]
    public void It_tells_how_far_it_is() => Assert.True(seeded.Steps.Count >= 6);

    [Fact]
    public async Task Every_due_time_is_what_the_clock_says_now()
    {
        var catalogue = await Hub.Services.GetRequiredService<Catalogue>().GetAsync(CancellationToken.None);
        var open = await Hub.DatabaseAsync(db => db.Tickets.AsNoTracking().Include(t => t.Intervals)
            .Where(t => t.ResolvedAt == null && t.EndedAt == null).OrderBy(t => t.Id).Take(500).ToListAsync());

        Assert.NotEmpty(open);
        foreach (var ticket in open)
        {
            var due = ticket.ResolutionDueAt;
            Assert.False(ticket.Recompute(catalogue.TermsFor(ticket.ServiceId, ticket.Priority, Hub.Clock.GetUtcNow())), $"{ticket.Reference} was due {due:u} and is now due {ticket.ResolutionDueAt:u}.");
        }
    }

    [Fact]
    public async Task It_reads_as_a_believable_council()
    {
        // Shares that somebody from the field would expect; the demonstration is to look like a place that is under way.
        Assert.InRange(await ShareAsync("marked_first_contact"), 0.35, 0.65);
        Assert.InRange(await ShareAsync("customer_id is null"), 0.05, 0.15);
        Assert.InRange(await ShareAsync("reopened_count > 0"), 0.01, 0.06);
        Assert.InRange(await ShareAsync("resolved_at > resolution_due_at"), 0.03, 0.25);
        Assert.InRange(await ShareAsync("state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')"), 0.005, 0.1);
        Assert.Equal(0, await Hub.ScalarAsync<long>("select count(*) from tickets where opened_at > now() or updated_at > now()"));
    }

    [Fact]
    public async Task Every_printed_sign_in_is_there_with_its_role()
    {
        foreach (var signIn in DemoSignIns.All)
            Assert.Equal(1, await Hub.ScalarAsync<long>("select count(*) from staff s join staff_roles r on r.staff_id = s.id where s.email = @email and r.role = @role",
                ("email", signIn.Email), ("role", signIn.Role)));
    }

    [Theory]
    [InlineData("adviser@kelderby.example")]
    [InlineData("counter@kelderby.example")]
    [InlineData("officer@kelderby.example")]
    [InlineData("care@kelderby.example")]
    [InlineData("manager@kelderby.example")]
    public async Task Whoever_signs_in_to_work_finds_tickets_of_their_own_and_others_in_the_queue(string email)
    {
        var work = await Hub.DoAsync(new GetMyWorkQuery(), await ActorAsync(email));
        Assert.InRange(work.Today.MineOpen, 3, 60);
        Assert.InRange(work.Queue.Count, 3, 10);
        Assert.Contains(work.Mine, t => !t.Overdue);
    }

    [Fact]
    public async Task Stewards_find_pairs_of_records_that_are_alike_and_each_record_has_its_enquiries()
    {
        var review = await Hub.DoAsync(new ReviewPairsQuery(), await ActorAsync("steward@kelderby.example"));
        Assert.Equal((25, true), (review.Waiting, review.Next!.Reasons.Count > 0));
        Assert.Equal(25, await Hub.ScalarAsync<long>("""
            select count(*) from customer_pairs p where (select count(distinct t.customer_id) from tickets t where t.customer_id in (p.low_id, p.high_id)) = 2
            """));
    }

    private async Task<Actor> ActorAsync(string email)
    {
        var staff = await Hub.DatabaseAsync(db => db.Users.Include(s => s.Roles).Include(s => s.Teams).Include(s => s.ServiceAreas).AsSplitQuery().SingleAsync(s => s.Email == email));
        return new Actor(ActorKind.Staff, staff.Id, staff.DisplayName)
        {
            Roles = staff.Roles.Select(r => r.Role).ToHashSet(), Permissions = staff.Roles.SelectMany(r => Permissions.Of(r.Role)).ToHashSet(),
            ServiceAreas = staff.ServiceAreas.Select(a => a.ServiceAreaId).ToHashSet(), Teams = staff.Teams.Select(t => t.TeamId).ToHashSet(),
        };
    }

    [Fact]
    public async Task The_stories_use_every_state() =>
        Assert.Equal(Enum.GetValues<TicketState>().Length, await Hub.ScalarAsync<long>("select count(distinct state) from tickets"));

    private Task<double> ShareAsync(string condition) =>
        Hub.ScalarAsync<double>($"select (count(*) filter (where {condition}))::float8 / count(*) from tickets");
}
