using System.CommandLine;
using CustomerFirst.Application.Common;

namespace CustomerFirst.Cli.Common;

/// <summary>Where an import writes the rows that it cannot bring in. A file that was asked for is there after an import that ran, with a heading at least; the default one comes only with the first reject.</summary>
internal sealed class RejectsPath
{
    private readonly bool _asked;
    private bool _opened;

    private RejectsPath(string path, bool asked) => (Path, _asked) = (path, asked);

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The option that names it.</summary>
    public static Option<string?> Option() => new("--rejects")
    {
        Description = "Where rows go that cannot be brought in, as CSV with line number and reason. By default FILE.rejects.csv in the working folder, when there are any.", HelpName = "FILE",
    };

    /// <summary>The file to be, found writable where it was asked for: an import of an hour does not stop at its first reject.</summary>
    /// <param name="read">The files that are read, which it must not be.</param>
    /// <exception cref="CommandFailedException">It is one of those, or cannot be written.</exception>
    public static RejectsPath Of(string? asked, string file, params IEnumerable<string?> read)
    {
        var path = asked ?? System.IO.Path.GetFileNameWithoutExtension(file) + ".rejects.csv";
        if (read.Append(file).OfType<string>().Any(other => SamePath(path, other))) throw new CommandFailedException("The rejects file must be another file than those that are read.");
        if (asked is not null) TryToWrite(path);
        return new RejectsPath(path, asked is not null);
    }

    /// <summary>Opens it for the first reject, in the place of what was there.</summary>
    public TextWriter Open()
    {
        _opened = true;
        return Written(Path, () => new StreamWriter(Path, append: false));
    }

    /// <summary>Says that the import ran to its end: one that stopped at the file's header rejected nothing, and leaves nothing.</summary>
    public void Finish()
    {
        if (!_asked || _opened) return;
        using var empty = Open();
        empty.Write(RejectsFile.Header);
    }

    private static bool SamePath(string one, string other) => System.IO.Path.GetFullPath(one) == System.IO.Path.GetFullPath(other);

    // What an earlier import left stays until this one has something to say.
    private static void TryToWrite(string path)
    {
        var there = File.Exists(path);
        Written(path, () => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write)).Dispose();
        if (!there) File.Delete(path);
    }

    private static T Written<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The rejects file {path} cannot be written: {failure.Message}");
        }
    }
}
