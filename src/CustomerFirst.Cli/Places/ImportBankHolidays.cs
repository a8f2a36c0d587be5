using System.CommandLine;
using CustomerFirst.Application.Places;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Places;

/// <summary><c>import bank-holidays FILE</c>.</summary>
internal static class ImportBankHolidays
{
    public static Command Create(Runner runner)
    {
        var argument = InputFile.Argument("The JSON that GOV.UK publishes: divisions with their events, or a flat list.");
        var command = new Command("bank-holidays", "Bring in bank holidays. The due times of open tickets follow.") { argument };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            await using var file = InputFile.Open(start.Get(argument));
            return await start.OnSchemaAsync(async run => Imports.Tell(run.Terminal, "Bank holidays", await run.SendAsync(new ImportBankHolidaysCommand(file), token)));
        }));
        return command;
    }
}
