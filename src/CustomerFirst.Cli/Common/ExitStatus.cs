namespace CustomerFirst.Cli.Common;

/// <summary>What a command tells the shell.</summary>
internal static class ExitStatus
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>Nothing, or not all, was done; standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The good part was done and something was rejected; standard error says what.</summary>
    public const int Partial = 2;
}
