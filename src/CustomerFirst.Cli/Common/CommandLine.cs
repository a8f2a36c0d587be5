using System.CommandLine;
using System.CommandLine.Invocation;
using CustomerFirst.Cli.Customers;
using CustomerFirst.Cli.Database;
using CustomerFirst.Cli.Places;
using CustomerFirst.Cli.Staff;
using CustomerFirst.Cli.Reporting;
using CustomerFirst.Cli.Tickets;

namespace CustomerFirst.Cli.Common;

/// <summary>The operator's command line: every command stands in a file of its feature and is named here once.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command and returns its exit status.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken token = default)
    {
        var parsed = Root(terminal).Parse(arguments);
        // What is said about a mistyped command (suggestions) must not go to standard output, which belongs to reports.
        var mistake = parsed.Action as ParseErrorAction;
        if (mistake is not null && parsed.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } group) return Unknown(terminal, group, parsed.UnmatchedTokens);
        mistake?.ShowHelp = false;
        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = mistake is null ? terminal.Output : terminal.Error, Error = terminal.Error, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) }, token);
    }

    private static int Unknown(Terminal terminal, Command group, IReadOnlyList<string> typed)
    {
        var within = group is RootCommand ? "" : $" {group.Name}";
        terminal.Say(typed is [var first, ..] ? $"There is no{(first.StartsWith('-') ? "" : within)} {(first.StartsWith('-') ? "option" : "command")} \"{first}\"." : $"Say which{within} command.");
        Tell(terminal, group);
        return ExitStatus.Failed;
    }

    // Who mistyped a command sees those that there are, one a line.
    private static void Tell(Terminal terminal, Command group)
    {
        var commands = Within(group, group is RootCommand ? "" : $"{group.Name} ").ToList();
        var width = commands.Max(c => c.Name.Length);
        terminal.Say("Commands:");
        foreach (var (name, what) in commands) terminal.Say($"  {name.PadRight(width)}  {what}");
        terminal.Say("COMMAND --help shows the options of one.");
    }

    private static IEnumerable<(string Name, string What)> Within(Command group, string before) => group.Subcommands.SelectMany(command =>
        (command.Action is not null ? [($"{before}{command.Name}", FirstSentence(command.Description ?? ""))] : Array.Empty<(string, string)>()).Concat(Within(command, $"{before}{command.Name} ")));

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? text[..(end + 1)] : text;

    private static RootCommand Root(Terminal terminal)
    {
        var options = new GlobalOptions();
        var runner = new Runner(options, terminal);
        var root = new RootCommand("The operator's commands of CustomerFirst. Reports go to standard output; progress, summaries and failures to standard error. "
            + "Exit status: 0 all done, 1 failed, 2 done in part (something was rejected).")
        {
            Migrate.Create(runner),
            new Command("seed", "Fill an empty database.") { SeedDemo.Create(runner) },
            new Command("import", "Bring in data from files. Importing the same file again changes nothing.")
            {
                ImportWards.Create(runner),
                ImportConstituencies.Create(runner),
                ImportPostcodes.Create(runner),
                ImportAddresses.Create(runner),
                ImportBankHolidays.Create(runner),
                ImportRequests.Create(runner),
                ImportCustomers.Create(runner),
            },
            new Command("staff", "Accounts of members of staff; administrators do the rest on their pages.") { CreateStaff.Create(runner), RecoverStaff.Create(runner) },
            new Command("customers", "What finding and matching customers go by.") { CustomerIndexes.Learn(runner), CustomerIndexes.Weights(runner), CustomerIndexes.Reindex(runner), CustomerIndexes.Pairs(runner) },
            Link.Create(terminal),
            new Command("report", "Figures on standard output, as a table, JSON or CSV.") { ReportPerformance.Create(runner), ReportFirstContact.Create(runner) },
            new Command("audit", "The append-only trail of who saw and changed what.")
            {
                VerifyAudit.Create(runner),
            },
        };
        options.AddTo(root);
        return root;
    }
}
