using System.Text.RegularExpressions;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Web.Common;

/// <summary>Lists that a form keeps as lines of one field, and errors that belong to such a field as a whole.</summary>
internal static partial class FormText
{
    /// <summary>The lines of a field, without blanks around them and without empty ones.</summary>
    public static List<string> Lines(string? text) => [.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The same error with other names of fields; those that become the same are put together.</summary>
    public static Error Rename(this Error error, Func<string, string> name) => error is not Invalid invalid ? error
        : new Invalid(invalid.Problems.GroupBy(p => name(p.Key)).ToDictionary(g => g.Key, g => g.SelectMany(p => p.Value).Distinct().ToArray()));

    /// <summary>An error of one line belongs to the field: <c>Terms.CustomerWords[3]</c> to <c>Terms.CustomerWords</c>.</summary>
    public static string WithoutLine(string field) => LastIndex().Replace(field, "");

    [GeneratedRegex(@"\[\d+\]$")]
    private static partial Regex LastIndex();
}
