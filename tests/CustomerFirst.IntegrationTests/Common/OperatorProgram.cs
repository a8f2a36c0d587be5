using System.Diagnostics;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>The command line as an operator starts it: a process of its own, in another working folder than the clone's.</summary>
internal static class OperatorProgram
{
    /// <summary>What a run left behind: its exit status, what stands on standard output, what on standard error.</summary>
    public sealed record End(int Status, string Output, string Said);

    /// <summary>Runs a command to its end.</summary>
    public static Task<End> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <summary>Runs a command in a working folder.</summary>
    public static async Task<End> RunInAsync(string folder, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CustomerFirst.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ConnectionStrings__CustomerFirst");
        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync(deadline.Token);
        var said = await program.StandardError.ReadToEndAsync(deadline.Token);
        await program.WaitForExitAsync(deadline.Token);
        return new End(program.ExitCode, await output, said);
    }
}
