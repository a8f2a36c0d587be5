using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Contacts;

/// <summary>Who the customer is comes first in a contact, and what they were searched by is not typed twice.</summary>
public sealed class NewCustomerFromSearchTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_fresh_contact_waits_for_the_customer_and_one_that_goes_on_leaves_the_focus_alone()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync();
        var fresh = await browser.GetAsync($"/contacts/{call.Id}");
        Assert.Equal("Terms", Assert.Single(fresh.Document.QuerySelectorAll("[autofocus]")).GetAttribute("name"));
        foreach (var later in new[] { await browser.PressAsync(fresh, "Find", ("Terms", TheCustomer.Word())), await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), await browser.GetAsync($"/contacts/{(await scene.CallAsync(scene.Customer.Id)).Id}") })
            Assert.Empty(later.Document.QuerySelectorAll("[autofocus]"));
    }

    [Fact]
    public async Task Whom_a_search_did_not_find_is_created_with_what_was_searched_for_and_none_of_it_stands_in_an_address()
    {
        var scene = await web.SceneAsync();
        var (browser, call, given, family) = (await web.SignInAsync(scene.AdviserAccount), await scene.CallAsync(), TheCustomer.Word(), TheCustomer.Word());
        var page = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}"), "Find", ("Terms", $"{given} {family} 07700 900 846 {family}@example.org b147qh 3/5/1957"));
        Assert.Contains("Nobody was found", page.Text, StringComparison.Ordinal);

        page = await browser.PressAsync(page, "New customer");
        Assert.Equal($"/customers/new?contact={call.Id}", page.Address);
        string? Field(string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value");
        Assert.Equal((given, family), (Field("Details.GivenNames")!.ToLowerInvariant(), Field("Details.FamilyName")!.ToLowerInvariant()));
        Assert.Equal(("07700 900 846", $"{family}@example.org".ToLowerInvariant(), "B14 7QH"), (Field("Details.Telephones[0].Number"), Field("Details.Emails[0]")!.ToLowerInvariant(), Field("Details.Address.Postcode")));
        Assert.Equal(("3", "5", "1957"), (Field("Details.DateOfBirth.Day"), Field("Details.DateOfBirth.Month"), Field("Details.DateOfBirth.Year")));

        page = await browser.FollowAsync(page, "An organisation");
        Assert.Equal($"{given} {family}", Field("Details.FamilyName")!.ToLowerInvariant());
        // Nobody else who opens the page finds it there.
        page = await (await web.SignInAsync(scene.ManagerAccount)).GetAsync($"/customers/new?contact={call.Id}");
        Assert.DoesNotContain(family, page.Html, StringComparison.OrdinalIgnoreCase);
    }
}
