using System.Text;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>What somebody may have meant who typed a number, a date or a postcode with one slip: a sign that is another one, or two neighbours changed about.</summary>
public static class SlipsOf
{
    private const string Figures = "0123456789", Ending = "abdefghjlnpqrstuwxyz";
    private static readonly DateOnly s_earliest = new(1900, 1, 1);

    /// <summary>Other numbers of the same length; a plus and the two figures after it, the country, stay.</summary>
    public static IEnumerable<string> Digits(string number) => Of(number, number.StartsWith('+') ? 3 : 0);

    /// <summary>Other texts with another figure, another of the letters that end postcodes, or two neighbours changed about; the letters that it begins with name the town, and nobody mistypes those.</summary>
    public static IEnumerable<string> Postcode(string postcode) => Of(postcode, 0, postcode.Length - 2);

    /// <summary>Other days, from 1900 on: a figure that is another one, two changed about, or day and month.</summary>
    public static IEnumerable<DateOnly> Date(DateOnly date)
    {
        var others = Of($"{date.Day:00}{date.Month:00}{date.Year:0000}", 0).Append($"{date.Month:00}{date.Day:00}{date.Year:0000}");
        foreach (var other in others)
            if (DateOnly.TryParseExact(other, "ddMMyyyy", out var meant) && meant != date && meant >= s_earliest) yield return meant;
    }

    /// <summary>Other texts for a part of a search that is a telephone, a postcode or a date; none for others.</summary>
    public static IEnumerable<string> Term(SearchTerm term) => term.Kind switch
    {
        SearchTermKind.Phone => Digits(term.Text),
        SearchTermKind.Postcode => Postcode(term.Text),
        SearchTermKind.BornOn when DateOnly.TryParseExact(term.Text, "yyyy-MM-dd", out var born) => Date(born).Select(CustomerSearchText.Date),
        _ => [],
    };

    private static IEnumerable<string> Of(string text, int from, int ending = int.MaxValue)
    {
        var signs = new StringBuilder(text);
        for (var i = from; i < text.Length; i++)
        {
            var kind = char.IsAsciiDigit(text[i]) ? Figures : i >= ending ? Ending : "";
            foreach (var other in kind)
            {
                if (other == text[i]) continue;
                signs[i] = other;
                yield return signs.ToString();
            }
            signs[i] = text[i];
            if (i + 1 == text.Length || text[i] == text[i + 1]) continue;
            (signs[i], signs[i + 1]) = (text[i + 1], text[i]);
            yield return signs.ToString();
            (signs[i], signs[i + 1]) = (text[i], text[i + 1]);
        }
    }
}
