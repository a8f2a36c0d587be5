using System.Diagnostics;
using System.Globalization;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>The command line's import of a file of people who are new to the demonstration council, from the start of the program to its end; and the same file once more, which changes nothing; and the same people from another system.</summary>
internal sealed class ImportCustomersBenchmark(Settings settings, BenchmarkServer server) : IBenchmark
{
    private const string Database = "bench_import_customers";
    private const int Rows = 20_000;
    private static string Map(string source) => $$$"""
        {"source": "{{{source}}}", "id": "id", "columns": {"given": "givenName", "family": "familyName", "born": "dateOfBirth", "mobile": "telephone", "home": "telephone", "email": "email", "line1": "addressLine1", "line2": "addressLine2", "town": "town", "postcode": "postcode"}}
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("customerfirst-benchmark-");
        try
        {
            var (file, map, rows) = (Path.Combine(folder.FullName, "people.csv"), Path.Combine(folder.FullName, "map.json"), Math.Max(500, (int)(Rows * settings.Scale)));
            await File.WriteAllTextAsync(map, Map("benchmark"), token);
            await WriteAsync(file, rows, "mail.example", token);
            await server.RecreateAsync(Database, Council.Template, token);
            var before = await CountAsync(token);
            var (peak, seconds) = await ImportAsync(file, map, token);
            var added = await CountAsync(token) - before;
            if (added < rows * 0.95) throw new BenchmarkFailedException($"Of {rows} rows of people only {added} became new customers.");
            var (_, again) = await ImportAsync(file, map, token);
            if (await CountAsync(token) != before + added) throw new BenchmarkFailedException("The same file once more made customers.");
            // The same people from another system, which has another e-mail of each.
            await File.WriteAllTextAsync(map, Map("other"), token);
            await WriteAsync(file, rows, "office.example", token);
            var (_, matching) = await ImportAsync(file, map, token);
            var made = await CountAsync(token) - before - added;
            if (made > rows * 0.05) throw new BenchmarkFailedException($"Of {rows} rows of people who are there {made} became new customers.");
            return [new Figure("import-customers").With("rows", rows, 0).With("new", added, 0).With("seconds", seconds).With("newPerSecond", added / seconds, 0).With("peakWorkingSetMb", peak, 0).With("againPerSecond", rows / again, 0)
                .With("matchedPerSecond", rows / matching, 0)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WriteAsync(string file, int rows, string provider, CancellationToken token)
    {
        await using var to = new StreamWriter(file);
        await to.WriteLineAsync("id,given,family,born,mobile,home,email,line1,line2,town,postcode".AsMemory(), token);
        var n = 0;
        foreach (var person in new CityCustomers(1963, rows).Make())
        {
            var (name, home, points) = (person.CurrentName!, person.CurrentAddress!.Lines, person.ContactPoints);
            var phones = points.Where(p => p.Kind == ContactPointKind.Phone).Select(p => p.Value).ToList();
            string[] cells = [$"P{n++}", name.GivenNames!, name.FamilyName, person.DateOfBirth!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), phones[0], phones[1], $"{points.First(p => p.Kind == ContactPointKind.Email).Value.Split('@')[0]}@{provider}",
                home.Line1, home.Line2!, home.Town!, home.Postcode!];
            await to.WriteLineAsync(string.Join(',', cells).AsMemory(), token);
        }
    }

    private async Task<(double Peak, double Seconds)> ImportAsync(string file, string map, CancellationToken token)
    {
        var began = Stopwatch.GetTimestamp();
        var peak = await ImportProcess.RunAsync(["customers", file, "--map", map, "--rejects", file + ".rejects", "--connection", server.ConnectionString(Database)], token);
        return (peak, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private async Task<long> CountAsync(CancellationToken token) => long.Parse((await server.ReadAsync(Database, "select count(*) from customers", token))!, CultureInfo.InvariantCulture);
}
