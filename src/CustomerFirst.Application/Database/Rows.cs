using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>Reads with SQL written by hand, where EF Core cannot say it or says it dearly.</summary>
internal static class Rows
{
    /// <summary>Every row of a statement.</summary>
    public static async Task<List<T>> ReadAsync<T>(this NpgsqlDataSource database, string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken token)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<T>();
        while (await reader.ReadAsync(token)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>A column's value, or the type's default for null.</summary>
    public static T? Maybe<T>(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
}
