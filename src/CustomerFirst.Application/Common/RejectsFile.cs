namespace CustomerFirst.Application.Common;

/// <summary>Rows that could not be brought in, as CSV: the line on which the row begins, why, and the row as it stands in the file.</summary>
public sealed class RejectsFile(Func<TextWriter> open) : IAsyncDisposable
{
    /// <summary>The first line.</summary>
    public const string Header = "line,reason,row\n";

    private TextWriter? _writer;

    /// <summary>How many were written.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a row. A zero byte, at which spreadsheets take a file to end, is written as U+FFFD, and the reason says so.</summary>
    public async Task AddAsync(long line, string reason, string row)
    {
        if (_writer is null)
        {
            _writer = open();
            await _writer.WriteAsync(Header);
        }
        if (row.Contains('\0', StringComparison.Ordinal)) (reason, row) = ($"{reason.TrimEnd('.')}. A zero byte stands in the row as \uFFFD.", row.Replace('\0', '\uFFFD'));
        // A reason may repeat what stands in a cell.
        await _writer.WriteAsync($"{line},{CsvLines.Quoted(reason.Replace('\0', '\uFFFD'))},{CsvLines.Quoted(row)}\n");
        Count++;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
    }
}
