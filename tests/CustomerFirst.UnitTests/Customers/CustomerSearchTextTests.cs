using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class CustomerSearchTextTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_present_name_stands_first_and_everything_else_after_the_bar()
    {
        var customer = Zoe();
        Assert.Equal(" zoe obrien | 1980-02-03 +447700900123 07700900123 zoe.obrien@example.org 4 the rise testford zz1 4ab zz14ab ", CustomerSearchText.Of(customer));
    }

    [Fact]
    public void Former_names_and_addresses_are_still_found_but_mistakes_are_not()
    {
        var customer = Zoe();
        customer.IsCalled(Guid.NewGuid(), null, "Zoë", "Achebe", "staff", Verification.Unverified, Monday.AddDays(1));
        customer.NameWasWrong(Guid.NewGuid(), null, "Zoë", "Adebayo", "staff", Verification.Unverified, Monday.AddDays(2));
        customer.LivesAt(Guid.NewGuid(), new AddressLines("9 New Road", null, null, "ZZ9 9ZZ", null), "staff", Verification.Unverified, Monday.AddDays(1));
        customer.Reindex();

        Assert.StartsWith(" zoe adebayo | ", customer.SearchText, StringComparison.Ordinal);
        Assert.Contains(" zoe obrien ", customer.SearchText, StringComparison.Ordinal);
        Assert.Contains(" zz14ab ", customer.SearchText, StringComparison.Ordinal);
        Assert.Contains(" zz99zz ", customer.SearchText, StringComparison.Ordinal);
        Assert.DoesNotContain("achebe", customer.SearchText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ÀÉÎÕÜ çñ ß æ Œ Ł đ Ø þ", "aeiou cn ss ae oe l d o th")]
    [InlineData("e\u0301", "e")]
    [InlineData("O'Neill O’Neill O`Neill", "oneill oneill oneill")]
    [InlineData("Ağaoğlu İnci Şahin", "agaoglu inci sahin")]
    [InlineData("Trần Thị Hương", "tran thi huong")]
    [InlineData("Мария 李", "мария 李")]
    [InlineData("  a -- b | c  ", "a b c")]
    public void Letters_lose_case_accents_and_apostrophes(string text, string expected) => Assert.Equal(expected, Folding.Fold(text));

    [Theory]
    [InlineData(" Jo.Bloggs@Example.ORG ", "jo.bloggs@example.org")]
    [InlineData("o'neill+bins@mail.example.org", "o'neill+bins@mail.example.org")]
    [InlineData("jo@example", null)]
    [InlineData("jo.example.org", null)]
    [InlineData("jo@@example.org", null)]
    [InlineData("jo bloggs@example.org", null)]
    [InlineData("jo..b@example.org", null)]
    [InlineData(".jo@example.org", null)]
    [InlineData("jo@-example.org", null)]
    [InlineData("jo@example..org", null)]
    [InlineData("@example.org", null)]
    [InlineData("Jo <jo@example.org>", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void E_mails_are_kept_in_lower_case_and_nonsense_is_refused(string? typed, string? expected) => Assert.Equal(expected, EmailAddress.Normalise(typed));

    private static Customer Zoe()
    {
        var customer = Customer.Create(Guid.NewGuid(), CustomerKind.Person, Monday);
        customer.IsCalled(Guid.NewGuid(), "Ms", "Zoë", "O’Brien", "staff", Verification.Unverified, Monday);
        customer.Describe(new DateOnly(1980, 2, 3), Verification.Unverified, null, null, []);
        customer.CanBeReachedAt(Guid.NewGuid(), ContactPointKind.Phone, "+447700900123", null, "staff", Verification.Unverified, Monday);
        customer.CanBeReachedAt(Guid.NewGuid(), ContactPointKind.Email, "zoe.obrien@example.org", null, "staff", Verification.Unverified, Monday);
        customer.LivesAt(Guid.NewGuid(), new AddressLines("4 The Rise", null, "Testford", "ZZ1 4AB", null), "staff", Verification.Unverified, Monday);
        customer.Reindex();
        return customer;
    }
}
