using CustomerFirst.Benchmarks.Database;
using Npgsql;

namespace CustomerFirst.Benchmarks.Tickets;

/// <summary>What is asked of each page that is measured, drawn from what is in a database; the same draw each time.</summary>
internal sealed class Pages(BenchmarkServer server)
{
    private const int Drawn = 10_000;
    private const string Open = "state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')";

    /// <summary>Tickets of any age, each as likely as any other: most have been looked at by nobody for years.</summary>
    public async Task<IReadOnlyList<PageRequest>> TicketsAsync(string database, CancellationToken token)
    {
        var references = await ReadAsync(database, $"select reference from tickets where not restricted order by md5(id::text) limit {Drawn}", token);
        return [.. references.Select(r => new PageRequest($"/tickets/{r}", r))];
    }

    /// <summary>Queues as people look at them: everything, one's team, a ward, what is late, what is new, what was done last month.</summary>
    public async Task<IReadOnlyList<PageRequest>> QueuesAsync(string database, CancellationToken token)
    {
        var teams = await IdsAsync(database, "team_id", token);
        var areas = await IdsAsync(database, "service_area_id", token);
        var services = await IdsAsync(database, "service_id", token);
        var wards = await IdsAsync(database, "ward_id", token);
        var day = TimeProvider.System.GetUtcNow().AddDays(-60);
        string Day(int after) => day.AddDays(after).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var paths = Enumerable.Range(0, 40).SelectMany(i =>
        {
            var (team, area, service, ward) = (teams[i % teams.Count], areas[i % areas.Count], services[i % services.Count], wards[i % wards.Count]);
            return new[]
            {
                "", $"?team={team}", $"?team={team}&due=overdue", $"?team={team}&sort=opened&dir=desc", $"?area={area}", $"?area={area}&state=waitingForCustomer", $"?service={service}", $"?ward={ward}",
                $"?ward={ward}&team={team}", "?due=overdue", "?due=today", "?due=week", "?assignee=none", $"?team={team}&assignee=none", "?sort=opened&dir=desc", "?sort=updated&dir=desc", "?state=new", "?priority=urgent",
                $"?service={service}&scope=any&from={Day(i % 30)}&to={Day(i % 30 + 7)}", $"?ward={ward}&scope=ended&from={Day(i % 30)}",
            };
        });
        return [.. paths.Select(p => new PageRequest($"/tickets{p}", "</html>"))];
    }

    /// <summary>Enquiries of any age that their customers track, half with the postcode of the place and half with their own name.</summary>
    public async Task<IReadOnlyList<PageRequest>> TrackedAsync(string database, CancellationToken token)
    {
        // The name and the reference have no character in common with what separates them here.
        var enquiries = await ReadAsync(database, $"""
            select t.reference || '|' || case when get_byte(uuid_send(t.id), 15) % 2 = 0 then t.postcode else n.family_name end
            from tickets t join services s on s.id = t.service_id and s.publicly_trackable
              join ticket_customers tc on tc.ticket_id = t.id and tc.role = 'subject' join customer_keys k on k.key = tc.customer_id join customers c on c.id = k.customer_id and c.erasure = 'active'
              join customer_names n on n.customer_id = c.id and n."to" is null
            where not t.restricted and t.postcode is not null and n.family_name is not null
            order by md5(t.id::text) limit {Drawn}
            """, token);
        return [.. enquiries.Select(e => e.Split('|')).Select(e => new PageRequest("/track", "What happens next", $"Reference={e[0]}&Proof={Uri.EscapeDataString(e[1])}"))];
    }

    // Those with open work, the busiest first.
    private Task<List<string>> IdsAsync(string database, string column, CancellationToken token) =>
        ReadAsync(database, $"select {column}::text from tickets where {Open} and not restricted and {column} is not null group by 1 order by count(*) desc, 1 limit 40", token);

    private async Task<List<string>> ReadAsync(string database, string sql, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(database));
        await connection.OpenAsync(token);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(token);
        var found = new List<string>();
        while (await rows.ReadAsync(token)) found.Add(rows.GetString(0));
        return found;
    }
}
