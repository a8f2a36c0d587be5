using CustomerFirst.Application.Database;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Which teams and which people a ticket can be given to: only those who would see it.</summary>
internal sealed class WhoCanHaveIt(CustomerFirstDb db)
{
    /// <summary>Why a team cannot have the ticket, or null when it can.</summary>
    public static NotAccepted? TeamRefused(TicketAtWork taken, Guid teamId, ResponseTier tier)
    {
        if (taken.Catalogue.TeamsById.GetValueOrDefault(teamId) is not { Active: true } team) return new NotAccepted("TeamId", "Select a team");
        if (team.Tier != tier) return new NotAccepted("TeamId", tier == ResponseTier.Second ? "Select a second-response team" : "Select a first-response team");
        return taken.Ticket.Restricted && team.ServiceAreaId != taken.Ticket.ServiceAreaId ? new NotAccepted("TeamId", "Only teams of its own service area may have this ticket") : null;
    }

    /// <summary>The name of somebody who works, may progress tickets, belongs to the team (if one is named) and would see this ticket; else null.</summary>
    public async Task<string?> NameIfCanHaveItAsync(Ticket ticket, Guid staffId, Guid? teamId, CancellationToken token) =>
        await Staff().FirstOrDefaultAsync(s => s.Id == staffId && s.Active, token) is { } staff && CanHaveIt(ticket, staff, teamId) ? staff.DisplayName : null;

    /// <summary>People who can have the ticket: of the team that has it, of the actor's own teams while no service has it, officers of a restricted one's area, and the actor.</summary>
    public async Task<IReadOnlyList<Assignee>> PeopleAsync(Ticket ticket, Actor actor, CancellationToken token)
    {
        var withService = ticket.State == TicketState.WithService ? ticket.TeamId : null;
        Guid[] teams = withService is { } team ? [team] : [.. actor.Teams.Append(ticket.TeamId ?? Guid.Empty)];
        var area = ticket.Restricted ? ticket.ServiceAreaId : Guid.Empty;
        var staff = await Staff().Where(s => s.Active && (s.Id == actor.Id || s.Teams.Any(t => teams.Contains(t.TeamId)) || s.ServiceAreas.Any(a => a.ServiceAreaId == area)))
            .OrderBy(s => s.DisplayName).ThenBy(s => s.Id).Take(200).ToListAsync(token);
        return [.. staff.Where(s => CanHaveIt(ticket, s, withService)).Select(s => new Assignee(s.Id, s.DisplayName))];
    }

    /// <summary>People of a team who could have the ticket if it were handed to the team.</summary>
    public async Task<IReadOnlyList<Assignee>> PeopleOfAsync(Guid teamId, Ticket ticket, CancellationToken token)
    {
        var staff = await Staff().Where(s => s.Active && s.Teams.Any(t => t.TeamId == teamId)).OrderBy(s => s.DisplayName).ThenBy(s => s.Id).Take(200).ToListAsync(token);
        return [.. staff.Where(s => CanHaveIt(ticket, s, teamId)).Select(s => new Assignee(s.Id, s.DisplayName))];
    }

    private IQueryable<StaffAccount> Staff() => db.Users.AsNoTracking().Include(s => s.Roles).Include(s => s.ServiceAreas).Include(s => s.Teams).AsSplitQuery();

    private static bool CanHaveIt(Ticket ticket, StaffAccount staff, Guid? teamId)
    {
        if (teamId is { } team && staff.Teams.All(t => t.TeamId != team)) return false;
        var actor = new Actor(ActorKind.Staff, staff.Id, staff.DisplayName)
        {
            Roles = staff.Roles.Select(r => r.Role).ToHashSet(),
            ServiceAreas = staff.ServiceAreas.Select(a => a.ServiceAreaId).ToHashSet(),
            Teams = staff.Teams.Select(t => t.TeamId).ToHashSet(),
        };
        return actor.Roles.Any(r => Permissions.Of(r).Contains(Permission.ProgressTicket))
            && TicketVisibility.Of(actor).SightOf(ticket.ServiceAreaId, ticket.Restricted, teamId ?? ticket.TeamId, ticket.WardId, ticket.MemberMayKnowCustomer) == TicketSight.Full;
    }
}
