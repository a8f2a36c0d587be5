using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;

namespace CustomerFirst.Benchmarks.Tickets;

/// <summary>How a page is asked for.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Form">What is posted to it; null when it is only read.</param>
/// <param name="Shows">What must stand in the answer.</param>
internal sealed record PageRequest(string Path, string Shows, string? Form = null);

/// <summary>
/// A page at two sizes of the hub, ten times apart: how long it takes, what it asks of the database, and how that compares with its own statements
/// alone.
/// </summary>
/// <param name="requests">Gives many different requests for the page, from what is in a database.</param>
/// <param name="signedIn">Whether a member of staff asks.</param>
internal sealed class PageBenchmark(string name, Settings settings, BenchmarkServer server, Council council, Func<string, CancellationToken, Task<IReadOnlyList<PageRequest>>> requests, bool signedIn) : IBenchmark
{
    private const int Connections = 4;
    private const int Rounds = 2;
    private const int Watched = 40;

    private static readonly long[] s_sizes = [500_000, 5_000_000];

    private readonly TimeSpan _round = settings.Scaled(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(3));
    private readonly TimeSpan _warmUp = settings.Scaled(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(3));

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var grown = new GrownCouncil(server, council);
        var (figures, slowest) = (new List<Figure>(), new List<double>());
        var databases = new List<string>();
        foreach (var size in s_sizes) databases.Add(await grown.EnsureAsync((long)(size * settings.Scale), token));
        foreach (var database in databases)
        {
            var (figure, p95) = await MeasureAsync(database, token);
            slowest.Add(p95);
            figures.Add(figure);
        }
        return [.. figures, new Figure(name).With("growth", slowest[^1] / slowest[0], 3)];
    }

    private async Task<(Figure Figure, double P95)> MeasureAsync(string database, CancellationToken token)
    {
        var pages = await requests(database, token);
        await using var app = await AppProcess.StartAsync(server.ConnectionString(database), token);
        var (readers, replays) = (new List<Reader>(), new List<Replay>());
        try
        {
            var (cookies, fields) = signedIn
                ? (await StaffSession.SignInAsync(app.Address, DemoSignIns.All[0].Email, DemoSignIns.Password, token), "")
                : await PublicForm.OpenAsync(app.Address, pages[0].Path, token);
            for (var i = 0; i < Connections; i++) readers.Add(new Reader(await HttpConnection.OpenAsync(app.Address, cookies, token), pages, i * pages.Count / Connections, fields));
            await ReadAsync(readers, _warmUp, token);
            var statements = await WatchAsync(readers[0], token);
            for (var i = 0; i < Connections; i++) replays.Add(await Replay.OpenAsync(server.ConnectionString(database), statements, i * statements.Count / Connections, token));
            await ReplayAsync(replays, _warmUp / 3, token);

            var (page, sql) = (new Latencies(), new Latencies());
            for (var round = 0; round < Rounds; round++)
            {
                page.Take(await ReadAsync(readers, _round, token));
                sql.Take(await ReplayAsync(replays, _round, token));
            }
            var counts = statements.Select(s => (double)s.Count).Order().ToList();
            var tickets = double.Parse((await server.ReadAsync(database, "select count(*) from tickets", token))!, System.Globalization.CultureInfo.InvariantCulture);
            return (new Figure(name).With("tickets", tickets, 0).With("p50Ms", page.Percentile(0.5)).With("p95Ms", page.Percentile(0.95)).With("perSecond", page.PerSecond, 1)
                .With("statements", counts[counts.Count / 2], 0).With("mostStatements", counts[^1], 0).With("sqlP50Ms", sql.Percentile(0.5)).With("sqlP95Ms", sql.Percentile(0.95))
                .With("ratioToSql", page.Percentile(0.5) / sql.Percentile(0.5)).With("pages", page.Count, 0).With("workingSetMb", app.WorkingSetMegabytes, 0), page.Percentile(0.95));
        }
        finally
        {
            foreach (var reader in readers) reader.Connection.Dispose();
            foreach (var replay in replays) await replay.DisposeAsync();
        }
    }

    // A page during which the hub did something of itself does not tell what the page asks.
    private async Task<IReadOnlyList<IReadOnlyList<RanStatement>>> WatchAsync(Reader reader, CancellationToken token)
    {
        var undisturbed = (await new StatementLog(server).WatchAsync(Watched, _ => reader.ReadAsync(token), token)).Where(s => !s.Any(r => r.IsTimedWork)).ToList();
        return undisturbed.Count >= Watched / 2 ? undisturbed : throw new BenchmarkFailedException($"Only {undisturbed.Count} of {Watched} pages were not disturbed by timed work.");
    }

    private static Task<Latencies> ReadAsync(List<Reader> readers, TimeSpan time, CancellationToken token) => Load.RunAsync([.. readers.Select(r => (Func<CancellationToken, Task>)r.ReadAsync)], time, token);

    private static Task<Latencies> ReplayAsync(List<Replay> replays, TimeSpan time, CancellationToken token) => Load.RunAsync([.. replays.Select(r => (Func<CancellationToken, Task>)r.RunAsync)], time, token);

    /// <summary>One connection of the load.</summary>
    /// <param name="fields">What the page's form sends along of itself.</param>
    private sealed class Reader(HttpConnection connection, IReadOnlyList<PageRequest> pages, int first, string fields)
    {
        private int _next = first;

        public HttpConnection Connection => connection;

        public async Task ReadAsync(CancellationToken token)
        {
            var page = pages[_next++ % pages.Count];
            var answer = page.Form is null
                ? await connection.GetAsync(page.Path, token)
                : await connection.PostAsync(page.Path, "application/x-www-form-urlencoded", page.Form + fields, "", token);
            if (answer.Status != 200) throw new BenchmarkFailedException($"{page.Path} was answered with {answer.Status}.");
            if (answer.Body.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(page.Shows)) < 0) throw new BenchmarkFailedException($"A page does not show what it should.");
        }
    }
}
