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
    public MatchLexicon Lexicon { get; private init; } = new();

    /// <summary>How many of them are of the first file; all when there is one file only.</summary>
    public int First { get; private set; }

    /// <summary>How many rows hold bytes that are not UTF-8; what these stand for is compared as an unknown sign.</summary>
    public int NotUtf8 { get; private set; }

    /// <summary>Where the first of them is: "A.csv, row 2, column surname"; null where there is none.</summary>
    public string? FirstNotUtf8 { get; private set; }

    /// <summary>Where the first date of birth is that is none; null where there is none.</summary>
    public string? FirstNotDate { get; private set; }

    /// <summary>Whether two files are linked, and so only pairs across them.</summary>
    public bool TwoFiles => First < Records.Count;

    /// <summary>How many pairs there are in all.</summary>
    public double Pairs => TwoFiles ? (double)First * (Records.Count - First) : Records.Count * (Records.Count - 1.0) / 2;

    /// <summary>Whether two records make a pair.</summary>
    public bool Pair(int a, int b) => !TwoFiles || (a < First) != (b < First);

    /// <summary>The records as a first file, with others, made of the same values, as a second.</summary>
    internal People With(List<MatchRecord> others)
    {
        var both = new People { Lexicon = Lexicon, First = Records.Count };
        both.Records.AddRange(Records);
        both.Records.AddRange(others);
        return both;
    }

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
        using var rows = LinkCsv.Open(csv);
        try
        {
            if (LinkCsv.Header(rows, name, out var header) is { } unusable) return unusable;
            if (Columns(header, name, map, out var id, out var columns) is { } wrong) return wrong;
            var (seen, before) = (new Dictionary<string, long>(StringComparer.Ordinal), Records.Count);
            // One processor takes the file apart while another makes the records ready.
            using var batches = new BlockingCollection<List<Row>>(8);
            var making = Task.Run(() => Make(batches.GetConsumingEnumerable(CancellationToken.None), columns, name, map), CancellationToken.None);
            var batch = new List<Row>(Batch);
            // Whoever makes the records may have failed; then nobody takes the next batch.
            void Hand(List<Row> full)
            {
                while (!batches.TryAdd(full, 1000, token))
                    if (making.IsCompleted) return;
            }

            try
            {
                while (rows.Read())
                {
                    var row = rows.LineNumber;
                    if (LinkCsv.Ragged(rows, name) is { } ragged) return ragged;
                    if (LinkCsv.Id(rows, name, id, out var key) is { } noId) return noId;
                    if (!seen.TryAdd(key, row)) return new UnusableFile($"{name}, row {row}, column {map.Id}: the id {key} stands in row {seen[key]} already.");
                    Ids.Add(key);
                    var cells = new string[columns.Count];
                    for (var i = 0; i < cells.Length; i++) cells[i] = rows.IsEmpty(columns[i].Item1) ? "" : rows.GetString(columns[i].Item1);
                    var unknown = Unknown(key) ? map.Id : Array.FindIndex(cells, Unknown) is >= 0 and var at ? map.Columns[at].Column : null;
                    if (Array.FindIndex(cells, c => c.Contains('\0', StringComparison.Ordinal)) is >= 0 and var none && LinkCsv.NoText(cells[none], $"{name}, row {row}, column {map.Columns[none].Column}") is { } noText) return noText;
                    if (unknown is not null && NotUtf8++ == 0) FirstNotUtf8 = $"{name}, row {row}, column {unknown}";
                    batch.Add(new Row(row, cells));
                    if (batch.Count < Batch) continue;
                    Hand(batch);
                    batch = new List<Row>(Batch);
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
            return LinkCsv.Broken(broken, name);
        }
    }

    // What bytes that are not UTF-8 are read as.
    private static bool Unknown(string cell) => cell.Contains('\uFFFD', StringComparison.Ordinal);

    private readonly record struct Row(long Number, string[] Cells);

    private void Make(IEnumerable<List<Row>> batches, List<(int Column, MatchField? Field)> columns, string name, LinkMap map)
    {
        var facts = new PersonFacts();
        foreach (var batch in batches)
            foreach (var (number, cells) in batch)
            {
                facts.Clear();
                for (var i = 0; i < cells.Length; i++)
                {
                    if (columns[i].Field is { } known) facts.With(known, cells[i]);
                    else facts.WithFullName(cells[i]);
                }
                Records.Add(Lexicon.Read(facts));
                if (FirstNotDate is null && Lexicon.NotDates > 0) FirstNotDate = $"{name}, row {number}, column {map.Columns[columns.FindIndex(c => c.Field == MatchField.BirthDate)].Column}";
            }
    }

    private static UnusableFile? Columns(string[] header, string name, LinkMap map, out int id, out List<(int, MatchField?)> columns)
    {
        columns = [];
        id = Array.IndexOf(header, map.Id);
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
