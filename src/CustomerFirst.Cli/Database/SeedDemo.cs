using System.CommandLine;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Database;

/// <summary><c>seed demo</c>: writes the demonstration council to an empty database.</summary>
internal static class SeedDemo
{
    public static Command Create(Runner runner)
    {
        var command = new Command("demo", "Write a fictional council with its services, customers and 18 months of tickets. All of it or nothing.");
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            var seeded = await run.SendAsync(progress => new SeedDemoCommand(progress), token);
            run.Terminal.Say($"{seeded.Council}: {seeded.Services:#,0} services, {seeded.Staff:#,0} staff, {seeded.Customers:#,0} customers, {seeded.Contacts:#,0} contacts, {seeded.Tickets:#,0} tickets.");
            run.Terminal.Say($"Sign in with the password \"{DemoSignIns.Password}\" as:");
            foreach (var person in DemoSignIns.All) run.Terminal.Say($"  {person.Email,-30} {person.What}");
            return ExitStatus.Done;
        }));
        return command;
    }
}
