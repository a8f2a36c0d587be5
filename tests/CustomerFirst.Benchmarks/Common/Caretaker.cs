using System.Diagnostics;
using System.Globalization;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>
/// Ends what a benchmark started when the benchmark itself is ended from outside, even killed: programs first, then the PostgreSQL server. A shell that reads from a pipe is told of each;
/// the pipe is closed by the system whichever way its other end goes. On Windows there is none, and what is left has to be ended by hand.
/// </summary>
internal static class Caretaker
{
    // Signals for the benchmark, such as Ctrl-C in its terminal, are not for the shell. The server is told to end when nobody is connected any more, for another benchmark may have joined it.
    private const string Script = """
        trap '' HUP INT TERM
        programs= server=
        while read -r what id; do
          case $what in
            program) programs="$programs $id" ;;
            server) server=$id ;;
            ended) rest=; for one in $programs; do [ "$one" = "$id" ] || rest="$rest $one"; done; programs=$rest; [ "$server" != "$id" ] || server= ;;
          esac
        done
        for one in $programs; do kill -s TERM "$one"; done 2>/dev/null
        for one in $programs; do
          tries=0
          while kill -s 0 "$one" && [ $tries -lt 100 ]; do sleep 0.2; tries=$((tries + 1)); done
          kill -s KILL "$one"
        done 2>/dev/null
        [ -z "$server" ] || kill -s TERM "$server" 2>/dev/null
        """;

    // In a session of its own where the system can: then the end of the benchmark's whole group spares it too.
    private const string InOwnSession = """if command -v setsid >/dev/null; then exec setsid sh -c "$0"; else eval "$0"; fi""";

    private static readonly Lazy<TextWriter> s_told = new(() =>
    {
        if (OperatingSystem.IsWindows()) return TextWriter.Null;
        var shell = Process.Start(new ProcessStartInfo("sh", ["-c", InOwnSession, Script]) { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" })!;
        shell.StandardInput.AutoFlush = true;
        return TextWriter.Synchronized(shell.StandardInput);
    });

    /// <summary>A program was started.</summary>
    public static void Started(Process program) => Tell("program", program.Id);

    /// <summary>A server was started.</summary>
    /// <param name="process">Its main process.</param>
    public static void ServerStarted(int process) => Tell("server", process);

    /// <summary>What was started has ended, or is left to others.</summary>
    public static void Ended(int process) => Tell("ended", process);

    private static void Tell(string what, int process) => s_told.Value.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {process}"));
}
