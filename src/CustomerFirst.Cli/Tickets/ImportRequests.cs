using System.CommandLine;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Tickets;

/// <summary><c>import requests</c>: brings another system's requests in from a CSV file by a map.</summary>
internal static class ImportRequests
{
    private const int ChannelsNamed = 100;
    private const int MadeNamed = 20;

    public static Command Create(Runner runner)
    {
        var file = InputFile.Argument("The CSV file, UTF-8, with a header line.");
        var map = new Option<string>("--map") { Description = "JSON file that says which column is what; see docs/import.", HelpName = "MAP.json", Required = true };
        var asked = RejectsPath.Option();
        var command = new Command("requests", "Bring another system's requests in. Importing again adds nothing and updates what changed.") { file, map, asked };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            var (path, mapPath) = (start.Get(file), start.Get(map)!);
            var read = await MapAsync(mapPath, token);
            await using var stream = InputFile.Open(path);
            var rejects = RejectsPath.Of(start.Get(asked), path, mapPath);
            return await start.OnSchemaAsync(async run =>
            {
                run.SoFar.Saved(0);
                var summary = await run.SendAsync(progress => new ImportRequestsCommand(stream, Path.GetFileName(path), read, rejects.Open) { Progress = progress }, token);
                rejects.Finish();
                Tell(run.Terminal, summary, rejects.Path);
                return summary.Counts.Rejected == 0 ? ExitStatus.Done : ExitStatus.Partial;
            });
        }));
        return command;
    }

    private static async Task<RequestMap> MapAsync(string path, CancellationToken token)
    {
        await using var stream = InputFile.Open(path);
        using var reader = new StreamReader(stream);
        var read = RequestMap.Read(await reader.ReadToEndAsync(token), Path.GetFileName(path));
        return read.Ok ? read.Value : throw new CommandFailedException(read.Error!.Message);
    }

    private static void Tell(Terminal terminal, ImportRequestsSummary summary, string rejectsPath)
    {
        var counts = summary.Counts;
        var perSecond = counts.Read / Math.Max(summary.Took.TotalSeconds, 0.001);
        terminal.Say($"Read {Rows(counts.Read)} of {summary.System} in {summary.Took.TotalSeconds:0.0} s ({perSecond:0} rows a second).");
        terminal.Say($"Added {counts.Added}, updated {counts.Updated}, unchanged {counts.Unchanged}, rejected {counts.Rejected}.");
        if (counts.Negative > 0) terminal.Say($"{Rows(counts.Negative)} closed before opened: kept, counted as negative and left out of every duration.");
        if (counts.Repeated > 0) terminal.Say($"{Rows(counts.Repeated)} with a reference that stands again further down in the same file: the later row counts.");
        foreach (var (text, count) in summary.UnlistedChannels.Take(ChannelsNamed))
            terminal.Say(text is null ? $"No channel in {Rows(count)}: taken as \"other\"." : $"The map lists no channel \"{text}\" ({Rows(count)}): taken as \"other\".");
        if (summary.UnlistedChannels.Count > ChannelsNamed) terminal.Say($"... and {summary.UnlistedChannels.Count - ChannelsNamed} more channel texts that the map does not list.");
        Made(terminal, "service areas", summary.NewServiceAreas);
        Made(terminal, "services", summary.NewServices);
        if (counts.Rejected == 0) return;
        foreach (var (line, reason) in summary.FirstRejects) terminal.Say($"Line {line}: {reason}");
        if (counts.Rejected > summary.FirstRejects.Count) terminal.Say($"... and {counts.Rejected - summary.FirstRejects.Count} more.");
        terminal.Say($"{Rows(counts.Rejected)} rejected: see {rejectsPath}. The others were kept.");
    }

    private static string Rows(long count) => count == 1 ? "1 row" : $"{count} rows";

    private static void Made(Terminal terminal, string what, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return;
        var more = names.Count > MadeNamed ? $" and {names.Count - MadeNamed} more" : "";
        terminal.Say($"Created {names.Count} {what}, marked as imported: {string.Join("; ", names.Take(MadeNamed))}{more}.");
    }
}
