using System.Text.Json;
using CustomerFirst.Application.Common;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Reporting;

/// <summary>Import and reports by the command line itself: exit statuses, standard output, files.</summary>
public sealed class OperatorReportTests : IClassFixture<Hub>, IDisposable
{
    private const string Map = """
        {"timeZone": "America/New_York", "dateFormats": ["MM/dd/yyyy hh:mm:ss tt"], "missing": ["", "NA"],
         "columns": {"reference": "ID", "opened": "Opened", "closed": "Closed", "target": "Target", "channel": "Source", "service": "Type", "district": "District"},
         "channels": {"Constituent Call": "phone"}}
        """;

    private const string Requests = """"
        ID,Opened,Closed,Target,Source,Type,District
        1,11/01/2015 01:30:00 AM,11/01/2015 02:30:00 AM,11/01/2015 02:30:00 AM,Constituent Call,"Trees, fallen",NA
        2,11/02/2015 08:00:00 AM,11/01/2015 08:00:00 AM,,City Worker,"Trees, fallen","Back ""Bay"""
        3,31/11/2015 08:00:00 AM,,,City Worker,Lamp,North
        4,11/03/2015 08:00:00 AM,,,City Worker,Lamp,North

        """";

    private static readonly JsonSerializerOptions s_letters = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Hub _hub;
    private readonly string _folder = Directory.CreateTempSubdirectory("cf-report-").FullName;

    public OperatorReportTests(Hub hub) => _hub = hub;

    [Fact]
    public async Task A_file_with_a_bad_row_is_imported_around_it_with_exit_status_2_and_the_report_is_pure_json()
    {
        var imported = await ImportAsync("parks.json", "2015", "--rejects", "out.csv");
        var again = await ImportAsync("parks.json");
        var report = await RunAsync("report", "performance", "--from", "2015-11-01", "--to", "2015-12-01", "--tz", "America/New_York", "--format", "json");

        Assert.Equal((2, "", 2), (imported.Status, imported.Output, again.Status));
        Assert.Contains("Added 3, updated 0, unchanged 0, rejected 1.", imported.Said);
        Assert.Contains("The map lists no channel \"City Worker\" (2 rows)", imported.Said);
        Assert.Contains("1 row closed before opened", imported.Said);
        Assert.Contains("Line 4: The opening time \"31/11/2015 08:00:00 AM\" fits none of the date formats.", imported.Said);
        Assert.Contains("1 row rejected: see out.csv.", imported.Said);
        Assert.Equal("line,reason,row\n4,\"The opening time \"\"31/11/2015 08:00:00 AM\"\" fits none of the date formats.\",\"3,31/11/2015 08:00:00 AM,,,City Worker,Lamp 2015,North\"\n", await File.ReadAllTextAsync(Path.Combine(_folder, "out.csv")));
        Assert.Contains("Added 0, updated 0, unchanged 3, rejected 1.", again.Said);
        Assert.True(File.Exists(Path.Combine(_folder, "requests.rejects.csv")));
        Assert.Equal((0, ""), (report.Status, report.Said));
        using var json = JsonDocument.Parse(report.Output);
        Assert.Equal("""{"requests":3,"closed":2,"negativeDurations":1,"validClosed":1,"medianHours":2,"p90Hours":2,"closedWithinDays":{"3":1,"10":1},"onTime":{"withTarget":1,"met":1},"bySource":[{"key":"City Worker","requests":2,"closed":1,"validClosed":0,"medianHours":null,"p90Hours":null,"onTime":{"withTarget":0,"met":0}},{"key":"Constituent Call","requests":1,"closed":1,"validClosed":1,"medianHours":2,"p90Hours":2,"onTime":{"withTarget":1,"met":1}}],"byChannel":[{"key":"other","requests":2,"closed":1,"validClosed":0,"medianHours":null,"p90Hours":null},{"key":"phone","requests":1,"closed":1,"validClosed":1,"medianHours":2,"p90Hours":2}],"byService":[{"key":"Trees, fallen 2015","requests":2,"closed":2,"validClosed":1,"medianHours":2,"p90Hours":2},{"key":"Lamp 2015","requests":1,"closed":0,"validClosed":0,"medianHours":null,"p90Hours":null}],"byServiceArea":[{"key":"Imported from parks","requests":3,"closed":2,"validClosed":1,"medianHours":2,"p90Hours":2}],"byDistrict":[{"key":"","requests":1,"closed":1,"validClosed":1,"medianHours":2,"p90Hours":2},{"key":"Back \"Bay\"","requests":1,"closed":1,"validClosed":0,"medianHours":null,"p90Hours":null},{"key":"North","requests":1,"closed":0,"validClosed":0,"medianHours":null,"p90Hours":null}]}""",
            JsonSerializer.Serialize(json.RootElement, s_letters));
    }

    [Fact]
    public async Task A_file_without_a_bad_row_ends_with_exit_status_0_and_leaves_no_rejects()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "good.csv"), "ID,Opened,Type\n1,2014-11-01,Lamp\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "good.json"), """{"columns": {"reference": "ID", "opened": "Opened", "service": "Type"}}""");

        var end = await RunAsync("import", "requests", "good.csv", "--map", "good.json");

        Assert.Equal((0, ""), (end.Status, end.Output));
        Assert.Equal(["good.csv", "good.json"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task An_import_that_stops_at_the_header_leaves_no_rejects_and_what_an_earlier_one_left_stays()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "unfit.csv"), "Opened,Type\n2014-11-01,Lamp\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "fit.csv"), "ID,Opened,Type\n1,2014-11-01,Lamp\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "map.json"), """{"columns": {"reference": "ID", "opened": "Opened", "service": "Type"}}""");
        await File.WriteAllTextAsync(Path.Combine(_folder, "earlier.csv"), "what was rejected before");

        var stopped = await RunAsync("import", "requests", "unfit.csv", "--map", "map.json", "--rejects", "out.csv");
        var again = await RunAsync("import", "requests", "unfit.csv", "--map", "map.json", "--rejects", "earlier.csv");
        var clean = await RunAsync("import", "requests", "fit.csv", "--map", "map.json", "--rejects", "none.csv");

        Assert.Equal((1, 1, 0), (stopped.Status, again.Status, clean.Status));
        Assert.False(File.Exists(Path.Combine(_folder, "out.csv")));
        Assert.Equal("what was rejected before", await File.ReadAllTextAsync(Path.Combine(_folder, "earlier.csv")));
        Assert.Equal(RejectsFile.Header, await File.ReadAllTextAsync(Path.Combine(_folder, "none.csv")));
    }

    [Fact]
    public async Task Reports_come_as_csv_and_as_tables_too()
    {
        await ImportAsync("tables.json", year: "2016");

        var csv = await RunAsync("report", "performance", "--from", "2016-11-01", "--to", "2016-12-01", "--format", "csv");
        var table = await RunAsync("report", "performance", "--from", "2016-11-01", "--to", "2016-12-01");
        var fcr = await RunAsync("report", "fcr", "--from", "2016-11-01", "--to", "2016-12-01", "--format", "json");

        Assert.StartsWith("group,key,requests,closed,negativeDurations,validClosed,medianHours,p90Hours,closedWithin3Days,closedWithin10Days,onTimeWithTarget,onTimeMet,open,cancelled\nall,,", csv.Output);
        Assert.Contains("\nbyDistrict,\"Back \"\"Bay\"\"\",", csv.Output);
        Assert.Contains("Trees, fallen", table.Output);
        Assert.DoesNotContain('\u001b', table.Output);
        using var json = JsonDocument.Parse(fcr.Output);
        Assert.Equal(["asMarked", "gross", "net", "anonymous", "unsettled"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["numerator", "denominator", "share"], json.RootElement.GetProperty("net").EnumerateObject().Select(p => p.Name));
        Assert.Equal((0, 0, 0), (csv.Status, table.Status, fcr.Status));
    }

    [Theory]
    [InlineData("--map", "none.json", "There is no file none.json.")]
    [InlineData("--map", "broken.json", "The map cannot be used: it has the unknown key \"colums\"; known are system, timeZone, dateFormats, missing, columns, channels.")]
    [InlineData("--map", "requests.csv", "The map cannot be used: it is not JSON (line 1).")]
    public async Task An_import_that_cannot_begin_says_why_in_one_line(string option, string value, string problem)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "broken.json"), """{"colums": {}}""");
        await File.WriteAllTextAsync(Path.Combine(_folder, "requests.csv"), Requests);

        var end = await RunAsync("import", "requests", "requests.csv", option, value);

        Assert.Equal((1, "", problem), (end.Status, end.Output, end.Said.Trim()));
    }

    [Theory]
    [InlineData("2015-11-01", "2015-13-01", "json", "--to must be a date as 2026-04-01, not \"2015-13-01\".")]
    [InlineData("2015-12-01", "2015-11-01", "json", "The period ends before it begins.")]
    [InlineData("2015-11-01", "2015-12-01", "xml", "xml")]
    public async Task A_report_that_cannot_be_made_leaves_standard_output_empty(string from, string to, string format, string problem)
    {
        var end = await RunAsync("report", "performance", "--from", from, "--to", to, "--format", format);

        Assert.NotEqual(0, end.Status);
        Assert.Empty(end.Output);
        Assert.Contains(problem, end.Said);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<OperatorProgram.End> ImportAsync(string map, string year = "2015", params string[] more)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, map), Map);
        await File.WriteAllTextAsync(Path.Combine(_folder, "requests.csv"), Requests.Replace("Trees, fallen", "Trees, fallen 2015").Replace("Lamp", "Lamp 2015").Replace("2015", year));
        return await RunAsync(["import", "requests", "requests.csv", "--map", map, .. more]);
    }

    private Task<OperatorProgram.End> RunAsync(params string[] arguments) => OperatorProgram.RunInAsync(_folder, [.. arguments, "--connection", _hub.ConnectionString]);
}
