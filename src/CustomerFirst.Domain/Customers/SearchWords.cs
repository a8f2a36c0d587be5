using System.Globalization;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Domain.Customers;

/// <summary>What a part of a search was read as.</summary>
public enum SearchTermKind { Word, Phone, Email, Postcode, BornOn, BornIn, Reference }

/// <summary>One part of a search. Every part must be found, in any order.</summary>
/// <param name="Text">In the form that stands in <see cref="CustomerSearchText"/>; for a reference as tickets have it.</param>
public sealed record SearchTerm(SearchTermKind Kind, string Text)
{
    /// <summary>Shorter words are only looked for where a word begins: they would be found nearly everywhere else.</summary>
    public const int AnywhereLength = 3;

    // Shorter ones are initials of somebody.
    private const int LeastTogether = 5;

    /// <summary>The word must stand alone.</summary>
    public bool Whole => Kind is SearchTermKind.Phone or SearchTermKind.Postcode or SearchTermKind.BornOn;

    /// <summary>The word may only begin one.</summary>
    public bool Begins => Kind == SearchTermKind.BornIn || (!Whole && Text.Length < AnywhereLength);

    /// <summary>Whether a folded text has it.</summary>
    public bool In(string folded) => $" {folded} ".Contains(Whole ? $" {Text} " : Begins ? $" {Text}" : Text, StringComparison.Ordinal) || Together(folded.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether two or three words that follow one another make it, written in one: obrien for O Brien, hawksmoorbright for Hawksmoor-Bright.</summary>
    public bool Together(ReadOnlySpan<string> words)
    {
        if (Kind != SearchTermKind.Word || Text.Length < LeastTogether || !Text.All(char.IsLetter)) return false;
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (!Text.StartsWith(words[i], StringComparison.Ordinal)) continue;
            var rest = Text.AsSpan(words[i].Length);
            if (rest.SequenceEqual(words[i + 1]) || (i + 2 < words.Length && rest.StartsWith(words[i + 1], StringComparison.Ordinal) && rest[words[i + 1].Length..].SequenceEqual(words[i + 2]))) return true;
        }
        return false;
    }
}

/// <summary>
/// Reads what somebody typed into the one search box: telephone numbers in any format, postcodes with and without their space, dates of birth as
/// they are written in the United Kingdom, e-mails, a ticket's reference; everything else word by word.
/// </summary>
public static class SearchWords
{
    /// <summary>More characters than this nobody types.</summary>
    public const int LongestText = 200;

    private const int MostTerms = 12;
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] s_longMonths = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly char[] s_between = [' ', '\t', '\r', '\n', ',', ';', '\u00a0'];

    /// <summary>What to say when <see cref="CanSearch"/> is false.</summary>
    public const string TooLittle = "Enter at least 2 letters or digits of a name, telephone number, e-mail, postcode, address, date of birth or reference";

    /// <summary>Whether there is enough to look for: a single letter begins a word of nearly everybody.</summary>
    public static bool CanSearch(string? typed, DateOnly today) => Read(typed, today).Any(t => t.Text.Length >= 2);

    /// <summary>The parts of a search, at most twelve.</summary>
    /// <param name="today">Decides the century of a year of two digits, and that nobody is born later.</param>
    /// <param name="references">False to read what looks like a reference as words.</param>
    public static IReadOnlyList<SearchTerm> Read(string? typed, DateOnly today, bool references = true)
    {
        var terms = new List<SearchTerm>();
        if (typed is null) return terms;
        var words = typed[..Math.Min(typed.Length, LongestText)].Split(s_between, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length && terms.Count < MostTerms;)
        {
            if (Longest(words, i, 5, text => Special(text, today, references)) is var (term, length) && term is not null)
            {
                terms.Add(term);
                i += length;
                continue;
            }
            terms.AddRange(Plain(words[i++]));
        }
        return [.. terms.Distinct().Take(MostTerms)];
    }

    /// <summary>
    /// The same parts with a month's name and a year beside it as the month of birth: "march 1985". Null where there are none. It is the second thing to look for: March, April, May and June are names as well.
    /// </summary>
    /// <param name="today">Nobody is born later.</param>
    public static IReadOnlyList<SearchTerm>? WithMonth(IReadOnlyList<SearchTerm> terms, DateOnly today)
    {
        for (var i = 0; i + 1 < terms.Count; i++)
        {
            if (terms[i].Kind != SearchTermKind.Word || terms[i + 1].Kind != SearchTermKind.Word) continue;
            if ((InMonth(terms[i].Text, terms[i + 1].Text, today) ?? InMonth(terms[i + 1].Text, terms[i].Text, today)) is { } month) return [.. terms.Take(i), month, .. terms.Skip(i + 2)];
        }
        return null;
    }

    // A telephone number may be typed in five groups; the longest run of words that makes sense counts.
    private static (SearchTerm? Term, int Length) Longest(string[] words, int start, int most, Func<string, SearchTerm?> read)
    {
        for (var length = Math.Min(most, words.Length - start); length > 0; length--)
            if (read(string.Join(' ', words, start, length)) is { } term) return (term, length);
        return (null, 0);
    }

    private static SearchTerm? Special(string text, DateOnly today, bool references)
    {
        if (references && TicketReference.Read(text) is { } reference) return new(SearchTermKind.Reference, reference);
        if (Born(text, today) is { } born) return new(SearchTermKind.BornOn, CustomerSearchText.Date(born));
        if (text.Split('/', '-', '.') is [var one, var other] && (InMonth(one, other, today, numbered: true) ?? InMonth(other, one, today, numbered: true)) is { } month) return month;
        if (text.Any(char.IsAsciiDigit) && !text.Any(char.IsAsciiLetter) && PhoneNumber.Normalise(text) is { } phone) return new(SearchTermKind.Phone, phone);
        if (text.All(c => char.IsAsciiLetterOrDigit(c) || c == ' ') && text.Count(c => c == ' ') < 2 && Postcode.Normalise(text) is { } postcode) return new(SearchTermKind.Postcode, CustomerSearchText.Postcode(postcode));
        return null;
    }

    private static IEnumerable<SearchTerm> Plain(string word) =>
        word.Contains('@', StringComparison.Ordinal)
            ? CustomerSearchText.Email(word) is { Length: > 1 } email ? [new SearchTerm(SearchTermKind.Email, email)] : []
            : CustomerSearchText.Name(word).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => new SearchTerm(SearchTermKind.Word, part));

    /// <summary>A date of birth: 3/2/1980, 03-02-80, 3.2.1980, 3 Feb 1980, 3rd of February 1980, 1980-02-03, 03021980. The day comes first, as in the United Kingdom.</summary>
    public static DateOnly? Born(string text, DateOnly today)
    {
        var parts = text.ToLowerInvariant().Split([' ', '/', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is [{ Length: 8 } all] && all.All(char.IsAsciiDigit)) parts = [all[..2], all[2..4], all[4..]];
        if (parts is [_, "of", _, _]) parts = [parts[0], parts[2], parts[3]];
        if (parts is not [var first, var month, var last]) return null;
        return first.Length == 4 ? Date(last, month, first, today) : Date(first, month, last, today);
    }

    /// <summary>The first thing that is written like a date of birth in numbers and is none, as it was typed: 30/2/1990, 02/29/1990, a day to come. Null where there is none.</summary>
    /// <param name="today">Nobody is born later.</param>
    public static string? NoDate(string typed, DateOnly today) =>
        typed.Split(s_between, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => LooksLikeDate(word.Split('/', '-', '.')) && Born(word, today) is null);

    private static bool LooksLikeDate(string[] parts) =>
        Array.TrueForAll(parts, p => p.Length > 0 && p.All(char.IsAsciiDigit)) && parts is [{ Length: <= 2 }, { Length: <= 2 }, { Length: 2 or 4 }] or [{ Length: 4 }, { Length: <= 2 }, { Length: <= 2 }];

    private static DateOnly? Date(string day, string month, string year, DateOnly today)
    {
        if (day.Length is > 2 and < 5 && day[^2..] is "st" or "nd" or "rd" or "th") day = day[..^2];
        if (!Number(day, 2, out var d) || !Number(year, 4, out var y) || year.Length is not (2 or 4)) return null;
        var m = Month(month);
        if (m == 0 && !Number(month, 2, out m)) return null;
        if (year.Length == 2) y += 2000 + y > today.Year ? 1900 : 2000;
        if (y < 1900 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m)) return null;
        var date = new DateOnly(y, m, d);
        return date <= today ? date : null;
    }

    // By its name, long or short; 0 for what is none.
    private static int Month(string name)
    {
        var month = Array.IndexOf(s_months, name) + 1;
        if (month == 0) month = Array.IndexOf(s_longMonths, name) + 1;
        return month == 0 && name == "sept" ? 9 : month;
    }

    private static SearchTerm? InMonth(string month, string year, DateOnly today, bool numbered = false)
    {
        if (year.Length != 4 || !Number(year, 4, out var y) || y < 1900) return null;
        var m = Month(month.ToLowerInvariant());
        if (m == 0 && !(numbered && Number(month, 2, out m) && m is >= 1 and <= 12)) return null;
        return new DateOnly(y, m, 1) <= today ? new SearchTerm(SearchTermKind.BornIn, string.Create(CultureInfo.InvariantCulture, $"{y:0000}-{m:00}")) : null;
    }

    private static bool Number(string text, int most, out int number)
    {
        number = 0;
        return text.Length <= most && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
