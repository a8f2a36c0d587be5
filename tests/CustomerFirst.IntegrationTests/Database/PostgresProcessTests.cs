using CustomerFirst.Application.Database;

namespace CustomerFirst.IntegrationTests.Database;

public sealed class PostgresProcessTests
{
    [Fact]
    public void A_tool_is_never_taken_from_the_current_folder_or_another_relative_one()
    {
        var folder = Directory.CreateTempSubdirectory("customerfirst-tools-");
        try
        {
            var planted = Path.Combine(folder.FullName, "id");
            File.WriteAllText(planted, "planted");
            var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.FullName);

            Assert.Equal("/usr/bin/id", PostgresProcess.Locate("id", $".::{relative}:/usr/bin"));
            Assert.NotEqual(planted, PostgresProcess.Locate("id", ""));
            Assert.NotEqual(planted, PostgresProcess.Locate("id", null));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_path_is_taken_as_it_is_and_a_tool_that_is_nowhere_gets_one_clear_line()
    {
        Assert.Equal("/opt/postgres/bin/initdb", PostgresProcess.Locate("/opt/postgres/bin/initdb", "/usr/bin"));
        var failure = Assert.Throws<EmbeddedPostgresException>(() => PostgresProcess.Locate("no-such-tool", "/usr/bin"));
        Assert.Equal("no-such-tool is not on the PATH.", failure.Message);
    }
}
