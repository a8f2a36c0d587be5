using System.Text;

namespace CustomerFirst.Application.Common;

/// <summary>Lines of CSV as RFC 4180 has them, made safe for spreadsheets.</summary>
public static class CsvLines
{
    /// <summary>
    /// One line with its end. A text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an
    /// apostrophe in front, or what a stranger wrote into a web form would run on somebody's desk; numbers stay as they are.
    /// </summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) && !decimal.TryParse(text, out _) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 && safe == safe.Trim() ? safe : new StringBuilder(safe).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }
}
