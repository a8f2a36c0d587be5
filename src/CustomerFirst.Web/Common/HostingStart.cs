using System.Net;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using Microsoft.AspNetCore.Connections;

namespace CustomerFirst.Web.Common;

/// <summary>From the command line to a server that answers, and to its end.</summary>
public static class HostingStart
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Runs the program until it is stopped.</summary>
    /// <returns>The exit code: 0 after an orderly stop, 1 when it cannot start; one line on standard error says why.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot() });
            var council = ReadCouncil(builder.Configuration);
            ChooseAddress(builder);
            var database = await DatabaseLocation.Decide(builder.Configuration).OpenAsync(Console.WriteLine);
            await using (database)
            {
                using (var progress = Spoken("")) await Migrator.MigrateAsync(database.ConnectionString, TimeProvider.System, CancellationToken.None, progress);
                builder.AddHub(council, database.ConnectionString);
                await using var app = builder.Build();
                app.UseHub();
                var demonstration = await Demonstration.PrepareAsync(app, embedded: database.Embedded is not null);
                await app.StartAsync();
                Welcome(app, council, database, demonstration);
                await app.WaitForShutdownAsync();
            }

            return 0;
        }
        catch (DatabaseUnavailableException failure)
        {
            return Refuse(failure.Message);
        }
        catch (ConfigurationProblemException failure)
        {
            return Refuse(failure.Message);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException or System.Net.Sockets.SocketException)
        {
            return Refuse($"{failure.Message.TrimEnd('.')}. Stop the program that uses it, or choose another address: --urls http://127.0.0.1:5081");
        }
    }

    /// <summary>Where wwwroot is, wherever the program was started from: beside a published program, else in the clone.</summary>
    private static string ContentRoot()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var project = Path.Combine(RepositoryFolders.Root, "src", "CustomerFirst.Web");
        return !Directory.Exists(published) && Directory.Exists(project) ? project : AppContext.BaseDirectory;
    }

    private static CouncilOptions ReadCouncil(ConfigurationManager configuration)
    {
        var council = configuration.GetSection("Council").Get<CouncilOptions>() ?? new CouncilOptions();
        return council.Problems().FirstOrDefault() is { } problem ? throw new ConfigurationProblemException(problem) : council;
    }

    private static void ChooseAddress(WebApplicationBuilder builder)
    {
        string[] keys = ["urls", "http_ports", "https_ports"];
        if (keys.All(key => string.IsNullOrWhiteSpace(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultAddress);
        foreach (var url in (builder.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
                throw new ConfigurationProblemException($"The address \"{url}\" cannot be listened on: write it like {DefaultAddress}.");
        }
    }

    private static void Welcome(WebApplication app, CouncilOptions council, OpenDatabase database, bool demonstration)
    {
        Console.WriteLine();
        Console.WriteLine($"{council.Name}: {council.Product} is ready.");
        foreach (var address in app.Urls) Console.WriteLine($"  address   {address}");
        Console.WriteLine($"  database  {database.Description}");
        Console.WriteLine("  stop      Ctrl+C");
        Console.WriteLine();
        if (demonstration) Demonstration.WriteSignIns(Console.Out);
    }

    /// <summary>Progress in lines: on a terminal a word at least every five seconds, in a file every ten.</summary>
    internal static SpokenProgress Spoken(string before) =>
        new(line => Console.WriteLine(before + line), TimeProvider.System, TimeSpan.FromSeconds(Console.IsOutputRedirected ? 10 : 5));

    private static int Refuse(string line)
    {
        Console.Error.WriteLine($"CustomerFirst cannot start: {line}");
        return 1;
    }
}

/// <summary>The configuration cannot be used. The message is one line for the person at the keyboard.</summary>
public sealed class ConfigurationProblemException(string message) : Exception(message);
