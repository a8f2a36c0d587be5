using CustomerFirst.Application.Database;
using CustomerFirst.Tests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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

    [Fact]
    public async Task A_migration_that_takes_longer_than_a_command_may_is_not_given_up()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var options = new DbContextOptionsBuilder<CustomerFirstDb>();
        await using var source = Registration.DataSource(database.ConnectionString);
        Registration.Configure(options, source);
        await using (var db = new CustomerFirstDb(options.Options)) await db.GetService<IMigrator>().MigrateAsync("TicketWork");
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var busy = new NpgsqlCommand("lock table tickets in access exclusive mode", connection)) await busy.ExecuteNonQueryAsync();

        var migrating = MigrateAsync(database.ConnectionString + ";Command Timeout=1");
        await Task.Delay(TimeSpan.FromSeconds(3));
        await transaction.CommitAsync();

        Assert.NotEmpty(await migrating);
    }

    private static Task<IReadOnlyList<string>> MigrateAsync(string connectionString) =>
        Migrator.MigrateAsync(connectionString, TimeProvider.System, CancellationToken.None);
}
