using System.Text.RegularExpressions;

namespace CustomerFirst.Domain.Customers;

/// <summary>A person's name that came in one piece, taken apart: "Dr Ana de la Cruz", "Cruz, Ana".</summary>
/// <param name="Title">As it was written, without its full stop.</param>
/// <param name="Given">Null where there is only one name.</param>
/// <param name="Family">The last word with the particles before it, or what stands before the comma; null where there is no name at all.</param>
public readonly partial record struct FullName(string? Title, string? Given, string? Family)
{
    private static readonly HashSet<string> s_titles = new(["mr", "mrs", "miss", "ms", "mx", "dr", "prof", "rev", "sir", "dame", "lord", "lady"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_particles = new(["de", "la", "le", "du", "des", "da", "del", "di", "van", "von", "der", "den", "el", "al", "bin", "ibn", "st"], StringComparer.Ordinal);

    /// <summary>Takes a name apart.</summary>
    public static FullName Read(string text)
    {
        // An e-mail's: "Example, Asha (Mrs)" <asha@example.org>.
        text = Beside().Replace(text, " ").Trim();
        var (title, family, rest) = ((string?)null, (string?)null, text);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0) (rest, family) = (text[(comma + 1)..], text[..comma].Trim());
        var words = rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 0 && s_titles.Contains(words[0].TrimEnd('.').ToLowerInvariant()))
        {
            title = words[0].TrimEnd('.');
            words.RemoveAt(0);
        }
        if (family is null && words.Count > 0)
        {
            var from = words.Count - 1;
            // The particles of a family name belong to it.
            while (from > 1 && s_particles.Contains(words[from - 1].ToLowerInvariant())) from--;
            family = string.Join(' ', words.Skip(from));
            words.RemoveRange(from, words.Count - from);
        }
        return new FullName(title, words.Count == 0 ? null : string.Join(' ', words), string.IsNullOrEmpty(family) ? null : family);
    }

    [GeneratedRegex("""<[^>]*>|\([^)]*\)|["“”]""")]
    private static partial Regex Beside();
}
