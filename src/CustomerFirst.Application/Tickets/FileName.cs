using System.Globalization;
using System.Text;

namespace CustomerFirst.Application.Tickets;

/// <summary>Names of attached files, made safe to keep, to show and to save.</summary>
internal static class FileName
{
    private const int Longest = 120;

    /// <summary>
    /// The last part of what the sender calls it, without signs that a file system, a page or a reader could take for something else, and with
    /// an ending of its kind. Null when it has an ending of another kind.
    /// </summary>
    public static string? Of(string? sent, FileKind kind)
    {
        var last = (sent ?? "").Split('/', '\\')[^1];
        var kept = new StringBuilder(last.Length);
        foreach (var c in last.Normalize(NormalizationForm.FormC))
        {
            // Format characters turn text around, so that "gpj.exe" can look like an image.
            var hidden = char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (!hidden) kept.Append("<>:\"|?*;%$&`'".Contains(c, StringComparison.Ordinal) ? '_' : c);
        }
        var name = kept.ToString().Trim(' ', '.');
        var ending = Path.GetExtension(name);
        var stem = Path.GetFileNameWithoutExtension(name).Trim(' ', '.');
        if (ending.Length > 0 && !kind.Extensions.Contains(ending.ToLowerInvariant())) return null;
        if (stem.Length == 0) stem = "file";
        return (stem.Length > Longest ? stem[..Longest] : stem) + (ending.Length > 0 ? ending.ToLowerInvariant() : kind.Extensions[0]);
    }
}
