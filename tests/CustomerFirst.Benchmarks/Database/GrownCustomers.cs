using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Benchmarks.Database;

/// <summary>The demonstration council with a city of customers more, written by COPY from the domain's own objects; kept and used again.</summary>
internal sealed class GrownCustomers(BenchmarkServer server, Council council)
{
    private const int Version = 2;
    private const int Part = 20_000;
    private static readonly string[] s_tables = ["customers", "customer_keys", "customer_names", "contact_points", "customer_addresses", "customer_match_keys"];

    /// <summary>Makes the database unless it is there; returns its name.</summary>
    public async Task<string> EnsureAsync(int customers, CancellationToken token)
    {
        var database = $"bench_customers_{customers.ToString(CultureInfo.InvariantCulture)}";
        await server.EnsureAsync(database, $"{customers} customers, version {Version}, keys {MatchKeys.Version}", Council.Template, () => GrowAsync(database, customers, token), token);
        await council.MigrateAsync(database, token);
        return database;
    }

    private async Task GrowAsync(string database, int customers, CancellationToken token)
    {
        var began = TimeProvider.System.GetTimestamp();
        Console.Error.WriteLine($"Growing {database}. This is done once; the database is kept.");
        await server.ExecuteAsync(database, "alter table customers disable trigger user", token);
        await new IndexesAside(server, database).WhileAsync(s_tables, async () =>
        {
            var done = 0;
            foreach (var part in new CityCustomers(1962, customers).Make().Chunk(Part))
            {
                await CopyAsync(database, part, token);
                done += part.Length;
                if (done % 200_000 < Part) Console.Error.WriteLine($"  {done} customers, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
            }
            // What the triggers would have done row by row.
            await server.ExecuteAsync(database, """
                truncate customer_match_keys;
                alter table customer_match_keys drop constraint pk_customer_match_keys;
                insert into customer_match_keys (key, customer_id) select key, c.id from customers c cross join lateral unnest(c.match_keys) key;
                set maintenance_work_mem = '1GB';
                alter table customer_match_keys add constraint pk_customer_match_keys primary key (key, customer_id);
                """, token);
            Console.Error.WriteLine($"  keys, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
        }, token);
        await server.ExecuteAsync(database, "alter table customers enable trigger user", token);
        await council.WithDatabaseAsync(database, async services =>
        {
            var learnt = await services.GetRequiredService<IMediator>().Send(new LearnNamesCommand(), token);
            return learnt.Ok ? learnt.Value : throw new BenchmarkFailedException($"Names were not counted: {learnt.Error!.Message}");
        });
        await server.ExecuteAsync(database, "vacuum (analyze)", token);
        Console.Error.WriteLine($"  ready after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
    }

    private Task<long> CopyAsync(string database, Customer[] part, CancellationToken token) => council.WithDatabaseAsync(database, async services =>
    {
        var db = services.GetRequiredService<CustomerFirstDb>();
        await db.Database.OpenConnectionAsync(token);
        await db.CopyAsync(part, token);
        await db.CopyAsync(part.Select(c => CustomerKey.Of(c.Id)), token);
        await db.CopyAsync(part.SelectMany(c => c.Names), token);
        await db.CopyAsync(part.SelectMany(c => c.ContactPoints), token);
        return await db.CopyAsync(part.SelectMany(c => c.Addresses), token);
    });
}
