using CustomerFirst.Application.Common;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Places;

public sealed class ImportPostcodesTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task Postcodes_are_added_replaced_and_left_as_they_are()
    {
        await ImportAsync("postcode,latitude,longitude\nAB1 1AA,52.1,-1.1\nAB1 1AB,52.2,-1.2\nAB1 1AD,52.3,-1.3\n");

        var summary = await ImportAsync("postcode,lat,long\nab11aa,52.1,-1.1\nAB1 1AB,52.25,-1.2\nAB1 1AE,52.4,-1.4\n");

        Assert.Equal((1, 1, 1, 0), (summary.Added, summary.Replaced, summary.Unchanged, summary.RejectedCount));
        Assert.Equal(52.25, await hub.ScalarAsync<double>("select latitude from postcodes where code = 'AB1 1AB'"));
        Assert.Equal(52.3, await hub.ScalarAsync<double>("select latitude from postcodes where code = 'AB1 1AD'"));
    }

    [Fact]
    public async Task Lines_that_cannot_be_used_are_left_out_and_the_last_of_two_counts()
    {
        var rejects = new StringWriter();
        var summary = await hub.DoAsync(new ImportPostcodesCommand(Geography.File("postcode,latitude,longitude\nAC1 1AA,52.1,-1.1\n\"no,where\",52.2,-1.2\nAC1 1AB,,\nAC1 1AA,52.9,-1.1\n"), () => rejects), Actor.Operator);

        Assert.Equal((1, 2), (summary.Added, summary.RejectedCount));
        Assert.Equal([new RejectedLine(3, "no postcode", "\"no,where\",52.2,-1.2"), new RejectedLine(4, "no latitude and longitude", "AC1 1AB,,")], summary.Rejected);
        Assert.Equal("line,reason,row\n3,\"no postcode\",\"\"\"no,where\"\",52.2,-1.2\"\n4,\"no latitude and longitude\",\"AC1 1AB,,\"\n", rejects.ToString());
        Assert.Equal(52.9, await hub.ScalarAsync<double>("select latitude from postcodes where code = 'AC1 1AA'"));
    }

    [Theory]
    [InlineData("postcode,lat,long,Postcode\nAC1 1AA,52.1,-1.1,AC1 1AB\n", "Row 1: the column postcode stands there more than once.")]
    [InlineData("p\0o\0s\0t\0c\0o\0d\0e\0,\0l\0a\0t\0,\0l\0o\0n\0g\0\n\0", CsvHeader.Utf16)]
    public async Task A_file_that_repeats_a_heading_or_is_in_another_encoding_is_refused(string file, string problem)
    {
        Assert.Equal(problem, Assert.IsType<FileNotAccepted>((await hub.SendAsync(new ImportPostcodesCommand(Geography.File(file)), Actor.Operator)).Error).Message);
    }

    [Fact]
    public async Task A_file_without_the_columns_is_refused()
    {
        var refused = await hub.SendAsync(new ImportPostcodesCommand(Geography.File("a,b\n1,2\n")), Actor.Operator);

        Assert.StartsWith("The first line must name the columns", Assert.IsType<FileNotAccepted>(refused.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_finder_knows_a_postcode_as_soon_as_it_is_imported()
    {
        var finder = hub.Services.GetRequiredService<PlaceFinder>();
        Assert.Null(await finder.FindPostcodeAsync("AD1 1AA", null, default));

        await ImportAsync("postcode,latitude,longitude\nAD1 1AA,52.1,-1.1\n");

        Assert.Equal(52.1, (await finder.FindPostcodeAsync("AD1 1AA", null, default))!.Latitude);
    }

    [Fact]
    public async Task It_says_how_far_it_is()
    {
        var told = new List<Advance>();
        var csv = "postcode,latitude,longitude\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"AE{i / 1000} {i / 100 % 10}{(char)('A' + i / 10 % 10)}{(char)('A' + i % 10)},52.1,-1.1\n"));

        await hub.DoAsync(new ImportPostcodesCommand(Geography.File(csv)) { Progress = new Told(told) }, Actor.Operator);

        Assert.Contains(told, advance => advance.Step == "Reading the postcodes" && advance.Done > 0 && advance.Done < advance.Total);
        Assert.Equal("Saving the postcodes", told[^1].Step);
    }

    private Task<ImportSummary> ImportAsync(string csv) => hub.DoAsync(new ImportPostcodesCommand(Geography.File(csv)), Actor.Operator);

    private sealed class Told(List<Advance> told) : IProgress<Advance>
    {
        public void Report(Advance value) => told.Add(value);
    }
}
