using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers;

public sealed class SlipsOfTests
{
    [Theory]
    [InlineData("+441214960991", "+441214960997")]
    [InlineData("+441214960991", "+441214690991")]
    [InlineData("+441214960991", "+441714960991")]
    public void A_telephone_with_one_slip_is_among_what_may_be_meant(string typed, string meant) => Assert.Contains(meant, SlipsOf.Digits(typed));

    [Fact]
    public void A_telephone_stays_in_its_country_and_is_never_itself()
    {
        var meant = SlipsOf.Digits("+441214960991").ToList();
        Assert.All(meant, m => Assert.StartsWith("+44", m, StringComparison.Ordinal));
        Assert.DoesNotContain("+441214960991", meant);
        Assert.Equal(meant.Count, meant.Distinct().Count());
    }

    [Theory]
    [InlineData("b147qh", "b147qn")]
    [InlineData("b147qh", "b417qh")]
    [InlineData("b147qh", "b142qh")]
    public void A_postcode_with_one_slip_is_among_what_may_be_meant(string typed, string meant) => Assert.Contains(meant, SlipsOf.Postcode(typed));

    [Theory]
    [InlineData("1962-03-14", "1926-03-14")]
    [InlineData("1962-03-14", "1963-03-14")]
    [InlineData("1962-03-14", "1962-03-11")]
    [InlineData("1962-03-04", "1962-04-03")]
    [InlineData("1962-12-10", "1962-10-12")]
    public void A_date_with_one_slip_is_among_what_may_be_meant(string typed, string meant) => Assert.Contains(DateOnly.Parse(meant, null), SlipsOf.Date(DateOnly.Parse(typed, null)));

    [Fact]
    public void What_is_no_day_or_too_long_ago_is_not_meant() =>
        Assert.All(SlipsOf.Date(new DateOnly(1900, 1, 31)), d => Assert.InRange(d, new DateOnly(1900, 1, 1), new DateOnly(9999, 12, 31)));

    [Fact]
    public void Words_have_no_slips_of_this_kind() => Assert.Empty(SlipsOf.Term(new SearchTerm(SearchTermKind.Word, "smith")));
}
