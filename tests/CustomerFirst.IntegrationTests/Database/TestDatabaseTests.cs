using CustomerFirst.Tests.Common;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Database;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task A_template_is_filled_once_and_each_fixture_has_a_copy_of_its_own()
    {
        var filled = 0;
        async Task Fill(string connectionString, CancellationToken cancellation)
        {
            Interlocked.Increment(ref filled);
            await ExecuteAsync(connectionString, "create table thing (id int); insert into thing values (1)");
        }

        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestDatabase.CreateAsync("thing", Fill)));
        await ExecuteAsync(copies[0].ConnectionString, "insert into thing values (2)");

        Assert.Equal(1, filled);
        Assert.Equal(2L, await ExecuteAsync(copies[0].ConnectionString, "select count(*) from thing"));
        Assert.Equal(1L, await ExecuteAsync(copies[1].ConnectionString, "select count(*) from thing"));
        foreach (var copy in copies)
            await copy.DisposeAsync();
    }

    [Fact]
    public async Task A_database_is_gone_when_its_fixture_ends_even_while_somebody_is_connected()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await using var other = await TestDatabase.CreateEmptyAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();

        await database.DisposeAsync();

        Assert.Equal(0L, await ExecuteAsync(other.ConnectionString, $"select count(*) from pg_database where datname = '{connection.Database}'"));
    }

    [Fact]
    public async Task Text_sorts_and_folds_as_UTF8_in_a_test_database()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        Assert.Equal("UTF8", await ExecuteAsync(database.ConnectionString, "select pg_encoding_to_char(encoding) from pg_database where datname = current_database()"));
        Assert.Equal("éàß", await ExecuteAsync(database.ConnectionString, "select lower('ÉÀß')"));
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
