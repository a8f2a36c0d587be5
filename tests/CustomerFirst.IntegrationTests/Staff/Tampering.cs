using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>What somebody does who has all rights in a hub's database.</summary>
internal static class Tampering
{
    /// <summary>Executes statements that no trigger stops.</summary>
    public static async Task TamperAsync(this Hub hub, params string[] statements)
    {
        await using var connection = await hub.Database.OpenConnectionAsync();
        foreach (var sql in statements.Prepend("set session_replication_role = replica").Append("set session_replication_role = default"))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
