using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>
/// The one search box at two sizes of the council, ten times apart: a thousand mixed searches with slips, each of another customer, one after the other as an adviser sends them; of both sizes in turns, so that whatever
/// else the machine does falls on both.
/// </summary>
internal sealed class SearchBenchmark(Settings settings, BenchmarkServer server, Council council) : IBenchmark
{
    private const int Searches = 1_000;
    private const int WarmUp = 300;
    private const int Shown = 5;

    private static readonly int[] s_sizes = [120_000, 1_200_000];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var sizes = new List<Size>();
        try
        {
            foreach (var size in s_sizes)
            {
                var database = await new GrownCustomers(server, council).EnsureAsync((int)(size * settings.Scale), token);
                sizes.Add(new Size(database, new Desk(server.ConnectionString(database)), await new SearchPlan(8).SearchesAsync(server.ConnectionString(database), Searches, token)));
                foreach (var search in await new SearchPlan(7).SearchesAsync(server.ConnectionString(database), WarmUp, token)) await sizes[^1].Desk.AskAsync(Ask(search), token);
            }
            foreach (var size in sizes) size.RowsBefore = await RowsRead.NowAsync(server, size.Database, token);
            for (var i = 0; i < Searches; i++)
                foreach (var size in sizes) await AskAsync(size, size.Plan[i], token);
            var figures = new List<Figure>();
            foreach (var size in sizes) figures.Add(await FigureAsync(size, token));
            return [.. figures, new Figure("search").With("growth", sizes[^1].Latencies.Percentile(0.95) / sizes[0].Latencies.Percentile(0.95), 3)];
        }
        finally
        {
            foreach (var size in sizes) await size.Desk.DisposeAsync();
        }
    }

    private sealed record Size(string Database, Desk Desk, IReadOnlyList<PlannedSearch> Plan)
    {
        public Latencies Latencies { get; } = new();
        public Dictionary<string, Latencies> OfKind { get; } = [];
        public List<(string Kind, string Typed)> Missed { get; } = [];
        public long RowsBefore { get; set; }
    }

    // As the page asks.
    private static FindCustomersQuery Ask(PlannedSearch search) => new(search.Typed) { Partly = true };

    private static async Task AskAsync(Size size, PlannedSearch search, CancellationToken token)
    {
        if (!size.OfKind.TryGetValue(search.Kind, out var ofKind)) size.OfKind[search.Kind] = ofKind = new Latencies();
        var started = Stopwatch.GetTimestamp();
        var answer = await size.Desk.AskAsync(Ask(search), token);
        size.Latencies.Add(started);
        ofKind.Add(started);
        if (!answer.Customers.Take(Shown).Any(c => c.Id == search.Meant)) size.Missed.Add((search.Kind, $"{search.Typed} (found: {(answer.Customers.Count == 0 ? "nobody" : $"{answer.Total}, first {answer.Customers[0].Name} by {string.Join(", ", answer.Customers[0].Because)}")}{string.Concat(answer.NotFound.Select(w => $"; not {w}"))})"));
    }

    private async Task<Figure> FigureAsync(Size size, CancellationToken token)
    {
        var rows = await RowsRead.NowAsync(server, size.Database, token) - size.RowsBefore;
        var customers = double.Parse((await server.ReadAsync(size.Database, "select count(*) from customers", token))!, CultureInfo.InvariantCulture);
        foreach (var (kind, latencies) in size.OfKind.OrderBy(k => k.Value.Percentile(0.95)))
        {
            // The people are fictional.
            var missed = size.Missed.Where(m => m.Kind == kind).ToList();
            Console.Error.WriteLine($"  of {customers:0}, {kind}: p50 {latencies.Percentile(0.5):0.0} ms, p95 {latencies.Percentile(0.95):0.0} ms"
                + (missed.Count == 0 ? "" : $"; {missed.Count} of {latencies.Count} not in the first five: {string.Join("; ", missed.Take(15).Select(m => m.Typed))}"));
        }
        return new Figure("search").With("customers", customers, 0).With("searches", size.Plan.Count, 0).With("p50Ms", size.Latencies.Percentile(0.5)).With("p95Ms", size.Latencies.Percentile(0.95)).With("p99Ms", size.Latencies.Percentile(0.99))
            .With("rowsTouched", (double)rows / size.Plan.Count, 0).With("foundInFirstFive", 1 - ((double)size.Missed.Count / size.Plan.Count), 4);
    }
}
