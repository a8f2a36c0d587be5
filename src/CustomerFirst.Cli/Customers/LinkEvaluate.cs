using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Customers;

/// <summary><c>link evaluate PAIRS.csv --truth A.csv [B.csv]</c>.</summary>
internal static class LinkEvaluate
{
    public static Command Create(Terminal terminal)
    {
        var pairs = new Argument<string>("PAIRS.csv") { Description = "What link wrote." };
        var truth = new Option<string[]>("--truth") { Description = "The linked file, or both.", HelpName = "FILES", Required = true, Arity = new ArgumentArity(1, 2), AllowMultipleArgumentsPerToken = true };
        var id = new Option<string>("--id") { Description = "The column that tells the rows apart.", HelpName = "COLUMN", Required = true };
        var cluster = new Option<string?>("--cluster") { Description = "The column that is the same for rows of one person.", HelpName = "COLUMN" };
        var pattern = new Option<string?>("--cluster-pattern") { Description = "A regular expression on the id whose group 1 is the same for rows of one person.", HelpName = "REGEX" };
        var command = new Command("evaluate", "Hold linked pairs against the truth: precision, recall and F1 by threshold, and whether probabilities are what they say.") { pairs, truth, id, cluster, pattern };
        command.SetAction((arguments, token) => WithoutDatabase.RunAsync(terminal, () => Task.Run(() => Run(
            terminal, arguments.GetRequiredValue(pairs), arguments.GetRequiredValue(truth), arguments.GetRequiredValue(id), arguments.GetValue(cluster), arguments.GetValue(pattern)), token), token));
        return command;
    }

    private static int Run(Terminal terminal, string path, string[] files, string id, string? cluster, string? pattern)
    {
        if ((cluster is null) == (pattern is null)) throw new CommandFailedException("Say either --cluster or --cluster-pattern.");
        Regex? expression;
        try
        {
            expression = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailedException($"The pattern is no regular expression: {wrong.Message}");
        }
        var truth = new EvaluateLink.Truth();
        foreach (var name in files)
        {
            using var file = InputFile.Open(name);
            WithoutDatabase.Value(truth.Read(file, name, id, cluster, expression));
        }
        using var pairs = InputFile.Open(path);
        var found = WithoutDatabase.Value(EvaluateLink.Evaluate(pairs, path, truth));
        if (found.Pairs == 0) terminal.Say($"{path} holds no pairs.");
        Tell(terminal.Output, found);
        return ExitStatus.Done;
    }

    private static void Tell(TextWriter output, LinkEvaluation found)
    {
        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        Line($"{found.TruePairs:#,0} true {(found.TruePairs == 1 ? "pair" : "pairs")}");
        Line($"threshold      right      wrong     missed  precision     recall         F1");
        foreach (var at in found.Accuracy) Line($"{at.Threshold,9:0.00}{at.Right,11:#,0}{at.Wrong,11:#,0}{at.Missed,11:#,0}{at.Precision,11:0.00000}{at.Recall,11:0.00000}{at.F1,11:0.00000}");
        Line($"");
        Line($"probability       pairs  predicted   observed  difference");
        foreach (var tenth in found.Calibration) Line($"{tenth.From:0.0} to {tenth.To:0.0} {tenth.Pairs,12:#,0}{tenth.Predicted,11:0.000}{tenth.Observed,11:0.000}{Math.Round(tenth.Observed - tenth.Predicted, 3),12:+0.000;-0.000;0.000}{(tenth.Pairs < 100 ? "  (fewer than 100)" : "")}");
        Line($"");
        Line($"True pairs that are not in the file: {found.NotAmong:#,0} ({(found.TruePairs == 0 ? 0 : (double)found.NotAmong / found.TruePairs):0.000%}). Where it was written with --all-candidates, blocking lost them.");
    }
}
