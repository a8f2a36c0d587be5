using CustomerFirst.Cli.Common;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.Tests.Common;

namespace CustomerFirst.IntegrationTests.Places;

/// <summary>The commands of the operator, run in this process.</summary>
public sealed class ImportCommandLineTests(Hub hub) : IClassFixture<Hub>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("customerfirst-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_city_is_imported_and_a_second_time_nothing_changes()
    {
        var wards = await FileAsync("wards.geojson", Geography.Wards());
        var constituencies = await FileAsync("constituencies.geojson", Geography.Constituencies());
        var postcodes = await FileAsync("postcodes.csv", Geography.Postcodes());
        string[][] commands = [["import", "wards", wards, "--effective", "2018-05-03"], ["import", "constituencies", constituencies], ["import", "postcodes", postcodes]];

        foreach (var command in commands) Assert.Equal(0, (await RunAsync(command)).Status);
        foreach (var command in commands)
        {
            var (status, output, said) = await RunAsync(command);
            Assert.Equal((0, ""), (status, output));
            Assert.Contains(": 0 added, 0 replaced, ", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rejected_lines_are_named_and_the_exit_status_is_2()
    {
        var file = await FileAsync("some.csv", Geography.File("postcode,latitude,longitude\nAB1 1AA,52.1,-1.1\nnowhere,52.2,-1.2\n"));

        var (status, output, said) = await RunAsync("import", "postcodes", file);

        Assert.Equal((2, ""), (status, output));
        Assert.Contains("Postcodes: 1 added, 0 replaced, 0 unchanged, 0 ended, 1 rejected.", said, StringComparison.Ordinal);
        Assert.Contains("line 3: no postcode", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_names_properties_that_the_file_calls_otherwise()
    {
        var file = await FileAsync("odd.geojson", Geography.File("""
            {"type":"Feature","properties":{"ref":"X1","title":"North"},"geometry":{"type":"Polygon","coordinates":[[[1.1,54],[1.2,54],[1.2,54.1],[1.1,54]]]}}
            """));

        var (status, _, said) = await RunAsync("import", "constituencies", file, "--code", "ref", "--name", "title", "--effective", "2001-01-01");

        Assert.True(status == 0, said);
        Assert.Equal("North", await hub.ScalarAsync<string>("select name from constituencies where code = 'X1'"));
    }

    [Theory]
    [InlineData("There is no file nowhere.csv.", "import", "postcodes", "nowhere.csv")]
    [InlineData("2018-5-3 is no date such as 2026-05-07.", "import", "wards", "x", "--effective", "2018-5-3")]
    [InlineData("Required argument 'FILE' missing for command: 'wards'.", "import", "wards")]
    public async Task What_cannot_be_done_is_said_in_one_line_on_standard_error(string line, params string[] arguments)
    {
        var (status, output, said) = await RunAsync(arguments);

        Assert.Equal((1, "", line), (status, output, said.Trim()));
    }

    [Theory]
    [InlineData("There is no file nowhere.csv.", "import", "postcodes", "nowhere.csv")]
    [InlineData("There is no file nowhere.json.", "import", "wards", "nowhere.json")]
    [InlineData("There is no file nowhere.json.", "import", "constituencies", "nowhere.json")]
    [InlineData("There is no file nowhere.json.", "import", "bank-holidays", "nowhere.json")]
    [InlineData("There is no file nowhere.csv.", "import", "addresses", "nowhere.csv")]
    [InlineData("Say either --full or --changes.", "import", "addresses", "nowhere.csv", "--full", "--changes")]
    [InlineData("There is no file map.json.", "import", "addresses", "nowhere.csv", "--map", "map.json")]
    [InlineData("There is no file map.json.", "import", "requests", "nowhere.csv", "--map", "map.json")]
    [InlineData("There is no file map.json.", "import", "customers", "nowhere.csv", "--map", "map.json")]
    [InlineData("--from must be a date as 2026-04-01, not \"soon\".", "report", "performance", "--from", "soon", "--to", "2026-05-01")]
    [InlineData("--to must be a date as 2026-04-01, not \"1 May\".", "report", "fcr", "--from", "2026-04-01", "--to", "1 May")]
    [InlineData("The period ends before it begins.", "report", "performance", "--from", "2026-05-01", "--to", "2026-04-01")]
    [InlineData("\"Mars/Olympus\" is no time zone: name one as America/New_York.", "report", "fcr", "--from", "2026-04-01", "--to", "2026-05-01", "--tz", "Mars/Olympus")]
    [InlineData("Enter an e-mail address in the correct format, like name@example.org", "staff", "create", "--name", "Ada Marlow", "--email", "ada", "--role", "administrator")]
    [InlineData("The expected hash has 64 hexadecimal digits", "audit", "verify", "--expect", "abc")]
    public async Task A_slip_on_the_command_line_is_told_before_the_database_is_opened(string line, params string[] arguments)
    {
        var (status, output, said) = await RunOnAsync("Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=2", arguments);

        Assert.Equal((1, "", line), (status, output, said.Trim()));
    }

    [Fact]
    public async Task A_map_that_cannot_be_read_is_told_before_the_database_is_opened()
    {
        var (file, map) = (await FileAsync("rows.csv", Geography.File("id\n1\n")), await FileAsync("map.json", Geography.File("{")));
        foreach (var what in new[] { "requests", "customers", "addresses" })
        {
            var (status, _, said) = await RunOnAsync("Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=2", "import", what, file, "--map", map);
            Assert.Equal(1, status);
            Assert.DoesNotContain("127.0.0.1", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("imprt", "import wards", "seed demo", "report fcr", "link evaluate", "audit verify")]
    [InlineData("import", "import wards", "import addresses")]
    public async Task Who_mistypes_a_command_sees_those_that_there_are(string typed, params string[] commands)
    {
        var (status, output, said) = await RunAsync(typed, "wrds");

        Assert.Equal((1, ""), (status, output));
        var lines = said.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        foreach (var command in commands) Assert.Matches($"^{command} +[A-Z].*[.]$", Assert.Single(lines, line => line.StartsWith(command + " ", StringComparison.Ordinal)));
        Assert.Equal(typed == "import", lines.TrueForAll(line => line.StartsWith("import ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("There is no command \"frobnicate\".", "frobnicate")]
    [InlineData("There is no import command \"wrds\".", "import", "wrds")]
    [InlineData("Say which import command.", "import")]
    public async Task The_first_line_names_what_is_unknown(string line, params string[] arguments)
    {
        var (status, output, said) = await RunAsync(arguments);

        Assert.Equal((1, "", line, "Commands:"), (status, output, said.Split('\n')[0].Trim(), said.Split('\n')[1].Trim()));
    }

    [Theory]
    [InlineData("--format must be one of table, json, csv; \"xml\" is not.", "report", "fcr", "--from", "2026-04-01", "--to", "2026-05-01", "--format", "xml")]
    [InlineData("--role must be one of ", "staff", "create", "--name", "Alex Example", "--email", "alex@example.org", "--role", "boss")]
    public async Task A_value_that_is_not_on_its_list_is_answered_in_one_line_with_the_list(string begins, params string[] arguments)
    {
        var (status, output, said) = await RunAsync(arguments);

        Assert.Equal((1, ""), (status, output));
        Assert.StartsWith(begins, Assert.Single(said.Split('\n'), line => line.Trim().Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_tables_asks_for_migrate()
    {
        await using var empty = await TestDatabase.CreateEmptyAsync();
        var file = await FileAsync("some.csv", Geography.File("postcode,latitude,longitude\n"));

        var before = await RunOnAsync(empty.ConnectionString, "import", "postcodes", file);
        var migrated = await RunOnAsync(empty.ConnectionString, "migrate");
        var after = await RunOnAsync(empty.ConnectionString, "import", "postcodes", file);

        Assert.Equal((1, "This database has no CustomerFirst tables yet: run migrate first."), (before.Status, before.Said.Trim()));
        Assert.Equal((0, 0), (migrated.Status, after.Status));
    }

    [Fact]
    public async Task A_command_that_is_stopped_says_so_and_saves_nothing()
    {
        var file = await FileAsync("stopped.csv", Geography.File("postcode,latitude,longitude\nAB9 9AA,52.1,-1.1\n"));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        var (status, _, said) = await RunOnAsync(hub.ConnectionString, ["import", "postcodes", file], stopped.Token);

        Assert.Equal((1, "Stopped. What was not finished has not been saved."), (status, said.Trim()));
        Assert.Equal(0, await hub.ScalarAsync<long>("select count(*) from postcodes where code = 'AB9 9AA'"));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("import", "--help")]
    [InlineData("import", "wards", "--help")]
    public async Task Help_goes_to_standard_output(params string[] arguments)
    {
        var (status, output, said) = await RunAsync(arguments);

        Assert.Equal((0, ""), (status, said));
        Assert.Contains("--connection", output, StringComparison.Ordinal);
    }

    private Task<(int Status, string Output, string Said)> RunAsync(params string[] arguments) => RunOnAsync(hub.ConnectionString, arguments);

    private static Task<(int Status, string Output, string Said)> RunOnAsync(string connection, params string[] arguments) => RunOnAsync(connection, arguments, default);

    private static async Task<(int Status, string Output, string Said)> RunOnAsync(string connection, string[] arguments, CancellationToken token)
    {
        var (output, said) = (new StringWriter(), new StringWriter());
        var status = await CommandLine.RunAsync([.. arguments, "--connection", connection], new Terminal(output, said), token);
        return (status, output.ToString(), said.ToString());
    }

    private async Task<string> FileAsync(string name, Stream content)
    {
        var path = Path.Combine(_folder.FullName, name);
        await using var file = File.Create(path);
        await using (content) await content.CopyToAsync(file);
        return path;
    }
}
