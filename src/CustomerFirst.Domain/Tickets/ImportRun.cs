namespace CustomerFirst.Domain.Tickets;

/// <summary>How many rows of a file had which fate. Every row read is added, updated, unchanged, rejected or repeated.</summary>
/// <param name="Added">New requests.</param>
/// <param name="Updated">Known requests of which the source says something else now.</param>
/// <param name="Unchanged">Known requests of which it says the same.</param>
/// <param name="Rejected">Rows that could not be read.</param>
/// <param name="Negative">Of the first three: closed before they were opened.</param>
/// <param name="Repeated">Rows whose reference stands again further down in the same file, where the later row counts.</param>
public sealed record ImportCounts(long Added, long Updated, long Unchanged, long Rejected, long Negative, long Repeated)
{
    /// <summary>Rows read.</summary>
    public long Read => Added + Updated + Unchanged + Rejected + Repeated;
}

/// <summary>What a file brings in.</summary>
public enum ImportKind { Requests, Addresses, Customers }

/// <summary>One run of an import from another system: who, when, which file, what came of it.</summary>
public sealed class ImportRun
{
    private ImportRun() { }

    public Guid Id { get; private set; }
    public ImportKind Kind { get; private set; }
    public string System { get; private set; } = "";
    /// <summary>The file's name without its folder.</summary>
    public string FileName { get; private set; } = "";
    /// <summary>SHA-256 of the file; null until it was read to its end.</summary>
    public byte[]? FileSha256 { get; private set; }
    public Guid StartedBy { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    /// <summary>Null while it runs, and for ever when it was stopped in the middle.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }
    public long Added { get; private set; }
    public long Updated { get; private set; }
    public long Unchanged { get; private set; }
    public long Rejected { get; private set; }

    /// <summary>Begins a run.</summary>
    public static ImportRun Begin(Guid id, ImportKind kind, string system, string fileName, Guid startedBy, DateTimeOffset at) =>
        new() { Id = id, Kind = kind, System = system, FileName = fileName, StartedBy = startedBy, StartedAt = at };

    /// <summary>Ends it with its counts.</summary>
    public void Finish(ImportCounts counts, byte[] fileSha256, DateTimeOffset at) =>
        (Added, Updated, Unchanged, Rejected, FileSha256, FinishedAt) = (counts.Added, counts.Updated, counts.Unchanged, counts.Rejected, fileSha256, at);
}
