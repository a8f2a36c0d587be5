using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Common;

/// <summary>The first line of a CSV file, which names its columns.</summary>
internal static class CsvHeader
{
    /// <summary>Reads it; or says why the file is none that can be read by columns.</summary>
    public static async Task<Result<string[]>> ReadAsync(CsvRecords records, CancellationToken token)
    {
        if (await records.ReadAsync(token) is not { } first) return new NotAccepted("File", "The file is empty.");
        if (NotUtf8([first.Text])) return new NotAccepted("File", Utf16);
        if (LoneReturn(first.Text)) return new NotAccepted("File", "The file's lines end with CR alone, as on old Macintoshes, so that it is one single line. Save it with LF or CRLF line ends.");
        if (first.Problem is not null) return new NotAccepted("File", $"The file's header cannot be read. {first.Problem}");
        if (OtherSeparator(first.Fields) is { } separator) return new NotAccepted("File", $"The file separates its fields by {separator}. Save it with commas (RFC 4180).");
        return first.Fields.ToArray();
    }

    /// <summary>What is said of a header for which <see cref="NotUtf8"/> holds.</summary>
    public const string Utf16 = "The file is in UTF-16, or no text. Save it as UTF-8 (\"CSV UTF-8\" in a spreadsheet).";

    /// <summary>Whether a header that was read as UTF-8 is in UTF-16, marked as such or not: every other byte of its letters is zero.</summary>
    public static bool NotUtf8(IEnumerable<string> header) => header.Any(h => h.Contains('\0', StringComparison.Ordinal));

    // What ends a line of other files stands within the first "line" of such a file.
    private static bool LoneReturn(string header)
    {
        for (var at = header.IndexOf('\r', StringComparison.Ordinal); at >= 0; at = header.IndexOf('\r', at + 1))
            if (at + 1 == header.Length || header[at + 1] != '\n') return true;
        return false;
    }

    /// <summary>The sentence that says which heading stands in a header more than once, of those that count; null where none does.</summary>
    public static string? Twice(IEnumerable<string> header, Func<string, bool> counts) =>
        header.Where(counts).CountBy(h => h).FirstOrDefault(h => h.Value > 1) is { Key: { } twice } ? $"Row 1: the column {twice} stands there more than once." : null;

    /// <summary>What separates the fields of a header that commas do not; null where commas do.</summary>
    public static string? OtherSeparator(IReadOnlyList<string> header) =>
        header is not [var whole] ? null : whole.Contains('\t', StringComparison.Ordinal) ? "tabs" : whole.Contains(';', StringComparison.Ordinal) ? "semicolons" : null;

    /// <summary>The place of each named column; or the sentence that says which is not there, or is there twice.</summary>
    public static Result<int[]> PlacesOf(IReadOnlyList<string> header, IReadOnlyList<string> columns)
    {
        var places = new int[columns.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var found = Enumerable.Range(0, header.Count).Where(h => header[h].Trim() == columns[i]).ToList();
            if (found.Count != 1) return new NotAccepted("File", $"Row 1: the map names the column \"{columns[i]}\", which the file {(found.Count == 0 ? "does not have" : "has more than once")}.");
            places[i] = found[0];
        }
        return places;
    }
}
