using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;

namespace CustomerFirst.Application.Reporting;

/// <summary>Reports as CSV (RFC 4180, UTF-8, lines end with a line feed): the page's download and the command line's output.</summary>
public static class ReportCsv
{
    /// <summary>The name of what a total counts and the reader may not see closer.</summary>
    public const string RestrictedServices = "Restricted services";

    /// <summary>
    /// One row for the whole and one for each group; cells that a group does not have are empty. Each grouping adds up to the whole: what the reader may not
    /// see closer is a row of its own.
    /// </summary>
    /// <param name="forPeople">Whether a group without a text gets a name; else keys are the stored texts to the letter.</param>
    public static void Write(PerformanceReport report, TextWriter output, bool forPeople)
    {
        Row(output, "group", "key", "requests", "closed", "negativeDurations", "validClosed", "medianHours", "p90Hours", "closedWithin3Days", "closedWithin10Days", "onTimeWithTarget", "onTimeMet", "open", "cancelled");
        Row(output, "all", "", report.Requests, report.Closed, report.NegativeDurations, report.ValidClosed, report.MedianHours, report.P90Hours,
            report.ClosedWithinDays["3"], report.ClosedWithinDays["10"], report.OnTime.WithTarget, report.OnTime.Met, report.Open, report.Cancelled);
        foreach (var (name, groups) in Groups(report))
            foreach (var group in report.Restricted is { } rest && name != "byServiceArea" ? groups.Append(name == "bySource" ? rest : rest with { OnTime = null }) : groups)
                Row(output, name, forPeople && group.Key.Length == 0 ? "Not said" : group.Key, group.Requests, group.Closed, null, group.ValidClosed, group.MedianHours, group.P90Hours, null, null, group.OnTime?.WithTarget, group.OnTime?.Met, null, null);
    }

    /// <summary>One row for each definition, then one for each count.</summary>
    public static void Write(FirstContactFigures figures, TextWriter output)
    {
        Row(output, "measure", "numerator", "denominator", "share");
        foreach (var (name, part) in Definitions(figures)) Row(output, name, part.Numerator, part.Denominator, part.Share);
        Row(output, "anonymous", figures.Anonymous, null, null);
        Row(output, "unsettled", figures.Unsettled, null, null);
    }

    /// <summary>One row for each measure.</summary>
    public static void Write(IEnumerable<(string Name, Proportion Part)> measures, TextWriter output)
    {
        Row(output, "measure", "numerator", "denominator", "share");
        foreach (var (name, part) in measures) Row(output, name, part.Numerator, part.Denominator, part.Share);
    }

    /// <summary>One row for each row of a breakdown.</summary>
    public static void Write(BreakdownBy by, IEnumerable<BreakdownRow> rows, TextWriter output)
    {
        Row(output, by.Code(), "within", "raised", "closed", "onTimeWithTarget", "onTimeMet", "medianHours", "open", "reopened", "cancelled");
        foreach (var row in rows) Row(output, row.Name, row.Within, row.Requests, row.Closed, row.OnTime.WithTarget, row.OnTime.Met, row.MedianHours, row.Open, row.Reopened, row.Cancelled);
    }

    /// <summary>The groupings of a report by the names that they have in JSON.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<PerformanceGroup> Groups)> Groups(PerformanceReport report) =>
    [
        ("bySource", report.BySource), ("byChannel", report.ByChannel), ("byService", report.ByService), ("byServiceArea", report.ByServiceArea), ("byDistrict", report.ByDistrict),
    ];

    /// <summary>The three definitions by the names that they have in JSON.</summary>
    public static IReadOnlyList<(string Name, Proportion Part)> Definitions(FirstContactFigures figures) =>
        [("asMarked", figures.AsMarked), ("gross", figures.Gross), ("net", figures.Net)];

    /// <summary>Writes one row.</summary>
    private static void Row(TextWriter output, params object?[] cells) => output.Write(string.Join(',', cells.Select(Cell)) + "\n");

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => CsvLines.Verbatim(text),
        double number => number.ToString("0.####"),
        IFormattable number => number.ToString(null, null),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
