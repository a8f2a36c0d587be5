using System.CommandLine;
using CustomerFirst.Application.Database;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Database;

/// <summary><c>migrate</c>: creates the database's tables or brings them to this version.</summary>
internal static class Migrate
{
    public static Command Create(Runner runner)
    {
        var command = new Command("migrate", "Create the database's tables, or bring them to this version. Running it again changes nothing.");
        command.SetAction(runner.OnDatabase(async (run, token) =>
        {
            var applied = await run.Terminal.ProgressAsync(progress => Migrator.MigrateAsync(run.ConnectionString, TimeProvider.System, token, progress));
            run.Terminal.Say(applied.Count switch
            {
                0 => $"Nothing to do: {run.DatabaseDescription} is up to date.",
                1 => $"Applied 1 migration to {run.DatabaseDescription}.",
                var count => $"Applied {count} migrations to {run.DatabaseDescription}.",
            });
            return ExitStatus.Done;
        }));
        return command;
    }
}
