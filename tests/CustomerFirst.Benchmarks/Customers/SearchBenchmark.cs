using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>The one search box at two sizes of the council, ten times apart: a thousand mixed searches with slips, each of another customer, one after the other as an adviser sends them.</summary>
internal sealed class SearchBenchmark(Settings settings, BenchmarkServer server, Council council) : IBenchmark
{
    private const int Searches = 1_000;
    private const int WarmUp = 300;
    private const int Shown = 5;

    private static readonly int[] s_sizes = [120_000, 1_200_000];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var (figures, slowest) = (new List<Figure>(), new List<double>());
        foreach (var size in s_sizes)
        {
            var database = await new GrownCustomers(server, council).EnsureAsync((int)(size * settings.Scale), token);
            await using var desk = new Desk(server.ConnectionString(database));
            foreach (var search in await new SearchPlan(7).SearchesAsync(server.ConnectionString(database), WarmUp, token)) await desk.AskAsync(new FindCustomersQuery(search.Typed), token);
            var plan = await new SearchPlan(8).SearchesAsync(server.ConnectionString(database), Searches, token);
            var (latencies, found, missed) = (new Latencies(), 0, new List<PlannedSearch>());
            var rowsBefore = await RowsRead.NowAsync(server, database, token);
            foreach (var search in plan)
            {
                var started = Stopwatch.GetTimestamp();
                var answer = await desk.AskAsync(new FindCustomersQuery(search.Typed), token);
                latencies.Add(started);
                if (answer.Customers.Take(Shown).Any(c => c.Id == search.Meant)) found++;
                else missed.Add(search);
            }
            var rows = await RowsRead.NowAsync(server, database, token) - rowsBefore;
            // The people are fictional.
            foreach (var kind in missed.GroupBy(m => m.Kind)) Console.Error.WriteLine($"  not in the first five: {kind.Key}: {string.Join("; ", kind.Take(4).Select(m => m.Typed))}{(kind.Count() > 4 ? $" and {kind.Count() - 4} more" : "")}");
            slowest.Add(latencies.Percentile(0.95));
            var customers = double.Parse((await server.ReadAsync(database, "select count(*) from customers", token))!, CultureInfo.InvariantCulture);
            figures.Add(new Figure("search").With("customers", customers, 0).With("searches", plan.Count, 0).With("p50Ms", latencies.Percentile(0.5)).With("p95Ms", latencies.Percentile(0.95)).With("p99Ms", latencies.Percentile(0.99))
                .With("rowsTouched", (double)rows / plan.Count, 0).With("foundInFirstFive", (double)found / plan.Count, 4));
        }
        return [.. figures, new Figure("search").With("growth", slowest[^1] / slowest[0], 3)];
    }
}
