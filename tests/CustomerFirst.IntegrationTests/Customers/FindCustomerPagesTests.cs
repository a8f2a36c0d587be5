using System.Net;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>The pages on which customers are looked for and found.</summary>
public sealed class FindCustomerPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_header_search_finds_a_customer_under_an_address_that_says_nothing()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Telephones = [new("0121 496 0611")], Needs = [new(NeedKind.Bsl)], DoNotRing = true });

        var found = await browser.SubmitAsync(await browser.GetAsync("/customers"), "header form[action='/customers/find']", ("Text", $"{family} 0121 496 0611"));

        Assert.Matches("^/customers/found/[0-9a-f-]{36}$", found.Address);
        Assert.Equal("1 customer found", found.TextOf("h1"));
        Assert.Equal($"{family} 0121 496 0611", found.Document.QuerySelector("main #Text")!.GetAttribute("value"));
        Assert.Contains("Name; Telephone", found.Text, StringComparison.Ordinal);
        Assert.Equal(["Do not ring", "British Sign Language"], found.TextsOf("tbody .govuk-tag"));

        var customer = await browser.FollowAsync(found, $"Robin {family}");
        Assert.Equal(($"/customers/{id}", $"Robin {family} - Customers - CustomerFirst"), (customer.Address, customer.Title));
        Assert.Equal((HttpStatusCode.OK, "Find a customer"), await (await web.SignInAsAsync(Role.Adviser)).GetAsync(found.Address) is var other ? (other.Status, other.TextOf("h1")) : default);
    }

    [Fact]
    public async Task Too_few_letters_come_back_with_an_error_beside_the_box()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var page = await browser.SubmitAsync(await browser.GetAsync("/customers"), ("Text", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.StartsWith("Enter at least 2 letters", Assert.Single(page.Errors), StringComparison.Ordinal);
        Assert.Equal("#Text", page.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal("x", page.Document.QuerySelector("main #Text")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Where_nobody_is_found_the_page_says_how_to_begin_and_takes_what_was_typed_along()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.CounterStaff));
        var found = await browser.SubmitAsync(await browser.GetAsync("/customers"), ("Text", $"Kim {family} 3/2/1980 zz1 2ab 07700 900 612 {family}@example.org"));

        Assert.Contains("Nobody was found", found.Text, StringComparison.Ordinal);
        Assert.Contains("“02/29/1990” is not a date of birth", (await browser.SubmitAsync(found, ("Text", "02/29/1990"))).Text, StringComparison.Ordinal);
        var form = await browser.FollowAsync(found, "Create a customer");
        Assert.Equal(["Kim", CustomerFirst.Web.Common.CustomerWords.Capital(family), "3", "2", "1980", "07700 900 612", $"{family}@example.org", "ZZ1 2AB"],
            new[] { "Details_GivenNames", "Details_FamilyName", "Details_DateOfBirth_Day", "Details_DateOfBirth_Month", "Details_DateOfBirth_Year", "Details_Telephones_0__Number", "Details_Emails_0_", "Details_Address_Postcode" }
                .Select(id => form.Document.GetElementById(id)?.GetAttribute("value")));
    }

    [Fact]
    public async Task Results_go_on_over_pages()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        for (var i = 10; i < 35; i++) await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family, $"Given{i}"));

        var first = await browser.SubmitAsync(await browser.GetAsync("/customers"), ("Text", family));
        var second = await browser.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal("25 customers found", second.TextOf("h1"));
        Assert.Equal((20, 5), (first.TextsOf("tbody tr").Count, second.TextsOf("tbody tr").Count));
        Assert.Null(second.Document.QuerySelector("a[rel=next]"));
        Assert.NotNull(second.Document.QuerySelector("a[rel=prev]"));
    }
}
