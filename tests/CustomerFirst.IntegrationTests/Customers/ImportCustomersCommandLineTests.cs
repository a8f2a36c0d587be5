using CustomerFirst.Application.Customers;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>What the command line says of an import of people.</summary>
public sealed class ImportCustomersCommandLineTests(Hub hub) : PeopleImport(hub), IClassFixture<Hub>
{
    [Fact]
    public async Task The_command_line_tells_what_came_of_each_row()
    {
        var folder = Directory.CreateTempSubdirectory("customerfirst-");
        try
        {
            var family = Name();
            var (file, map, rejects) = (Path.Combine(folder.FullName, "f.csv"), Path.Combine(folder.FullName, "m.json"), Path.Combine(folder.FullName, "r.csv"));
            await System.IO.File.WriteAllTextAsync(file, Heading + $"K1,Una,{family},1962-03-14,,,,,,,\nK2,Una,,,,,,,,,\n");
            await System.IO.File.WriteAllTextAsync(map, $"{{\"source\": \"cli\", \"id\": \"ref\", \"columns\": {{{Columns}}}}}");

            var dry = await RunAsync("import", "customers", file, "--map", map, "--rejects", rejects, "--dry-run");
            var (status, output, said) = await RunAsync("import", "customers", file, "--map", map, "--rejects", rejects);

            Assert.Equal(2, dry.Status);
            Assert.Contains("Nothing was changed.", dry.Said, StringComparison.Ordinal);
            Assert.Equal((2, ""), (status, output));
            Assert.Contains("Matched 0, created 1, to review 0, updated 0, unchanged 0, rejected 1.", said, StringComparison.Ordinal);
            Assert.Contains("Line 3: the row has no name", said, StringComparison.Ordinal);
            Assert.Equal("line,reason,row\n3,\"the row has no name\",\"K2,Una,,,,,,,,,\"\n", await System.IO.File.ReadAllTextAsync(rejects));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_command_line_says_where_those_to_review_are_found()
    {
        var folder = Directory.CreateTempSubdirectory("customerfirst-");
        try
        {
            var (family, file, map) = (Name(), Path.Combine(folder.FullName, "f.csv"), Path.Combine(folder.FullName, "m.json"));
            await TheCustomer.CreateAsync(Hub, new CustomerDetails { GivenNames = "Margaret", FamilyName = family, DateOfBirth = new DateOnly(1962, 3, 14), Address = TheCustomer.At("3 Elm Row", "ZZ6 4AB") });
            await System.IO.File.WriteAllTextAsync(file, Heading + $"K1,Margaret,{family},,,,77,Quay Road,Otherton,YY1 1AA,\n");
            await System.IO.File.WriteAllTextAsync(map, $"{{\"source\": \"cliReview\", \"id\": \"ref\", \"columns\": {{{Columns}}}, \"lower\": 0.01, \"upper\": 0.9999}}");

            var (_, _, said) = await RunAsync("import", "customers", file, "--map", map);

            Assert.Contains("under Customers, Review pairs,", said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
