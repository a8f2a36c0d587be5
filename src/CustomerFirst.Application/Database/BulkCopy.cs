using System.Collections.Concurrent;
using CustomerFirst.Application.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>
/// Writes many new rows of a mapped entity by PostgreSQL's binary COPY, some ten times as fast as by inserts. Columns, types and conversions
/// are those of the EF Core model, so that the two ways of writing cannot drift apart.
/// </summary>
public static class BulkCopy
{
    private static readonly ConcurrentDictionary<(IModel, Type), object> s_plans = new();

    /// <summary>Writes the rows on the context's connection, within its transaction if there is one. Constraints hold as for every insert.</summary>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="PostgresException">A constraint was broken; nothing was written.</exception>
    public static async Task<long> CopyAsync<T>(this CustomerFirstDb db, IEnumerable<T> rows, CancellationToken token) where T : class
    {
        var plan = (CopyPlan<T>)s_plans.GetOrAdd((db.Model, typeof(T)), _ => new CopyPlan<T>(db.Model));
        await db.Database.OpenConnectionAsync(token);
        try
        {
            await using var importer = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(plan.Statement, token);
            // The server works on indexes and constraints after the last row as well.
            importer.Timeout = ITakesLong.Patience;
            foreach (var row in rows)
            {
                await importer.StartRowAsync(token);
                foreach (var column in plan.Columns) await column(importer, row, token);
            }
            return (long)await importer.CompleteAsync(token);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private sealed class CopyPlan<T> where T : class
    {
        public CopyPlan(IModel model)
        {
            var table = MappedTable.Of(model, typeof(T));
            Statement = $"copy \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) from stdin (format binary)";
            Columns = [.. table.Columns.Select(Column)];
        }

        public string Statement { get; }

        public IReadOnlyList<Func<NpgsqlBinaryImporter, T, CancellationToken, Task>> Columns { get; }

        // One closed delegate per column: reads the property, converts it as EF Core would, writes it without boxing where there is no conversion.
        private static Func<NpgsqlBinaryImporter, T, CancellationToken, Task> Column(MappedColumn column)
        {
            var writer = typeof(CopyPlan<T>).GetMethod(nameof(WriterOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(column.Property.ClrType, column.Stored);
            return (Func<NpgsqlBinaryImporter, T, CancellationToken, Task>)writer.Invoke(null, [column])!;
        }

        private static Func<NpgsqlBinaryImporter, T, CancellationToken, Task> WriterOf<TProperty, TStored>(MappedColumn column) where TStored : notnull
        {
            var (read, convert, type) = (column.Reader<T, TProperty>(), column.Convert, column.TypeName);
            return (importer, row, token) => read(row) switch
            {
                null => importer.WriteNullAsync(token),
                var value when convert is not null => importer.WriteAsync((TStored)convert(value)!, type, token),
                TStored value => importer.WriteAsync(value, type, token),
                var value => throw new InvalidOperationException($"{typeof(T).Name}.{column.Name} cannot be copied as {value.GetType().Name}."),
            };
        }
    }
}
