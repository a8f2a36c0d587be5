using CustomerFirst.Domain.Places;

namespace CustomerFirst.UnitTests.Places;

public sealed class PropertyWordsTests
{
    [Fact]
    public void An_address_is_its_words_and_its_postcode_as_one() =>
        Assert.Equal("flat 2 kestrel house 14 st johns lane kelderby kb34ab kb3", PropertyWords.Of(new(null, "Flat 2", "Kestrel House", "14", "St John's Lane", null, "Kelderby", "KB3 4AB")));

    [Theory]
    [InlineData("14 mill lane", "14|mill|lane", null)]
    [InlineData("Mill La, 14", "mill|la|14", null)]
    [InlineData("kb3 4", "kb34", "kb34")]
    [InlineData("KB3 4AB 14", "kb34ab|14", "kb34ab")]
    [InlineData("14 kb34ab", "14|kb34ab", "kb34ab")]
    [InlineData("kb3", "kb3", "kb3")]
    [InlineData("  ", "", null)]
    public void What_is_typed_becomes_words_in_any_order(string typed, string words, string? postcode)
    {
        var read = PropertyWords.Read(typed);

        Assert.Equal((words, postcode), (string.Join('|', read.Terms.Select(t => t.Words[0])), read.Postcode));
    }

    [Fact]
    public void Short_forms_also_mean_the_long_ones() => Assert.Equal(["rd", "road"], PropertyWords.Read("rd").Terms[0].Words);

    [Fact]
    public void A_digit_after_an_outward_code_may_be_a_house() => Assert.Equal(["kb3", "4", "mill"], PropertyWords.Read("kb3 4 mill", sectors: false).Terms.Select(t => t.Words[0]));

    [Fact]
    public void The_parts_make_the_lines_of_a_letter() =>
        Assert.Equal("Flat 2, Kestrel House, 14 Mill Lane, Northside, Kelderby, KB3 4AB", new PropertyParts(null, "Flat 2", "Kestrel House", "14", "Mill Lane", "Northside", "Kelderby", "KB3 4AB").OneLine);
}
