using System.CommandLine;

namespace CustomerFirst.Cli.Common;

/// <summary>A file that a command reads.</summary>
internal static class InputFile
{
    /// <summary>The argument that names it.</summary>
    public static Argument<string> Argument(string description) => new("FILE") { Description = description };

    /// <summary>Opens it for reading from start to end.</summary>
    /// <exception cref="CommandFailedException">It is not there or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new CommandFailedException($"{path} is a folder; name a file.");
        try
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 1 << 16 });
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(path.StartsWith("--", StringComparison.Ordinal) ? $"There is no option {path}; --help shows those that there are." : $"There is no file {path}.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The file {path} cannot be read: {failure.Message}");
        }
    }
}
