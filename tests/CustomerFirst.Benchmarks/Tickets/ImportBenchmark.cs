using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;

namespace CustomerFirst.Benchmarks.Tickets;

/// <summary>
/// The command line's import of another system's requests into a hub that has tickets already: the real file of public data where it is, one in the
/// same layout where it is not. Measured from the start of the program to its end.
/// </summary>
internal sealed class ImportBenchmark(Settings settings, BenchmarkServer server) : IBenchmark
{
    private const string Database = "bench_import";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var file = Path.Combine(Path.GetTempPath(), $"customerfirst-benchmark-{Environment.ProcessId}.csv");
        try
        {
            var (rows, source) = await RequestFile.WriteAsync(file, settings.Scale, token);
            await server.RecreateAsync(Database, Council.Template, token);
            var before = await CountAsync(token);
            var began = Stopwatch.GetTimestamp();
            var peak = await ImportProcess.RunAsync(["requests", file, "--map", Path.Combine(RepositoryFolders.Root, "docs", "import", "boston-311.json"), "--rejects", file + ".rejects", "--connection", server.ConnectionString(Database)], token);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var added = await CountAsync(token) - before;
            if (added != rows) throw new BenchmarkFailedException($"Of {rows} rows {added} became tickets.");
            return [new Figure("import").With("file", source).With("rows", rows, 0).With("seconds", seconds).With("perSecond", rows / seconds, 0).With("peakWorkingSetMb", peak, 0)];
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".rejects");
        }
    }

    private async Task<long> CountAsync(CancellationToken token) => long.Parse((await server.ReadAsync(Database, "select count(*) from tickets", token))!, CultureInfo.InvariantCulture);
}

/// <summary>A file of requests in the layout of the public set.</summary>
internal static class RequestFile
{
    private const string Header = "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,CASE_STATUS,CLOSURE_REASON,CASE_TITLE,SUBJECT,REASON,TYPE,QUEUE,Department,Location,fire_district,pwd_district,city_council_district,police_district,neighborhood,neighborhood_services_district,ward,precinct,land_usage,LOCATION_STREET_NAME,LOCATION_ZIPCODE,Property_Type,Property_ID,LATITUDE,LONGITUDE,Source";
    private const int Rows = 31_331;

    private static readonly string[] s_sources = ["Constituent Call", "Self Service", "Citizens Connect App", "City Worker App", "Employee Generated"];

    /// <summary>Writes as many rows as the scale asks for: the public set over and over, with references of its own each time.</summary>
    public static async Task<(long Rows, string Source)> WriteAsync(string file, double scale, CancellationToken token)
    {
        var folder = Environment.GetEnvironmentVariable("CUSTOMERFIRST_DATA") is { Length: > 0 } named ? named : Path.Combine(RepositoryFolders.Root, "..", "shared", "data");
        var real = Path.Combine(folder, "requests311", "boston_311_2015_q2.csv");
        var (header, records) = File.Exists(real) ? await ReadAsync(real, token) : (Header, [.. Enumerable.Range(0, Rows).Select(Invented)]);
        var wanted = Math.Max(1, (long)(records.Count * scale));
        await using var writer = new StreamWriter(file);
        await writer.WriteLineAsync(header.AsMemory(), token);
        for (var i = 0L; i < wanted; i++)
        {
            var round = i / records.Count;
            await writer.WriteLineAsync($"{(round == 0 ? "" : $"{round}-")}{records[(int)(i % records.Count)]}".AsMemory(), token);
        }
        return (wanted, File.Exists(real) ? "boston_311_2015_q2.csv" : "invented");
    }

    private static async Task<(string Header, List<string> Records)> ReadAsync(string file, CancellationToken token)
    {
        await using var stream = File.OpenRead(file);
        using var records = new CsvRecords(stream);
        var header = (await records.ReadAsync(token))!.Text;
        var all = new List<string>(Rows);
        while (await records.ReadAsync(token) is { } record) all.Add(record.Text);
        return (header, all);
    }

    private static string Invented(int i)
    {
        var opened = new DateTime(2015, 4, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(i * 4.1);
        string At(double hours) => opened.AddHours(hours).ToString("MM/dd/yyyy hh:mm:ss tt", CultureInfo.InvariantCulture);
        var closed = i % 8 == 0 ? "" : At(1 + i * 7919 % 900);
        return string.Create(CultureInfo.InvariantCulture, $"{101_000_000_000 + i},{At(0)},{At(240)},{closed},{(closed.Length == 0 ? "Open" : "Closed")},Seen to,Kind {i % 150} of request,Works,Reason {i % 40},Kind {i % 150},Queue {i % 60},PWDx,{i % 900} Invented Street,,,,,District {i % 20},,,,,,,,,{42.3 + i % 97 / 1000.0:0.0000},{-71.0 - i % 89 / 1000.0:0.0000},{s_sources[i % s_sources.Length]}");
    }
}
