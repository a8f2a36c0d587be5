namespace CustomerFirst.Domain.Places;

/// <summary>What an administrator imports by a file.</summary>
public enum PlaceImportKind { Wards, Constituencies, Postcodes, BankHolidays, Addresses }

/// <summary>Where an import stands.</summary>
public enum PlaceImportState
{
    Running,
    Finished,
    /// <summary>The file was refused; nothing of it was taken.</summary>
    Failed,
    /// <summary>The node that worked on it is gone; nothing of it was taken.</summary>
    Interrupted,
}

/// <summary>A line of a file that was left out, with its reason and the row as the file has it.</summary>
public sealed record LeftOutLine(long Line, string Reason, string Row)
{
    /// <summary>As one text: the line and the reason, and the row after them.</summary>
    public string Kept => $"Line {Line}: {Reason}\n{Row}";

    /// <summary>The same from its text; imports of earlier versions kept no rows.</summary>
    public static LeftOutLine Of(string kept)
    {
        var (said, row) = Parted(kept, "\n");
        var (line, reason) = Parted(said, ": ");
        return new(long.Parse(line.AsSpan("Line ".Length), System.Globalization.CultureInfo.InvariantCulture), reason, row);
    }

    private static (string, string) Parted(string text, string at) => text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var place ? (text[..place], text[(place + at.Length)..]) : (text, "");
}

/// <summary>
/// One import of a file by a page. The node that took the file works on it and says here how far it is, so that whoever began it can leave and come back, to any node.
/// </summary>
public sealed class PlaceImport
{
    /// <summary>How many of the lines that were left out are kept.</summary>
    public const int LinesKept = 1000;

    /// <summary>A node that works says so every second; after this long without a word it is gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private PlaceImport() { }

    public Guid Id { get; private set; }
    public PlaceImportKind Kind { get; private set; }
    /// <summary>The file's name without its folder.</summary>
    public string FileName { get; private set; } = "";
    public Guid StartedBy { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    /// <summary>When the node that works on it spoke last.</summary>
    public DateTimeOffset HeardAt { get; private set; }
    /// <summary>What is being done, for people.</summary>
    public string Step { get; private set; } = "";
    public long Done { get; private set; }
    /// <summary>Units of the step; null while nobody knows.</summary>
    public long? Total { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>"69 added, 0 replaced, …"; null unless it finished.</summary>
    public string? Outcome { get; private set; }
    public long RejectedCount { get; private set; }
    /// <summary>The first of the lines that were left out, each as <see cref="LeftOutLine.Kept"/>.</summary>
    public List<string> Rejected { get; private set; } = [];
    /// <summary>Why the file was refused; null unless it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>Begins one.</summary>
    public static PlaceImport Begin(Guid id, PlaceImportKind kind, string fileName, Guid by, DateTimeOffset at) =>
        new() { Id = id, Kind = kind, FileName = fileName, StartedBy = by, StartedAt = at, HeardAt = at, Step = "Reading the file" };

    /// <summary>Where it stands at a moment.</summary>
    public PlaceImportState StateAt(DateTimeOffset at) =>
        Problem is not null ? PlaceImportState.Failed : EndedAt is not null ? PlaceImportState.Finished : at - HeardAt > Silence ? PlaceImportState.Interrupted : PlaceImportState.Running;

    /// <summary>The file was taken.</summary>
    public void Finish(string outcome, long rejectedCount, IEnumerable<string> rejected, DateTimeOffset at) =>
        (Outcome, RejectedCount, Rejected, EndedAt, HeardAt) = (outcome, rejectedCount, [.. rejected.Take(LinesKept)], at, at);

    /// <summary>The file was refused.</summary>
    public void Fail(string problem, DateTimeOffset at) => (Problem, EndedAt, HeardAt) = (problem, at, at);
}
