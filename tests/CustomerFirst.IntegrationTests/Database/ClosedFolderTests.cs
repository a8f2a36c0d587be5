using CustomerFirst.Application.Database;
using static CustomerFirst.IntegrationTests.Database.EmbeddedServerFolder;

namespace CustomerFirst.IntegrationTests.Database;

/// <summary>A clone in a folder that only its owner may enter. Root's server runs as another user and keeps its files elsewhere then.</summary>
public sealed class ClosedFolderTests : IDisposable
{
    private readonly EmbeddedServerFolder folder = new(closed: true);
    private readonly HashSet<string> sharedBefore = SharedFolders();

    [Fact]
    public async Task A_server_starts_in_a_closed_folder_and_finds_its_data_again()
    {
        string data;
        await using (var first = await folder.StartAsync())
        {
            data = first.DataFolder;
            await AskAsync(first, "create table kept (id int)");
        }

        await using var second = await folder.StartAsync();

        Assert.Equal(data, second.DataFolder);
        Assert.Equal(Environment.IsPrivilegedProcess ? PostgresFolder.Shared : folder.Top, Path.GetDirectoryName(data));
        Assert.Equal(0L, await AskAsync(second, "select count(*) from kept"));
    }

    [Fact]
    public async Task Programs_in_a_closed_folder_serve_too()
    {
        var native = Path.Combine(folder.Top, "native");
        Directory.CreateSymbolicLink(native, Path.Combine(PostgresBinaries.Find(null), ".."));

        await using var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder.Data, BinaryFolder = Path.Combine(native, "bin") });

        Assert.True(await AnswersAsync(server));
        if (Environment.IsPrivilegedProcess)
            Assert.Contains(SharedFolders(), name => Path.GetFileName(name).StartsWith("postgresql-", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        foreach (var made in SharedFolders().Except(sharedBefore))
            Directory.Delete(made, recursive: true);
        folder.Dispose();
    }

    private static HashSet<string> SharedFolders() => Directory.Exists(PostgresFolder.Shared) ? [.. Directory.GetDirectories(PostgresFolder.Shared)] : [];
}
