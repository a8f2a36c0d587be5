using System.CommandLine;
using CustomerFirst.Application.Places;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Cli.Places;

/// <summary><c>import addresses FILE --map MAP.json</c>.</summary>
internal static class ImportAddresses
{
    public static Command Create(Runner runner)
    {
        var argument = InputFile.Argument("CSV of properties whose first line names the columns. The headings of AddressBase Plus and of DTF 7.3 are known by name.");
        var map = new Option<string?>("--map") { Description = "JSON file that says which column is what and names the source; see docs/import. Without it the usual headings are looked for.", HelpName = "MAP.json" };
        var asked = RejectsPath.Option();
        var everything = new Option<bool>("--full") { Description = "The file holds everything, even if most of what is known would become historic by it." };
        var changes = new Option<bool>("--changes") { Description = "The file holds changes only: what it does not have stays as it is." };
        var command = new Command("addresses", "Bring in a gazetteer of properties. What a full file of the same source lacks becomes historic. Importing again adds nothing.") { argument, map, asked, everything, changes };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            if (start.Get(everything) && start.Get(changes)) throw new CommandFailedException("Say either --full or --changes.");
            var (path, mapPath) = (start.Get(argument), start.Get(map));
            var read = mapPath is null ? AddressMap.Known : await MapAsync(mapPath, token);
            await using var file = InputFile.Open(path);
            var rejects = RejectsPath.Of(start.Get(asked), path, mapPath);
            var holds = start.Get(everything) ? AddressFileHolds.Everything : start.Get(changes) ? AddressFileHolds.Changes : AddressFileHolds.Unsaid;
            return await start.OnSchemaAsync(async run =>
            {
                run.SoFar.Saved(0);
                var started = TimeProvider.System.GetTimestamp();
                var summary = await run.SendAsync(progress => new ImportAddressesCommand(file, Path.GetFileName(path), read, holds, rejects.Open) { Progress = progress }, token);
                rejects.Finish();
                var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                var status = Imports.Tell(run.Terminal, "Addresses", summary, rejects.Path);
                run.Terminal.Say(FormattableString.Invariant($"{Counted.Of(summary.Rows, "row")} in {took:0.0} s{(summary.Rows < 1000 ? "" : FormattableString.Invariant($" ({summary.Rows / Math.Max(took, 0.001):0} a second)"))}."));
                if (summary.Ended > 0) run.Terminal.Say("What ended is no longer in the file; it is kept as historic.");
                return status;
            });
        }));
        return command;
    }

    private static async Task<AddressMap> MapAsync(string path, CancellationToken token)
    {
        await using var stream = InputFile.Open(path);
        using var reader = new StreamReader(stream);
        var read = AddressMap.Read(await reader.ReadToEndAsync(token));
        return read.Ok ? read.Value : throw new CommandFailedException(read.Error!.Message);
    }
}
