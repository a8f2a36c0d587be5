using CustomerFirst.Application.Database;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Web.Common;

/// <summary>The council that exists nowhere, for looking around.</summary>
internal static class Demonstration
{
    private const string Setting = "Demonstration:Seed";

    /// <summary>Seeds it into an empty database, if that is the embedded server's or the configuration says so.</summary>
    /// <returns>Whether the database holds the demonstration.</returns>
    public static async Task<bool> PrepareAsync(WebApplication app, bool embedded)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var stopping = app.Lifetime.ApplicationStopping;
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        if (Wanted(app.Configuration, embedded) && !await db.Services.AnyAsync(stopping) && !await db.Customers.AnyAsync(stopping) && !await db.Users.AnyAsync(stopping))
        {
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Operator;
            var started = TimeProvider.System.GetTimestamp();
            using var progress = HostingStart.Spoken("Demonstration council: ");
            var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SeedDemoCommand(progress), stopping);
            if (result.Error is { } error and not NotEmpty) throw new ConfigurationProblemException(error.Message);
            if (result.Ok) Console.WriteLine($"Demonstration council: written in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
        }
        return await db.Set<Installation>().AnyAsync(i => i.Demonstration, stopping);
    }

    /// <summary>The table of people whom a visitor can sign in as.</summary>
    public static void WriteSignIns(TextWriter output)
    {
        var width = DemoSignIns.All.Max(s => s.Email.Length);
        output.WriteLine($"  Demonstration sign-ins, password: {DemoSignIns.Password}");
        foreach (var signIn in DemoSignIns.All) output.WriteLine($"    {signIn.Email.PadRight(width)}  {signIn.What}");
        output.WriteLine();
    }

    private static bool Wanted(IConfiguration configuration, bool embedded) => configuration[Setting] is not { Length: > 0 } said ? embedded
        : bool.TryParse(said, out var wanted) ? wanted : throw new ConfigurationProblemException($"{Setting} is \"{said}\": write true or false.");
}
