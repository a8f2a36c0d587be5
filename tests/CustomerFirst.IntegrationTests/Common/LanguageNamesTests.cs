using CustomerFirst.Web.Common;

namespace CustomerFirst.IntegrationTests.Common;

public sealed class LanguageNamesTests
{
    [Theory]
    [InlineData(null, "English")]
    [InlineData("cy", "Welsh")]
    [InlineData("ak", "Akan (Twi, Fante)")]
    [InlineData("zh", "Chinese")]
    [InlineData("bfi", "British Sign Language")]
    [InlineData("PT-br", "Portuguese (PT-br)")]
    [InlineData("xyz", "Another language (xyz)")]
    public void A_code_is_shown_as_a_language(string? tag, string name) => Assert.Equal(name, CustomerWords.Language(tag));

    [Fact]
    public void Every_language_that_can_be_chosen_is_called_the_same_where_it_is_shown() =>
        Assert.All(CustomerWords.Languages(null), l => Assert.Equal(l.Text, CustomerWords.Language(l.Value)));
}
