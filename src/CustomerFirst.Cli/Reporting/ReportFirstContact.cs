using System.CommandLine;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Reporting;
using Spectre.Console;

namespace CustomerFirst.Cli.Reporting;

/// <summary><c>report fcr</c>: first-contact resolution in its three definitions.</summary>
internal static class ReportFirstContact
{
    public static Command Create(Runner runner)
    {
        var options = new ReportOptions();
        var command = new Command("fcr", "First-contact resolution of the tickets opened in a period: as marked, measured gross, and net, each with numerator and denominator.");
        options.AddTo(command);
        command.SetAction(runner.Checked(async (start, token) =>
        {
            var period = options.Period(start);
            return await start.OnSchemaAsync(async run =>
            {
                options.Write(run, await run.SendAsync(new FirstContactReportQuery(period), token), ReportCsv.Write, Tables);
                return ExitStatus.Done;
            });
        }));
        return command;
    }

    private static IEnumerable<Table> Tables(FirstContactFigures figures)
    {
        var table = ReportOptions.Table("First-contact resolution", "Definition", "Numerator", "Denominator", "Share");
        foreach (var (name, part) in ReportCsv.Definitions(figures)) ReportOptions.Row(table, name, part.Numerator, part.Denominator, part.Share is { } share ? $"{share * 100:0.0} %" : "-");
        yield return table;
        var beside = ReportOptions.Table("Shown beside", "Tickets", "Count");
        ReportOptions.Row(beside, "of anonymous customers, without a repeat test", figures.Anonymous);
        ReportOptions.Row(beside, "younger than 7 days, not settled yet", figures.Unsettled);
        yield return beside;
    }
}
