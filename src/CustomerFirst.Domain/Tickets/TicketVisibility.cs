using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Domain.Tickets;

/// <summary>How much of a ticket somebody may see.</summary>
public enum TicketSight
{
    /// <summary>Not even that it is there.</summary>
    None,
    /// <summary>The ward's matter, without who the customer is.</summary>
    WithoutCustomer,
    Full,
}

/// <summary>
/// Who sees which tickets. Restricted ones: only officers of their own service area. Others: advisers, counter staff, managers and stewards see
/// all; officers those of their areas and teams; members those of their wards, and who the customer is only where the customer asked them to act.
/// The operator's own reports count all.
/// </summary>
/// <param name="All">Every unrestricted ticket.</param>
/// <param name="ServiceAreas">Tickets of these areas, unrestricted ones.</param>
/// <param name="RestrictedAreas">Restricted tickets of these areas.</param>
/// <param name="Teams">Unrestricted tickets that these teams have.</param>
/// <param name="Wards">Unrestricted tickets of these wards, without the customer.</param>
/// <param name="Everything">Restricted ones too: the operator and jobs.</param>
public sealed record TicketVisibility(bool All, IReadOnlyList<Guid> ServiceAreas, IReadOnlyList<Guid> RestrictedAreas, IReadOnlyList<Guid> Teams, IReadOnlyList<Guid> Wards, bool Everything)
{
    /// <summary>What an actor may see.</summary>
    public static TicketVisibility Of(Actor actor)
    {
        if (actor.Kind is ActorKind.Operator or ActorKind.Job) return new(true, [], [], [], [], true);
        if (actor.Kind == ActorKind.ApiClient)
            // A client that is bound to areas is an officer of them; one that is not sees what an adviser sees.
            return actor.ServiceAreas.Count == 0 ? new(true, [], [], [], [], false) : new(false, [.. actor.ServiceAreas], [.. actor.ServiceAreas], [], [], false);
        var all = actor.Roles.Any(r => r is Role.Adviser or Role.CounterStaff or Role.Manager or Role.Steward);
        var officer = actor.Roles.Contains(Role.Officer);
        return new(all,
            officer ? [.. actor.ServiceAreas] : [],
            officer ? [.. actor.ServiceAreas] : [],
            officer ? [.. actor.Teams] : [],
            actor.Roles.Contains(Role.Member) ? [.. actor.Wards] : [],
            false);
    }

    /// <summary>How much of one ticket the actor sees.</summary>
    public TicketSight SightOf(Guid serviceAreaId, bool restricted, Guid? teamId, Guid? wardId, bool memberMayKnowCustomer)
    {
        if (Everything) return TicketSight.Full;
        if (restricted) return RestrictedAreas.Contains(serviceAreaId) ? TicketSight.Full : TicketSight.None;
        if (All || ServiceAreas.Contains(serviceAreaId) || (teamId is { } team && Teams.Contains(team))) return TicketSight.Full;
        if (wardId is { } ward && Wards.Contains(ward)) return memberMayKnowCustomer ? TicketSight.Full : TicketSight.WithoutCustomer;
        return TicketSight.None;
    }
}
