using System.Security.Cryptography;
using System.Text;

namespace CustomerFirst.Application.Database;

/// <summary>Where an embedded server's folder may be, and how it is made there.</summary>
internal static class PostgresPlace
{
    // "lost+found" stands in every new volume.
    private static readonly string[] s_own = ["cluster", "cluster.new", "password", "port", "server.log", "server.log.1", "lock", "starter", "stop-when-unused", "lost+found"];

    /// <summary>Says before anything is made or given to the server's user why a folder cannot be the database's.</summary>
    /// <param name="create">Whether a database may be made there.</param>
    /// <exception cref="EmbeddedPostgresException">It is a file, holds something else, or holds no database and none may be made.</exception>
    public static void Check(string path, string shared, bool create)
    {
        path = Whole(path);
        if (File.Exists(path))
            throw new EmbeddedPostgresException($"{path} is a file; name a folder for the database.");
        if (new PostgresFolder(path).HasCluster || Elsewhere(path, shared).HasCluster)
            return;
        var there = Directory.Exists(path);
        if (there && Foreign(path) is { } name)
            throw new EmbeddedPostgresException($"The folder {path} holds no database but other files ({name}); name another folder.");
        if (!create)
            throw new EmbeddedPostgresException($"{(there ? $"The folder {path} holds no database" : $"There is no folder {path}")}. Name the folder of one, or run migrate to make one there.");
    }

    /// <summary>Makes the folder, or, when the server's user could not enter it there, one under the shared folder named by this one's path.</summary>
    public static async Task<PostgresFolder> PrepareAsync(string path, string shared, string? user, CancellationToken cancellation)
    {
        path = Whole(path);
        var folder = new PostgresFolder(path);
        var elsewhere = Elsewhere(path, shared);
        if (user is not null && !folder.HasCluster && elsewhere.HasCluster)
            return elsewhere;

        await MakeAsync(folder, user, cancellation);
        if (await ServerUser.ReachesAsync(user, path, cancellation))
            return folder;
        if (folder.HasCluster)
            throw new EmbeddedPostgresException($"The user {user} cannot enter {path}: open the folders above it to that user (chmod a+x), or name another data folder.");
        MakeShared(shared);
        await MakeAsync(elsewhere, user, cancellation);
        return elsewhere;
    }

    /// <summary>A folder that everybody may enter and only root may change.</summary>
    public static void MakeShared(string shared)
    {
        if (!OperatingSystem.IsWindows() && !Directory.Exists(shared))
            Directory.CreateDirectory(shared, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    private static string Whole(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    // Named by the path that was asked for.
    private static PostgresFolder Elsewhere(string path, string shared) => new(Path.Combine(shared, $"data-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12]}"));

    // Something that is not of a database begun here and not finished. What cannot be looked into is told of where it is used.
    private static string? Foreign(string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).FirstOrDefault(name => !s_own.Contains(name));
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task MakeAsync(PostgresFolder folder, string? user, CancellationToken cancellation)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder.Path);
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(folder.Path)!);
            Directory.CreateDirectory(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            _ = Directory.EnumerateFileSystemEntries(folder.Path).Any();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException(
                $"The embedded database's folder {folder.Path} cannot be used ({failure.Message.TrimEnd('.')}): it may belong to another user who started it first, perhaps root.", failure);
        }

        await ServerUser.GiveAsync(user, [folder.Path], cancellation);
    }
}
