using AngleSharp.Html.Dom;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>The bar above every page costs nobody what stands half-written below it, without scripts as well.</summary>
public sealed class BarKeepsTypedTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Home = "button.moj-header__link--service-name", Account = "button.moj-header__navigation-link:not(.cf-header__button)", Queue = ".moj-primary-navigation button[formaction$='to=%2Ftickets']";
    private const string Search = "button.cf-header__search-button", Enter = "button[formaction*='handler=Enter']", Leave = "button.cf-header__button";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_way_of_the_bar_somebody_takes_what_they_typed_is_there_when_they_come_back(bool contact)
    {
        var (browser, address, field) = await StartAsync(contact);
        foreach (var (way, leadsTo) in new[] { (Home, "/"), (Account, "/account"), (Queue, "/tickets") })
        {
            var page = await browser.GetAsync(address);
            Assert.Equal(leadsTo, (await browser.UploadAsync(page, way, [], (field, $"Rang about {leadsTo}"))).Address);
            Assert.Equal($"Rang about {leadsTo}", Typed(await browser.GetAsync(address), field));
        }
    }

    [Theory]
    [InlineData(true, Search)]
    [InlineData(true, Enter)]
    [InlineData(false, Search)]
    [InlineData(false, Enter)]
    public async Task The_search_of_the_bar_finds_and_keeps_what_stands_half_written(bool contact, string way)
    {
        var (browser, address, field) = await StartAsync(contact);
        var found = await browser.UploadAsync(await browser.GetAsync(address), way, [], ("Text", "rosa marlow"), (field, "She rang twice"));
        Assert.StartsWith("/customers/found/", found.Address, StringComparison.Ordinal);
        Assert.DoesNotContain("rosa", found.Address, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("She rang twice", Typed(await browser.GetAsync(address), field));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_signs_out_finds_what_they_typed_after_signing_in_again(bool contact)
    {
        var (browser, address, field) = await StartAsync(contact);
        var left = await browser.UploadAsync(await browser.GetAsync(address), Leave, [], (field, "To be gone on with"));
        Assert.Equal(("/sign-in", "You are signed out"), (left.Address, left.Said));
        Assert.StartsWith("/sign-in", (await browser.GetAsync(address)).Address, StringComparison.Ordinal);
        await browser.SubmitAsync(left, ("Email", browser.Account!.Email), ("Password", WebFixture.Password));
        Assert.Equal("To be gone on with", Typed(await browser.GetAsync(address), field));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_in_the_bar_leads_away_past_the_form_and_the_enter_key_presses_none_of_it(bool contact)
    {
        var (browser, address, _) = await StartAsync(contact);
        var page = await browser.GetAsync(address);
        Assert.Empty(page.Document.QuerySelectorAll("header a, header form, .moj-primary-navigation a"));
        var form = (IHtmlFormElement)page.Document.QuerySelector("form[data-keep]")!;
        Assert.Contains("handler=Enter", page.Document.QuerySelectorAll("button").OfType<IHtmlButtonElement>().First(b => b.Form == form).GetAttribute("formaction")!, StringComparison.Ordinal);
        Assert.NotEmpty((await browser.GetAsync("/")).Document.QuerySelectorAll(".moj-primary-navigation a"));
    }

    private async Task<(Browser Browser, string Address, string Field)> StartAsync(bool contact)
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        return contact ? (browser, $"/contacts/{(await scene.CallAsync(scene.Customer.Id)).Id}?service={scene.Bins.Id}", "Form.Details") : (browser, $"/tickets/{(await scene.RaiseAsync()).Reference}", "Note");
    }

    private static string Typed(Page page, string field) => page.Document.QuerySelector($"textarea[name='{field}']")!.TextContent.Trim();
}
