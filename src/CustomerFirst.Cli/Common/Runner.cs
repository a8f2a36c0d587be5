using System.CommandLine;
using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Events;

namespace CustomerFirst.Cli.Common;

/// <summary>Gives a command its database and its application.</summary>
internal sealed class Runner(GlobalOptions options, Terminal terminal)
{
    // No connection is made before something asks the database; should it, this leads nowhere (RFC 2606).
    private const string NoDatabase = "Host=database.invalid";

    /// <summary>A command that works on a database which must have this version's tables.</summary>
    /// <param name="work">Returns the exit status.</param>
    public Func<ParseResult, CancellationToken, Task<int>> OnSchema(Func<Run, CancellationToken, Task<int>> work) =>
        (arguments, token) => RunAsync(arguments, work, schemaNeeded: true, token);

    /// <summary>A command that looks at its arguments before it goes on to a database which must have this version's tables.</summary>
    /// <param name="work">Returns the exit status.</param>
    public Func<ParseResult, CancellationToken, Task<int>> Checked(Func<Start, CancellationToken, Task<int>> work) => (arguments, token) =>
    {
        var soFar = new SoFar();
        var start = new Start(arguments, Unopened, onSchema => RunAsync(arguments, (run, _) => onSchema(run), schemaNeeded: true, soFar, token));
        return Failures.ToldAsync(terminal, () => work(start, token), () => soFar.Words, token);
    };

    /// <summary>A command that works on a database which may still be empty.</summary>
    /// <param name="work">Returns the exit status.</param>
    public Func<ParseResult, CancellationToken, Task<int>> OnDatabase(Func<Run, CancellationToken, Task<int>> work) =>
        (arguments, token) => RunAsync(arguments, work, schemaNeeded: false, token);

    private Task<int> RunAsync(ParseResult arguments, Func<Run, CancellationToken, Task<int>> work, bool schemaNeeded, CancellationToken token)
    {
        var soFar = new SoFar();
        return Failures.ToldAsync(terminal, () => RunAsync(arguments, work, schemaNeeded, soFar, token), () => soFar.Words, token);
    }

    private async Task<int> RunAsync(ParseResult arguments, Func<Run, CancellationToken, Task<int>> work, bool schemaNeeded, SoFar soFar, CancellationToken token)
    {
        var configuration = Configuration();
        var location = DatabaseLocation.Decide(configuration, arguments.GetValue(options.Connection), arguments.GetValue(options.Data));
        await using var database = await location.OpenAsync(schemaNeeded ? null : terminal.Say, create: !schemaNeeded, token);
        await using var logger = Logger(arguments.GetValue(options.Verbose));
        await using var services = Application(configuration, logger, database.ConnectionString);
        if (schemaNeeded) await InsistOnSchemaAsync(services, token);
        return await work(new Run(arguments, terminal, services, database.ConnectionString, database.Description) { SoFar = soFar }, token);
    }

    private static ServiceProvider Unopened() => Application(Configuration(), null, NoDatabase);

    private static IConfigurationRoot Configuration() => new ConfigurationBuilder().AddEnvironmentVariables().Build();

    private static ServiceProvider Application(IConfiguration configuration, Serilog.Core.Logger? logger, string connectionString) => new ServiceCollection()
        .AddSingleton(configuration)
        .AddLogging(logging =>
        {
            if (logger is not null) logging.AddSerilog(logger);
        })
        .AddCustomerFirst(connectionString)
        .BuildServiceProvider(validateScopes: true);

    private static async Task InsistOnSchemaAsync(IServiceProvider services, CancellationToken token)
    {
        await using var scope = services.CreateAsyncScope();
        var schema = await SchemaState.ReadAsync(scope.ServiceProvider.GetRequiredService<CustomerFirstDb>(), token);
        if (schema.Applied == 0) throw new CommandFailedException("This database has no CustomerFirst tables yet: run migrate first.");
        if (schema.Pending > 0) throw new CommandFailedException($"This database lacks {schema.Pending} {(schema.Pending == 1 ? "migration" : "migrations")} of this version: run migrate first.");
        if (schema.Unknown > 0) throw new CommandFailedException("This database was made by a newer version of CustomerFirst: use that version.");
    }

    private static Serilog.Core.Logger Logger(bool verbose) => new LoggerConfiguration()
        .MinimumLevel.Is(verbose ? LogEventLevel.Information : LogEventLevel.Warning)
        // A failed statement reaches the operator as one line; its text would only be noise, and might say too much.
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
        .MinimumLevel.Override("Npgsql", LogEventLevel.Fatal)
        .Enrich.FromLogContext()
        .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose)
        .CreateLogger();
}
