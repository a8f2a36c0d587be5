using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Pipeline;

/// <summary>Saves with as few trips to PostgreSQL as the changes allow.</summary>
internal static class FewTrips
{
    // Far below EF Core's own limit of statements in a batch.
    private const int OneBatch = 100;

    /// <summary>
    /// Saves what the context tracks, all of it or nothing. New rows alone go as one batch, which is a transaction by itself: no BEGIN and no trip for a
    /// COMMIT. An update needs them, because whether it hit its row is only seen here.
    /// </summary>
    public static async Task SaveInFewTripsAsync(this CustomerFirstDb db, CancellationToken token)
    {
        var changes = db.ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged).Take(OneBatch + 1).ToList();
        db.Database.AutoTransactionBehavior = changes.Count <= OneBatch && changes.TrueForAll(e => e.State == EntityState.Added) ? AutoTransactionBehavior.Never : AutoTransactionBehavior.WhenNeeded;
        try
        {
            await db.SaveChangesAsync(token);
        }
        finally
        {
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.WhenNeeded;
        }
    }
}
