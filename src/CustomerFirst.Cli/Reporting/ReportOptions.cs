using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Cli.Common;
using Spectre.Console;

namespace CustomerFirst.Cli.Reporting;

/// <summary>What all reports ask for, and how they are written: the report and nothing else on standard output.</summary>
internal sealed class ReportOptions
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] s_formats = ["table", "json", "csv"];

    private readonly Option<string> _from = new("--from") { Description = "First day of the period, as 2026-04-01.", HelpName = "DATE", Required = true };
    private readonly Option<string> _to = new("--to") { Description = "The day after the last one of the period.", HelpName = "DATE", Required = true };
    private readonly Option<string?> _zone = new("--tz") { Description = "Time zone in which the days begin, as America/New_York. By default Europe/London.", HelpName = "ZONE" };
    private readonly Option<string> _format = new("--format") { Description = "json, table or csv.", HelpName = "FORMAT", DefaultValueFactory = _ => "table" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_from, _to, _zone, _format]) command.Options.Add(option);
        _format.Takes(s_formats);
    }

    /// <summary>The period that was asked for.</summary>
    /// <exception cref="CommandFailedException">There is no such period.</exception>
    public ReportPeriod Period(Start start)
    {
        var period = new ReportPeriod(Date(start.Get(_from)!, "--from"), Date(start.Get(_to)!, "--to"), start.Get(_zone));
        WithoutDatabase.Value(period.Instants());
        return period;
    }

    /// <summary>Writes a report in the format that was asked for.</summary>
    public void Write<T>(Run run, T report, Action<T, TextWriter> csv, Func<T, IEnumerable<Table>> tables)
    {
        var output = run.Terminal.Output;
        switch (run.Get(_format))
        {
            case "json":
                output.WriteLine(JsonSerializer.Serialize(report, s_json));
                break;
            case "csv":
                csv(report, output);
                break;
            default:
                var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
                // Texts stand to the letter and are not wrapped, however narrow the terminal.
                console.Profile.Width = 240;
                foreach (var table in tables(report)) console.Write(table);
                break;
        }
        output.Flush();
    }

    /// <summary>A table with a title and columns, the first to the left, the others to the right.</summary>
    public static Table Table(string title, params string[] columns)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Simple };
        for (var i = 0; i < columns.Length; i++) table.AddColumn(new TableColumn(Markup.Escape(columns[i])) { NoWrap = true, Alignment = i == 0 ? Justify.Left : Justify.Right });
        return table;
    }

    /// <summary>A row of texts to the letter.</summary>
    public static void Row(Table table, params object?[] cells) => table.AddRow(cells.Select(c => new Text(Convert.ToString(c, CultureInfo.InvariantCulture) ?? "")));

    private static DateOnly Date(string text, string option) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : throw new CommandFailedException($"{option} must be a date as 2026-04-01, not \"{text}\".");
}
