using CsvHelper;
using CustomerFirst.Application.Common;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>How files that are linked, or held against what was linked, are read as CSV.</summary>
internal static class LinkCsv
{
    private const int LongestRow = 1 << 20;

    /// <summary>Opens one. FEBRL's files separate by comma and space.</summary>
    public static CsvReader Open(Stream csv) => CsvReader.Create(csv, new CsvReaderOptions
    {
        Separator = ',', TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw, TrackLineNumbers = true, MaxRecordSize = LongestRow, PoolStrings = true, IncludeValuesInExceptions = false,
    }, leaveOpen: true);

    /// <summary>Reads the first row; or says why it names no columns.</summary>
    public static UnusableFile? Header(CsvReader rows, string name, out string[] header)
    {
        rows.ReadHeader();
        header = [.. rows.Headers];
        if (header.Length == 0) return new UnusableFile($"{name} is empty.");
        if (CsvHeader.NotUtf8(header)) return new UnusableFile($"{name}, row 1: {CsvHeader.Utf16}");
        if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice) return new UnusableFile($"{name}, row 1: the column {twice.Key} stands there twice.");
        return CsvHeader.OtherSeparator(header) is { } separator ? new UnusableFile($"{name}, row 1: the file separates its fields by {separator}; save it with commas (RFC 4180).") : null;
    }

    /// <summary>What is wrong with the row that was read as a whole; null when nothing is.</summary>
    public static UnusableFile? Ragged(CsvReader rows, string name) => rows.FieldCount == rows.Headers.Count ? null
        : new UnusableFile($"{name}, row {rows.LineNumber}: {rows.FieldCount} columns where the first row has {rows.Headers.Count}; the file is not CSV, or a comma lacks its quotation marks.");

    /// <summary>The id in a row; or says that it is missing, or no text, or the column's own name.</summary>
    public static UnusableFile? Id(CsvReader rows, string name, int column, out string id)
    {
        id = rows.GetString(column);
        var where = $"{name}, row {rows.LineNumber}, column {rows.Headers[column]}";
        return id.Length == 0 ? new UnusableFile($"{where}: the id is missing.")
            : id == rows.Headers[column] ? new UnusableFile($"{where}: the first row stands there again; were files put one behind the other?")
            : NoText(id, where);
    }

    /// <summary>Files in UTF-16 without their mark, and files that are no text, have zero bytes.</summary>
    public static UnusableFile? NoText(string cell, string where) => cell.Contains('\0', StringComparison.Ordinal) ? new UnusableFile($"{where}: a zero byte; the file is no text, or not in UTF-8.") : null;

    /// <summary>A row that cannot be taken apart.</summary>
    public static UnusableFile Broken(CsvFormatException broken, string name) =>
        new($"{name}, row {broken.LineNumber}: the file is not CSV; a quotation mark is not closed, or stands where none may, or the row has more than {LongestRow:#,0} bytes.");
}
