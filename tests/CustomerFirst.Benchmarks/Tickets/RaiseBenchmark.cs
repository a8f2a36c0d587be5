using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;
using CustomerFirst.Domain.Staff;
using Npgsql;

namespace CustomerFirst.Benchmarks.Tickets;

/// <summary>
/// Tickets raised over HTTP by eight connections with everything on, against the same rows written by plain Npgsql on eight connections: in turns,
/// in the same tables, with durable commits.
/// </summary>
internal sealed class RaiseBenchmark(Settings settings, BenchmarkServer server, Council council) : IBenchmark
{
    private const string Database = "bench_raise";
    private const int Connections = 8;
    private const int Rounds = 3;
    private const int Samples = 100;
    // The floor writes the rows of as many different tickets as there were, not a few again and again: their customers, services, streets and wards lie as
    // scattered in its indexes as in the hub's.
    private const int Different = 8000;

    private readonly TimeSpan _round = settings.Scaled(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(2));
    private readonly TimeSpan _warmUp = settings.Scaled(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3));

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        await server.RecreateAsync(Database, Council.Template, token);
        await council.CatchUpAsync(Database, token);
        var key = await council.MakeApiClientAsync(Database, [Permission.RaiseTicket], token);
        var plan = await RaisePlan.ReadAsync(council, Database, token);
        await using var tables = NpgsqlDataSource.Create(server.ConnectionString(Database));
        await using var app = await AppProcess.StartAsync(server.ConnectionString(Database), token);

        var raisers = new List<Raiser>();
        var floors = new List<RaiseFloor>();
        try
        {
            for (var i = 0; i < Connections; i++) raisers.Add(new Raiser(HttpConnection.Open(app.Address, null), plan, key));
            await RaiseAsync(raisers, _warmUp, token);
            var rows = new WrittenRows(tables);
            var sampled = raisers.SelectMany(r => r.Raised.TakeLast(Samples / Connections)).ToList();
            var perTicket = await rows.PerTicketAsync(sampled, token);
            var samples = await rows.ReadAsync([.. raisers.SelectMany(r => r.Raised.TakeLast(Different / Connections))], perTicket.Keys, token);
            var references = new FloorReferences((byte[])(await tables.CreateCommand("select reference_key from installation").ExecuteScalarAsync(token))!, 300_000);
            for (var i = 0; i < Connections; i++) floors.Add(await RaiseFloor.OpenAsync(server.ConnectionString(Database), samples, references.Next, i * samples.Count / Connections, token));
            await WriteAsync(floors, _warmUp / 2, token);

            var (raised, written) = (new Latencies(), new Latencies());
            for (var round = 0; round < Rounds; round++)
            {
                await PauseAsync(token);
                written.Take(await WriteAsync(floors, _round, token));
                await PauseAsync(token);
                raised.Take(await RaiseAsync(raisers, _round, token));
            }
            var statements = await StatementsAsync(raisers[0], token);
            await CheckAsync(rows, perTicket, raisers.SelectMany(r => r.Raised.TakeLast(Samples / Connections)), "The hub", token);
            await CheckAsync(rows, perTicket, floors.SelectMany(f => f.Written.TakeLast(Samples / Connections)), "The floor", token);
            Console.WriteLine($"Rows for each ticket: {string.Join(", ", perTicket.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Value} {t.Key}"))}; the same by both, one transaction each.");
            return
            [
                new Figure("raise").With("perSecond", raised.PerSecond, 1).With("floorPerSecond", written.PerSecond, 1).With("ratioToFloor", raised.PerSecond / written.PerSecond, 3)
                    .With("p50Ms", raised.Percentile(0.5)).With("p95Ms", raised.Percentile(0.95)).With("floorP50Ms", written.Percentile(0.5)).With("floorP95Ms", written.Percentile(0.95))
                    .With("statements", statements, 0).With("tickets", raised.Count, 0).With("workingSetMb", app.WorkingSetMegabytes, 0),
            ];
        }
        finally
        {
            foreach (var raiser in raisers) raiser.Connection.Dispose();
            foreach (var floor in floors) await floor.DisposeAsync();
        }
    }

    private static Task<Latencies> RaiseAsync(List<Raiser> raisers, TimeSpan time, CancellationToken token) => Load.RunAsync([.. raisers.Select(r => (Func<CancellationToken, Task>)r.RaiseAsync)], time, token);

    private static Task<Latencies> WriteAsync(List<RaiseFloor> floors, TimeSpan time, CancellationToken token) => Load.RunAsync([.. floors.Select(f => (Func<CancellationToken, Task>)f.WriteAsync)], time, token);

    // What one side left to be written to disk is not to be paid by the other.
    private Task PauseAsync(CancellationToken token) => server.ExecuteAsync(Database, "checkpoint", token);

    // Transaction control counts too: it is a trip like any other.
    private async Task<double> StatementsAsync(Raiser raiser, CancellationToken token)
    {
        if (server.LogFile is null) return double.NaN;
        var each = await new StatementLog(server).WatchAsync(5, _ => raiser.RaiseAsync(token), token);
        return each.Select(s => s.Count).Order().ElementAt(2);
    }

    private static async Task CheckAsync(WrittenRows rows, IReadOnlyDictionary<string, int> expected, IEnumerable<Guid> tickets, string who, CancellationToken token)
    {
        var found = await rows.PerTicketAsync([.. tickets], token);
        if (found.Count != expected.Count || found.Any(t => expected.GetValueOrDefault(t.Key) != t.Value))
            throw new BenchmarkFailedException($"{who} wrote other rows for a ticket: {string.Join(", ", found.Select(t => $"{t.Value} {t.Key}"))}.");
    }

    /// <summary>One connection of the load.</summary>
    private sealed class Raiser(HttpConnection connection, RaisePlan plan, string key)
    {
        public HttpConnection Connection => connection;

        public List<Guid> Raised { get; } = [];

        public Task RaiseAsync(CancellationToken token)
        {
            var answer = connection.Post("/api/v1/tickets", "application/json", plan.Next(), $"Authorization: Bearer {key}\r\nIdempotency-Key: {Guid.NewGuid()}\r\n");
            if (answer.Status != 201) throw new BenchmarkFailedException($"A ticket was not raised: {answer.Status} {answer.Text}");
            Raised.Add(IdOf(answer.Body.Span));
            return Task.CompletedTask;
        }

        private static Guid IdOf(ReadOnlySpan<byte> body)
        {
            var at = body.IndexOf("\"id\":\""u8);
            return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(body[(at + 6)..], out Guid id, out _) ? id : throw new BenchmarkFailedException("The answer to a raised ticket has no id.");
        }
    }
}
