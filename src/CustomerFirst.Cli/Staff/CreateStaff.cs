using System.CommandLine;
using CustomerFirst.Application.Staff;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Cli.Staff;

/// <summary><c>staff create</c>: how a new council gets its first administrator. Only the one-time password goes to standard output.</summary>
internal static class CreateStaff
{
    public static Command Create(Runner runner)
    {
        var name = new Option<string>("--name") { Description = "The person's name.", HelpName = "NAME", Required = true };
        var email = new Option<string>("--email") { Description = "The e-mail address that they sign in with.", HelpName = "EMAIL", Required = true };
        var roles = new Option<string[]>("--role") { Description = $"{string.Join(", ", Codes.All<Role>())}; may be given several times.", HelpName = "ROLE", Required = true };
        roles.Takes(Codes.All<Role>());
        var command = new Command("create", "Set up an account. Prints a one-time password, which works only for choosing another one.") { name, email, roles };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            var entered = new StaffEntered(start.Get(name)!, start.Get(email)!, null, null, [.. start.Get(roles)!.Select(r => Codes.Read<Role>(r)!.Value).Distinct()], [], []);
            var create = new CreateStaffCommand(entered);
            start.Check(create);
            return await start.OnSchemaAsync(async run =>
            {
                var given = await run.SendAsync(create, token);
                run.Terminal.Say("The account is ready. Sign in with this password; it then asks for one of your own.");
                await run.Terminal.Output.WriteLineAsync(given.Password);
                return ExitStatus.Done;
            });
        }));
        return command;
    }
}
