namespace CustomerFirst.Cli.Common;

/// <summary>A command cannot go on for a reason that the operator can mend. The message is one line on standard error, without a stack trace.</summary>
internal sealed class CommandFailedException(string message, int status = ExitStatus.Failed) : Exception(message)
{
    /// <summary>The exit status, never <see cref="ExitStatus.Done"/>.</summary>
    public int Status { get; } = status;
}
