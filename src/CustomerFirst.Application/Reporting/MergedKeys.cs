using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Reporting;

/// <summary>The keys of every customer whose record another one was merged into, the record's own among them.</summary>
internal sealed record MergedKeys(Guid[] Keys)
{
    /// <summary>Whether there are any.</summary>
    public bool Any => Keys.Length > 0;

    /// <summary>Reads them.</summary>
    public static async Task<MergedKeys> ReadAsync(NpgsqlDataSource database, CancellationToken token)
    {
        // The condition is that of a partial index, to the letter.
        var records = await KeysAsync(database, "select distinct customer_id from customer_keys where key <> customer_id", null, token);
        return new MergedKeys(records.Length == 0 ? [] : await KeysAsync(database, "select key from customer_keys where customer_id = any(@records)", records, token));
    }

    /// <summary>For a statement of <see cref="FirstContactSql.Sums"/>.</summary>
    public void AddTo(NpgsqlCommand command)
    {
        if (Any) command.Parameters.Add(new NpgsqlParameter("merged", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = Keys });
    }

    private static async Task<Guid[]> KeysAsync(NpgsqlDataSource database, string sql, Guid[]? records, CancellationToken token)
    {
        await using var command = database.CreateCommand(sql);
        if (records is not null) command.Parameters.Add(new NpgsqlParameter("records", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = records });
        await using var reader = await command.ExecuteReaderAsync(token);
        var keys = new List<Guid>();
        while (await reader.ReadAsync(token)) keys.Add(reader.GetGuid(0));
        return [.. keys];
    }
}
