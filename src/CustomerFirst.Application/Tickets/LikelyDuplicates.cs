using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Tickets;

/// <summary>A ticket that may be about the same matter.</summary>
/// <param name="SameCustomer">Of the same customer, or reported by them.</param>
/// <param name="SamePlace">At the same property or within 50 metres.</param>
public sealed record LikelyDuplicate(Guid Id, string Reference, string Subject, TicketState State, DateTimeOffset OpenedAt, DateTimeOffset? DueAt,
    string? Address, string? Postcode, string? Team, bool SameCustomer, bool SamePlace);

/// <summary>
/// Likely duplicates: the same service within 30 days, for the same customer or at the same place, and still open or resolved in the last 14 days. Each
/// way has an index of its own, so that the question costs the same whatever the size of the table.
/// </summary>
internal sealed class LikelyDuplicates(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time)
{
    private const int Most = 10;
    /// <summary>Metres within which two points are one place.</summary>
    private const double Near = 50;
    private const double MetresPerDegree = 111_320;

    private static readonly TimeSpan s_raisedWithin = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_resolvedWithin = TimeSpan.FromDays(14);

    // What every way has in common.
    private const string Recent = "t.service_id = @service and t.opened_at >= @since and (t.state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers') or t.resolved_at >= @resolved_since)";
    private const string OfCustomer = "select o.key from customer_keys k join customer_keys o on o.customer_id = k.customer_id where k.key = @customer";

    /// <summary>The likely duplicates that an actor may see, the latest first.</summary>
    public async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(Actor actor, Guid serviceId, Guid? customerId, TicketPlace place, CancellationToken token)
    {
        var (ways, parameters) = Ways(customerId, place);
        if (ways.Count == 0) return [];
        var visible = VisibleTickets.Sql(actor);
        if (visible.Condition == "false") return [];
        var now = time.GetUtcNow();
        parameters.Add(new NpgsqlParameter("service", serviceId));
        parameters.Add(new NpgsqlParameter("since", now - s_raisedWithin));
        parameters.Add(new NpgsqlParameter("resolved_since", now - s_resolvedWithin));
        parameters.AddRange(visible.Parameters());
        var sql = $"""
            with found as (
            {string.Join("\nunion all\n", ways)}
            )
            select t.id, t.reference, t.subject, t.state, t.opened_at, t.resolution_due_at, t.address, t.postcode, t.team_id, f.customer, f.place
            from (select id, bool_or(way = 'customer') as customer, bool_or(way = 'place') as place from found group by id) f
            join tickets t on t.id = f.id
            where {visible.Condition}
            order by t.opened_at desc, t.id desc
            limit {Most}
            """;
        var teams = (await catalogue.GetAsync(token)).TeamsById;
        return await database.ReadAsync(sql, parameters, row => new LikelyDuplicate(row.GetGuid(0), row.GetString(1), row.GetString(2), Codes.Read<TicketState>(row.GetString(3))!.Value,
            row.GetFieldValue<DateTimeOffset>(4), row.Maybe<DateTimeOffset?>(5), row.Maybe<string>(6), row.Maybe<string>(7),
            row.Maybe<Guid?>(8) is { } team ? teams.GetValueOrDefault(team)?.Name : null, row.GetBoolean(9), row.GetBoolean(10)), token);
    }

    private static (List<string> Ways, List<NpgsqlParameter> Parameters) Ways(Guid? customerId, TicketPlace place)
    {
        var ways = new List<string>();
        var parameters = new List<NpgsqlParameter>();
        if (customerId is { } customer)
        {
            ways.Add($"select t.id, 'customer' as way from tickets t where t.customer_id in ({OfCustomer}) and {Recent}");
            ways.Add($"select t.id, 'customer' as way from ticket_customers c join tickets t on t.id = c.ticket_id where c.customer_id in ({OfCustomer}) and c.role <> 'subject' and {Recent}");
            parameters.Add(new NpgsqlParameter("customer", customer));
        }
        if (place.Uprn is { } uprn)
        {
            ways.Add($"select t.id, 'place' as way from tickets t where t.uprn = @uprn and {Recent}");
            parameters.Add(new NpgsqlParameter("uprn", uprn));
        }
        if (place is { Postcode: { } postcode, Address: { } address })
        {
            ways.Add($"select t.id, 'place' as way from tickets t where t.postcode = @postcode and lower(t.address) = lower(@address) and {Recent}");
            parameters.Add(new NpgsqlParameter("postcode", postcode));
            parameters.Add(new NpgsqlParameter("address", NpgsqlDbType.Text) { Value = address });
        }
        if (place is { Latitude: { } latitude, Longitude: { } longitude })
        {
            // Within a city a degree of longitude is a degree of latitude times the cosine; at 50 metres the error is far below a metre.
            var (north, east) = (Near / MetresPerDegree, Math.Cos(latitude * Math.PI / 180));
            ways.Add($"""
                select t.id, 'place' as way from tickets t
                where t.latitude between @latitude - @north and @latitude + @north
                  and (t.latitude - @latitude) * (t.latitude - @latitude) + (t.longitude - @longitude) * (t.longitude - @longitude) * @east * @east <= @north * @north
                  and {Recent}
                """);
            parameters.AddRange([new("latitude", latitude), new("longitude", longitude), new("north", north), new("east", east)]);
        }
        return (ways, parameters);
    }
}
