using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>Who may be the customer that is being typed, at the size of a city: forms filled in more or less, two of three with a slip in a name.</summary>
internal sealed class CandidatesBenchmark(Settings settings, BenchmarkServer server, Council council) : IBenchmark
{
    private const int Forms = 1_000;
    private const int WarmUp = 300;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var database = await new GrownCustomers(server, council).EnsureAsync((int)(1_200_000 * settings.Scale), token);
        await using var desk = new Desk(server.ConnectionString(database));
        foreach (var typing in await new SearchPlan(17).TypingsAsync(server.ConnectionString(database), WarmUp, token)) await desk.AskAsync(new FindCandidatesQuery(typing.Details), token);
        var plan = await new SearchPlan(18).TypingsAsync(server.ConnectionString(database), Forms, token);
        var (latencies, telling, found, shown) = (new Latencies(), 0, 0, 0);
        var before = await RowsRead.NowAsync(server, database, token);
        foreach (var typing in plan)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await desk.AskAsync(new FindCandidatesQuery(typing.Details), token);
            latencies.Add(started);
            shown += answer.Candidates.Count;
            // A name alone tells nobody from others.
            if (typing.Details.DateOfBirth is null) continue;
            telling++;
            if (answer.Candidates.Any(c => c.Id == typing.Meant)) found++;
        }
        var rows = await RowsRead.NowAsync(server, database, token) - before;
        var customers = double.Parse((await server.ReadAsync(database, "select count(*) from customers", token))!, CultureInfo.InvariantCulture);
        return [new Figure("candidates").With("customers", customers, 0).With("forms", plan.Count, 0).With("p50Ms", latencies.Percentile(0.5)).With("p95Ms", latencies.Percentile(0.95)).With("p99Ms", latencies.Percentile(0.99))
            .With("rowsTouched", (double)rows / plan.Count, 0).With("shown", (double)shown / plan.Count).With("foundOnceBirthIsTyped", (double)found / Math.Max(1, telling), 4)];
    }
}
