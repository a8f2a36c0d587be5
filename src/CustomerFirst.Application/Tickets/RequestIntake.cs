using CustomerFirst.Application.Common;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// Reads a file's rows and hands them to be saved in batches, while the next batch is read; there is never more than one on its way, so that
/// memory does not grow with the file.
/// </summary>
internal sealed class RequestIntake(CsvRecords records, RequestReader reader, RepeatedReferences repeated, RequestWriter writer, RejectsFile rejects, Action afterBatch)
{
    private const int BatchRows = 2_000;
    // Rows with long texts come in smaller batches.
    private const int BatchCharacters = 8_000_000;
    private const int RejectsShown = 10;
    // From a thousand different texts on it is no channel column.
    private const int ChannelsKept = 1_000;

    private static readonly IReadOnlyList<(ReadRequest Row, string Reason)> s_none = [];

    private readonly List<(long, string)> _firstRejects = [];
    private readonly Dictionary<string, long> _unlisted = new(StringComparer.Ordinal);
    private long _withoutChannel;
    private List<ReadRequest> _batch = new(BatchRows);
    private int _characters;
    private Task<IReadOnlyList<(ReadRequest Row, string Reason)>> _writing = Task.FromResult(s_none);

    /// <summary>The first rejected rows, for the summary.</summary>
    public IReadOnlyList<(long Line, string Reason)> FirstRejects => _firstRejects;

    /// <summary>Channel texts that the map does not list with their counts, the most frequent first; null for rows that name none.</summary>
    public IReadOnlyList<(string? Text, long Count)> UnlistedChannels =>
    [
        .. _unlisted.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => ((string?)t.Key, t.Value)),
        .. _withoutChannel > 0 ? [(null, _withoutChannel)] : Array.Empty<(string?, long)>(),
    ];

    /// <summary>Takes in all rows.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        try
        {
            while (await records.ReadAsync(token) is { } record)
            {
                await TakeAsync(record);
                if (_batch.Count >= BatchRows || _characters >= BatchCharacters) await HandOverAsync(token);
            }
            foreach (var row in repeated.Rest()) Add(row);
            await HandOverAsync(token);
            await SavedAsync();
        }
        finally
        {
            // Whatever stops the reading, a batch on its way comes to its end before its connection is given back.
            await ((Task)_writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync(CsvRecord record)
    {
        var (request, reason) = reader.Read(record, out var listed);
        if (request is null) await RejectAsync(record.Line, record.Text, reason!);
        else if (!listed && reader.KnowsChannels) CountUnlisted(request.Source);
        if (repeated.Take(reader.ReferenceOf(record), request is null ? null : new ReadRequest(request, record.Line, record.Text)) is { } row) Add(row);
    }

    private void Add(ReadRequest row)
    {
        _batch.Add(row);
        _characters += row.Text.Length;
    }

    private async Task HandOverAsync(CancellationToken token)
    {
        await SavedAsync();
        if (_batch.Count == 0) return;
        var rows = _batch;
        _writing = Task.Run(() => writer.WriteAsync(rows, token), token);
        (_batch, _characters) = (new List<ReadRequest>(BatchRows), 0);
    }

    private async Task SavedAsync()
    {
        foreach (var (row, reason) in await _writing) await RejectAsync(row.Line, row.Text, reason);
        _writing = Task.FromResult(s_none);
        afterBatch();
    }

    private async Task RejectAsync(long line, string text, string reason)
    {
        await rejects.AddAsync(line, reason, text);
        if (_firstRejects.Count < RejectsShown) _firstRejects.Add((line, reason));
    }

    private void CountUnlisted(string? text)
    {
        if (text is null) _withoutChannel++;
        else if (_unlisted.Count < ChannelsKept || _unlisted.ContainsKey(text)) _unlisted[text] = _unlisted.GetValueOrDefault(text) + 1;
    }
}
