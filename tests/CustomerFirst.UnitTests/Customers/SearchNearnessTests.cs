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
    [InlineData("14 mill", 22, 0)]
    [InlineData("14 mil lane", 24, 0)]
    [InlineData("mill 14", 8, 0)]
    [InlineData("14 mlil", 20, 1)]
    [InlineData("14 moseley", 8, 0)]
    [InlineData("r smith", 24, 0)]
    [InlineData("s smith", 18, 2)]
    [InlineData("smith m", 18, 2)]
    [InlineData("s", 8, 0)]
    public void As_typed_counts_more_than_alike_and_the_present_name_more_than_the_rest(string typed, int score, int near) => Assert.Equal((score, near), (Fit(typed)!.Value.Score, Fit(typed)!.Value.Near));

    [Theory]
    [InlineData("smith jones", 0b10, 0b10)]
    [InlineData("mill jones smith 1963", 0b1011, 0b1010)]
    [InlineData("14/3/1962 robert", 0b01, 0)]
    public void What_stands_beside_the_name_and_what_is_lacking_is_told(string typed, int beside, int lacks)
    {
        var fit = SearchNearness.Fit([.. SearchWords.Read(typed, new DateOnly(2026, 11, 22)).Select(t => new SoughtTerm(t))], Text, partly: true)!.Value;
        Assert.Equal((beside, lacks), (fit.Beside, fit.Lacks));
    }

    [Theory]
    [InlineData("hawksmoorbright", " ann hawksmoor bright | x ")]
    [InlineData("hawksmoor-bright", " ann hawksmoorbright | x ")]
    [InlineData("obrien", " ann o brien | x ")]
    [InlineData("o brien", " ann obrien | x ")]
    [InlineData("o'brien", " ann o brien | x ")]
    [InlineData("desouza", " ann de souza | x ")]
    [InlineData("de souza", " ann desouza | x ")]
    [InlineData("vanderberg", " ann van der berg | x ")]
    public void A_name_in_one_word_is_the_same_in_two_as_typed(string typed, string text) =>
        Assert.Equal(new SearchFit(16, 0, 0), SearchNearness.Fit([.. SearchWords.Read(typed, new DateOnly(2026, 11, 22)).Select(t => new SoughtTerm(t))], text));

    [Theory]
    [InlineData("zzzqqq", "zack")]
    [InlineData("zzyzx", "susie")]
    [InlineData("qqqq", "cook")]
    [InlineData("oneill", "emily")]
    public void What_nobody_would_say_so_is_not_alike_though_it_has_the_same_code(string typed, string name) => Assert.False(new SoughtTerm(new(SearchTermKind.Word, typed)).Alike(name));

    [Theory]
    [InlineData("hew", "hugh")]
    [InlineData("lee", "leigh")]
    [InlineData("filips", "phillips")]
    [InlineData("kathryn", "catherine")]
    [InlineData("carr", "kerr")]
    [InlineData("cowan", "cohen")]
    [InlineData("jeffrey", "geoffrey")]
    [InlineData("mohammed", "muhammad")]
    [InlineData("steven", "stephen")]
    public void What_sounds_the_same_is_alike(string typed, string name) => Assert.True(new SoughtTerm(new(SearchTermKind.Word, typed)).Alike(name));

    [Theory]
    [InlineData("jones")]
    [InlineData("smith jones")]
    [InlineData("smith 1963")]
    [InlineData("smith 14/3/1963")]
    [InlineData("smith 07700 900124")]
    public void Every_word_must_be_there(string typed) => Assert.Null(Fit(typed));
}
