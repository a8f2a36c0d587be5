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
    private const int Rounds = 4;
    private const int Watched = 40;

    private static readonly long[] s_sizes = [500_000, 5_000_000];

    private readonly TimeSpan _round = settings.Scaled(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
    private readonly TimeSpan _warmUp = settings.Scaled(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3));

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var grown = new GrownCouncil(server, council);
        var databases = new List<string>();
        foreach (var size in s_sizes) databases.Add(await grown.EnsureAsync((long)(size * settings.Scale), token));
        var sizes = new List<Size>();
        try
        {
            foreach (var database in databases) sizes.Add(await OpenAsync(database, token));
            // Both sizes in turns, so that whatever else the machine does falls on both.
            for (var round = 0; round < Rounds; round++)
                foreach (var size in sizes)
                {
                    size.Page.Take(await Load.RunAsync(Steps(size.Readers), _round, token));
                    size.Sql.Take(await ReplayAsync(size.Replays, _round, token));
                }
            var figures = sizes.ConvertAll(s => s.Figure(name));
            return [.. figures, new Figure(name).With("growth", sizes[^1].Page.Percentile(0.95) / sizes[0].Page.Percentile(0.95), 3)];
        }
        finally
        {
            foreach (var size in sizes) await size.DisposeAsync();
        }
    }

    private async Task<Size> OpenAsync(string database, CancellationToken token)
    {
        var pages = await requests(database, token);
        var size = new Size(await AppProcess.StartAsync(server.ConnectionString(database), token));
        try
        {
            var (cookies, fields) = signedIn
                ? (await StaffSession.SignInAsync(size.App.Address, DemoSignIns.All[0].Email, DemoSignIns.Password, token), "")
                : await PublicForm.OpenAsync(size.App.Address, pages[0].Path, token);
            for (var i = 0; i < Connections; i++) size.Readers.Add(new Reader(HttpConnection.Open(size.App.Address, cookies), pages, i * pages.Count / Connections, fields));
            await Load.RunAsync(Steps(size.Readers), _warmUp, token);
            // Every page once, so that both sizes are measured from memory: otherwise it is the disk that grows.
            size.First.Take(await Load.RunAsync(Steps(size.Readers), (pages.Count + Connections - 1) / Connections, token));
            var statements = await WatchAsync(size.Readers[0], token);
            size.Statements.AddRange(statements.Select(s => s.Count).Order());
            for (var i = 0; i < Connections; i++) size.Replays.Add(await Replay.OpenAsync(server.ConnectionString(database), statements, i * statements.Count / Connections, token));
            await ReplayAsync(size.Replays, _warmUp, token);
            size.Tickets = double.Parse((await server.ReadAsync(database, "select count(*) from tickets", token))!, System.Globalization.CultureInfo.InvariantCulture);
            return size;
        }
        catch
        {
            await size.DisposeAsync();
            throw;
        }
    }

    // A page during which the hub did something of itself does not tell what the page asks.
    private async Task<IReadOnlyList<IReadOnlyList<RanStatement>>> WatchAsync(Reader reader, CancellationToken token)
    {
        var undisturbed = (await new StatementLog(server).WatchAsync(Watched, _ => reader.ReadAsync(token), token)).Where(s => !s.Any(r => r.IsTimedWork)).ToList();
        return undisturbed.Count >= Watched / 2 ? undisturbed : throw new BenchmarkFailedException($"Only {undisturbed.Count} of {Watched} pages were not disturbed by timed work.");
    }

    private static List<Func<CancellationToken, Task>> Steps(List<Reader> readers) => [.. readers.Select(r => (Func<CancellationToken, Task>)r.ReadAsync)];

    private static Task<Latencies> ReplayAsync(List<Replay> replays, TimeSpan time, CancellationToken token) => Load.RunAsync([.. replays.Select(r => (Func<CancellationToken, Task>)r.RunAsync)], time, token);

    /// <summary>The hub at one size, and what was measured there.</summary>
    private sealed class Size(AppProcess app) : IAsyncDisposable
    {
        public AppProcess App => app;
        public List<Reader> Readers { get; } = [];
        public List<Replay> Replays { get; } = [];
        public List<int> Statements { get; } = [];
        public Latencies First { get; } = new();
        public Latencies Page { get; } = new();
        public Latencies Sql { get; } = new();
        public double Tickets { get; set; }

        public Figure Figure(string name) => new Figure(name).With("tickets", Tickets, 0).With("p50Ms", Page.Percentile(0.5)).With("p95Ms", Page.Percentile(0.95)).With("firstP95Ms", First.Percentile(0.95))
            .With("perSecond", Page.PerSecond, 1).With("statements", Statements[Statements.Count / 2], 0).With("mostStatements", Statements[^1], 0).With("sqlP50Ms", Sql.Percentile(0.5)).With("sqlP95Ms", Sql.Percentile(0.95))
            .With("ratioToSql", Page.Percentile(0.5) / Sql.Percentile(0.5)).With("pages", Page.Count, 0).With("workingSetMb", app.WorkingSetMegabytes, 0);

        public async ValueTask DisposeAsync()
        {
            foreach (var reader in Readers) reader.Connection.Dispose();
            foreach (var replay in Replays) await replay.DisposeAsync();
            await app.DisposeAsync();
        }
    }

    /// <summary>One connection of the load.</summary>
    /// <param name="fields">What the page's form sends along of itself.</param>
    private sealed class Reader(HttpConnection connection, IReadOnlyList<PageRequest> pages, int first, string fields)
    {
        private int _next = first;

        public HttpConnection Connection => connection;

        public Task ReadAsync(CancellationToken token)
        {
            var page = pages[_next++ % pages.Count];
            var answer = page.Form is null
                ? connection.Get(page.Path)
                : connection.Post(page.Path, "application/x-www-form-urlencoded", page.Form + fields, "");
            if (answer.Status != 200) throw new BenchmarkFailedException($"{page.Path} was answered with {answer.Status}.");
            if (answer.Body.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(page.Shows)) < 0) throw new BenchmarkFailedException($"A page does not show what it should.");
            return Task.CompletedTask;
        }
    }
}
