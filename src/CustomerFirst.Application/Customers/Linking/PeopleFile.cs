using System.Collections.Concurrent;
using CsvHelper;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>The records to be linked, of one file or of two, one after the other.</summary>
public sealed class People
{
    private const int Batch = 2_000;

    /// <summary>The rows' ids.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>The rows, in the same order.</summary>
    public List<MatchRecord> Records { get; } = [];

    /// <summary>Their values.</summary>
    public MatchLexicon Lexicon { get; } = new();

    /// <summary>How many of them are of the first file; all when there is one file only.</summary>
    public int First { get; private set; }

    /// <summary>How many rows hold bytes that are not UTF-8; what these stand for is compared as an unknown sign.</summary>
    public int NotUtf8 { get; private set; }

    /// <summary>Whether two files are linked, and so only pairs across them.</summary>
    public bool TwoFiles => First < Records.Count;

    /// <summary>How many pairs there are in all.</summary>
    public double Pairs => TwoFiles ? (double)First * (Records.Count - First) : Records.Count * (Records.Count - 1.0) / 2;

    /// <summary>Whether two records make a pair.</summary>
    public bool Pair(int a, int b) => !TwoFiles || (a < First) != (b < First);

    /// <summary>Adds one record, of one set with the others.</summary>
    public void Add(PersonFacts facts)
    {
        Records.Add(Lexicon.Read(facts));
        First = Records.Count;
    }

    /// <summary>Reads a file by its map and adds its rows.</summary>
    public Result<Done> Read(Stream csv, string name, LinkMap map, IProgress<Advance> progress, CancellationToken token)
    {
        if (Records.Count > 0) First = Records.Count;
        // FEBRL's files separate by comma and space.
        using var rows = CsvReader.Create(csv, new CsvReaderOptions
        {
            Separator = ',', TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw, TrackLineNumbers = true, MaxRecordSize = 1 << 20, PoolStrings = true, IncludeValuesInExceptions = false,
        }, leaveOpen: true);
        try
        {
            rows.ReadHeader();
            if (rows.Headers.Count == 0) return new UnusableFile($"{name} is empty.");
            if (Columns([.. rows.Headers], name, map, out var id, out var columns) is { } wrong) return wrong;
            var (seen, before) = (new Dictionary<string, long>(StringComparer.Ordinal), Records.Count);
            // One processor takes the file apart while another makes the records ready.
            using var batches = new BlockingCollection<List<string[]>>(8);
            var making = Task.Run(() => Make(batches.GetConsumingEnumerable(CancellationToken.None), columns), CancellationToken.None);
            var batch = new List<string[]>(Batch);
            // Whoever makes the records may have failed; then nobody takes the next batch.
            void Hand(List<string[]> full)
            {
                while (!batches.TryAdd(full, 1000, token))
                    if (making.IsCompleted) return;
            }

            try
            {
                while (rows.Read())
                {
                    var row = rows.LineNumber;
                    if (rows.FieldCount != rows.Headers.Count) return new UnusableFile($"{name}, row {row}: {rows.FieldCount} columns where the first row has {rows.Headers.Count}; the file is not CSV, or a comma lacks its quotation marks.");
                    var key = rows.GetString(id);
                    if (key.Length == 0) return new UnusableFile($"{name}, row {row}, column {map.Id}: the id is missing.");
                    if (!seen.TryAdd(key, row)) return new UnusableFile($"{name}, row {row}, column {map.Id}: the id {key} stands in row {seen[key]} already.");
                    Ids.Add(key);
                    var cells = new string[columns.Count];
                    for (var i = 0; i < cells.Length; i++) cells[i] = rows.IsEmpty(columns[i].Item1) ? "" : rows.GetString(columns[i].Item1);
                    if (Array.Exists(cells, c => c.Contains('\uFFFD', StringComparison.Ordinal))) NotUtf8++;
                    batch.Add(cells);
                    if (batch.Count < Batch) continue;
                    Hand(batch);
                    batch = new List<string[]>(Batch);
                    if (Ids.Count % (10 * Batch) == 0) progress.Report(new Advance($"Reading {name}", rows.ByteOffset, csv.CanSeek ? csv.Length : null));
                }
                Hand(batch);
            }
            finally
            {
                batches.CompleteAdding();
                making.GetAwaiter().GetResult();
            }
            if (Records.Count == before) return new UnusableFile($"{name} has no rows.");
            if (before == 0) First = Records.Count;
            return Done.Value;
        }
        catch (CsvFormatException broken)
        {
            return new UnusableFile($"{name}, row {broken.LineNumber}: the file is not CSV; a quotation mark is not closed, or stands where none may.");
        }
    }

    private void Make(IEnumerable<List<string[]>> batches, List<(int Column, MatchField? Field)> columns)
    {
        var facts = new PersonFacts();
        foreach (var batch in batches)
            foreach (var cells in batch)
            {
                facts.Clear();
                for (var i = 0; i < cells.Length; i++)
                {
                    if (columns[i].Field is { } known) facts.With(known, cells[i]);
                    else facts.WithFullName(cells[i]);
                }
                Records.Add(Lexicon.Read(facts));
            }
    }

    private static UnusableFile? Columns(string[] header, string name, LinkMap map, out int id, out List<(int, MatchField?)> columns)
    {
        columns = [];
        id = Array.IndexOf(header, map.Id);
        if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice) return new UnusableFile($"{name}, row 1: the column {twice.Key} stands there twice.");
        if (CsvHeader.OtherSeparator(header) is { } separator) return new UnusableFile($"{name}, row 1: the file separates its fields by {separator}; save it with commas (RFC 4180).");
        if (id < 0) return new UnusableFile($"{name}, row 1: there is no column {map.Id}, which the map names as the id.");
        foreach (var (column, field) in map.Columns)
        {
            var at = Array.IndexOf(header, column);
            if (at < 0) return new UnusableFile($"{name}, row 1: there is no column {column}, which the map names.");
            columns.Add((at, field));
        }
        return null;
    }
}
