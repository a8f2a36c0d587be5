using System.Text;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>National insurance numbers, council tax accounts and tenancies that came with files.</summary>
public sealed class IdentifierTests(Hub hub) : IClassFixture<Hub>
{
    private static int s_number = 100_000;

    private static string Number() => $"AB{Interlocked.Increment(ref s_number)}C";

    private async Task<ImportCustomersSummary> ImportAsync(string source, string rows)
    {
        var map = CustomerMap.Read($$"""{"source": "{{source}}", "id": "ref", "columns": {"given": "givenName", "family": "familyName", "born": "dateOfBirth", "street": "addressLine1", "number": "identifier", "account": "identifier"} }""", "map.json").Value;
        return await hub.DoAsync(new ImportCustomersCommand(new MemoryStream(Encoding.UTF8.GetBytes("ref,given,family,born,street,number,account\n" + rows)), source + ".csv", map, () => TextWriter.Null), Actor.Operator);
    }

    private async Task<FoundCustomers> FindAsync(string typed) => await hub.DoAsync(new FindCustomersQuery(typed), TheCustomer.Adviser());

    [Fact]
    public async Task A_customer_is_found_by_an_identifier_as_it_is_written_and_by_an_account()
    {
        var (number, family) = (Number(), TheCustomer.Word());
        await ImportAsync("found", $"1,Ann,{family},,,{number},CT-7788991\n2,Bea,{family},,,,\n");

        foreach (var typed in (string[])[number, $"{number[..2]} {number[2..4]} {number[4..6]} {number[6..8]} {number[8]}", number.ToLowerInvariant(), "CT7788991", $"{family} {number}"])
        {
            var found = Assert.Single((await FindAsync(typed)).Customers);
            Assert.Equal(($"Ann {family}", "Identifier"), (found.Name, found.Because[0]));
        }
        Assert.Empty((await FindAsync($"zebedee {number}")).Customers);
    }

    [Fact]
    public async Task A_row_meets_the_owner_of_its_identifier_though_nothing_else_is_alike()
    {
        var number = Number();
        await ImportAsync("one", $"1,Ann,{TheCustomer.Word()},1962-03-14,3 Ash Row,{number},\n");

        var summary = await ImportAsync("other", $"1,Zora,{TheCustomer.Word()},1985-07-02,88 Low Street,{number},\n");

        Assert.Equal(0, summary.Of(RowFate.Created));
    }

    [Fact]
    public async Task An_account_of_another_kind_says_nothing_against_the_same_person()
    {
        var family = TheCustomer.Word();
        await ImportAsync("tax", $"1,Pavel,{family},1962-03-14,14 Mill Lane,,CT5566771\n");

        var summary = await ImportAsync("housing", $"1,Pavel,{family},1962-03-14,14 Mill Lane,,TEN-99031\n");

        Assert.Equal(1, summary.Of(RowFate.Matched));
    }

    [Fact]
    public async Task Rows_of_one_file_find_one_another_however_many_come_between_and_none_is_made_twice()
    {
        var (family, rows) = (TheCustomer.Word(), new StringBuilder());
        for (var i = 0; i < 700; i++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"R{i},{(i % 350 == 5 ? "Magdalena" : "G" + TheCustomer.Word())},{(i % 350 == 5 ? family : TheCustomer.Word())},{1930 + (i % 350 == 5 ? 1 : i % 70)}-03-{(i % 350 == 5 ? 5 : i % 28 + 1):00},{(i % 350 == 5 ? 7 : i)} {(i % 350 == 5 ? "Elm" : TheCustomer.Word())} Row,,\n");

        var first = await ImportAsync("many", rows.ToString());
        var before = await hub.ScalarAsync<long>("select count(*) from audit_entries where action = 'ImportCustomers' and record_kind = 'customer'");
        var second = await ImportAsync("many", rows.ToString());

        Assert.Equal(1, first.Of(RowFate.Matched));
        Assert.Equal((700, 700), (first.Read, second.Of(RowFate.Unchanged)));
        Assert.Equal(1L, await hub.ScalarAsync<long>("select count(*) from customer_names where family_name = @family", ("family", family)));
        Assert.Equal(before, await hub.ScalarAsync<long>("select count(*) from audit_entries where action = 'ImportCustomers' and record_kind = 'customer'"));
        Assert.Equal(0L, await hub.ScalarAsync<long>("select count(*) from customers c where not exists (select from audit_entries a where a.record_id = c.id) or not exists (select from customer_match_keys k where k.customer_id = c.id)"));
    }
}
