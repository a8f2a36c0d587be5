using CustomerFirst.Application.Places;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Places;

/// <summary>What the imports of places and calendars tell the operator.</summary>
internal static class Imports
{
    private const int RejectedShown = 20;

    /// <summary>Says what was done and what was left out.</summary>
    /// <param name="rejects">The file that has the rows left out; null where none is written.</param>
    /// <returns>The exit status.</returns>
    public static int Tell(Terminal terminal, string what, ImportSummary summary, string? rejects = null)
    {
        terminal.Say($"{what}: {summary}.");
        foreach (var line in summary.Rejected.Take(RejectedShown)) terminal.Say($"  line {line.Line}: {line.Reason}");
        if (summary.RejectedCount > RejectedShown) terminal.Say($"  and {summary.RejectedCount - RejectedShown:#,0} more");
        if (summary.RejectedCount > 0 && rejects is not null) terminal.Say($"Rejected rows: see {rejects}. The others were kept.");
        return summary.RejectedCount == 0 ? ExitStatus.Done : ExitStatus.Partial;
    }
}
