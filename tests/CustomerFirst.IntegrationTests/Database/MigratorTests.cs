using CustomerFirst.Application.Database;
using CustomerFirst.Tests.Common;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Database;

public sealed class MigratorTests
{
    [Fact]
    public async Task A_migrated_database_has_nothing_left_to_migrate()
    {
        await using var database = await TestDatabase.CreateMigratedAsync();

        Assert.Empty(await MigrateAsync(database.ConnectionString));
    }

    [Fact]
    public async Task Nodes_that_migrate_at_the_same_instant_do_it_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(database.ConnectionString))));

        Assert.Single(applied, names => names.Count > 0);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_created_once_by_nodes_that_start_together()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await database.DisposeAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => MigrateAsync(database.ConnectionString))));

        Assert.Single(applied, names => names.Count > 0);
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from installation", connection);
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    private static Task<IReadOnlyList<string>> MigrateAsync(string connectionString) =>
        Migrator.MigrateAsync(connectionString, TimeProvider.System, CancellationToken.None);
}
