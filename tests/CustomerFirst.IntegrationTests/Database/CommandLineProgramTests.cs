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
        Assert.False(File.Exists(folder.PidFile));
        var again = await OperatorProgram.RunAsync("migrate", "--data", folder.Data);
        Assert.True(again.Status == 0, again.Said);
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
