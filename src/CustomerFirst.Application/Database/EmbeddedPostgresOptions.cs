namespace CustomerFirst.Application.Database;

/// <summary>How the embedded PostgreSQL server is started.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Where the server keeps everything; null is <c>.data/postgres</c> at the root of the repository (or beside the published program).</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder that holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null is <c>CUSTOMERFIRST_POSTGRES_BIN</c>, else the npm package.</summary>
    public string? BinaryFolder { get; init; }

    /// <summary>Where root keeps binaries and data that the server's user could not reach in a closed clone.</summary>
    public string SharedFolder { get; init; } = "/var/lib/customerfirst";

    /// <summary>False only for data that may be lost, as in tests: no flush to disk at commit.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>False for a program that has nothing to do with an empty database: where there is none yet, it is told so, and none is made.</summary>
    public bool Create { get; init; } = true;

    /// <summary>How long a start may take, crash recovery included, and how long to wait for another program that is starting the same server.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Receives one line for each thing that the person at the keyboard should know.</summary>
    public Action<string>? Log { get; init; }
}
