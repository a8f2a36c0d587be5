using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CustomerFirst.Application.Common;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The physical line on which it begins; the file's first line is 1.</param>
/// <param name="Fields">Its fields to the letter; empty where there is a problem.</param>
/// <param name="Text">The record as it stands in the file.</param>
/// <param name="Problem">Why it cannot be read, as a sentence; null when it can.</param>
public sealed record CsvRecord(long Line, IReadOnlyList<string> Fields, string Text, string? Problem = null);

/// <summary>
/// Reads a CSV file (RFC 4180, UTF-8 with or without a byte-order mark) record by record, in memory that does not grow with the file. Unlike
/// a parser for well-formed files it knows each record's physical line and survives broken ones: where a quotation mark opens and
/// does not close as it should, only the line where it opens is given up, not all that follows.
/// </summary>
public sealed class CsvRecords : IDisposable
{
    /// <summary>A record longer than this many characters is taken for one whose quotation mark was never closed.</summary>
    public const int LongestRecord = 1 << 20;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private readonly LinkedList<Line> _ahead = new();
    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private int _start;
    private int _end;
    private long _line;
    private bool _over;

    /// <summary>Reads from a stream, which stays open.</summary>
    public CsvRecords(Stream stream) => _stream = stream;

    /// <summary>How many fields a record must have; 0 for any number.</summary>
    public int Width { get; set; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>SHA-256 of the whole file; ask after the last record.</summary>
    public byte[] Sha256() => _hash.GetCurrentHash();

    /// <summary>The next record, or null at the end. Empty lines between records are no records.</summary>
    public async ValueTask<CsvRecord?> ReadAsync(CancellationToken token)
    {
        Line? first;
        do first = await NextLineAsync(token); while (first is { Text.Length: 0 });
        return first is null ? null : await ReadAsync(first, token);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private async ValueTask<CsvRecord> ReadAsync(Line first, CancellationToken token)
    {
        _fields.Clear();
        if (first.Problem is not null) return Refused(first, first.Problem);
        var state = Parse(first.Text);
        if (state == After.Record) return OfOneLine(first);
        if (state == After.Nonsense) return Refused(first, "Text follows a closing quotation mark.");

        // A quoted field goes on in the next line.
        List<Line> lines = [first];
        var length = first.Text.Length;
        while (state == After.OpenQuote)
        {
            _field.Append(lines[^1].End);
            var next = length > LongestRecord ? null : await NextLineAsync(token);
            if (next is null) return GiveUp(lines, "A quotation mark is opened and never closed.");
            lines.Add(next);
            length += next.Text.Length;
            if (next.Problem is not null) return GiveUp(lines, "A quotation mark is opened and not closed before a line that cannot be read.");
            state = Parse(next.Text, inQuotes: true);
        }
        if (state == After.Nonsense) return GiveUp(lines, "A quotation mark is opened and not closed as it should be.");
        if (Fits) return new CsvRecord(first.Number, [.. _fields], Text(lines));
        // Ragged: did a stray quotation mark swallow good lines, or is it one ragged record that really has several lines?
        return lines.Skip(1).Any(StandsAlone) ? GiveUp(lines, "A quotation mark is opened and not closed as it should be.") : new CsvRecord(first.Number, [], Text(lines), Ragged(_fields.Count));
    }

    private bool Fits => Width == 0 || _fields.Count == Width;

    private CsvRecord OfOneLine(Line line) => Fits ? new CsvRecord(line.Number, [.. _fields], line.Text) : Refused(line, Ragged(_fields.Count));

    private string Ragged(int found) => $"The row has {found} {(found == 1 ? "field" : "fields")}, the header {Width}.";

    private bool StandsAlone(Line line)
    {
        if (line.Problem is not null || line.Text.Length == 0) return false;
        var (width, kept) = (_fields.Count, _fields.ToArray());
        _fields.Clear();
        var alone = Parse(line.Text) == After.Record && Fits;
        _fields.Clear();
        _fields.AddRange(kept[..width]);
        return alone;
    }

    private static CsvRecord Refused(Line line, string problem) => new(line.Number, [], line.Text, problem);

    /// <summary>Refuses the first line and goes on with the one after it.</summary>
    private CsvRecord GiveUp(List<Line> lines, string problem)
    {
        for (var i = lines.Count - 1; i > 0; i--) _ahead.AddFirst(lines[i]);
        return Refused(lines[0], problem);
    }

    private static string Text(List<Line> lines) => string.Concat(lines.SkipLast(1).Select(l => l.Text + l.End)) + lines[^1].Text;

    private enum After { Record, OpenQuote, Nonsense }

    /// <summary>Reads a line's fields into the list; begins inside a quoted field or at the beginning of a record.</summary>
    private After Parse(string line, bool inQuotes = false)
    {
        var at = 0;
        if (!inQuotes) _field.Clear();
        while (true)
        {
            if (!inQuotes && at < line.Length && line[at] == '"') (inQuotes, at) = (true, at + 1);
            if (inQuotes)
            {
                while (true)
                {
                    var quote = line.IndexOf('"', at);
                    if (quote < 0)
                    {
                        _field.Append(line, at, line.Length - at);
                        return After.OpenQuote;
                    }
                    _field.Append(line, at, quote - at);
                    at = quote + 1;
                    if (at == line.Length || line[at] != '"') break;
                    _field.Append('"');
                    at++;
                }
                inQuotes = false;
                if (at < line.Length && line[at] != ',') return After.Nonsense;
                _fields.Add(_field.ToString());
            }
            else
            {
                var comma = line.IndexOf(',', at);
                var end = comma < 0 ? line.Length : comma;
                _fields.Add(line[at..end]);
                at = end;
            }
            if (at == line.Length) return After.Record;
            at++;
            _field.Clear();
        }
    }

    private sealed record Line(long Number, string Text, string End, string? Problem);

    private async ValueTask<Line?> NextLineAsync(CancellationToken token)
    {
        if (_ahead.First is { } ahead)
        {
            _ahead.RemoveFirst();
            return ahead.Value;
        }
        byte[]? carried = null;
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = Make(carried, _buffer.AsSpan(_start, found), ended: true);
                _start += found + 1;
                return line;
            }
            if (carried is null || carried.Length <= LongestRecord) carried = [.. carried ?? [], .. _buffer.AsSpan(_start, _end - _start)];
            if (!await FillAsync(token)) return carried.Length == 0 ? null : Make(carried, [], ended: false);
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken token)
    {
        (_start, _end) = (0, _over ? 0 : await _stream.ReadAsync(_buffer, token));
        _over = _end == 0;
        _hash.AppendData(_buffer, 0, _end);
        if (BytesRead == 0 && _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble)) _start = 3;
        BytesRead += _end;
        return !_over;
    }

    private Line Make(byte[]? carried, ReadOnlySpan<byte> rest, bool ended)
    {
        _line++;
        ReadOnlySpan<byte> bytes = carried is null ? rest : (byte[])[.. carried, .. rest];
        var windows = ended && bytes.EndsWith("\r"u8);
        if (windows) bytes = bytes[..^1];
        var end = windows ? "\r\n" : ended ? "\n" : "";
        if (bytes.Length > LongestRecord) return new Line(_line, Encoding.UTF8.GetString(bytes[..1000]), end, $"The line is longer than {LongestRecord} bytes.");
        try
        {
            return new Line(_line, s_strict.GetString(bytes), end, null);
        }
        catch (DecoderFallbackException)
        {
            return new Line(_line, Encoding.UTF8.GetString(bytes), end, "The line is not valid UTF-8.");
        }
    }
}
