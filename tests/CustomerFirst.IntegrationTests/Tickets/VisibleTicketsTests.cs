using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class VisibleTicketsTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task The_filter_and_the_SQL_agree_with_the_rule_for_every_role_and_every_kind_of_ticket()
    {
        ServiceArea[] areas = [A.ServiceArea(), A.ServiceArea()];
        Team?[] teams = [null, A.Team(areas[0]), A.Team(areas[1])];
        Ward?[] wards = [null, Ward.Create(A.Key(), "E05100001", "North", new DateOnly(2024, 5, 2), "{}"), Ward.Create(A.Key(), "E05100002", "South", new DateOnly(2024, 5, 2), "{}")];
        Service[] services = [A.Service(areas[0]), A.Service(areas[1]), A.Service(areas[0], restricted: true), A.Service(areas[1], restricted: true)];
        await hub.SaveAsync([.. areas, .. teams.OfType<Team>(), .. wards.OfType<Ward>(), .. services]);
        var tickets = new List<Ticket>();
        foreach (var service in services)
            foreach (var team in teams)
                foreach (var ward in wards)
                    tickets.Add(await TicketAsync(service, team, ward));
        await hub.SaveAsync([.. tickets]);

        foreach (var actor in Actors(areas, teams, wards))
        {
            var sight = TicketVisibility.Of(actor);
            var expected = tickets.Where(t => sight.SightOf(t.ServiceAreaId, t.Restricted, t.TeamId, t.WardId, t.MemberMayKnowCustomer) != TicketSight.None).Select(t => t.Id).Order().ToList();
            var byFilter = await hub.DatabaseAsync(db => db.Tickets.VisibleTo(actor).Select(t => t.Id).ToListAsync());
            var bySql = await IdsBySqlAsync(VisibleTickets.Sql(actor, "x"));
            Assert.Equal(expected, byFilter.Order());
            Assert.Equal(expected, bySql.Order());
        }
    }

    [Fact]
    public void Only_officers_of_the_area_see_restricted_tickets()
    {
        var area = A.ServiceArea();
        var seeing = Enum.GetValues<Role>().Where(role =>
            TicketVisibility.Of(A.Actor(A.Staff(role), officerOf: [area])).SightOf(area.Id, restricted: true, null, null, false) != TicketSight.None);
        Assert.Equal([Role.Officer], seeing);
    }

    private async Task<List<Guid>> IdsBySqlAsync(VisibleSql visible)
    {
        await using var command = hub.Database.CreateCommand($"select x.id from tickets x where {visible.Condition}");
        command.Parameters.AddRange(visible.Parameters());
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await rows.ReadAsync()) ids.Add(rows.GetGuid(0));
        return ids;
    }

    private static IEnumerable<Actor> Actors(ServiceArea[] areas, Team?[] teams, Ward?[] wards)
    {
        yield return Actor.Operator;
        yield return Actor.Job;
        yield return Actor.Public;
        yield return new Actor(ActorKind.ApiClient, A.Key(), "Unbound client");
        yield return new Actor(ActorKind.ApiClient, A.Key(), "Bound client") { ServiceAreas = new HashSet<Guid> { areas[1].Id } };
        Role[][] sets = [.. Enum.GetValues<Role>().Select(r => new[] { r }), [Role.Officer, Role.Manager], [Role.Officer, Role.Member], [Role.Member, Role.Steward]];
        foreach (var roles in sets)
        {
            var account = A.Staff(roles[0], roles[1..]);
            yield return A.Actor(account);
            yield return A.Actor(account, officerOf: [areas[0]]);
            yield return A.Actor(account, inTeams: [teams[2]!]);
            yield return A.Actor(account, memberFor: [wards[1]!]);
            yield return A.Actor(account, [areas[1]], [teams[1]!], [wards[2]!]);
        }
    }

    private async Task<Ticket> TicketAsync(Service service, Team? team, Ward? ward)
    {
        var reference = await hub.Services.GetRequiredService<TicketReferences>().NextAsync(CancellationToken.None);
        var opening = new TicketOpening(service.Id, service.ServiceAreaId, service.Restricted, team?.Id, Priority.Normal, "Something", null, [],
            TicketPlace.None with { WardId = ward?.Id }, Channel.Web, null, null, null);
        return Ticket.Raise(A.Key(), reference, opening, SlaTerms.None(BusinessCalendar.RoundTheClock()), new StepBy(null, hub.Clock.GetUtcNow()));
    }
}
