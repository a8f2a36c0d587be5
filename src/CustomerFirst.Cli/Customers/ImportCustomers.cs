using System.CommandLine;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Customers;

/// <summary><c>import customers FILE --map MAP.json</c>.</summary>
internal static class ImportCustomers
{
    public static Command Create(Runner runner)
    {
        var argument = InputFile.Argument("CSV of people or organisations, UTF-8, with a header line.");
        var map = new Option<string>("--map") { Description = "JSON file that names the source and says which column is what; see docs/import/customers.md.", HelpName = "MAP.json", Required = true };
        var asked = RejectsPath.Option();
        var dry = new Option<bool>("--dry-run") { Description = "Say what would come of it and change nothing." };
        var command = new Command("customers", "Bring in another system's people: each is matched to a customer, created, or put to review. Importing again changes nothing.") { argument, map, asked, dry };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            var (path, mapPath) = (start.Get(argument), start.Get(map)!);
            var read = await MapAsync(mapPath, token);
            await using var file = InputFile.Open(path);
            var rejects = RejectsPath.Of(start.Get(asked), path, mapPath);
            return await start.OnSchemaAsync(async run =>
            {
                run.SoFar.Saved(0);
                var summary = await run.SendAsync(progress => new ImportCustomersCommand(file, Path.GetFileName(path), read, rejects.Open, start.Get(dry)) { Progress = progress }, token);
                rejects.Finish();
                Tell(run.Terminal, summary, rejects.Path, start.Get(dry));
                return summary.Rejected == 0 ? ExitStatus.Done : ExitStatus.Partial;
            });
        }));
        return command;
    }

    private static async Task<CustomerMap> MapAsync(string path, CancellationToken token)
    {
        await using var stream = InputFile.Open(path);
        using var reader = new StreamReader(stream);
        var read = CustomerMap.Read(await reader.ReadToEndAsync(token), path);
        return read.Ok ? read.Value : throw new CommandFailedException(read.Error!.Message);
    }

    private static void Tell(Terminal terminal, ImportCustomersSummary summary, string rejectsPath, bool dry)
    {
        void Say(FormattableString line) => terminal.Say(FormattableString.Invariant(line));
        if (dry) terminal.Say("A dry run: this is what would be done. Nothing was changed.");
        var seconds = Math.Max(summary.Took.TotalSeconds, 0.001);
        Say($"Read {summary.Read} rows of {summary.Source} in {summary.Took.TotalSeconds:0.0} s ({summary.Read / seconds:0} a second).");
        Say($"Matched {summary.Of(RowFate.Matched)}, created {summary.Of(RowFate.Created)}, to review {summary.Of(RowFate.ToReview)}, updated {summary.Of(RowFate.Updated)}, unchanged {summary.Of(RowFate.Unchanged)}, rejected {summary.Rejected}.");
        Say($"Facts taken {summary.FactsTaken}; kept as they were, because the hub trusts them more, {summary.FactsKept}.");
        if (summary.NotHeld.Count > 0) terminal.Say($"Columns not used, because the hub does not hold such a thing: {string.Join(", ", summary.NotHeld)}.");
        if (summary.NotNamed.Count > 0) terminal.Say($"Columns not used, because the map does not name them: {string.Join(", ", summary.NotNamed)}.");
        if (summary.Of(RowFate.ToReview) > 0) terminal.Say("Those to review have a record of their own; stewards say under Customers, Review pairs, whether it is another one's.");
        if (summary.Of(RowFate.LeftAlone) > 0) Say($"Left alone {summary.Of(RowFate.LeftAlone)}: their records were erased or blocked.");
        foreach (var left in summary.LeftOut) Say($"Line {left.Line}, column {left.Column}: {left.Reason}; left out.");
        if (summary.LeftOutCount > summary.LeftOut.Count) Say($"... and {summary.LeftOutCount - summary.LeftOut.Count} more values left out.");
        if (summary.Rejected == 0) return;
        foreach (var (line, reason) in summary.FirstRejects) Say($"Line {line}: {reason}");
        if (summary.Rejected > summary.FirstRejects.Count) Say($"... and {summary.Rejected - summary.FirstRejects.Count} more.");
        Say($"{summary.Rejected} {(summary.Rejected == 1 ? "row" : "rows")} rejected: see {rejectsPath}. {(dry ? "The others would be kept." : "The others were kept.")}");
    }
}
