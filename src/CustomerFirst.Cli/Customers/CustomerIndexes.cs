using System.CommandLine;
using CustomerFirst.Application.Customers;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Customers;

/// <summary><c>customers learn</c>, <c>weights</c>, <c>reindex</c> and <c>pairs</c>: what a running hub does by itself or when a steward asks, at once.</summary>
internal static class CustomerIndexes
{
    public static Command Learn(Runner runner)
    {
        var command = new Command("learn", "Count how common names are among the customers, so that a shared rare name says more than a common one. A running hub does it every day.");
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            var learnt = await run.SendAsync(new LearnNamesCommand(), token);
            run.Terminal.Say($"{learnt.Words:#,0} names and words of addresses were counted among {learnt.Customers:#,0} customers.");
            return ExitStatus.Done;
        }));
        return command;
    }

    public static Command Weights(Runner runner)
    {
        var command = new Command("weights", "Learn the weights of matching from the council's own records. They are used from then on, unless they are refused; the pages of the review show them.");
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            var learnt = await run.SendAsync(progress => new LearnWeightsCommand(Now: true, progress), token);
            if (learnt.State is null) throw new CommandFailedException("The weights are being learnt already, by a running hub or another command. Wait until that is done.");
            if (learnt.Refusal is { } refusal) throw new CommandFailedException(refusal);
            run.Terminal.Say($"Weights were learnt from {learnt.Records:#,0} records: {learnt.Pairs:#,0} pairs looked at, about {learnt.Matches:#,0} of one person. Matching goes by them now.");
            return ExitStatus.Done;
        }));
        return command;
    }

    public static Command Reindex(Runner runner)
    {
        var command = new Command("reindex", "Make search texts and keys anew that an earlier version made. Can be stopped and goes on where it was. A running hub does it by itself.");
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            var total = 0;
            while ((await run.SendAsync(new ReindexCustomersCommand(), token)).Count is > 0 and var count)
            {
                run.Terminal.Say($"{total += count:#,0} customers");
                run.SoFar.Saved(total, "customers");
            }
            run.Terminal.Say($"{total:#,0} customers were made anew; nothing is left to do.");
            return ExitStatus.Done;
        }));
        return command;
    }

    public static Command Pairs(Runner runner)
    {
        var command = new Command("pairs", "Hold customers who are new or were changed against all others, and put those who may be the same into the review queue. Can be stopped and goes on where it was. A running hub does it by itself.");
        command.SetAction(runner.OnSchema(async (run, token) =>
        {
            await run.SendAsync(new LearnNamesCommand(WhenDue: true), token);
            var (looked, found) = (0, 0);
            for (var more = true; more;)
            {
                var piece = await run.SendAsync(new SweepPairsCommand(500), token);
                (looked, found, more) = (looked + piece.Looked, found + piece.Found, piece.More);
                run.SoFar.Saved(looked, "customers");
                if (more) run.Terminal.Say($"{looked:#,0} customers, {found:#,0} new pairs");
            }
            run.Terminal.Say($"{looked:#,0} customers were held against the others: {found:#,0} new pairs wait for review.");
            return ExitStatus.Done;
        }));
        return command;
    }
}
