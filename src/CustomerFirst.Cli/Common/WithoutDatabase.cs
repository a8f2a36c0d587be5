using CustomerFirst.Domain.Common;

namespace CustomerFirst.Cli.Common;

/// <summary>What the commands that need no database share.</summary>
internal static class WithoutDatabase
{
    /// <summary>Runs one and turns what goes wrong into one line and an exit status.</summary>
    public static Task<int> RunAsync(Terminal terminal, Func<Task<int>> work, CancellationToken token) => Failures.ToldAsync(terminal, work, () => "Nothing was written.", token);

    /// <summary>The value, or the end of the command with the error's message.</summary>
    /// <exception cref="CommandFailedException">It failed.</exception>
    public static T Value<T>(Result<T> result) => result.Ok ? result.Value : throw new CommandFailedException(result.Error!.Message);
}
