using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Database;

/// <summary>The command line as an operator starts it: a process of its own, in any working folder.</summary>
public sealed class CommandLineProgramTests : IDisposable
{
    private readonly EmbeddedServerFolder folder = new();

    [Fact]
    public async Task Programs_started_at_the_same_instant_in_another_working_folder_migrate_one_database_and_leave_no_server()
    {
        var ends = await Task.WhenAll(OperatorProgram.RunAsync("migrate", "--data", folder.Data), OperatorProgram.RunAsync("migrate", "--data", folder.Data));

        Assert.All(ends, end => Assert.True(end.Status == 0, end.Said));
        Assert.Single(ends, end => end.Said.Contains($"Creating the embedded database in {folder.Data}.", StringComparison.Ordinal));
        Assert.False(File.Exists(folder.PidFile));
        var again = await OperatorProgram.RunAsync("migrate", "--data", folder.Data);
        Assert.True(again.Status == 0, again.Said);
    }

    [Theory]
    [InlineData("report", "fcr", "--from", "2026-01-01", "--to", "2026-02-01")]
    [InlineData("import", "postcodes", "some-file.csv")]
    [InlineData("customers", "weights")]
    public async Task A_command_that_needs_data_makes_no_database_where_there_is_none(params string[] command)
    {
        // A file that is not there would be told before.
        command = [.. command.Select(word => word == "some-file.csv" ? typeof(CommandLineProgramTests).Assembly.Location : word)];
        var missing = await OperatorProgram.RunAsync([.. command, "--data", folder.Data]);
        Assert.Equal((1, "", $"There is no folder {folder.Data}. Name the folder of one, or run migrate to make one there."), (missing.Status, missing.Output, missing.Said.Trim()));
        Assert.False(Directory.Exists(folder.Data));

        Directory.CreateDirectory(folder.Data);
        var empty = await OperatorProgram.RunAsync([.. command, "--data", folder.Data]);
        Assert.Equal((1, "", $"The folder {folder.Data} holds no database. Name the folder of one, or run migrate to make one there."), (empty.Status, empty.Output, empty.Said.Trim()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Data));
    }

    [Fact]
    public async Task No_database_is_made_among_other_files_or_in_the_place_of_one()
    {
        Directory.CreateDirectory(folder.Data);
        var mine = Path.Combine(folder.Data, "letters.txt");
        await File.WriteAllTextAsync(mine, "mine");

        var among = await OperatorProgram.RunAsync("migrate", "--data", folder.Data);
        Assert.Equal((1, $"The folder {folder.Data} holds no database but other files (letters.txt); name another folder."), (among.Status, among.Said.Trim()));
        Assert.Equal([mine], Directory.EnumerateFileSystemEntries(folder.Data));
        var file = await OperatorProgram.RunAsync("migrate", "--data", mine);
        Assert.Equal((1, $"{mine} is a file; name a folder for the database."), (file.Status, file.Said.Trim()));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_gets_one_line_on_standard_error_and_a_failing_exit_status()
    {
        var (status, output, said) = await OperatorProgram.RunAsync("migrate", "--connection", "Host=127.0.0.1;Port=1;Database=hub;Username=me;Password=a-secret");

        Assert.NotEqual(0, status);
        Assert.Empty(output);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("PostgreSQL at 127.0.0.1:1", said, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", said, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
