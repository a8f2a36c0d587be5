using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CustomerFirst.Tests.Common;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>The web program as somebody starts it: a process of its own, in any working folder.</summary>
public sealed class HostingStartTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("Council__Colours__PrimaryText", "#123456", "Council:Colours:PrimaryText #123456 on Council:Colours:Primary #0b4f6c has a contrast of 1.")]
    [InlineData("Council__Colours__Link", "#9a9a9a", "Council:Colours:Link #9a9a9a on white #ffffff has a contrast of 2.")]
    [InlineData("Council__Colours__Accent", "brown", "Council:Colours:Accent is \"brown\": write it as #rrggbb.")]
    [InlineData("ASPNETCORE_URLS", "localhost:80", "The address \"localhost:80\" cannot be listened on")]
    [InlineData("ConnectionStrings__CustomerFirst", "Host=127.0.0.1;Port=1;Database=hub;Username=me;Password=a-secret", "PostgreSQL at 127.0.0.1:1 (database hub) cannot be used")]
    public async Task What_cannot_work_gets_one_clear_line_and_exit_code_1(string setting, string value, string line)
    {
        var (status, output, error) = await RunAsync((setting, value));

        Assert.Equal(1, status);
        Assert.StartsWith($"CustomerFirst cannot start: {line}", Assert.Single(Lines(error)), StringComparison.Ordinal);
        Assert.Empty(Lines(output));
        Assert.DoesNotContain("a-secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_gets_one_clear_line_and_exit_code_1()
    {
        await using var database = await TestDatabase.CreateMigratedAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (status, output, error) = await RunAsync(("ConnectionStrings__CustomerFirst", database.ConnectionString), ("ASPNETCORE_URLS", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"));

        Assert.Equal(1, status);
        Assert.Contains("address already in use", Assert.Single(Lines(error)), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_where_it_listens_serves_pages_with_their_styles_and_stops_in_order_when_told()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        using var deadline = new CancellationTokenSource(s_patience);
        using var program = Start([("ConnectionStrings__CustomerFirst", database.ConnectionString), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Demonstration__Seed", "false")]);
        string? address = null;
        while (address is null && await program.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.Contains("address", StringComparison.Ordinal) && line.Contains("http://", StringComparison.Ordinal)) address = line[line.IndexOf("http://", StringComparison.Ordinal)..];
        }
        using var client = new HttpClient { BaseAddress = new Uri(address!) };

        var page = await Page.ReadAsync(await client.GetAsync("/sign-in", deadline.Token));
        var styles = page.Document.QuerySelectorAll("link[rel=stylesheet]").Select(e => e.GetAttribute("href")!).ToList();

        Assert.Equal("Sign in - CustomerFirst", page.Title);
        Assert.Equal(7, styles.Count);
        foreach (var style in styles) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(style, deadline.Token)).StatusCode);
        using (var kill = Process.Start("kill", ["-TERM", program.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(deadline.Token);
        await program.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, program.ExitCode);
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(params (string Name, string Value)[] settings)
    {
        using var deadline = new CancellationTokenSource(s_patience);
        using var program = Start(settings);
        var output = program.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = await program.StandardError.ReadToEndAsync(deadline.Token);
        await program.WaitForExitAsync(deadline.Token);
        return (program.ExitCode, await output, error);
    }

    private static Process Start(IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CustomerFirst.Web.dll")])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ConnectionStrings__CustomerFirst");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
