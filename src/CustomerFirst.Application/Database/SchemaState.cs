using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Database;

/// <summary>How a database's tables compare with what this version of the program needs.</summary>
/// <param name="Applied">Migrations that the database has had.</param>
/// <param name="Pending">Migrations of this version that it lacks.</param>
/// <param name="Unknown">Migrations that it has had and this version does not know: it was made by a newer one.</param>
public sealed record SchemaState(int Applied, int Pending, int Unknown)
{
    /// <summary>True when the program can work with the tables.</summary>
    public bool Current => Applied > 0 && Pending == 0 && Unknown == 0;

    /// <summary>Reads it; a database that does not exist yet has had no migration.</summary>
    public static async Task<SchemaState> ReadAsync(CustomerFirstDb db, CancellationToken token)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = await db.Database.CanConnectAsync(token) ? (await db.Database.GetAppliedMigrationsAsync(token)).ToHashSet() : [];
        return new SchemaState(applied.Count, known.Count(m => !applied.Contains(m)), applied.Count(m => !known.Contains(m)));
    }
}
