using CustomerFirst.Web.Common;

namespace CustomerFirst.IntegrationTests.Common;

public sealed class ContrastTests
{
    // Worked examples of WCAG 2.2 and of the GOV.UK palette.
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#1d70b8", "#ffffff", 5.17)]
    public void The_ratio_is_that_of_WCAG_and_the_same_both_ways(string one, string other, double ratio)
    {
        Assert.Equal(ratio, Contrast.Between(one, other), 2);
        Assert.Equal(ratio, Contrast.Between(other, one), 2);
    }

    [Theory]
    [InlineData("#0b4f6c", true)]
    [InlineData("0b4f6c", false)]
    [InlineData("#0b4f6", false)]
    [InlineData("#0b4f6g", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_six_hexadecimal_figures_after_a_hash_are_a_colour(string? text, bool colour) => Assert.Equal(colour, Contrast.Read(text) is not null);

    [Fact]
    public void The_colours_that_come_with_the_program_are_legible() => Assert.Empty(new CouncilOptions().Problems());

    [Fact]
    public void A_link_that_is_legible_on_white_but_not_on_a_panel_is_refused()
    {
        var problem = Assert.Single(new CouncilColours { Link = "#757575" }.Problems());

        Assert.StartsWith("Council:Colours:Link #757575 on the light grey of panels #f3f3f3 has a contrast of 4.1", problem, StringComparison.Ordinal);
    }
}
