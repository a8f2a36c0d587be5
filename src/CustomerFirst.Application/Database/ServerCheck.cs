using System.Diagnostics;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>Finds out, before anything else runs, whether a server that was named can be used.</summary>
internal static class ServerCheck
{
    private static readonly TimeSpan StartingUp = TimeSpan.FromSeconds(30);

    /// <summary>Returns when the server accepts the connection string, or would once the database is created.</summary>
    /// <exception cref="DatabaseUnavailableException">It does not answer, or refuses.</exception>
    public static async Task AnswersAsync(string connectionString, CancellationToken cancellation)
    {
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // The driver's message may repeat a part of the string, which holds the password.
            throw new DatabaseUnavailableException("The connection string cannot be read: it looks like Host=...;Database=...;Username=...;Password=... .", failure);
        }

        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(parts.ConnectionString);
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                // The migration creates the database.
                return;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.CannotConnectNow && waited.Elapsed < StartingUp)
            {
                await Task.Delay(250, cancellation);
            }
            catch (NpgsqlException failure)
            {
                var reason = failure is PostgresException refused ? refused.MessageText : failure.InnerException?.Message ?? failure.Message;
                throw new DatabaseUnavailableException($"PostgreSQL at {parts.Host}:{parts.Port} (database {parts.Database}) cannot be used: {reason.TrimEnd('.')}.", failure);
            }
            catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
            {
                throw new DatabaseUnavailableException($"The connection string for PostgreSQL at {parts.Host}:{parts.Port} lacks something: {failure.Message}", failure);
            }
        }
    }
}
