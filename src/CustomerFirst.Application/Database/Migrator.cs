using CustomerFirst.Application.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>Brings a database to this version's schema. Safe to run on several nodes at once: the first migrates and the others wait for it.</summary>
public static class Migrator
{
    // EF Core's own lock ends with each migration's transaction, and the next node goes by a list that it read before.
    private const long OneAtATime = 0x43_46_4D_49_47_52_41_54;

    /// <summary>Applies the migrations that are missing and makes the installation's row when it is not there.</summary>
    /// <param name="progress">Told when there is something to do.</param>
    /// <returns>The names of the migrations that were applied.</returns>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, TimeProvider time, CancellationToken token, IProgress<Advance>? progress = null)
    {
        await using var database = Registration.DataSource(connectionString);
        return await MigrateAsync(database, time, token, progress);
    }

    /// <inheritdoc cref="MigrateAsync(string, TimeProvider, CancellationToken, IProgress{Advance})" />
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource database, TimeProvider time, CancellationToken token, IProgress<Advance>? progress = null)
    {
        var options = new DbContextOptionsBuilder<CustomerFirstDb>();
        Registration.Configure(options, database);
        await using var db = new CustomerFirstDb(options.Options);
        await CreateDatabaseAsync(db, token);
        // The lock goes with the connection, however this ends.
        await using var turn = await database.OpenConnectionAsync(token);
        await using (var wait = new NpgsqlCommand($"select pg_advisory_lock({OneAtATime})", turn) { CommandTimeout = 0 })
            await wait.ExecuteNonQueryAsync(token);

        // An index on millions of rows takes its time; a migration that is given up half-way would be given up at every start.
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        var pending = (await db.Database.GetPendingMigrationsAsync(token)).ToList();
        if (pending.Count > 0) progress?.Report(new Advance("Creating or changing the tables", 0));
        await db.Database.MigrateAsync(token);
        if (!await db.Set<Installation>().AnyAsync(token))
        {
            db.Add(Installation.Create(time.GetUtcNow()));
            await db.SaveChangesAsync(token);
        }

        await using var done = new NpgsqlCommand($"select pg_advisory_unlock({OneAtATime})", turn);
        await done.ExecuteNonQueryAsync(token);
        return pending;
    }

    private static async Task CreateDatabaseAsync(CustomerFirstDb db, CancellationToken token)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync(token))
                await creator.CreateAsync(token);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was a moment earlier; its database serves.
        }
    }
}
