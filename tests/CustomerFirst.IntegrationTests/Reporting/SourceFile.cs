using System.Globalization;
using System.Text;
using CsvHelper;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.IntegrationTests.Reporting;

/// <summary>
/// A file of another system's requests, and its figures worked out a second way: read by another parser, with the clock changes of New York
/// written out by hand and percentiles by their definition. Nothing of it uses the hub's code.
/// </summary>
public sealed class SourceFile
{
    private readonly byte[] _bytes;
    private readonly Columns _columns;

    private SourceFile(string name, byte[] bytes, bool isReal, Columns columns)
    {
        (Name, _bytes, IsReal, _columns) = (name, bytes, isReal, columns);
        using var csv = CsvReader.Create(bytes, new CsvReaderOptions());
        csv.ReadHeader();
        while (csv.Read()) Requests.Add(Read(csv));
    }

    public string Name { get; }

    /// <summary>Whether it is the public one; otherwise a generated one of the same layout.</summary>
    public bool IsReal { get; }

    public List<Request> Requests { get; } = [];

    /// <summary>A row: UTC times, texts as they stand.</summary>
    public sealed record Request(string Reference, DateTime Opened, DateTime? Closed, DateTime? Target, string Source, string Channel, string Service, string Area, string District);

    /// <summary>The figures of some requests; hours to four decimals.</summary>
    public sealed record Figures(int Requests, int Closed, int Negative, int Valid, double? Median, double? P90, int Within3Days, int Within10Days, int WithTarget, int Met);

    private sealed record Columns(string Reference, string Opened, string Closed, string Target, string Source, string Service, string Area, string District, string Format, Dictionary<string, string> Channels);

    public static SourceFile Boston() => Find("boston_311_2015_q2.csv", new Columns("CASE_ENQUIRY_ID", "OPEN_DT", "CLOSED_DT", "TARGET_DT", "Source", "TYPE", "REASON", "neighborhood", "MM/dd/yyyy hh:mm:ss tt",
        new() { ["Constituent Call"] = "phone", ["Self Service"] = "web", ["Citizens Connect App"] = "web", ["City Worker App"] = "api", ["Employee Generated"] = "other", ["Maximo Integration"] = "api" }));

    public static SourceFile NewYork() => Find("nyc_311_1000.csv", new Columns("unique_key", "created_date", "closed_date", "due_date", "open_data_channel_type", "complaint_type", "agency_name", "borough", "yyyy-MM-ddTHH:mm:ss.fff",
        new() { ["PHONE"] = "phone", ["ONLINE"] = "web", ["MOBILE"] = "web", ["UNKNOWN"] = "other" }));

    public Stream Open() => new MemoryStream(_bytes);

    public static Figures Of(IReadOnlyCollection<Request> requests)
    {
        var closed = requests.Where(r => r.Closed is not null).ToList();
        var hours = closed.Where(r => r.Closed >= r.Opened).Select(r => (r.Closed!.Value - r.Opened).TotalHours).Order().ToList();
        var targeted = closed.Where(r => r.Target is not null).ToList();
        return new Figures(requests.Count, closed.Count, closed.Count - hours.Count, hours.Count, Percentile(hours, 0.5), Percentile(hours, 0.9),
            hours.Count(h => h <= 72), hours.Count(h => h <= 240), targeted.Count, targeted.Count(r => r.Closed <= r.Target));
    }

    // Between the two neighbours of the place p·(n-1), in proportion.
    private static double? Percentile(List<double> sorted, double p)
    {
        if (sorted.Count == 0) return null;
        var place = p * (sorted.Count - 1);
        var low = (int)Math.Floor(place);
        var high = Math.Min(low + 1, sorted.Count - 1);
        return Math.Round(sorted[low] + (sorted[high] - sorted[low]) * (place - low), 4, MidpointRounding.AwayFromZero);
    }

    private Request Read(CsvReader row)
    {
        var source = row.GetString(_columns.Source);
        return new Request(row.GetString(_columns.Reference), Time(row.GetString(_columns.Opened))!.Value, Time(row.GetString(_columns.Closed)), Time(row.GetString(_columns.Target)), source,
            _columns.Channels[source], row.GetString(_columns.Service), row.GetString(_columns.Area), row.GetString(_columns.District));
    }

    private DateTime? Time(string text) => text.Length == 0 ? null : ToUtc(DateTime.ParseExact(text, _columns.Format, CultureInfo.InvariantCulture));

    // The United States' rule since 2007: four hours behind from the second Sunday of March, 2:00, to the first of November, 2:00; else five.
    // 2:00 to 3:00 in March does not exist and moves forward by the hour; of the hour that comes twice in November the first counts.
    private static DateTime ToUtc(DateTime local)
    {
        var spring = Sunday(local.Year, 3).AddDays(7).AddHours(3);
        var autumn = Sunday(local.Year, 11).AddHours(2);
        return local.AddHours(local >= spring && local < autumn ? 4 : 5);
    }

    private static DateTime Sunday(int year, int month)
    {
        var first = new DateTime(year, month, 1);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7);
    }

    private static SourceFile Find(string name, Columns columns) => PublicData.Find("requests311", name) is { } path
        ? new SourceFile(name, File.ReadAllBytes(path), isReal: true, columns) : new SourceFile(name, Encoding.UTF8.GetBytes(Generate(columns)), isReal: false, columns);

    // Where there is no public data: a few hundred requests in the same layout, with the hard cases in it.
    private static string Generate(Columns columns)
    {
        var random = new Random(311);
        var text = new StringBuilder($"{columns.Reference},{columns.Opened},{columns.Closed},{columns.Target},{columns.Source},{columns.Service},{columns.Area},{columns.District},CASE_TITLE,CLOSURE_REASON,Location,LATITUDE,LONGITUDE,descriptor,resolution_description,incident_address,latitude,longitude\n");
        string Clock(DateTime time) => time.ToString(columns.Format, CultureInfo.InvariantCulture);
        for (var n = 0; n < 400; n++)
        {
            var opened = new DateTime(2015, 10, 20).AddMinutes(random.Next(30 * 24 * 60));
            var closed = random.Next(10) switch { 0 => "", 1 => Clock(opened.AddMinutes(-random.Next(1, 500))), _ => Clock(opened.AddMinutes(random.Next(20_000))) };
            var target = random.Next(4) == 0 ? "" : Clock(opened.AddMinutes(random.Next(10_000)));
            var source = columns.Channels.Keys.ElementAt(random.Next(columns.Channels.Count));
            text.Append($"{n},{Clock(opened)},{closed},{target},{source},\"Service, {random.Next(8)}\",Area {random.Next(3)},{(random.Next(5) == 0 ? "" : $"District {random.Next(4)}")},Title,\"A \"\"text\"\"\nof two lines\",1 Elm St,42.3,-71.1,Title,A text,1 Elm St,42.3,-71.1\n");
        }
        return text.ToString();
    }
}
