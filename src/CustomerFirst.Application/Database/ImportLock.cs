using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>Lets only one import of a system run at a time. Held on a connection of its own, so that PostgreSQL lifts it when the program is killed.</summary>
internal sealed class ImportLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _kind;
    private readonly string _system;

    private ImportLock(NpgsqlConnection connection, string kind, string system) => (_connection, _kind, _system) = (connection, kind, system);

    /// <summary>Takes it; null when another import of the kind and system has it.</summary>
    public static async Task<ImportLock?> TryTakeAsync(NpgsqlDataSource database, string kind, string system, CancellationToken token)
    {
        var connection = await database.OpenConnectionAsync(token);
        var held = new ImportLock(connection, kind, system);
        if (await held.AskAsync("select pg_try_advisory_lock(hashtextextended($1, 0) # hashtextextended($2, 0))", token)) return held;
        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await AskAsync("select pg_advisory_unlock(hashtextextended($1, 0) # hashtextextended($2, 0))", CancellationToken.None);
        await _connection.DisposeAsync();
    }

    private async Task<bool> AskAsync(string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { Parameters = { new NpgsqlParameter { Value = _kind }, new NpgsqlParameter { Value = _system } } };
        return (bool)(await command.ExecuteScalarAsync(token))!;
    }
}
