using CustomerFirst.Benchmarks.Common;
using Npgsql;

namespace CustomerFirst.Benchmarks.Database;

/// <summary>A row as it stands in its table.</summary>
/// <param name="Types">The PostgreSQL type of each column.</param>
internal sealed record WrittenRow(string Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Types, IReadOnlyList<object?> Values)
{
    /// <summary>The value of a column.</summary>
    public object? this[string column] => Columns.ToList().IndexOf(column) is >= 0 and var at ? Values[at] : null;
}

/// <summary>
/// Finds every row that the transactions which raised some tickets wrote, in whatever table: PostgreSQL keeps with each row the transaction
/// that wrote it. So nothing has to be known of how the hub is made, and a row that it writes tomorrow is found tomorrow.
/// </summary>
internal sealed class WrittenRows(NpgsqlDataSource database)
{
    /// <summary>How many rows each table got for a ticket, the same for each of the tickets.</summary>
    /// <exception cref="BenchmarkFailedException">Two tickets were written by one transaction, or not all in the same way.</exception>
    public async Task<IReadOnlyDictionary<string, int>> PerTicketAsync(IReadOnlyCollection<Guid> tickets, CancellationToken token)
    {
        var transactions = await TransactionsAsync(tickets, token);
        var perTicket = new Dictionary<string, int>();
        foreach (var table in await TablesAsync(token))
        {
            var counts = await ReadAsync($"select count(*) from \"{table}\" where xmin::text = any(@ids) group by xmin::text", transactions, row => row.GetInt64(0), token);
            if (counts.Count == 0) continue;
            if (counts.Count != tickets.Count || counts.Min() != counts.Max())
                throw new BenchmarkFailedException($"{table}: not every ticket has the same number of rows ({counts.Count} of {tickets.Count} have some, {counts.Min()} to {counts.Max()} each).");
            perTicket[table] = (int)counts[0];
        }
        return perTicket;
    }

    /// <summary>The rows themselves, ticket by ticket.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<WrittenRow>>> ReadAsync(IReadOnlyCollection<Guid> tickets, IEnumerable<string> tables, CancellationToken token)
    {
        var byTransaction = (await TransactionsAsync(tickets, token)).ToDictionary(t => t, _ => new List<WrittenRow>());
        foreach (var table in Order(tables))
        {
            // Columns that PostgreSQL computes cannot be written.
            var columns = await ReadAsync("select column_name from information_schema.columns where table_schema = 'public' and table_name = any(@ids) and is_generated = 'NEVER' order by ordinal_position", [table], row => row.GetString(0), token);
            foreach (var (transaction, written) in await ReadAsync($"select xmin::text, {string.Join(", ", columns.Select(c => $"\"{c}\""))} from \"{table}\" where xmin::text = any(@ids)", [.. byTransaction.Keys],
                row => (row.GetString(0), new WrittenRow(table, columns, [.. columns.Select((_, i) => Plain(row.GetDataTypeName(i + 1)))], [.. columns.Select((_, i) => row.IsDBNull(i + 1) ? null : row.GetValue(i + 1))])), token))
                byTransaction[transaction].Add(written);
        }
        return [.. byTransaction.Values];
    }

    // A ticket stands before what points to it.
    private static IEnumerable<string> Order(IEnumerable<string> tables) => tables.OrderBy(t => t != "tickets").ThenBy(t => t, StringComparer.Ordinal);

    private static string Plain(string type) => type.IndexOf('(') is var limit and >= 0 ? type[..limit] + type[(type.IndexOf(')') + 1)..] : type;

    private async Task<string[]> TransactionsAsync(IReadOnlyCollection<Guid> tickets, CancellationToken token)
    {
        var transactions = await ReadAsync("select xmin::text from tickets where id::text = any(@ids)", [.. tickets.Select(t => t.ToString())], row => row.GetString(0), token);
        return transactions.Distinct().Count() == tickets.Count ? [.. transactions] : throw new BenchmarkFailedException("Not every ticket was written by a transaction of its own.");
    }

    private Task<List<string>> TablesAsync(CancellationToken token) =>
        ReadAsync("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1", [], row => row.GetString(0), token);

    private async Task<List<T>> ReadAsync<T>(string sql, string[] ids, Func<NpgsqlDataReader, T> read, CancellationToken token)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("ids", ids);
        await using var rows = await command.ExecuteReaderAsync(token);
        var found = new List<T>();
        while (await rows.ReadAsync(token)) found.Add(read(rows));
        return found;
    }
}
