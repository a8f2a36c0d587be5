using Microsoft.EntityFrameworkCore;
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

    /// <summary>The same on the context's own connection, in its transaction where there is one. EF Core's own way would plan the query anew each time.</summary>
    public static async Task<List<T>> ReadAsync<T>(this CustomerFirstDb db, string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken token)
    {
        await db.Database.OpenConnectionAsync(token);
        try
        {
            await using var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
            command.CommandText = sql;
            if (db.Database.GetCommandTimeout() is { } seconds) command.CommandTimeout = seconds;
            foreach (var parameter in parameters) command.Parameters.Add(parameter);
            await using var reader = await command.ExecuteReaderAsync(token);
            var rows = new List<T>();
            while (await reader.ReadAsync(token)) rows.Add(read(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>A date, or null.</summary>
    public static DateOnly? Day(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    /// <summary>A column's value, or the type's default for null.</summary>
    public static T? Maybe<T>(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
}
