using System.CommandLine;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Cli.Common;
using Spectre.Console;

namespace CustomerFirst.Cli.Reporting;

/// <summary><c>report performance</c>: hours to close, on time, by source, channel, service, service area and district.</summary>
internal static class ReportPerformance
{
    public static Command Create(Runner runner)
    {
        var options = new ReportOptions();
        var command = new Command("performance", "How the requests opened in a period fared: hours to close, closed on time, and the same by source, channel, service, service area and district.");
        options.AddTo(command);
        command.SetAction(runner.Checked(async (start, token) =>
        {
            var period = options.Period(start);
            return await start.OnSchemaAsync(async run =>
            {
                options.Write(run, await run.SendAsync(new PerformanceReportQuery(period), token), (figures, file) => ReportCsv.Write(figures, file, forPeople: false), Tables);
                return ExitStatus.Done;
            });
        }));
        return command;
    }

    private static IEnumerable<Table> Tables(PerformanceReport report)
    {
        var all = ReportOptions.Table("All requests", "Measure", "Figure");
        ReportOptions.Row(all, "Requests", report.Requests);
        ReportOptions.Row(all, "Closed", report.Closed);
        ReportOptions.Row(all, "Still open", report.Open);
        ReportOptions.Row(all, "Cancelled or duplicates", report.Cancelled);
        ReportOptions.Row(all, "Closed before opened", report.NegativeDurations);
        ReportOptions.Row(all, "Closed with a valid duration", report.ValidClosed);
        ReportOptions.Row(all, "Median hours", Hours(report.MedianHours));
        ReportOptions.Row(all, "90th percentile hours", Hours(report.P90Hours));
        foreach (var (days, count) in report.ClosedWithinDays) ReportOptions.Row(all, $"Closed within {days} days", count);
        ReportOptions.Row(all, "Closed and with a target", report.OnTime.WithTarget);
        ReportOptions.Row(all, "Closed on time", report.OnTime.Met);
        yield return all;
        foreach (var (name, groups) in ReportCsv.Groups(report))
        {
            var onTime = name == "bySource";
            string[] columns = ["Key", "Requests", "Closed", "Valid", "Median hours", "P90 hours", .. onTime ? ["With target", "On time"] : Array.Empty<string>()];
            var table = ReportOptions.Table(name, columns);
            foreach (var group in groups)
            {
                object?[] cells = [group.Key, group.Requests, group.Closed, group.ValidClosed, Hours(group.MedianHours), Hours(group.P90Hours)];
                ReportOptions.Row(table, group.OnTime is { } met ? [.. cells, met.WithTarget, met.Met] : cells);
            }
            yield return table;
        }
    }

    private static string Hours(double? hours) => hours?.ToString("0.0000") ?? "-";
}
