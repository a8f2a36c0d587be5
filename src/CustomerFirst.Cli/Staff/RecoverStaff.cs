using System.CommandLine;
using CustomerFirst.Application.Staff;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Cli.Staff;

/// <summary><c>staff recover</c>: a way back in when the last administrator cannot sign in. Only the one-time password goes to standard output.</summary>
internal static class RecoverStaff
{
    private const int Tries = 3;

    public static Command Create(Runner runner)
    {
        var email = new Argument<string>("EMAIL") { Description = "The e-mail address that the person signs in with." };
        var factor = new Option<bool>("--two-factor") { Description = "Also forget the authenticator app that they lost." };
        var command = new Command("recover", "Give somebody who cannot sign in a one-time password. Ends their sessions and the pause after wrong guesses.") { email, factor };
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            var id = await FindAsync(run, run.Get(email), token);
            if (run.Get(factor)) await OnNewestAsync<Done>(run, id, version => new ResetTwoFactorCommand(id, version), token);
            var given = await OnNewestAsync<OneTimePassword>(run, id, version => new IssueOneTimePasswordCommand(id, version), token);
            run.Terminal.Say("Sign in with this password; it then asks for one of your own.");
            await run.Terminal.Output.WriteLineAsync(given.Password);
            return ExitStatus.Done;
        }));
        return command;
    }

    private static async Task<Guid> FindAsync(Run run, string email, CancellationToken token)
    {
        for (Guid? after = null; ;)
        {
            var page = await run.SendAsync(new ListStaffQuery(email.Trim(), After: after), token);
            if (page.Lines.FirstOrDefault(l => string.Equals(l.Email, email.Trim(), StringComparison.OrdinalIgnoreCase)) is { } line) return line.Id;
            after = page.Next ?? throw new CommandFailedException("Nobody signs in with this e-mail address.");
        }
    }

    // Somebody may change the account between reading and writing; the operator means it as it is now.
    private static async Task<T> OnNewestAsync<T>(Run run, Guid id, Func<int, MediatR.IRequest<Result<T>>> request, CancellationToken token)
    {
        for (var tries = 1; ; tries++)
        {
            var read = await run.SendAsync(new ReadStaffQuery(id), token);
            var done = await run.TrySendAsync(request(read.Version), token);
            if (done.Ok) return done.Value;
            if (done.Error is not Stale || tries == Tries) throw new CommandFailedException(done.Error!.Message);
        }
    }
}
