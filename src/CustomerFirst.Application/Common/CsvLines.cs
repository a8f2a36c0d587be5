namespace CustomerFirst.Application.Common;

/// <summary>Lines of CSV as RFC 4180 has them.</summary>
public static class CsvLines
{
    /// <summary>
    /// One line with its end. A text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an
    /// apostrophe in front, or what a stranger wrote into a web form would run on somebody's desk; numbers stay as they are.
    /// </summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell to the letter, for programs that read it back; what people open in a spreadsheet goes through <see cref="Line"/>.</summary>
    public static string Verbatim(string text) => text.AsSpan().ContainsAny("\",\r\n") ? Quoted(text) : text;

    /// <summary>A cell between quotation marks.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) && !decimal.TryParse(text, out _) ? "'" + text : text;
        return safe == safe.Trim() ? Verbatim(safe) : Quoted(safe);
    }
}
