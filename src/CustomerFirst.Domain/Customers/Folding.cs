using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CustomerFirst.Domain.Customers;

/// <summary>
/// Letters without case, accents and apostrophes, so that "Zoë O'Brien" and "zoe obrien" are the same. The table stands here because the runtime
/// decomposes nothing without the ICU library, and this program runs without it.
/// </summary>
public static class Folding
{
    private static readonly FrozenDictionary<char, string> s_plain = Table(
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁẚạảấầẩẫậắằẳẵặ"), ("b", "ƀḃḅḇ"), ("c", "çćĉċčḉ"), ("d", "ðďđḋḍḏḑḓ"), ("e", "èéêëēĕėęěǝȅȇȩḕḗḙḛḝẹẻẽếềểễệ"), ("f", "ƒḟ"), ("g", "ĝğġģǧǵḡ"),
        ("h", "ĥħȟḣḥḧḩḫẖ"), ("i", "ìíîïĩīĭįıİǐȉȋḭḯỉị"), ("j", "ĵǰȷ"), ("k", "ķĸǩḱḳḵ"), ("l", "ĺļľŀłḷḹḻḽ"), ("m", "ḿṁṃ"), ("n", "ñńņňŉŋǹṅṇṉṋ"),
        ("o", "òóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšſșṡṣṥṧṩẛ"), ("t", "ţťŧțṫṭṯṱẗ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"), ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕ"),
        ("ae", "æǽǣ"), ("oe", "œ"), ("ss", "ßẞ"), ("th", "þ"), ("ij", "ĳ"), ("lj", "ǉ"), ("nj", "ǌ"), ("dz", "ǆǳ"));

    /// <summary>Lower case, without accents and apostrophes, every other sign as one space, none at the ends.</summary>
    /// <param name="kept">Signs that stay as they are.</param>
    public static string Fold(string text, string kept = "")
    {
        var folded = new StringBuilder(text.Length);
        foreach (var typed in text)
        {
            var c = char.ToLowerInvariant(typed);
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9')) folded.Append(c);
            else if (s_plain.TryGetValue(c, out var plain)) folded.Append(plain);
            else if (c is '\'' or '\u2018' or '\u2019' or '\u02bc' or '`' or '\u00b4' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || kept.Contains(c, StringComparison.Ordinal)) folded.Append(c);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    private static FrozenDictionary<char, string> Table(params (string Plain, string Letters)[] rows) =>
        rows.SelectMany(row => row.Letters.Select(letter => (letter, row.Plain))).ToFrozenDictionary(pair => pair.letter, pair => pair.Plain);
}
