using System.CommandLine;
using CustomerFirst.Application.Places;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Places;

/// <summary><c>import postcodes FILE</c>.</summary>
internal static class ImportPostcodes
{
    public static Command Create(Runner runner)
    {
        var argument = InputFile.Argument("CSV whose first line names the columns: postcode (or pcds, pcd), latitude and longitude (or lat and long), or easting and northing.");
        var rejects = RejectsPath.Option();
        var command = new Command("postcodes", "Bring in postcodes with their points. Lines that cannot be used are left out and named; the exit status is then 2.") { argument, rejects };
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            var path = run.Get(argument);
            await using var file = InputFile.Open(path);
            var (rejectsPath, open) = RejectsPath.Of(run.Get(rejects), path);
            return Imports.Tell(run.Terminal, "Postcodes", await run.SendAsync(progress => new ImportPostcodesCommand(file, open) { Progress = progress }, token), rejectsPath);
        }));
        return command;
    }
}
