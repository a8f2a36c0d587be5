using System.Diagnostics;
using CustomerFirst.Application.Database;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Database;

/// <summary>A folder for one embedded server of a test, and what a test does to the server from outside.</summary>
internal sealed class EmbeddedServerFolder : IDisposable
{
    private readonly DirectoryInfo top = Directory.CreateTempSubdirectory("cf-embedded-");

    public EmbeddedServerFolder(bool closed = false)
    {
        if (!closed && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(top.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Top => top.FullName;

    public string Data => Path.Combine(top.FullName, "data");

    public string PidFile => Path.Combine(Data, "cluster", "postmaster.pid");

    public Task<EmbeddedPostgres> StartAsync(List<string>? log = null, string? shared = null, string? binaries = null) =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = Data, SharedFolder = shared ?? Top, BinaryFolder = binaries, Log = log is null ? null : log.Add });

    /// <summary>kill -9, and waits until the server no longer answers.</summary>
    public static async Task KillAsync(EmbeddedPostgres server)
    {
        using (var process = Process.GetProcessById(server.ServerProcess))
            process.Kill();
        while (await AnswersAsync(server))
            await Task.Delay(20);
    }

    public static async Task<bool> AnswersAsync(EmbeddedPostgres server)
    {
        try
        {
            return await AskAsync(server, "select true") is true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public static async Task<object?> AskAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose() => top.Delete(recursive: true);
}
