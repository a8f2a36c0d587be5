namespace CustomerFirst.Application.Database;

/// <summary>Finds folders of the clone, wherever the program was started from.</summary>
public static class RepositoryFolders
{
    /// <summary>The folder of <c>CustomerFirst.sln</c> above the program; where there is none (a published program), the program's own folder.</summary>
    public static string Root { get; } =
        Above(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "CustomerFirst.sln")))
        ?? Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    /// <summary>The embedded server's folder when none is named.</summary>
    public static string DefaultData => Path.Combine(Root, ".data", "postgres");

    /// <summary>The folder itself, its parent, and so on up to the root.</summary>
    public static IEnumerable<string> Above(string folder)
    {
        for (var at = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
