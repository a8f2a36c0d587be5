using System.Reflection;
using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Pipeline;

/// <summary>
/// Rows that a request writes and does not look at again: the trail's entries, a sender's key, a ticket that is being raised. Where a request does nothing
/// else, they go to PostgreSQL as one prepared batch, past EF Core, whose watching for changes costs most of such a save; where it changes rows as well, all is saved by EF Core together.
/// </summary>
public sealed class NewRows(CustomerFirstDb db, NpgsqlDataSource database)
{
    // Far below EF Core's own limit of statements in a batch.
    private const int OneBatch = 100;
    // So many rows go as one statement. Of more the orders differ too much to be prepared.
    private const int OneStatement = 10;

    private readonly List<object> _rows = [];
    private WriteCondition? _condition;

    /// <summary>The rows that are waiting to be saved.</summary>
    internal IReadOnlyList<object> Waiting => _rows;

    /// <summary>Has a row written with the rest of the request. A row comes after those that it points to; parts of an aggregate are added one by one.</summary>
    public void Add(object row) => _rows.Add(row);

    /// <summary>
    /// Has what the request writes saved only if the condition holds. It goes to PostgreSQL with the rows, so that it costs no trip of its own; what it is of can
    /// change between the two only where the request changes other rows too.
    /// </summary>
    internal void OnlyIf(WriteCondition condition) => _condition = condition;

    internal void Forget()
    {
        _rows.Clear();
        _condition = null;
    }

    /// <summary>
    /// Saves the rows and what the context tracks, all of it or nothing. Tracked changes were looked for when the trail was told of them, and are not looked for again.
    /// </summary>
    /// <exception cref="DbUpdateException">A constraint refused it; nothing was saved.</exception>
    /// <exception cref="ConditionFailedException">The condition does not hold; nothing was saved.</exception>
    internal async Task SaveAsync(CancellationToken token)
    {
        var tracker = db.ChangeTracker;
        var watching = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            if (db.Database.CurrentTransaction is null && !tracker.HasChanges()) await WriteAsync(_rows, token);
            else await SaveTrackedAsync(token);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = watching;
            Forget();
        }
    }

    /// <summary>Saves very many rows, of each type together by COPY, in the transaction of the context. Nothing that the context tracks is saved.</summary>
    /// <exception cref="DbUpdateException">A constraint refused one; the transaction has to go back to before.</exception>
    internal async Task CopyAsync(CancellationToken token)
    {
        try
        {
            foreach (var rows in _rows.GroupBy(r => r.GetType())) await (Task)s_copy.MakeGenericMethod(rows.Key).Invoke(null, [db, rows, token])!;
        }
        catch (PostgresException refused)
        {
            throw new DbUpdateException("PostgreSQL refused the new rows.", refused);
        }
        finally
        {
            _rows.Clear();
        }
    }

    private static readonly MethodInfo s_copy = typeof(NewRows).GetMethod(nameof(CopyAllAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Task<long> CopyAllAsync<T>(CustomerFirstDb db, IEnumerable<object> rows, CancellationToken token) where T : class => db.CopyAsync(rows.Cast<T>(), token);

    // A batch is a transaction by itself: no BEGIN and no trip for a COMMIT.
    private async Task WriteAsync(List<object> added, CancellationToken token)
    {
        await using var batch = database.CreateBatch();
        if (_condition is not null) batch.BatchCommands.Add(_condition.Command());
        if (added.Count is > 0 and <= OneStatement) batch.BatchCommands.Add(InsertPlan.Together(db.Model, added));
        else foreach (var row in added) batch.BatchCommands.Add(InsertPlan.Of(db.Model, row.GetType()).Command(row));
        if (batch.BatchCommands.Count == 0) return;
        try
        {
            await batch.ExecuteNonQueryAsync(token);
        }
        catch (PostgresException refused)
        {
            throw _condition is not null && refused.SqlState == WriteCondition.Failed ? new ConditionFailedException(_condition) : new DbUpdateException("PostgreSQL refused the new rows.", refused);
        }
    }

    // New rows alone go without BEGIN and COMMIT here too. An update needs them, because whether it hit its row is only seen here.
    private async Task SaveTrackedAsync(CancellationToken token)
    {
        // EF Core sends no statements of others: the condition goes before.
        await WriteAsync([], token);
        db.AddRange(_rows);
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
