namespace CustomerFirst.Application.Database;

/// <summary>The database cannot be used. <see cref="Exception.Message"/> is one line for the person at the keyboard and holds no password.</summary>
public class DatabaseUnavailableException : Exception
{
    public DatabaseUnavailableException(string message) : base(message)
    {
    }

    public DatabaseUnavailableException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>The embedded PostgreSQL server cannot be prepared, started or reached.</summary>
public sealed class EmbeddedPostgresException : DatabaseUnavailableException
{
    public EmbeddedPostgresException(string message) : base(message)
    {
    }

    public EmbeddedPostgresException(string message, Exception inner) : base(message, inner)
    {
    }
}
