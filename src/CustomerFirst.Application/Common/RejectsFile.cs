namespace CustomerFirst.Application.Common;

/// <summary>Rows that could not be brought in, as CSV: the line on which the row begins, why, and the row as it stands in the file.</summary>
public sealed class RejectsFile(Func<TextWriter> open) : IAsyncDisposable
{
    /// <summary>The first line.</summary>
    public const string Header = "line,reason,row\n";

    private TextWriter? _writer;

    /// <summary>How many were written.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a row.</summary>
    public async Task AddAsync(long line, string reason, string row)
    {
        if (_writer is null)
        {
            _writer = open();
            await _writer.WriteAsync(Header);
        }
        await _writer.WriteAsync($"{line},{CsvLines.Quoted(reason)},{CsvLines.Quoted(row)}\n");
        Count++;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
    }
}
