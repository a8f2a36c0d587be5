namespace CustomerFirst.Application.Pipeline;

/// <summary>What entries of the audit trail say was done, where that is not the name of a command: one command of timed work can do several things.</summary>
public static class AuditActions
{
    /// <summary>A run of many pairs merged two records.</summary>
    public const string MergedInRun = "MergedInRun";

    /// <summary>A run that was taken back told two records apart again.</summary>
    public const string TakenBackInRun = "TakenBackInRun";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [MergedInRun, TakenBackInRun];
}
