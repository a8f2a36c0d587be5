using System.Text;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class ManyCustomersTests(Hub hub, ManyCustomers filled) : IClassFixture<Hub>, IClassFixture<ManyCustomers>
{
    [Theory]
    [InlineData("given12 surname345")]
    [InlineData("surname34")]
    [InlineData("ng")]
    [InlineData("n surname34")]
    [InlineData("07700 000 345")]
    [InlineData("p345@example.org")]
    [InlineData("zz1 1aa")]
    [InlineData("3/2/1980")]
    public async Task No_search_reads_the_whole_table(string typed)
    {
        await filled.FillAsync(hub);
        var (sql, parameters) = CustomerRanking.Statement(SearchWords.Read(typed, new DateOnly(2026, 11, 21)), null, TheCustomer.Adviser(), null, 20);
        await using var command = hub.Database.CreateCommand("explain (analyze, costs off, timing off) " + sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        var plan = new StringBuilder();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) plan.AppendLine(reader.GetString(0));
        Assert.DoesNotContain("Seq Scan", plan.ToString(), StringComparison.Ordinal);
        Assert.Contains("Index", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_finds_more_than_can_be_ranked_says_so_and_still_has_the_exact_name_first()
    {
        await filled.FillAsync(hub);
        var exact = await TheCustomer.CreateAsync(hub, TheCustomer.Named("Surname", "Exact"));

        var found = await hub.DoAsync(new FindCustomersQuery("surname"), TheCustomer.Adviser());

        Assert.True(found.Limited);
        Assert.Equal(CustomerRanking.Most, found.Total);
        Assert.Equal(exact, found.Customers[0].Id);
    }
}

/// <summary>Fills a database with as many customers as make a scan of the table dear.</summary>
public sealed class ManyCustomers
{
    private const int Rows = 30_000;
    private bool _filled;

    /// <summary>Fills it once; tests of one class come one after the other.</summary>
    public async Task FillAsync(Hub hub)
    {
        if (_filled) return;
        foreach (var sql in (string[])[Fill, Points, Addresses, "vacuum analyze customers", "vacuum analyze contact_points", "vacuum analyze customer_addresses"])
        {
            await using var command = hub.Database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
        _filled = true;
    }

    private static readonly string Fill = $"""
        insert into customers (id, kind, date_of_birth, date_of_birth_verified, formats, do_not_ring, erasure, lawful_basis, created_at, version, search_text)
        select md5(i::text)::uuid, 'person', d, 'unverified', '{"{}"}', false, 'active', 'publicTask', now(), 1,
          ' given' || (i % 97) || ' surname' || (i % 997) || case when i % 500 = 0 then ' ng' else '' end || ' | ' || to_char(d, 'YYYY-MM-DD')
          || ' +447700' || lpad(i::text, 6, '0') || ' 07700' || lpad(i::text, 6, '0') || ' p' || i || '@example.org '
          || (i % 200) || ' ' || substr(md5((i % 5000)::text), 1, 7) || case when i % 5 < 3 then ' street' else ' road' end || ' testford '
        from (select i, date '1930-01-01' + (i * 7 % 30000) as d from generate_series(1, {Rows}) i) x
        """;

    private static readonly string Points = $"""
        insert into contact_points (id, customer_id, origin_id, kind, value, "from", source, verified)
        select gen_random_uuid(), md5(i::text)::uuid, md5(i::text)::uuid, 'phone', '+447700' || lpad(i::text, 6, '0'), now(), 'staff', 'unverified' from generate_series(1, {Rows}) i
        """;

    private static readonly string Addresses = $"""
        insert into customer_addresses (id, customer_id, origin_id, line1, postcode, "from", source, verified)
        select gen_random_uuid(), md5(i::text)::uuid, md5(i::text)::uuid, '1 Road', 'ZZ' || (i % 20) || ' ' || (i % 9) || chr(65 + i % 26) || chr(65 + (i / 26) % 26), now(), 'staff', 'unverified' from generate_series(1, {Rows}) i
        """;
}
