using System.Text;
using System.Text.RegularExpressions;
using CustomerFirst.Benchmarks.Common;

namespace CustomerFirst.Benchmarks.Database;

/// <summary>A statement as PostgreSQL ran it.</summary>
/// <param name="Parameters">As text, null for NULL; in the order of $1, $2, …</param>
internal sealed record RanStatement(int Backend, string Sql, IReadOnlyList<string?> Parameters)
{
    // The sealing of the audit trail comes every five seconds, the sweep of clocks every minute; no page asks for what they do.
    private static readonly string[] s_timed = ["copy ", "audit_links", "audit_seals", "pg_try_advisory_xact_lock"];

    /// <summary>Whether it belongs to work that the hub does of itself, whoever looks at a page at that moment.</summary>
    public bool IsTimedWork => s_timed.Any(t => Sql.Contains(t, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// Lets the benchmarks' server write every statement with its parameters to its log for a short time, and reads them there: so nothing that the
/// app sends can be missed, by whatever way it sends it. The data are fictional; a hub in use never logs statements.
/// </summary>
internal sealed partial class StatementLog(BenchmarkServer server)
{
    private const string Mark = "benchmark mark ";

    private static readonly string[] s_settings = ["log_statement = 'all'", "log_parameter_max_length = -1", "log_error_verbosity = 'default'"];

    /// <summary>Does things while the log is on; returns the statements that each led to.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<RanStatement>>> WatchAsync(int count, Func<int, Task> act, CancellationToken token)
    {
        var file = server.LogFile ?? throw new BenchmarkFailedException("The statements of a page can only be seen on the embedded server: its log is read. Leave --connection out.");
        var from = new FileInfo(file).Length;
        foreach (var setting in s_settings) await server.ExecuteAsync("postgres", $"alter system set {setting}", token);
        try
        {
            await ReloadAsync(token);
            for (var i = 0; i < count; i++)
            {
                await MarkAsync(token);
                await act(i);
            }
            await MarkAsync(token);
        }
        finally
        {
            foreach (var setting in s_settings) await server.ExecuteAsync("postgres", $"alter system reset {setting.Split(' ')[0]}", CancellationToken.None);
            await ReloadAsync(CancellationToken.None);
        }
        return Split(Read(file, from), count);
    }

    private Task MarkAsync(CancellationToken token) => server.ExecuteAsync("postgres", $"select '{Mark}'", token);

    // Every backend hears of it before its next statement; a tenth of a second is plenty.
    private async Task ReloadAsync(CancellationToken token)
    {
        await server.ExecuteAsync("postgres", "select pg_reload_conf()", token);
        await Task.Delay(500, token);
    }

    private static List<IReadOnlyList<RanStatement>> Split(IEnumerable<RanStatement> statements, int count)
    {
        var (parts, part) = (new List<IReadOnlyList<RanStatement>>(), (List<RanStatement>?)null);
        foreach (var statement in statements)
        {
            if (!statement.Sql.Contains(Mark, StringComparison.Ordinal))
            {
                part?.Add(statement);
                continue;
            }
            if (part is not null) parts.Add(part);
            part = [];
        }
        return parts.Count == count ? parts : throw new BenchmarkFailedException($"The server's log tells of {parts.Count} of {count} requests.");
    }

    private static IEnumerable<RanStatement> Read(string file, long from)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        RanStatement? last = null;
        foreach (var entry in Entries(reader))
        {
            if (Line().Match(entry) is not { Success: true } line) continue;
            var (backend, kind, text) = (int.Parse(line.Groups["pid"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), line.Groups["kind"].Value, line.Groups["text"].Value);
            if (kind == "LOG" && Statement().Match(text) is { Success: true } statement)
            {
                if (last is not null) yield return last;
                last = new RanStatement(backend, statement.Groups["sql"].Value, []);
            }
            else if (kind == "DETAIL" && last?.Backend == backend && Parameters().Match(text) is { Success: true } parameters)
            {
                last = last with { Parameters = Values(parameters.Groups["list"].Value) };
            }
        }
        if (last is not null) yield return last;
    }

    // A line that begins with a tab goes on with the one before.
    private static IEnumerable<string> Entries(StreamReader reader)
    {
        var entry = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('\t')) entry.Append('\n').Append(line.AsSpan(1));
            else
            {
                if (entry.Length > 0) yield return entry.ToString();
                entry.Clear().Append(line);
            }
        }
        if (entry.Length > 0) yield return entry.ToString();
    }

    private static List<string?> Values(string list)
    {
        var values = new List<string?>();
        foreach (Match value in Parameter().Matches(list))
            values.Add(value.Groups["text"] is { Success: true } text ? text.Value.Replace("''", "'", StringComparison.Ordinal) : null);
        return values;
    }

    [GeneratedRegex(@"^[\d-]+ [\d:.]+ \w+ \[(?<pid>\d+)\] (?<kind>\w+):  (?<text>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex(@"^(statement|execute [^:]+): (?<sql>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^[Pp]arameters: (?<list>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\$\d+ = (NULL|'(?<text>(''|[^'])*)')(, |$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
