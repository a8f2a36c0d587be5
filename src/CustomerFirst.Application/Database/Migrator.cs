using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>Brings a database to this version's schema. Safe to run on several nodes at once: EF Core takes a lock in the database.</summary>
public static class Migrator
{
    /// <summary>Applies the migrations that are missing and makes the installation's row when it is not there.</summary>
    /// <returns>The names of the migrations that were applied.</returns>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, TimeProvider time, CancellationToken token)
    {
        await using var database = Registration.DataSource(connectionString);
        return await MigrateAsync(database, time, token);
    }

    /// <inheritdoc cref="MigrateAsync(string, TimeProvider, CancellationToken)" />
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource database, TimeProvider time, CancellationToken token)
    {
        var options = new DbContextOptionsBuilder<CustomerFirstDb>();
        Registration.Configure(options, database);
        await using var db = new CustomerFirstDb(options.Options);
        var pending = (await db.Database.GetPendingMigrationsAsync(token)).ToList();
        await db.Database.MigrateAsync(token);
        if (!await db.Set<Installation>().AnyAsync(token))
        {
            db.Add(Installation.Create(time.GetUtcNow()));
            try
            {
                await db.SaveChangesAsync(token);
            }
            catch (DbUpdateException)
            {
                // Another node was a moment earlier; its row serves.
            }
        }
        return pending;
    }
}
