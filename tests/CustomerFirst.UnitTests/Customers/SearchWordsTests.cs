using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class SearchWordsTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static string Read(string typed) => string.Join(" ", SearchWords.Read(typed, Today).Select(t => $"{t.Kind}:{t.Text}"));

    [Theory]
    [InlineData("Zoë O’Brien", "Word:zoe Word:obrien")]
    [InlineData("ŁUKASZ Strauß-Nguyễn", "Word:lukasz Word:strauss Word:nguyen")]
    [InlineData("smith, john", "Word:smith Word:john")]
    [InlineData("St. John", "Word:st Word:john")]
    [InlineData("12 High Street", "Word:12 Word:high Word:street")]
    [InlineData("smith smith", "Word:smith")]
    [InlineData("Ng", "Word:ng")]
    [InlineData("%_\\", "")]
    [InlineData("  ", "")]
    public void Words_are_folded(string typed, string expected) => Assert.Equal(expected, Read(typed));

    [Theory]
    [InlineData("07700 900 123", "Phone:+447700900123")]
    [InlineData("(0121) 496 0001", "Phone:+441214960001")]
    [InlineData("+44 (0) 121 496 0001", "Phone:+441214960001")]
    [InlineData("khan 0121 496 0001", "Word:khan Phone:+441214960001")]
    [InlineData("0121 496 0001 12", "Phone:+441214960001 Word:12")]
    [InlineData("900123", "Word:900123")]
    [InlineData("0121 496", "Word:0121 Word:496")]
    public void Telephone_numbers_are_recognised_in_any_format(string typed, string expected) => Assert.Equal(expected, Read(typed));

    [Theory]
    [InlineData("b14 7qh", "Postcode:b147qh")]
    [InlineData("B147QH", "Postcode:b147qh")]
    [InlineData("12 sw1a 1aa", "Word:12 Postcode:sw1a1aa")]
    [InlineData("b14", "Word:b14")]
    [InlineData("b14 7", "Word:b14 Word:7")]
    public void Postcodes_are_recognised_with_and_without_their_space(string typed, string expected) => Assert.Equal(expected, Read(typed));

    [Theory]
    [InlineData("3/2/1980")]
    [InlineData("03/02/1980")]
    [InlineData("3/2/80")]
    [InlineData("03-02-1980")]
    [InlineData("3.2.1980")]
    [InlineData("03 02 1980")]
    [InlineData("3 Feb 1980")]
    [InlineData("3rd February 1980")]
    [InlineData("3rd of February 1980")]
    [InlineData("1980-02-03")]
    [InlineData("03021980")]
    public void Dates_of_birth_are_read_day_first(string typed) => Assert.Equal("BornOn:1980-02-03", Read(typed));

    [Theory]
    [InlineData("24/11/26", "BornOn:2026-11-24")]
    [InlineData("25/11/2026", "Word:25 Word:11 Word:2026")]
    [InlineData("1/1/27", "BornOn:1927-01-01")]
    [InlineData("29/2/1981", "Word:29 Word:2 Word:1981")]
    [InlineData("29/2/1980", "BornOn:1980-02-29")]
    [InlineData("13/13/1980", "Word:13 Word:1980")]
    [InlineData("31 Sept 1980", "Word:31 Word:sept Word:1980")]
    [InlineData("Smith 3 Feb 1980 B14 7QH", "Word:smith BornOn:1980-02-03 Postcode:b147qh")]
    public void A_date_that_cannot_be_is_no_date(string typed, string expected) => Assert.Equal(expected, Read(typed));

    [Theory]
    [InlineData("Jo.Bloggs@Example.org", "Email:jo.bloggs@example.org")]
    [InlineData("jo_b+x@example", "Email:jo_b+x@example")]
    [InlineData("@", "")]
    public void E_mails_keep_their_signs(string typed, string expected) => Assert.Equal(expected, Read(typed));

    [Fact]
    public void A_reference_is_recognised_however_it_is_typed_and_can_be_read_as_words_instead()
    {
        var reference = Domain.Tickets.TicketReference.Make(7, new byte[32]);
        var bare = reference[3..].Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        Assert.Equal($"Reference:{reference}", Read(reference));
        Assert.Equal($"Reference:{reference} Word:khan", Read($"cf {bare[..4]} {bare[4..]} Khan"));
        Assert.Equal($"Reference:{reference}", Read(bare));
        Assert.DoesNotContain(SearchWords.Read(bare, Today, references: false), t => t.Kind == SearchTermKind.Reference);
    }

    [Fact]
    public void What_is_too_long_is_cut_and_there_are_at_most_twelve_terms()
    {
        Assert.Equal(12, SearchWords.Read(string.Join(' ', Enumerable.Range(100, 40)), Today).Count);
        Assert.Equal(SearchWords.LongestText, Assert.Single(SearchWords.Read(new string('a', 5000), Today)).Text.Length);
    }

    [Fact]
    public void A_term_is_found_where_its_kind_says()
    {
        Assert.True(new SearchTerm(SearchTermKind.Word, "mit").In("john smith"));
        Assert.True(new SearchTerm(SearchTermKind.Word, "jo").In("john smith"));
        Assert.False(new SearchTerm(SearchTermKind.Word, "mi").In("john smith"));
        Assert.False(new SearchTerm(SearchTermKind.Phone, "+44770090012").In("+447700900123"));
    }
}
