namespace CustomerFirst.Application.Places;

/// <summary>A line of a file that was left out.</summary>
/// <param name="Line">Line number in the file, from 1.</param>
/// <param name="Row">The row as the file has it.</param>
public sealed record RejectedLine(long Line, string Reason, string Row);

/// <summary>What an import did.</summary>
/// <param name="Replaced">Known before, and different.</param>
/// <param name="Ended">Known before and no longer in the file.</param>
public sealed record ImportSummary(long Added, long Replaced, long Unchanged, long Ended)
{
    /// <summary>How many <see cref="Rejected"/> holds at most.</summary>
    public const int RejectedKept = 1000;

    /// <summary>Further rows of properties that are counted already: other and former names, the address in another language.</summary>
    public long FurtherRows { get; init; }

    /// <summary>Rows that say the same as an earlier one.</summary>
    public long Repeated { get; init; }

    /// <summary>Rows that were read.</summary>
    public long Rows => Added + Replaced + Unchanged + FurtherRows + Repeated + RejectedCount;

    /// <summary>Lines that were left out.</summary>
    public long RejectedCount { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<RejectedLine> Rejected { get; init; } = [];

    /// <summary>Rows were left out of which nobody can say what they are about, so it is not known what the file lacks, and nothing was ended.</summary>
    public bool KeptAll { get; init; }

    /// <summary>"69 added, 0 replaced, 0 unchanged, 40 ended".</summary>
    public override string ToString() =>
        $"{Added:#,0} added, {Replaced:#,0} replaced, {Unchanged:#,0} unchanged, {Ended:#,0} ended"
        + (FurtherRows > 0 ? $", {FurtherRows:#,0} {(FurtherRows == 1 ? "row" : "rows")} with another or a former name of them" : "") + (Repeated > 0 ? $", {Repeated:#,0} repeated" : "") + (RejectedCount > 0 ? $", {RejectedCount:#,0} rejected" : "")
        + (KeptAll ? "; nothing was ended, because some of the rejected rows do not say which property they are of" : "");
}
