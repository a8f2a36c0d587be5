using System.Linq.Expressions;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// The one place that turns <see cref="TicketVisibility"/> into a filter, for EF Core and for report SQL alike. Everything that reads tickets
/// goes through it: lists, counts, searches, timelines, files, the API.
/// </summary>
public static class VisibleTickets
{
    /// <summary>Only the tickets that an actor may see, be it without the customer.</summary>
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, Actor actor) => tickets.VisibleTo(TicketVisibility.Of(actor));

    /// <summary>Only the tickets that somebody with this sight may see.</summary>
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, TicketVisibility sight)
    {
        if (sight.Everything) return tickets;
        var (areas, restrictedAreas, teams, wards) = (sight.ServiceAreas.ToArray(), sight.RestrictedAreas.ToArray(), sight.Teams.ToArray(), sight.Wards.ToArray());
        var ways = new List<Expression<Func<Ticket, bool>>>();
        // Only the ways that lead somewhere, so that PostgreSQL plans each sight with the indexes that serve it.
        if (restrictedAreas.Length > 0) ways.Add(t => t.Restricted && restrictedAreas.Contains(t.ServiceAreaId));
        if (sight.All) ways.Add(t => !t.Restricted);
        if (!sight.All && areas.Length > 0) ways.Add(t => !t.Restricted && areas.Contains(t.ServiceAreaId));
        if (!sight.All && teams.Length > 0) ways.Add(t => !t.Restricted && teams.Contains(t.TeamId!.Value));
        if (!sight.All && wards.Length > 0) ways.Add(t => !t.Restricted && wards.Contains(t.WardId!.Value));
        return tickets.Where(ways.Count == 0 ? t => false : ways.Aggregate(Or));
    }

    /// <summary>How much of one ticket an actor sees.</summary>
    public static TicketSight SightFor(this Ticket ticket, Actor actor) =>
        TicketVisibility.Of(actor).SightOf(ticket.ServiceAreaId, ticket.Restricted, ticket.TeamId, ticket.WardId, ticket.MemberMayKnowCustomer);

    /// <summary>The same rule for SQL written by hand.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="alias">The name that the table <c>tickets</c> has in the statement.</param>
    public static VisibleSql Sql(Actor actor, string alias = "t") => Sql(TicketVisibility.Of(actor), alias);

    /// <inheritdoc cref="Sql(Actor, string)" />
    public static VisibleSql Sql(TicketVisibility sight, string alias = "t")
    {
        if (sight.Everything) return new VisibleSql("true", []);
        var ways = new List<string>();
        var lists = new List<(string, Guid[])>();
        void Way(string condition, string column, string name, IReadOnlyList<Guid> ids)
        {
            if (ids.Count == 0) return;
            ways.Add($"({condition} and {alias}.{column} = any(@{name}))");
            lists.Add((name, [.. ids]));
        }
        Way($"{alias}.restricted", "service_area_id", "visible_restricted_areas", sight.RestrictedAreas);
        if (sight.All)
        {
            ways.Add($"not {alias}.restricted");
        }
        else
        {
            Way($"not {alias}.restricted", "service_area_id", "visible_areas", sight.ServiceAreas);
            Way($"not {alias}.restricted", "team_id", "visible_teams", sight.Teams);
            Way($"not {alias}.restricted", "ward_id", "visible_wards", sight.Wards);
        }
        return new VisibleSql(ways.Count == 0 ? "false" : $"({string.Join(" or ", ways)})", lists);
    }

    private static Expression<Func<Ticket, bool>> Or(Expression<Func<Ticket, bool>> one, Expression<Func<Ticket, bool>> other) =>
        Expression.Lambda<Func<Ticket, bool>>(Expression.OrElse(one.Body, new Renamed(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

/// <summary>A condition on <c>tickets</c> with its parameters.</summary>
/// <param name="Condition">Goes into a <c>where</c> as it is; parameters are named <c>@visible_…</c>.</param>
public sealed record VisibleSql(string Condition, IReadOnlyList<(string Name, Guid[] Ids)> Lists)
{
    /// <summary>Fresh parameters, for one command.</summary>
    public NpgsqlParameter[] Parameters() => [.. Lists.Select(l => new NpgsqlParameter(l.Name, NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = l.Ids })];
}
