using System.Diagnostics;
using CustomerFirst.Application.Database;
using static CustomerFirst.IntegrationTests.Database.EmbeddedServerFolder;

namespace CustomerFirst.IntegrationTests.Database;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly EmbeddedServerFolder folder = new();

    [Fact]
    public async Task The_first_start_creates_a_durable_server_that_only_this_machine_can_reach()
    {
        await using var server = await folder.StartAsync();

        Assert.True(server.Started);
        Assert.StartsWith("PostgreSQL 18.", (string)(await AskAsync(server, "select version()"))!, StringComparison.Ordinal);
        Assert.Equal("on on on", await AskAsync(server, "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))"));
        Assert.Equal("127.0.0.1", await AskAsync(server, "show listen_addresses"));
        Assert.Equal("scram-sha-256", await AskAsync(server, "select string_agg(distinct auth_method, ' ') from pg_hba_file_rules"));
        Assert.Equal("200 off on", await AskAsync(server, "select concat_ws(' ', current_setting('max_connections'), current_setting('jit'), current_setting('track_io_timing'))"));
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_password()
    {
        await using var server = await folder.StartAsync();

        var file = Path.Combine(folder.Data, "password");
        Assert.Equal(48, (await File.ReadAllTextAsync(file)).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first_on_the_same_port()
    {
        int port;
        await using (var first = await folder.StartAsync())
        {
            port = first.Port;
            await AskAsync(first, "create table kept (id int)");
        }

        await using var second = await folder.StartAsync();

        Assert.True(second.Started);
        Assert.Equal(port, second.Port);
        Assert.Equal(0L, await AskAsync(second, "select count(*) from kept"));
    }

    [Fact]
    public async Task The_server_is_gone_when_the_program_that_started_it_leaves()
    {
        var server = await folder.StartAsync();

        await server.DisposeAsync();

        Assert.False(await AnswersAsync(server));
        Assert.False(File.Exists(folder.PidFile));
    }

    [Fact]
    public async Task Another_port_is_taken_when_the_kept_one_is_in_use()
    {
        int port;
        await using (var first = await folder.StartAsync())
            port = first.Port;
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        other.Start();

        await using var second = await folder.StartAsync();

        Assert.NotEqual(port, second.Port);
        Assert.True(await AnswersAsync(second));
    }

    [Fact]
    public async Task A_server_whose_program_was_killed_is_taken_over_and_stopped_in_the_end()
    {
        await using var orphaned = await folder.StartAsync();
        // As if the program that started it had been killed: its number is nobody's.
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "starter"), "2147483646\n0\n");

        var next = await folder.StartAsync();
        Assert.False(next.Started);
        Assert.Equal(orphaned.ServerProcess, next.ServerProcess);
        await next.DisposeAsync();
        Assert.False(await AnswersAsync(next));
    }

    [Fact]
    public async Task A_killed_server_starts_again_with_its_data()
    {
        await using var killed = await folder.StartAsync();
        await AskAsync(killed, "create table kept (id int)");
        await KillAsync(killed);

        await using var server = await folder.StartAsync();

        Assert.True(server.Started);
        Assert.NotEqual(killed.ServerProcess, server.ServerProcess);
        Assert.Equal(0L, await AskAsync(server, "select count(*) from kept"));
    }

    [Fact]
    public async Task A_stale_process_number_that_belongs_to_another_program_now_is_survived()
    {
        await using var killed = await folder.StartAsync();
        await KillAsync(killed);
        using var sleeper = Process.Start("sleep", "60");
        var lines = await File.ReadAllLinesAsync(folder.PidFile);
        lines[0] = sleeper.Id.ToString();
        await File.WriteAllLinesAsync(folder.PidFile, lines);

        await using var server = await folder.StartAsync();
        sleeper.Kill();

        Assert.True(server.Started);
        Assert.True(await AnswersAsync(server));
    }

    [Fact]
    public async Task A_server_that_runs_already_is_used_and_not_stopped()
    {
        await using var owner = await folder.StartAsync();

        var guest = await folder.StartAsync();
        Assert.False(guest.Started);
        Assert.Equal(owner.ServerProcess, guest.ServerProcess);
        await guest.DisposeAsync();

        Assert.True(await AnswersAsync(owner));
    }

    [Fact]
    public async Task A_server_that_others_still_use_stays_until_the_last_of_them_leaves()
    {
        var log = new List<string>();
        var owner = await folder.StartAsync(log);
        var guest = await folder.StartAsync();

        await owner.DisposeAsync();
        Assert.True(await AnswersAsync(guest));
        Assert.Single(log, line => line.Contains("stays up for 1 other connection", StringComparison.Ordinal));

        await guest.DisposeAsync();
        Assert.False(await AnswersAsync(guest));
    }

    [Fact]
    public async Task Programs_that_start_at_the_same_instant_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => folder.StartAsync())));

        Assert.Single(servers, server => server.Started);
        Assert.Single(servers.Select(server => server.ServerProcess).Distinct());
        foreach (var server in servers)
            await server.DisposeAsync();
        Assert.False(File.Exists(folder.PidFile));
    }

    [Fact]
    public async Task Data_of_another_major_version_are_refused_in_one_line()
    {
        await using (await folder.StartAsync())
        {
            // Only the data are wanted.
        }

        await File.WriteAllTextAsync(Path.Combine(folder.Data, "cluster", "PG_VERSION"), "17\n");

        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => folder.StartAsync());

        Assert.Contains("were made by PostgreSQL 17 and this is PostgreSQL 18", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task Damaged_data_are_reported_in_one_line_that_names_the_log()
    {
        await using (await folder.StartAsync())
        {
            // Only the data are wanted.
        }

        File.Delete(Path.Combine(folder.Data, "cluster", "global", "pg_control"));

        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => folder.StartAsync());

        Assert.Contains("did not start", failure.Message, StringComparison.Ordinal);
        Assert.Contains("server.log", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_folder_without_the_programs_is_reported_in_one_line()
    {
        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = folder.Data, BinaryFolder = folder.Top }));

        Assert.Contains("There is no PostgreSQL in", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
