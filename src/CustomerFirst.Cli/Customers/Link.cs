using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Cli.Customers;

/// <summary><c>link A.csv [B.csv]</c>: links files of people without touching customers, and needs no database.</summary>
internal static class Link
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILES") { Description = "One file of people to link with itself, or two to link with each other.", Arity = new ArgumentArity(1, 2) };
        var map = new Option<string>("--map") { Description = "JSON that says which column is the id and which field each column is.", HelpName = "MAP.json", Required = true };
        var to = new Option<string>("--out") { Description = "Where to write the pairs: id_a,id_b,probability,explanation.", HelpName = "PAIRS.csv", Required = true };
        var threshold = new Option<double>("--threshold") { Description = "The probability from which two records are of one person, above 0 and below 1.", HelpName = "P", DefaultValueFactory = _ => 0.5, CustomParser = Threshold };
        var train = new Option<bool>("--train") { Description = "Learn the weights from these files; without it the shipped weights serve." };
        var all = new Option<bool>("--all-candidates") { Description = "Write every pair that was compared, also those under the threshold." };
        var command = new Command("link", "Find the records that are of one person, within a file or across two. No customer is touched.") { files, map, to, threshold, train, all, LinkEvaluate.Create(terminal) };
        command.SetAction((arguments, token) => WithoutDatabase.RunAsync(terminal, () => terminal.ProgressAsync(progress => Task.Run(() => Run(
            terminal, arguments.GetRequiredValue(files), arguments.GetRequiredValue(map), arguments.GetRequiredValue(to), arguments.GetValue(threshold), arguments.GetValue(train), arguments.GetValue(all), progress, token), token)), token));
        return command;
    }

    private static int Run(Terminal terminal, string[] files, string mapPath, string to, double threshold, bool train, bool all, IProgress<Advance> progress, CancellationToken token)
    {
        var clock = Stopwatch.StartNew();
        // Said before the work, not after it.
        if (Directory.Exists(to)) throw new CommandFailedException($"{to} is a folder; name a file for the pairs.");
        if (Path.GetDirectoryName(Path.GetFullPath(to)) is { } folder && !Directory.Exists(folder)) throw new CommandFailedException($"There is no folder {folder} for the pairs.");
        if (files.Append(mapPath).FirstOrDefault(file => Path.GetFullPath(file) == Path.GetFullPath(to)) is { } own) throw new CommandFailedException($"The pairs would be written over {own}, which is read; name another file for them.");
        if (files is [var first, var second] && Path.GetFullPath(first) == Path.GetFullPath(second)) terminal.Say($"{first} is linked with its own copy, so that each record has itself to link with. To link it with itself, name it once.");
        using var json = InputFile.Open(mapPath);
        var map = WithoutDatabase.Value(LinkMap.Read(json, mapPath));
        var people = new People();
        foreach (var path in files)
        {
            using var file = InputFile.Open(path);
            WithoutDatabase.Value(people.Read(file, path, map, progress, token));
        }
        var linked = WithoutDatabase.Value(LinkRecords.Link(people, MatchWeights.Shipped, threshold, train, all, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), progress, token));
        progress.Report(new Advance("Writing the pairs", 0));
        // Written beside it and moved when it is whole, so that half a file never stands for one.
        var unfinished = to + ".unfinished";
        using (var writer = new StreamWriter(unfinished)) PairsFile.Write(writer, people, linked, map, token);
        File.Move(unfinished, to, overwrite: true);
        Tell(terminal, people, linked, threshold, clock.Elapsed);
        return ExitStatus.Done;
    }

    private static double Threshold(ArgumentResult typed)
    {
        if (double.TryParse(typed.Tokens[0].Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var threshold) && threshold is > 0 and < 1) return threshold;
        typed.AddError($"The threshold must be above 0 and below 1, like 0.5; \"{typed.Tokens[0].Value}\" is not.");
        return 0;
    }

    private static void Tell(Terminal terminal, People people, Linked linked, double threshold, TimeSpan took)
    {
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        terminal.Say(Text($"{people.Records.Count:#,0} records{(people.TwoFiles ? Text($" ({people.First:#,0} and {people.Records.Count - people.First:#,0})") : "")}, {linked.Looked:#,0} pairs compared of {people.Pairs:#,0}."));
        if (people.Lexicon.NotDates > 0) terminal.Say(Text($"{(people.Lexicon.NotDates == 1 ? "1 date of birth is no date and was" : Text($"{people.Lexicon.NotDates:#,0} dates of birth are no dates and were"))} compared as text, the first in {people.FirstNotDate}."));
        if (people.NotUtf8 > 0) terminal.Say(Text($"{Counted.Of(people.NotUtf8, "record")} with bytes that are not UTF-8, the first in {people.FirstNotUtf8}: save the file as UTF-8 to have them compared."));
        terminal.Say(Text($"Weights of {linked.Model.Weights.Made:yyyy-MM-dd}: {linked.Model.Weights.From}."));
        terminal.Say(Text($"{linked.Pairs.Count(p => p.Probability >= threshold):#,0} pairs at {threshold} or over; {linked.People:#,0} {(linked.People == 1 ? "person" : "people")} with several records."));
        terminal.Say(Text($"Of the true pairs, blocking loses at least {linked.Missed:P2}, as estimated from how few keys the found ones share. Pairs that share no key cannot be seen from the file: the loss may be higher, and only evaluate, with the truth at hand, counts it."));
        terminal.Say(Text($"Took {took.TotalSeconds:0.0} seconds, at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:#,0} MiB."));
    }
}
