using System.Diagnostics;
using System.Text.RegularExpressions;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Benchmarks.Common;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>
/// <c>link</c> as an operator runs it, a process of its own: on a generated city of a million records (times the scale), and on generated sets like the public ones. Time and memory of the whole run, precision and recall
/// against the truth, which the program is not given.
/// </summary>
internal sealed class LinkBenchmark(Settings settings) : IBenchmark
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("customerfirst-link-").FullName;
        try
        {
            var figures = new List<Figure>();
            foreach (var (name, set) in Sets(settings.Scale)) figures.Add(await RunAsync(folder, name, set, token));
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes every set with its map into a folder, to be tried by hand.</summary>
    public static void WriteSets(string folder, double scale)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, set) in Sets(scale)) Write(folder, name, set);
    }

    private static IEnumerable<(string Name, PeopleSet Set)> Sets(double scale)
    {
        yield return ("febrl-many", PeopleSets.Febrl(31, 2_000, 5, 10));
        yield return ("febrl-few", PeopleSets.Febrl(41, 4_000, 1, 4));
        yield return ("historical", PeopleSets.Historical(51, 5_000, parts: false));
        yield return ("historical-parts", PeopleSets.Historical(52, 5_000, parts: true));
        yield return ("historical-spoilt", PeopleSets.Historical(53, 5_000, parts: false, spoilt: 2));
        yield return ("historical-few", PeopleSets.Historical(54, 15_000, parts: true, records: 2, spoilt: 1.5));
        yield return ("city-small", PeopleSets.City(61, 20_000));
        yield return ("city", PeopleSets.City(71, (int)(1_000_000 * scale)));
    }

    private static async Task<Figure> RunAsync(string folder, string name, PeopleSet set, CancellationToken token)
    {
        var (csv, map) = Write(folder, name, set);
        var pairs = Path.Combine(folder, name + ".pairs.csv");
        var start = new ProcessStartInfo("dotnet", [AppProcess.Built("CustomerFirst.Cli")]) { RedirectStandardError = true };
        foreach (var argument in (string[])["link", csv, "--map", map, "--out", pairs]) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new BenchmarkFailedException($"The program did not start.");
        var said = await process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        clock.Stop();
        if (process.ExitCode != 0) throw new BenchmarkFailedException($"link of {name} failed: {said.Trim().Split('\n')[^1]}");
        var memory = Regex.Match(said, "at most ([0-9,]+) MiB").Groups[1].Value.Replace(",", "", StringComparison.Ordinal);
        var truth = new EvaluateLink.Truth();
        using (var file = File.OpenRead(csv)) truth.Read(file, name, "id", "cluster", null);
        using var written = File.OpenRead(pairs);
        var at = EvaluateLink.Evaluate(written, name, truth).Value.Accuracy.Single(a => a.Threshold == 0.5);
        return new Figure("link").With("set", name).With("true pairs", at.Right + at.Missed, 0).With("precision", at.Precision, 4).With("recall", at.Recall, 4).With("F1", at.F1, 4)
            .With("seconds", clock.Elapsed.TotalSeconds, 1).With("MiB", double.Parse(memory, System.Globalization.CultureInfo.InvariantCulture), 0);
    }

    private static (string Csv, string Map) Write(string folder, string name, PeopleSet set)
    {
        var (csv, map) = (Path.Combine(folder, name + ".csv"), Path.Combine(folder, name + ".json"));
        using (var file = new StreamWriter(csv)) set.Write(file);
        File.WriteAllText(map, set.Map);
        return (csv, map);
    }
}
