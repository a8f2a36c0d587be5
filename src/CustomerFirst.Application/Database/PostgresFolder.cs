using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace CustomerFirst.Application.Database;

/// <summary>A server at work: its main process and its TCP port.</summary>
internal sealed record RunningServer(int Process, int Port);

/// <summary>
/// The files of one embedded server: <c>cluster</c> (PostgreSQL's own), <c>password</c>, <c>port</c>, <c>server.log</c>, <c>lock</c>, <c>starter</c>
/// (the program that answers for it), and <c>stop-when-unused</c>, left by a program that started the server and ended while others still used it.
/// </summary>
internal sealed class PostgresFolder(string path)
{
    // No system gives out such a number, so PostgreSQL takes the process for dead.
    private const string DeadProcess = "2147483646";
    private const long LongLog = 20_000_000;

    // Milliseconds: systems work the start of a process out anew each time, not always to the same instant.
    private const long SameStart = 3_000;

    public string Path { get; } = path;

    public string Cluster => In("cluster");

    /// <summary>Where initdb works, so that a cluster is complete or not there at all.</summary>
    public string FreshCluster => In("cluster.new");

    public string PasswordFile => In("password");

    public string ServerLog => In("server.log");

    public string Settings => System.IO.Path.Combine(Cluster, "customerfirst.conf");

    public bool HasCluster => File.Exists(System.IO.Path.Combine(Cluster, "PG_VERSION"));

    public string ClusterVersion => File.ReadAllText(System.IO.Path.Combine(Cluster, "PG_VERSION")).Trim();

    public bool StopWhenUnused
    {
        get => File.Exists(In("stop-when-unused"));
        set
        {
            if (value)
                File.WriteAllText(In("stop-when-unused"), "");
            else
                File.Delete(In("stop-when-unused"));
        }
    }

    /// <summary>The program that started the server, or took it over last, is known and does not run any more: it was killed.</summary>
    public bool StarterIsGone
    {
        get
        {
            if (!File.Exists(In("starter")))
                return false;
            var lines = File.ReadAllLines(In("starter"));
            return lines.Length >= 2 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id) && long.TryParse(lines[1], CultureInfo.InvariantCulture, out var since) && StartOf(id) is var start
                && (start is null || Math.Abs(start.Value - since) > SameStart);
        }
    }

    /// <summary>Keeps that this program answers for the server.</summary>
    public void NoteStarter() => File.WriteAllText(In("starter"), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{StartOf(Environment.ProcessId)}\n"));

    public string Password => File.ReadAllText(PasswordFile).Trim();

    private string PidFile => System.IO.Path.Combine(Cluster, "postmaster.pid");

    /// <summary>Only one program at a time starts or stops the server; the lock goes with the program, however it ends.</summary>
    public async Task<IDisposable> LockAsync(TimeSpan timeout, Action<string>? log, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        var said = false;
        while (true)
        {
            try
            {
                return new FileStream(In("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < timeout && Directory.Exists(Path))
            {
                if (!said && waited.Elapsed > TimeSpan.FromSeconds(3))
                {
                    log?.Invoke("Another program is starting the same database: waiting for it.");
                    said = true;
                }

                await Task.Delay(50, cancellation);
            }
            catch (IOException failure)
            {
                throw new EmbeddedPostgresException($"The embedded database in {Path} is held by another program: {failure.Message}", failure);
            }
        }
    }

    /// <summary>A password of 192 random bits that only the owner of the folder can read.</summary>
    public void MakePassword()
    {
        if (File.Exists(PasswordFile))
            return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(PasswordFile, options);
        file.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
    }

    /// <summary>The port of the last start when it is still free, otherwise another free one, which is kept from now on.</summary>
    public int ChoosePort()
    {
        var kept = File.Exists(In("port")) && int.TryParse(File.ReadAllText(In("port")), CultureInfo.InvariantCulture, out var port) ? port : 0;
        var free = TryBind(kept) ?? TryBind(0) ?? throw new EmbeddedPostgresException("No free port was found on 127.0.0.1 for the embedded PostgreSQL.");
        File.WriteAllText(In("port"), free.ToString(CultureInfo.InvariantCulture));
        return free;
    }

    /// <summary>The server that runs on this folder; null when none does.</summary>
    public RunningServer? Running()
    {
        try
        {
            // Process, folder, start time, port, ...: the lines of "postmaster.pid" are described in PostgreSQL's pidfile.h.
            var lines = File.ReadAllLines(PidFile);
            return lines.Length >= 4 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process) && IsOurServer(process)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                ? new RunningServer(process, port)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// After a kill -9 the file may name a process that is somebody else's by now, and PostgreSQL would refuse to start. The file is kept, without
    /// that number, because PostgreSQL also reads in it which shared memory the dead server's remains may still hold.
    /// </summary>
    public void DisownStaleProcess()
    {
        if (!File.Exists(PidFile))
            return;
        var lines = File.ReadAllLines(PidFile);
        if (lines.Length == 0)
            File.Delete(PidFile);
        else
            File.WriteAllText(PidFile, string.Join('\n', lines.Skip(1).Prepend(DeadProcess)) + "\n");
    }

    /// <summary>Starts a new log when the old one has grown long; keeps one old one.</summary>
    public void TrimLog()
    {
        if (File.Exists(ServerLog) && new FileInfo(ServerLog).Length > LongLog)
            File.Move(ServerLog, ServerLog + ".1", overwrite: true);
    }

    /// <summary>What the server wrote after the given length of its log: the line that names the failure.</summary>
    public string LastComplaint(long after)
    {
        if (!File.Exists(ServerLog))
            return "it left no log";
        using var log = new FileStream(ServerLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Seek(Math.Min(after, log.Length), SeekOrigin.Begin);
        var lines = new StreamReader(log).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(line => line.Contains("could not bind", StringComparison.Ordinal))
            ?? lines.LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal))
            ?? lines.LastOrDefault()
            ?? "it wrote nothing";
    }

    public long LogLength => File.Exists(ServerLog) ? new FileInfo(ServerLog).Length : 0;

    private bool IsOurServer(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                return false;
            if (!OperatingSystem.IsLinux())
                return true;
            // Another PostgreSQL may have the number now. The command line names the folder as pg_ctl was given it; a server that was started
            // under another spelling is known by the pid file in its working folder, which not every container lets root read.
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Contains(Cluster)
                || File.ReadLines($"/proc/{id}/cwd/postmaster.pid").Take(3).SequenceEqual(File.ReadLines(PidFile).Take(3));
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A number is given out again sooner or later; with its start it names one process. In milliseconds; null when there is none.
    private static long? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int? TryBind(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
