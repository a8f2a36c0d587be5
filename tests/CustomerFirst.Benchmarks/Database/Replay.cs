using System.Text.RegularExpressions;
using CustomerFirst.Benchmarks.Common;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Benchmarks.Database;

/// <summary>
/// Runs the statements of requests again by plain Npgsql on one connection: the same texts, prepared, with the same parameters, every row read. Inserts
/// that follow one another go as one batch, as the app sends them.
/// </summary>
internal sealed partial class Replay : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly List<List<(NpgsqlBatch Batch, int[] Ids)>> _requests = [];
    private int _next;

    private Replay(NpgsqlConnection connection, int first) => (_connection, _next) = (connection, first);

    /// <summary>Opens a connection and prepares every statement on it.</summary>
    /// <param name="first">The request to begin with, so that connections do not go in step.</param>
    public static async Task<Replay> OpenAsync(string connection, IReadOnlyList<IReadOnlyList<RanStatement>> requests, int first, CancellationToken token)
    {
        var open = new NpgsqlConnection(connection);
        await open.OpenAsync(token);
        var replay = new Replay(open, first);
        foreach (var request in requests)
        {
            var batches = new List<(NpgsqlBatch, int[])>();
            foreach (var part in Parts(request))
            {
                var batch = replay.BatchOf(part);
                await batch.PrepareAsync(token);
                batches.Add((batch, [.. part.Select(IdOf)]));
            }
            replay._requests.Add(batches);
        }
        return replay;
    }

    /// <summary>Runs the statements of the next request.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        foreach (var (batch, ids) in _requests[_next++ % _requests.Count])
        {
            // A row cannot be inserted twice: it gets a new key.
            for (var i = 0; i < ids.Length; i++)
                if (ids[i] >= 0) batch.BatchCommands[i].Parameters[ids[i]].Value = Guid.CreateVersion7().ToString();
            await using var rows = await batch.ExecuteReaderAsync(token);
            do
            {
                while (await rows.ReadAsync(token))
                {
                }
            }
            while (await rows.NextResultAsync(token));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var (batch, _) in _requests.SelectMany(r => r)) await batch.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static IEnumerable<List<RanStatement>> Parts(IReadOnlyList<RanStatement> request)
    {
        var part = new List<RanStatement>();
        foreach (var statement in request)
        {
            if (part.Count > 0 && !(IsInsert(statement) && IsInsert(part[^1])))
            {
                yield return part;
                part = [];
            }
            part.Add(statement);
        }
        if (part.Count > 0) yield return part;
    }

    private static bool IsInsert(RanStatement statement) => statement.Sql.StartsWith("insert", StringComparison.OrdinalIgnoreCase);

    private NpgsqlBatch BatchOf(List<RanStatement> statements)
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            // As text, whose type PostgreSQL finds out as it did for the app.
            foreach (var value in statement.Parameters) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = (object?)value ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    // Which parameter is the key of the row that an insert writes; -1 for none.
    private static int IdOf(RanStatement statement)
    {
        if (!IsInsert(statement) || Insert().Match(statement.Sql) is not { Success: true } insert) return -1;
        var column = insert.Groups["columns"].Value.Split(',').Select(c => c.Trim(' ', '"')).ToList().IndexOf("id");
        var values = insert.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
        return column >= 0 && column < values.Length && int.TryParse(values[column].TrimStart('$'), out var number) ? number - 1 : -1;
    }

    [GeneratedRegex(@"^insert into \S+ \((?<columns>[^)]*)\)\s*values \((?<values>[^)]*)\)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Insert();
}
