using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;
using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Benchmarks.Tickets;

/// <summary>
/// What PostgreSQL itself can do: rows that the hub wrote for tickets, written again with new keys, one transaction for each ticket, as one prepared
/// batch and so one trip to the server.
/// </summary>
internal sealed class RaiseFloor : IAsyncDisposable
{
    private readonly IReadOnlyList<IReadOnlyList<WrittenRow>> _samples;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _batch;
    private readonly Func<string> _reference;
    private int _next;

    private RaiseFloor(IReadOnlyList<IReadOnlyList<WrittenRow>> samples, NpgsqlConnection connection, Func<string> reference, int first)
    {
        (_samples, _connection, _reference, _next) = (samples, connection, reference, first);
        _batch = new NpgsqlBatch(connection);
        foreach (var row in samples[0])
        {
            var command = new NpgsqlBatchCommand($"insert into \"{row.Table}\" ({string.Join(", ", row.Columns.Select(c => $"\"{c}\""))}) values ({string.Join(", ", row.Columns.Select((_, i) => $"${i + 1}"))})");
            foreach (var type in row.Types) command.Parameters.Add(new NpgsqlParameter { DataTypeName = type, Value = DBNull.Value });
            _batch.BatchCommands.Add(command);
        }
    }

    /// <summary>The tickets that it wrote.</summary>
    public List<Guid> Written { get; } = [];

    /// <summary>Opens a connection and prepares the batch on it.</summary>
    /// <param name="samples">Rows of tickets, all with the same tables in the same order.</param>
    /// <param name="reference">Gives a reference that nobody has.</param>
    /// <param name="first">The sample to begin with, so that connections do not go in step.</param>
    public static async Task<RaiseFloor> OpenAsync(string connection, IReadOnlyList<IReadOnlyList<WrittenRow>> samples, Func<string> reference, int first, CancellationToken token)
    {
        var open = new NpgsqlConnection(connection);
        await open.OpenAsync(token);
        var floor = new RaiseFloor(samples, open, reference, first);
        await floor._batch.PrepareAsync(token);
        return floor;
    }

    /// <summary>Writes the rows of one ticket.</summary>
    public async Task WriteAsync(CancellationToken token)
    {
        var sample = _samples[_next++ % _samples.Count];
        var renewed = Renew(sample);
        for (var row = 0; row < sample.Count; row++)
        {
            var parameters = _batch.BatchCommands[row].Parameters;
            for (var column = 0; column < parameters.Count; column++)
            {
                var value = sample[row].Values[column];
                parameters[column].Value = value is null ? DBNull.Value : renewed.GetValueOrDefault(value, value);
            }
        }
        var written = await _batch.ExecuteNonQueryAsync(token);
        if (written != sample.Count) throw new BenchmarkFailedException($"The floor wrote {written} rows instead of {sample.Count}.");
        Written.Add((Guid)renewed[sample[0]["id"]!]);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _batch.DisposeAsync();
        await _connection.DisposeAsync();
    }

    // What belongs to this ticket alone: the keys of its rows, its reference, its moment, the sender's key. All else stays as the hub wrote it.
    private Dictionary<object, object> Renew(IReadOnlyList<WrittenRow> sample)
    {
        var renewed = new Dictionary<object, object>();
        foreach (var row in sample)
        {
            if (row["id"] is Guid id) renewed[id] = Guid.CreateVersion7();
            if (row.Table == "tickets") (renewed[row["reference"]!], renewed[row["opened_at"]!]) = (_reference(), TimeProvider.System.GetUtcNow().UtcDateTime);
            if (row.Table == "idempotent_requests") renewed[row["key"]!] = Guid.NewGuid().ToString();
        }
        return renewed;
    }
}

/// <summary>References for the floor, from the far end of the numbers, so that the hub never gives the same; made before the clock runs.</summary>
internal sealed class FloorReferences(byte[] key, int count)
{
    private readonly string[] _made = [.. ParallelEnumerable.Range(0, count).Select(i => TicketReference.Make(TicketReference.Count - 1 - i, key))];
    private int _next = -1;

    /// <summary>Another one.</summary>
    public string Next() => Interlocked.Increment(ref _next) is var at && at < _made.Length ? _made[at] : TicketReference.Make(TicketReference.Count - 1 - at, key);
}
