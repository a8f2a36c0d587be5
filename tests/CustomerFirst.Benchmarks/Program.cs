using CustomerFirst.Application.Database;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Customers;
using CustomerFirst.Benchmarks.Database;
using CustomerFirst.Benchmarks.Tickets;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    // The generated files of people, to be looked at or tried by hand.
    if (args is ["link-sets", var folder])
    {
        LinkBenchmark.WriteSets(folder, 1);
        return 0;
    }
    var settings = Settings.Read(args);
    if (settings.Names.Contains("link"))
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, scale {settings.Scale}");
        Figures.Print(await new LinkBenchmark(settings).RunAsync(stop.Token));
        settings = settings with { Names = [.. settings.Names.Where(n => n != "link")] };
        if (settings.Names.Count == 0) return 0;
    }
    await using var server = await BenchmarkServer.StartAsync(settings.Connection, stop.Token);
    Console.WriteLine(await server.DescribeAsync(stop.Token));
    Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, scale {settings.Scale}");
    var council = new Council(server);
    await council.EnsureAsync(stop.Token);
    var failed = false;
    foreach (var name in settings.Names)
    {
        try
        {
            Figures.Print(await Benchmark(name, settings, server, council).RunAsync(stop.Token));
        }
        catch (BenchmarkFailedException failure)
        {
            Console.Error.WriteLine($"{name}: {failure.Message}");
            failed = true;
        }
    }
    return failed ? 1 : 0;
}
catch (Exception failure) when (failure is BenchmarkFailedException or DatabaseUnavailableException or Npgsql.NpgsqlException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

static IBenchmark Benchmark(string name, Settings settings, BenchmarkServer server, Council council) => name switch
{
    "raise" => new RaiseBenchmark(settings, server, council),
    "ticket-page" => new PageBenchmark(name, settings, server, council, new Pages(server).TicketsAsync, signedIn: true),
    "queue" => new PageBenchmark(name, settings, server, council, new Pages(server).QueuesAsync, signedIn: true),
    "track" => new PageBenchmark(name, settings, server, council, new Pages(server).TrackedAsync, signedIn: false),
    "import" => new ImportBenchmark(settings, server),
    "import-customers" => new ImportCustomersBenchmark(settings, server),
    "search" => new SearchBenchmark(settings, server, council),
    "merge-run" => new MergeRunBenchmark(settings, server, council),
    "candidates" => new CandidatesBenchmark(settings, server, council),
    _ => throw new BenchmarkFailedException($"There is no \"{name}\"."),
};
