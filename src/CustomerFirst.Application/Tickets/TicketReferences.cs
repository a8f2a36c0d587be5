using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// Gives out references. A node takes numbers from PostgreSQL's sequence in blocks, so that raising a ticket costs no trip of its own; numbers
/// of a block that was not used up are lost, which nobody sees, because references do not follow one another.
/// </summary>
public sealed class TicketReferences(NpgsqlDataSource database) : IDisposable
{
    /// <summary>How many numbers a trip brings; the sequence steps by as many.</summary>
    public const int BlockSize = 100;

    private readonly SemaphoreSlim _gate = new(1);
    private byte[]? _key;
    private long _next;
    private long _end;

    /// <summary>A reference that nobody else gets.</summary>
    public async ValueTask<string> NextAsync(CancellationToken token)
    {
        await _gate.WaitAsync(token);
        try
        {
            if (_next == _end)
            {
                await using var connection = await database.OpenConnectionAsync(token);
                _key ??= await ReadKeyAsync(connection, token);
                await using var command = new NpgsqlCommand("select nextval('ticket_numbers')", connection);
                _next = (long)(await command.ExecuteScalarAsync(token))!;
                _end = _next + BlockSize;
            }
            return TicketReference.Make(_next++, _key!);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Many references at once, for imports: their blocks come in one trip, and what is left of the last is lost.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(int count, CancellationToken token)
    {
        if (count == 0) return [];
        await using var connection = await database.OpenConnectionAsync(token);
        var key = _key ??= await ReadKeyAsync(connection, token);
        await using var command = new NpgsqlCommand("select array_agg(nextval('ticket_numbers')) from generate_series(1, $1)", connection)
        {
            Parameters = { new NpgsqlParameter { Value = (count + BlockSize - 1) / BlockSize } },
        };
        var blocks = (long[])(await command.ExecuteScalarAsync(token))!;
        return [.. Enumerable.Range(0, count).Select(i => TicketReference.Make(blocks[i / BlockSize] + i % BlockSize, key))];
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private static async Task<byte[]> ReadKeyAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select reference_key from installation", connection);
        return (byte[])(await command.ExecuteScalarAsync(token) ?? throw new InvalidOperationException("The database has no installation row; migrate it first."));
    }
}
