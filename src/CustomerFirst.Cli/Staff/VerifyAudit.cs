using System.CommandLine;
using CustomerFirst.Application.Staff;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Cli.Staff;

/// <summary><c>audit verify</c>: reads the whole audit trail and says whether anybody altered it.</summary>
internal static class VerifyAudit
{
    public static Command Create(Runner runner)
    {
        var expect = new Option<string?>("--expect") { Description = "A head hash that an earlier run printed; it must still be in the chain.", HelpName = "HASH" };
        var command = new Command("verify", "Find altered, removed or inserted rows of the audit trail. Prints the head hash: note it elsewhere, and give it as --expect another time. "
            + "Exit status 0 only when the trail is whole.") { expect };
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            while ((await run.SendAsync(new SealAuditCommand(), token)).More) { }
            var found = await run.SendAsync(progress => new VerifyAuditQuery(run.Get(expect)) { Progress = progress }, token);
            foreach (var problem in found.Problems) run.Terminal.Say($"{problem.Kind.Code()}: {problem.Message}");
            if (found.ProblemCount > found.Problems.Count) run.Terminal.Say($"... and {found.ProblemCount - found.Problems.Count} more.");
            run.Terminal.Say($"{(found.Whole ? "The audit trail is whole" : "THE AUDIT TRAIL IS DAMAGED")}: {Counted.Of(found.Entries, "entry", "entries")} in {Counted.Of(found.Seals, "seal")}, {found.Pending:#,0} not yet sealed, {Counted.Of(found.ProblemCount, "problem")}.");
            if (found.Head is not null) await run.Terminal.Output.WriteLineAsync(found.Head);
            return found.Whole ? ExitStatus.Done : ExitStatus.Failed;
        }));
        return command;
    }
}
