using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>A ticket's customers in one statement, reached through their keys.</summary>
internal sealed class TicketCustomers(NpgsqlDataSource database)
{
    private const string Statement = """
        select c.id, r.role, c.kind, c.erasure, n.name, c.date_of_birth, p.value, e.value, a.line, c.preferred_channel, c.language, c.do_not_ring or c.died_on is not null,
          array(select x.kind from customer_needs x where x.customer_id = c.id and x."to" is null order by x.kind)
        from ticket_customers r
        join customer_keys k on k.key = r.customer_id
        join customers c on c.id = k.customer_id
        left join lateral (select concat_ws(' ', x.title, x.given_names, x.family_name) as name from customer_names x where x.customer_id = c.id and x."to" is null order by x."from" desc limit 1) n on true
        left join lateral (select x.value from contact_points x where x.customer_id = c.id and x.kind = 'phone' and x."to" is null order by x."from", x.id limit 1) p on true
        left join lateral (select x.value from contact_points x where x.customer_id = c.id and x.kind = 'email' and x."to" is null order by x."from", x.id limit 1) e on true
        left join lateral (select concat_ws(', ', x.line1, x.line2, x.town, x.postcode) as line from customer_addresses x where x.customer_id = c.id and x."to" is null order by x."from" desc limit 1) a on true
        where r.ticket_id = @ticket
        """;

    /// <summary>The customers, the one who asks first. Of blocked and erased records only stewards see more than that they are there.</summary>
    public async Task<IReadOnlyList<TicketCustomerView>> ReadAsync(Guid ticketId, Actor actor, CancellationToken token)
    {
        var steward = actor.May(Permission.StewardCustomers);
        var customers = await database.ReadAsync(Statement, [new NpgsqlParameter("ticket", ticketId)], row => Customer(row, steward), token);
        return [.. customers.DistinctBy(c => (c.Id, c.Role)).OrderBy(c => c.Role).ThenBy(c => c.Id)];
    }

    private static TicketCustomerView Customer(NpgsqlDataReader row, bool steward)
    {
        var (id, role, kind) = (row.GetGuid(0), Codes.Kept<CustomerRole>(row.GetString(1)), Codes.Kept<CustomerKind>(row.GetString(2)));
        var erasure = Codes.Kept<ErasureState>(row.GetString(3));
        if (erasure != ErasureState.Active && !(steward && erasure == ErasureState.Blocked))
            return new TicketCustomerView(id, role, kind, null, null, null, null, null, null, null, DoNotRing: true, []) { Erased = erasure is ErasureState.Anonymised or ErasureState.Deleted };
        return new TicketCustomerView(id, role, kind, row.Maybe<string>(4), row.Maybe<DateOnly?>(5), row.Maybe<string>(6), row.Maybe<string>(7), row.Maybe<string>(8),
            Codes.Read<Channel>(row.Maybe<string>(9)), row.Maybe<string>(10), row.GetBoolean(11), [.. row.GetFieldValue<string[]>(12).Select(n => Codes.Kept<NeedKind>(n))]);
    }
}
