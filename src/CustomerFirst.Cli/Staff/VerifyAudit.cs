using System.CommandLine;
using System.Data.Common;
using CustomerFirst.Application.Staff;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Cli.Staff;

/// <summary><c>audit verify</c>: reads the whole audit trail and says whether anybody altered it.</summary>
internal static class VerifyAudit
{
    // Named; more would hide the result.
    private const int MostLate = 10;

    public static Command Create(Runner runner)
    {
        var expect = new Option<string?>("--expect") { Description = "A head hash that an earlier run printed; it must still be in the chain.", HelpName = "HASH" };
        var command = new Command("verify", "Find altered, removed or inserted rows of the audit trail. Prints the head hash: note it elsewhere, and give it as --expect another time. "
            + "Exit status 0 only when the trail is whole.") { expect };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            start.Check(new VerifyAuditQuery(start.Get(expect)));
            return await start.OnSchemaAsync(async run =>
            {
                var unsealed = await SealAsync(run, token);
                var found = await run.SendAsync(progress => new VerifyAuditQuery(start.Get(expect)) { Progress = progress }, token);
                foreach (var problem in found.Problems) run.Terminal.Say($"{problem.Kind.Code()}: {problem.Message}");
                if (found.ProblemCount > found.Problems.Count) run.Terminal.Say($"... and {found.ProblemCount - found.Problems.Count} more.");
                run.Terminal.Say($"{(found.Whole ? "The audit trail is whole" : "THE AUDIT TRAIL IS DAMAGED")}: {Counted.Of(found.Entries, "entry", "entries")} in {Counted.Of(found.Seals, "seal")}, {found.Pending:#,0} not yet sealed, {Counted.Of(found.ProblemCount, "problem")}.");
                if (found.Late > 0)
                    run.Terminal.Say($"{Counted.Of(found.Late, "entry", "entries")} came more than {AuditChain.Unusual.TotalMinutes:0} minute late, as after a long wait, or as put in with an earlier time: {string.Join(", ", found.LateEntries.Take(MostLate))}{(found.Late > MostLate ? ", ..." : "")}. Compare with what ran then.");
                if (unsealed is not null) run.Terminal.Say($"New entries could not be sealed: {unsealed.TrimEnd('.')}. What is sealed was verified.");
                if (found.Head is not null) await run.Terminal.Output.WriteLineAsync(found.Head);
                return found.Whole && unsealed is null ? ExitStatus.Done : ExitStatus.Failed;
            });
        }));
        return command;
    }

    // Null when it was done; else why not. Damage that keeps the trail from being sealed is the very thing to be told of.
    private static async Task<string?> SealAsync(Run run, CancellationToken token)
    {
        try
        {
            while (true)
            {
                var made = await run.TrySendAsync(new SealAuditCommand(), token);
                if (!made.Ok) return made.Error!.Message;
                if (!made.Value.More) return null;
            }
        }
        catch (DbException refused)
        {
            return refused.Message;
        }
        catch (DbUpdateException refused)
        {
            return refused.InnerException?.Message ?? refused.Message;
        }
    }
}
