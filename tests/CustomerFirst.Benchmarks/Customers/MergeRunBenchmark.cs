using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>The largest run of merges that a steward can prepare, and its first page: pairs that reviewers called the same, one in five in a chain with the pair before it.</summary>
internal sealed class MergeRunBenchmark(Settings settings, BenchmarkServer server, Council council) : IBenchmark
{
    private const int Customers = 120_000, Pairs = 5_000, Times = 3;

    // Neighbours in the order of their ids: of one kind, and of nobody's household but by chance.
    private static readonly string s_pairs = $"""
        delete from merge_runs; delete from customer_pairs;
        insert into customer_pairs (low_id, high_id, probability, reasons, found_at, verdict, decided_at, version)
          select id, next, 0.99, array['same telephone'], now(), 'same', now(), 1
          from (select id, lead(id) over (order by id) as next, row_number() over (order by id) as place from customers where kind = 'person' and merged_into_id is null and erasure = 'active') c
          where next is not null and (place % 2 = 0 or place % 10 = 1) limit {Pairs}
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var database = await new GrownCustomers(server, council).EnsureAsync((int)(Customers * settings.Scale), token);
        await server.ExecuteAsync(database, s_pairs, token);
        await using var desk = new Desk(server.ConnectionString(database), Role.Steward);
        var (prepare, page, allocated, planned) = (new Latencies(), new Latencies(), 0L, 0);
        for (var time = 0; time < Times; time++)
        {
            var before = GC.GetTotalAllocatedBytes();
            var started = Stopwatch.GetTimestamp();
            var prepared = await desk.AskAsync(new PrepareMergeRunCommand(), token);
            prepare.Add(started);
            (allocated, planned) = (GC.GetTotalAllocatedBytes() - before, prepared.Pairs);
            started = Stopwatch.GetTimestamp();
            await desk.AskAsync(new GetMergeRunQuery(prepared.RunId), token);
            page.Add(started);
        }
        var waiting = double.Parse((await server.ReadAsync(database, "select count(*) from customer_pairs", token))!, CultureInfo.InvariantCulture);
        await server.ExecuteAsync(database, "delete from merge_runs; delete from customer_pairs", token);
        return [new Figure("merge-run").With("pairs", waiting, 0).With("planned", planned, 0).With("prepareMs", prepare.Percentile(0.5), 0).With("firstPageMs", page.Percentile(0.5), 0)
            .With("allocatedMiB", allocated / 1048576.0, 0).With("workingSetMiB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, 0)];
    }
}
