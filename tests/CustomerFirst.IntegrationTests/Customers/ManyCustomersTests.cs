using System.Text;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class ManyCustomersTests(Hub hub, ManyCustomers filled) : IClassFixture<Hub>, IClassFixture<ManyCustomers>
{
    [Theory]
    [InlineData("fatabaka sakanalata")]
    [InlineData("sakana")]
    [InlineData("ba")]
    [InlineData("sakanlata zz1 1962")]
    [InlineData("07700 000 345")]
    [InlineData("p345@example.org")]
    [InlineData("zz1 1aa")]
    [InlineData("3/2/1980")]
    [InlineData("12 kanabata")]
    [InlineData("1985")]
    public async Task No_search_by_keys_reads_a_whole_table(string typed)
    {
        await filled.FillAsync(hub);
        var terms = SearchWords.Read(typed, new DateOnly(2026, 11, 21));
        var words = await hub.DatabaseAsync(db => new KnownWords(TimeProvider.System).GetAsync(db, [], CancellationToken.None));
        var keys = SearchKeys.Of(terms, words, 2026);

        Assert.NotEmpty(keys);
        await HasNoScanAsync(CustomerRanking.ByKeys, CustomerRanking.Parameters(keys, TheCustomer.Adviser()));
    }

    [Theory]
    [InlineData("345@example")]
    [InlineData("7700000")]
    public async Task A_search_by_parts_uses_the_index_of_trigrams(string typed)
    {
        await filled.FillAsync(hub);
        var (sql, parameters) = CustomerRanking.ByParts(SearchWords.Read(typed, new DateOnly(2026, 11, 21)), TheCustomer.Adviser());
        await HasNoScanAsync(sql, parameters);
    }

    [Fact]
    public async Task A_search_that_finds_more_than_can_be_ranked_says_so_and_still_has_the_exact_name_first()
    {
        await filled.FillAsync(hub);
        var exact = await TheCustomer.CreateAsync(hub, TheCustomer.Named("Fataba", "Exact"));

        var found = await hub.DoAsync(new FindCustomersQuery("fataba"), TheCustomer.Adviser());

        Assert.True(found.Limited);
        Assert.Equal(CustomerRanking.Most, found.Total);
        Assert.Equal(exact, found.Customers[0].Id);
    }

    [Fact]
    public async Task One_broad_word_lists_people_with_their_true_number_or_says_that_there_are_more()
    {
        await filled.FillAsync(hub);
        var adviser = TheCustomer.Adviser();
        foreach (var (typed, from, before) in ((string, DateOnly, DateOnly)[])[("1985", new(1985, 1, 1), new(1986, 1, 1)), ("march 1985", new(1985, 3, 1), new(1985, 4, 1))])
        {
            var count = await hub.ScalarAsync<long>("select count(*) from customers where date_of_birth >= @from and date_of_birth < @before", ("from", from), ("before", before));
            var born = await hub.DoAsync(new FindCustomersQuery(typed), adviser);
            Assert.InRange(count, 1, CustomerRanking.Most);
            Assert.Equal((count, false), (born.Total, born.Limited));
            Assert.All(born.Customers, c => Assert.Contains("Date of birth", c.Because));
        }
        foreach (var learnt in (bool[])[false, true])
        {
            if (learnt) await hub.DoAsync(new LearnNamesCommand(), Actor.Job);
            var district = await hub.DoAsync(new FindCustomersQuery("zz1"), adviser);
            Assert.Equal((true, CustomerRanking.Most), (district.Limited, district.Total));
        }
    }

    private async Task HasNoScanAsync(string sql, NpgsqlParameter[] parameters)
    {
        // A table of this size may be read as a whole all the same; what matters is that the index could serve.
        await using var command = hub.Database.CreateCommand("begin; set local enable_seqscan = off; explain (analyze, costs off, timing off) " + sql + "; rollback");
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        var plan = new StringBuilder();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) plan.AppendLine(reader.GetString(0));
        Assert.DoesNotContain("Seq Scan", plan.ToString(), StringComparison.Ordinal);
        Assert.Contains("Index", plan.ToString(), StringComparison.Ordinal);
    }
}

/// <summary>Fills a database with as many customers as make a scan of the table dear.</summary>
public sealed class ManyCustomers
{
    private const int Rows = 8_000;
    private static readonly string[] s_syllables = ["fa", "ta", "ba", "ka", "sa", "na", "la"];
    private bool _filled;

    /// <summary>Fills it once; tests of one class come one after the other.</summary>
    public async Task FillAsync(Hub hub)
    {
        if (_filled) return;
        var customers = Enumerable.Range(1, Rows).Select(One).ToList();
        await hub.DatabaseAsync(async db =>
        {
            await db.CopyAsync(customers, CancellationToken.None);
            await db.CopyAsync(customers.Select(c => CustomerKey.Of(c.Id)), CancellationToken.None);
            await db.CopyAsync(customers.SelectMany(c => c.Names), CancellationToken.None);
            await db.CopyAsync(customers.SelectMany(c => c.ContactPoints), CancellationToken.None);
            return await db.CopyAsync(customers.SelectMany(c => c.Addresses), CancellationToken.None);
        });
        foreach (var table in (string[])["customers", "customer_match_keys", "customer_words", "contact_points", "customer_addresses"])
        {
            await using var command = hub.Database.CreateCommand($"vacuum analyze {table}");
            await command.ExecuteNonQueryAsync();
        }
        _filled = true;
    }

    private static Customer One(int i)
    {
        var at = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var customer = Customer.Create(Guid.CreateVersion7(at.AddSeconds(i)), CustomerKind.Person, at);
        customer.Describe(new DateOnly(1930, 1, 1).AddDays(i * 7 % 30_000), Verification.Unverified, null, null, []);
        customer.IsCalled(Guid.CreateVersion7(), null, Word("fataba", i % 49), Word("sakana", i % 343), "staff", Verification.Unverified, at);
        customer.CanBeReachedAt(Guid.CreateVersion7(), ContactPointKind.Phone, $"+447700{i:D6}", null, "staff", Verification.Unverified, at);
        customer.CanBeReachedAt(Guid.CreateVersion7(), ContactPointKind.Email, $"p{i}@example.org", null, "staff", Verification.Unverified, at);
        customer.LivesAt(Guid.CreateVersion7(), new($"{i % 200} {Word("kana", i % 500)} Street", null, "Testford", $"ZZ{i % 20} {i % 9}{(char)('A' + (i % 26))}{(char)('A' + (i / 26 % 26))}", null), "staff", Verification.Unverified, at);
        customer.Reindex();
        return customer;
    }

    private static string Word(string start, int n) => start + s_syllables[n % 7] + s_syllables[n / 7 % 7] + s_syllables[n / 49 % 7];
}
