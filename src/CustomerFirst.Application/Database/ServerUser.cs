namespace CustomerFirst.Application.Database;

/// <summary>PostgreSQL refuses to run as root: chooses the user that it runs as then, and gives files to it.</summary>
internal static class ServerUser
{
    private const string Own = "customerfirst";

    /// <summary>
    /// Null when the current user will do. For root: the owner of data that are there already, else <c>postgres</c>, else <c>customerfirst</c>
    /// (created if that is possible), else <c>nobody</c>.
    /// </summary>
    public static async Task<string?> ChooseAsync(string existingFolder, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return null;

        if (await OwnerAsync(existingFolder, cancellation) is { } owner and not "root" && await ExistsAsync(owner, cancellation))
            return owner;
        foreach (var user in new[] { "postgres", Own })
        {
            if (await ExistsAsync(user, cancellation))
                return user;
        }

        await TryAsync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", Own], null, cancellation);
        return await ExistsAsync(Own, cancellation) ? Own : "nobody";
    }

    /// <summary>Can this user read (for a file) or enter (for a folder) the path, all the way from the root?</summary>
    public static Task<bool> ReachesAsync(string? user, string path, CancellationToken cancellation) => user is null
        ? Task.FromResult(true)
        : TryAsync("test", [Directory.Exists(path) ? "-x" : "-r", path], user, cancellation);

    /// <summary>Gives files or folders, not what is in them, to the user; does nothing when there is no other user.</summary>
    public static async Task GiveAsync(string? user, IEnumerable<string> paths, CancellationToken cancellation)
    {
        if (user is null)
            return;
        var outcome = await PostgresProcess.RunAsync("chown", ["-h", $"{user}:", .. paths], null, cancellation);
        if (!outcome.Succeeded)
            throw new EmbeddedPostgresException($"The embedded database's files cannot be given to the user {user}: {outcome.LastWord}");
    }

    private static async Task<string?> OwnerAsync(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            return null;
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
        var outcome = await PostgresProcess.RunAsync("stat", [.. format, folder], null, cancellation);
        return outcome.Succeeded ? outcome.Output.Trim() : null;
    }

    private static Task<bool> ExistsAsync(string user, CancellationToken cancellation) => TryAsync("id", ["-u", user], null, cancellation);

    private static async Task<bool> TryAsync(string program, string[] arguments, string? user, CancellationToken cancellation)
    {
        try
        {
            return (await PostgresProcess.RunAsync(program, arguments, user, cancellation)).Succeeded;
        }
        catch (EmbeddedPostgresException)
        {
            return false;
        }
    }
}
