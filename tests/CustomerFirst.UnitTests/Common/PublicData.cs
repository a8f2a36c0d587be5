namespace CustomerFirst.UnitTests.Common;

/// <summary>Finds the folder of public data sets: CUSTOMERFIRST_DATA, else ../shared/data beside the repository.</summary>
internal static class PublicData
{
    /// <summary>Full path of a file of the folder, or null where the folder or the file is not there.</summary>
    public static string? Find(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("CUSTOMERFIRST_DATA");
        if (string.IsNullOrEmpty(folder))
            folder = RepositoryRoot() is { } root ? Path.Combine(root, "..", "shared", "data") : null;
        if (folder is null)
            return null;
        var file = Path.GetFullPath(Path.Combine([folder, .. path]));
        return File.Exists(file) ? file : null;
    }

    private static string? RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerFirst.sln")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
