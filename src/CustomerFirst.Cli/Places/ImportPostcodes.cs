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
        var asked = RejectsPath.Option();
        var command = new Command("postcodes", "Bring in postcodes with their points. Lines that cannot be used are left out and named; the exit status is then 2.") { argument, asked };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            var path = start.Get(argument);
            await using var file = InputFile.Open(path);
            var rejects = RejectsPath.Of(start.Get(asked), path);
            return await start.OnSchemaAsync(async run =>
            {
                run.SoFar.Saved(0);
                var summary = await run.SendAsync(progress => new ImportPostcodesCommand(file, rejects.Open) { Progress = progress }, token);
                rejects.Finish();
                return Imports.Tell(run.Terminal, "Postcodes", summary, rejects.Path);
            });
        }));
        return command;
    }
}
