using System.Globalization;
using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Benchmarks.Database;

/// <summary>
/// The demonstration council grown to any number of tickets. Every ticket of the demonstration, with its contacts, intervals, customers and entries, is
/// lived again and again: 25 times in the eighteen months that the demonstration shows, then 25 times a year earlier, and so on. Tickets that are
/// not closed stay in the present, so that a bigger council has the same share of open work. References come in by COPY, all else by statements
/// that take every column along, with indexes and foreign keys put back and checked afterwards.
/// </summary>
internal sealed class GrownCouncil(BenchmarkServer server, Council council)
{
    private const int Version = 2;
    /// <summary>How often the demonstration is lived in the same months.</summary>
    private const int Abreast = 25;
    // Numbers that no hub of this size comes to: references of grown tickets never meet those that it gives itself.
    private const long FirstNumber = 1_000_000_000;

    private static readonly string[] s_customerTables = ["customers", "customer_keys", "customer_names", "contact_points", "customer_addresses", "customer_needs", "customer_consents"];
    private static readonly string[] s_ticketTables = ["contacts", "tickets", "ticket_intervals", "ticket_customers", "ticket_entries", "contact_tickets"];

    /// <summary>Makes the database unless it is there, and does in it what a running hub would have done until today.</summary>
    /// <returns>The database's name.</returns>
    public async Task<string> EnsureAsync(long tickets, CancellationToken token)
    {
        var database = $"bench_{tickets.ToString(CultureInfo.InvariantCulture)}";
        await server.EnsureAsync(database, $"{tickets} tickets, version {Version}", Council.Template, () => GrowAsync(database, tickets, token), token);
        await council.MigrateAsync(database, token);
        await CatchUpAsync(database, token);
        return database;
    }

    private async Task GrowAsync(string database, long tickets, CancellationToken token)
    {
        var began = TimeProvider.System.GetTimestamp();
        var there = long.Parse((await server.ReadAsync(database, "select count(*) from tickets", token))!, CultureInfo.InvariantCulture);
        var times = (int)Math.Round((double)tickets / there) - 1;
        if (times < 1) return;
        Console.Error.WriteLine($"Growing {database} to {there * (times + 1)} tickets. This is done once; the database is kept.");
        await PrepareAsync(database, there, times, token);
        // A customer comes back for about ten tickets in all the years.
        var customers = Math.Max(1, times * 2 / 5);
        await new IndexesAside(server, database).WhileAsync([.. s_customerTables, .. s_ticketTables], async () =>
        {
            // Two tables at a time; nothing but the foreign keys, which are away, ties them together.
            await Parallel.ForEachAsync(s_customerTables.Concat(s_ticketTables), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = token }, async (table, stop) =>
            {
                if (s_customerTables.Contains(table)) await CopyAsync(database, table, 1, customers, customers, stop);
                else for (var last = times; last >= 1; last -= Abreast) await CopyAsync(database, table, Math.Max(1, last - Abreast + 1), last, customers, stop);
                Console.Error.WriteLine($"  {table}, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
            });
        }, token);
        await server.ExecuteAsync(database, "drop schema growth cascade", token);
        await server.ExecuteAsync(database, "vacuum (analyze)", token);
        Console.Error.WriteLine($"  ready after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
    }

    /// <summary>What the statements go by: the demonstration as it was, which of its rows are of the present, new references.</summary>
    private async Task PrepareAsync(string database, long there, int times, CancellationToken token)
    {
        await server.ExecuteAsync(database, $"""
            create schema growth;
            {string.Join('\n', s_customerTables.Concat(s_ticketTables).Select(t => $"create table growth.{t} as select * from {t};"))}
            create table growth.of_tickets as
              select id, state not in ('closed', 'cancelled', 'duplicate') as present, row_number() over (order by id) as number from growth.tickets;
            create table growth.of_contacts as
              select c.id, coalesce(bool_or(t.present), false) as present
              from growth.contacts c left join growth.contact_tickets l on l.contact_id = c.id left join growth.of_tickets t on t.id = l.ticket_id group by c.id;
            create table growth.refs (number bigint, reference text);
            -- Exclusive or: no key becomes itself or, but for a chance in 2^62, another one that is there.
            create function growth.id(old uuid, k int) returns uuid language sql immutable parallel safe return
              encode(substring(int8send(({string.Join(" | ", Enumerable.Range(0, 6).Select(i => $"(get_byte(uuid_send(old), {i})::bigint << {40 - 8 * i})"))}) - ((k - 1) / {Abreast}) * 31449600000) from 3)
                || substring(uuid_send(old) from 7 for 8) || substring(int4send((get_byte(uuid_send(old), 14) << 8 | get_byte(uuid_send(old), 15)) # k) from 3), 'hex')::uuid;
            create function growth.at(old timestamptz, present boolean, k int) returns timestamptz language sql immutable parallel safe return
              old - k * interval '37 seconds' - case when present then interval '0' else ((k - 1) / {Abreast}) * interval '364 days' end;
            """, token);
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString(database)) { Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync(token);
            await using var key = new NpgsqlCommand("select reference_key from installation", connection);
            var secret = (byte[])(await key.ExecuteScalarAsync(token))!;
            await using var importer = await connection.BeginBinaryImportAsync("copy growth.refs (number, reference) from stdin (format binary)", token);
            foreach (var (number, reference) in ParallelEnumerable.Range(1, (int)there * times).Select(n => ((long)n, TicketReference.Make(FirstNumber + n, secret))))
            {
                await importer.StartRowAsync(token);
                await importer.WriteAsync(number, token);
                await importer.WriteAsync(reference, token);
            }
            await importer.CompleteAsync(token);
        }
        await server.ExecuteAsync(database, "create unique index on growth.refs (number)", token);
        await server.ExecuteAsync(database, "analyze", token);
    }

    /// <summary>Writes a table's rows of the demonstration again, once for each <c>k</c> of a range.</summary>
    private async Task CopyAsync(string database, string table, int first, int last, int customers, CancellationToken token)
    {
        var columns = (await server.ReadAsync(database, $"select string_agg(column_name || ' ' || udt_name, ',' order by ordinal_position) from information_schema.columns where table_schema = 'public' and table_name = '{table}' and is_generated = 'NEVER'", token))!
            .Split(',').Select(c => c.Split(' ')).Select(c => (Name: c[0], Type: c[1])).ToList();
        var ofCustomer = s_customerTables.Contains(table);
        string Value((string Name, string Type) column) => column switch
        {
            ("customer_id" or "by_customer_id", _) when !ofCustomer => $"case when k % {customers + 1} = 0 then s.{column.Name} else growth.id(s.{column.Name}, k % {customers + 1}) end",
            ("id" or "ticket_id" or "contact_id" or "parent_id" or "duplicate_of_id" or "customer_id" or "origin_id", _) => $"growth.id(s.{column.Name}, k)",
            ("key", _) when table == "customer_keys" => "growth.id(s.key, k)",
            ("reference", _) when table == "tickets" => "r.reference",
            (_, "timestamptz") when !ofCustomer => $"growth.at(s.\"{column.Name}\", g.present, k)",
            _ => $"s.\"{column.Name}\"",
        };
        var (join, order) = table switch
        {
            _ when ofCustomer => ("", ""),
            "tickets" => ("join growth.of_tickets g on g.id = s.id join growth.refs r on r.number = (k - 1) * (select count(*) from growth.of_tickets) + g.number", $"order by {Value(("opened_at", "timestamptz"))}"),
            "contacts" => ("join growth.of_contacts g on g.id = s.id", $"order by {Value(("started_at", "timestamptz"))}"),
            _ => ("join growth.of_tickets g on g.id = s.ticket_id", ""),
        };
        await server.ExecuteAsync(database, $"""
            set work_mem = '512MB';
            insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))})
            select {string.Join(", ", columns.Select(Value))} from growth.{table} s cross join generate_series({first}, {last}) k {join} {order}
            """, token);
    }

    /// <summary>Marks and closes what time has brought about since the database was made or used last.</summary>
    private async Task CatchUpAsync(string database, CancellationToken token)
    {
        // Those who came back are the same people over and over: held against each other they would all wait for review.
        await server.ExecuteAsync(database, "update customers set paired_version = version where paired_version <> version", token);
        await council.CatchUpAsync(database, token);
        await server.ExecuteAsync(database, "vacuum (analyze) customers", token);
        await server.ExecuteAsync(database, "vacuum (analyze) tickets", token);
        await server.ExecuteAsync(database, "vacuum (analyze) sla_marks", token);
        await server.ExecuteAsync(database, "checkpoint", token);
    }
}
