using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CustomerFirst.Application.Database;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>
/// The web program as a process of its own, with the settings that it is shipped with: its garbage collector, its threads and its memory are its
/// own. Only the limits of what one sender may do in a minute are raised, because here one sender plays many.
/// </summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private const double Megabyte = 1024 * 1024;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private AppProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Its working set now, in megabytes.</summary>
    public double WorkingSetMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / Megabyte;
        }
    }

    /// <summary>Starts it on a database and waits until it is ready.</summary>
    public static async Task<AppProcess> StartAsync(string connection, CancellationToken token)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Built("CustomerFirst.Web")]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ConnectionStrings__CustomerFirst"] = connection, ["ASPNETCORE_ENVIRONMENT"] = "Production", ["urls"] = address.GetLeftPart(UriPartial.Authority),
            ["Api__RequestsPerSecond"] = "1000000", ["Api__Burst"] = "1000000", ["RateLimits__TrackingPerMinute"] = "1000000", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        }) start.Environment[name] = value;
        var app = new AppProcess(Process.Start(start)!, address);
        Caretaker.Started(app._process);
        app._process.OutputDataReceived += (_, line) => app.Hear(line.Data);
        app._process.ErrorDataReceived += (_, line) => app.Hear(line.Data);
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        try
        {
            await app.WaitAsync(TimeSpan.FromMinutes(3), token);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the build of a program stands, in the configuration that this one was built in.</summary>
    public static string Built(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(RepositoryFolders.Root, "src", project, "bin", here.Parent!.Name, here.Name, project + ".dll");
    }

    /// <summary>The last lines that it wrote, to say why something failed.</summary>
    public string LastWords => string.Join(Environment.NewLine, _said);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var stop = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await stop.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        Caretaker.Ended(_process.Id);
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        while (_said.Count > 20) _said.TryDequeue(out _);
    }

    private async Task WaitAsync(TimeSpan most, CancellationToken token)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < most; await Task.Delay(200, token))
        {
            if (_process.HasExited) throw new BenchmarkFailedException($"The app ended as soon as it was started: {LastWords}");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !token.IsCancellationRequested)
            {
                // Not listening yet.
            }
        }
        throw new BenchmarkFailedException($"The app was not ready after {most.TotalMinutes:0} minutes: {LastWords}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
