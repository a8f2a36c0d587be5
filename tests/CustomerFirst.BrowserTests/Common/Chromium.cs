using System.Diagnostics;

namespace CustomerFirst.BrowserTests.Common;

/// <summary>Finds a Chromium on this machine, and installs Debian's where that is possible.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

    /// <summary>Path of the browser.</summary>
    /// <exception cref="InvalidOperationException">There is none and it could not be installed; the message says how to.</exception>
    public static async Task<string> FindAsync()
    {
        if (OnPath() is { } found) return found;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            await RunAsync("apt-get", "update", "-qq");
            await RunAsync("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
        }
        return OnPath() ?? throw new InvalidOperationException(
            "The browser tests need Chromium: install it with \"apt-get install chromium\", or put any Chrome, Chromium or Edge on the PATH, or name it in CUSTOMERFIRST_CHROMIUM.");
    }

    private static string? OnPath()
    {
        if (Environment.GetEnvironmentVariable("CUSTOMERFIRST_CHROMIUM") is { Length: > 0 } named) return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))).FirstOrDefault(File.Exists);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }
}
