using CustomerFirst.Application.Database;
using static CustomerFirst.IntegrationTests.Database.EmbeddedServerFolder;

namespace CustomerFirst.IntegrationTests.Database;

/// <summary>A clone in a folder that only its owner may enter. Root's server runs as another user and keeps its files elsewhere then.</summary>
public sealed class ClosedFolderTests : IDisposable
{
    private readonly EmbeddedServerFolder closed = new(closed: true);
    private readonly EmbeddedServerFolder open = new();

    [Fact]
    public async Task A_server_starts_in_a_closed_folder_and_finds_its_data_again()
    {
        string data;
        await using (var first = await closed.StartAsync(shared: open.Top))
        {
            data = first.DataFolder;
            await AskAsync(first, "create table kept (id int)");
        }

        await using var second = await closed.StartAsync(shared: open.Top);

        Assert.Equal(data, second.DataFolder);
        Assert.Equal(Environment.IsPrivilegedProcess ? open.Top : closed.Top, Path.GetDirectoryName(data));
        Assert.Equal(0L, await AskAsync(second, "select count(*) from kept"));
    }

    [Fact]
    public async Task Programs_in_a_closed_folder_serve_too()
    {
        var native = Path.Combine(closed.Top, "native");
        Directory.CreateSymbolicLink(native, Path.Combine(PostgresBinaries.Find(null), ".."));

        await using var server = await closed.StartAsync(shared: open.Top, binaries: Path.Combine(native, "bin"));

        Assert.True(await AnswersAsync(server));
        Assert.Equal(Environment.IsPrivilegedProcess ? 1 : 0, Directory.GetDirectories(open.Top, "postgresql-*").Length);
    }

    public void Dispose()
    {
        closed.Dispose();
        open.Dispose();
    }
}
