using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Files and rows of people that cannot be used: what is said of them, and what is kept.</summary>
public sealed class RefusedPeopleTests(Hub hub) : PeopleImport(hub), IClassFixture<Hub>
{
    [Fact]
    public async Task Rows_that_cannot_be_used_are_rejected_with_row_and_column_and_bad_values_are_left_out()
    {
        var family = Name();
        var rejects = new StringWriter();

        var summary = await ImportAsync("bad", Heading + $"I1,Ada,{family},31/02/1980,,,,,,,\n,Ada,{family},,,,,,,,\nI3,Ada,,,,,,,,,\nI4,Ada,{family},2999-01-01,,,,,,,\nI5,Bea,{family}son,,12,at,,,,B1,\nI5,Cleo,{family}s,,,,,,,,\nI7,x\n", rejects: rejects);

        Assert.Equal(
            ["column born: \"31/02/1980\" is no date of the map's formats", "column ref: the id is missing", "the row has no name", "column born: \"2999-01-01\" is no date of birth from 1900 to today",
                "column ref: the id stands in an earlier row already", "The row has 2 fields, the header 11."],
            summary.FirstRejects.Select(r => r.Reason));
        Assert.Equal(6, summary.Rejected);
        Assert.StartsWith("line,reason,row\n2,", rejects.ToString(), StringComparison.Ordinal);
        Assert.Equal([(6L, "pc"), (6, "phone"), (6, "mail")], summary.LeftOut.Select(l => (l.Line, l.Column)));
        Assert.Equal("Bea", (await CustomerAsync("bad", "I5")).CurrentName!.GivenNames);
    }

    [Fact]
    public async Task An_id_that_cannot_be_stored_and_a_header_that_comes_again_are_rejected()
    {
        var summary = await ImportAsync("odd", Heading + $"I\0,Ada,{Name()},,,,,,,,\n" + Heading);

        Assert.Equal(["column ref: there is a character that cannot be stored (U+0000)", "column ref: the first row stands there again"], summary.FirstRejects.Select(r => r.Reason));
    }

    [Fact]
    public async Task A_day_of_moving_in_that_cannot_be_used_is_left_out_and_told_from_one_that_is_written_otherwise_than_the_map_says()
    {
        var map = CustomerMap.Read("{\"source\": \"moved-in\", \"id\": \"ref\", \"columns\": {\"name\": \"familyName\", \"in\": \"addressSince\"}, \"dateFormats\": [\"dd/MM/yyyy\"]}", "map.json").Value;

        var summary = await Hub.DoAsync(new ImportCustomersCommand(File($"ref,name,in\nM1,{Name()},2020-01-31\nM2,{Name()},31/01/2999\nM3,{Name()},31/01/2020\n"), "f.csv", map, () => TextWriter.Null), Actor.Operator);

        Assert.Equal([(2L, "\"2020-01-31\" is no date of the map's formats"), (3, "\"31/01/2999\" is no day from 1900 to today")], summary.LeftOut.Select(l => (l.Line, l.Reason)));
    }

    [Theory]
    [InlineData("{\"columns\": {\"a\": \"familyName\"}}", "\"id\" must name the column that tells the rows apart.")]
    [InlineData("{\"id\": \"a\", \"columns\": {\"b\": \"surname\"}}", "\"columns\" gives b the field \"surname\", which there is not. The file's heading stands first, then one of title, givenName,")]
    [InlineData("{\"id\": \"a\", \"columns\": {\"b\": \"givenName\"}}", "must say which column is the familyName, the fullName or the organisation.")]
    [InlineData("{\"id\": \"a\", \"columns\": {\"b\": \"familyName\"}, \"trust\": {\"born\": 3}}", "\"trust\" names \"born\"; known are name, dateOfBirth, address, contactPoints.")]
    [InlineData("{\"id\": \"a\", \"columns\": {\"b\": \"familyName\"}, \"source\": \"staff\"}", "\"source\" cannot be \"staff\"")]
    public void A_wrong_map_is_told_in_one_sentence(string json, string sentence) => Assert.Contains(sentence, CustomerMap.Read(json, "map.json").Error!.Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_column_that_is_not_there_stops_the_import_before_anything_is_written()
    {
        var map = CustomerMap.Read("{\"source\": \"gone\", \"id\": \"ref\", \"columns\": {\"surname\": \"familyName\"}}", "map.json").Value;

        var refused = await Hub.SendAsync(new ImportCustomersCommand(File(Heading), "f.csv", map, () => TextWriter.Null), Actor.Operator);

        Assert.Equal("Row 1: the map names the column \"surname\", which the file does not have.", refused.Error!.Message);
        Assert.Equal(0L, await Hub.ScalarAsync<long>("select count(*) from import_runs where system = 'gone'"));
    }

    [Fact]
    public async Task Two_imports_of_one_source_do_not_run_at_once()
    {
        await using var connection = await Hub.Database.OpenConnectionAsync();
        await using var take = new Npgsql.NpgsqlCommand("select pg_advisory_lock(hashtextextended('import customers', 0) # hashtextextended('busy', 0))", connection);
        await take.ExecuteScalarAsync();

        var refused = await Hub.SendAsync(Command("busy", Heading, "", null, false), Actor.Operator);

        Assert.IsType<ImportRuns>(refused.Error);
    }
}
