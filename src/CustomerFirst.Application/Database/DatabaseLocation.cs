using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>Which PostgreSQL a program uses: one that is named by a connection string, or the embedded one of a folder.</summary>
/// <param name="Connection">The connection string; null for the embedded server.</param>
/// <param name="DataFolder">The embedded server's folder; null for the default one.</param>
public sealed record DatabaseLocation(string? Connection, string? DataFolder)
{
    /// <summary>The database's name on the embedded server.</summary>
    public const string EmbeddedDatabase = "customerfirst";

    /// <summary>
    /// The connection string that was given by hand, else <c>ConnectionStrings:CustomerFirst</c> of the configuration
    /// (<c>ConnectionStrings__CustomerFirst</c> in the environment), else the embedded server of the folder that was given by hand, else of
    /// <c>Database:DataFolder</c>, else of the default folder.
    /// </summary>
    public static DatabaseLocation Decide(IConfiguration configuration, string? connection = null, string? dataFolder = null) => new(
        Text(connection) ?? Text(configuration.GetConnectionString("CustomerFirst")),
        Text(dataFolder) ?? Text(configuration["Database:DataFolder"]));

    /// <summary>Starts or joins the embedded server, or makes sure that the named one answers.</summary>
    /// <param name="create">Whether the embedded server's data are made where there are none.</param>
    /// <exception cref="DatabaseUnavailableException">One line says what is wrong.</exception>
    public async Task<OpenDatabase> OpenAsync(Action<string>? log = null, bool create = true, CancellationToken cancellation = default)
    {
        if (Connection is not null)
        {
            await ServerCheck.AnswersAsync(Connection, cancellation);
            return new OpenDatabase(Connection, null);
        }

        var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = DataFolder, Create = create, Log = log }, cancellation);
        try
        {
            await server.EnsureDatabaseAsync(EmbeddedDatabase, cancellation);
        }
        catch (NpgsqlException failure)
        {
            await server.DisposeAsync();
            throw new EmbeddedPostgresException($"The database {EmbeddedDatabase} cannot be created: {failure.Message}", failure);
        }

        return new OpenDatabase(server.ConnectionString(EmbeddedDatabase), server);
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

/// <summary>A database that can be connected to; disposing ends the embedded server if this program started it.</summary>
/// <param name="ConnectionString">What to connect with. It holds a password: never log it.</param>
/// <param name="Embedded">The embedded server; null for a server that was named.</param>
public sealed record OpenDatabase(string ConnectionString, EmbeddedPostgres? Embedded) : IAsyncDisposable
{
    /// <summary>Where the database is, without the password, for people to read.</summary>
    public string Description
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
            return Embedded is null
                ? $"PostgreSQL at {parts.Host}:{parts.Port}, database {parts.Database}"
                : $"embedded PostgreSQL on port {parts.Port}, data in {Embedded.DataFolder}";
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
