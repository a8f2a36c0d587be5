using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers;

public sealed class SearchNearnessTests
{
    private const string Text = " robert bob smith | pemberton 1962-03-14 +447700900123 07700900123 14 mill lane moseley b14 7qh b147qh ";

    private static SearchFit? Fit(string typed) => SearchNearness.Fit([.. SearchWords.Read(typed, new DateOnly(2026, 11, 22)).Select(t => new SoughtTerm(t))], Text);

    [Theory]
    [InlineData("smith", 16, 0)]
    [InlineData("smi", 8, 0)]
    [InlineData("pemberton", 4, 0)]
    [InlineData("1962", 2, 0)]
    [InlineData("b14", 4, 0)]
    [InlineData("mith", 1, 0)]
    [InlineData("smyth", 6, 1)]
    [InlineData("rob", 8, 0)]
    [InlineData("smtih", 6, 1)]
    [InlineData("mosley", 2, 1)]
    [InlineData("bib", 6, 1)]
    [InlineData("robbie smyth 1962", 14, 2)]
    public void As_typed_counts_more_than_alike_and_the_present_name_more_than_the_rest(string typed, int score, int near) => Assert.Equal(new SearchFit(score, near), Fit(typed));

    [Theory]
    [InlineData("jones")]
    [InlineData("smith jones")]
    [InlineData("smith 1963")]
    [InlineData("smith 14/3/1963")]
    [InlineData("smith 07700 900124")]
    public void Every_word_must_be_there(string typed) => Assert.Null(Fit(typed));
}
