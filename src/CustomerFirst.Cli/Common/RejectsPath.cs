using System.CommandLine;
using CustomerFirst.Application.Common;

namespace CustomerFirst.Cli.Common;

/// <summary>Where an import writes the rows that it cannot bring in.</summary>
internal static class RejectsPath
{
    /// <summary>The option that names it.</summary>
    public static Option<string?> Option() => new("--rejects")
    {
        Description = "Where rows go that cannot be brought in, as CSV with line number and reason. By default FILE.rejects.csv in the working folder, when there are any.", HelpName = "FILE",
    };

    /// <summary>The path, and what opens the file. A file that was asked for is there afterwards, with a header at least; the default one comes only with the first reject.</summary>
    /// <param name="read">The files that are read, which it must not be.</param>
    /// <exception cref="CommandFailedException">It is one of those, or cannot be written.</exception>
    public static (string Path, Func<TextWriter> Open) Of(string? asked, string file, params IEnumerable<string?> read)
    {
        var path = asked ?? Path.GetFileNameWithoutExtension(file) + ".rejects.csv";
        if (read.Append(file).OfType<string>().Any(other => SamePath(path, other))) throw new CommandFailedException("The rejects file must be another file than those that are read.");
        if (asked is not null)
        {
            using var empty = NewFile(path);
            empty.Write(RejectsFile.Header);
        }
        return (path, () => NewFile(path));
    }

    private static bool SamePath(string one, string other) => Path.GetFullPath(one) == Path.GetFullPath(other);

    private static StreamWriter NewFile(string path)
    {
        try
        {
            return new StreamWriter(path, append: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The rejects file {path} cannot be written: {failure.Message}");
        }
    }
}
