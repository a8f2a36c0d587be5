using System.Text.RegularExpressions;
using CustomerFirst.BrowserTests.Common;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Journeys;

/// <summary>Typing a customer whose record is there already.</summary>
[Collection(nameof(Site))]
public sealed partial class CustomerTests(Site site)
{
    private static readonly string[] s_typed = ["GivenNames", "FamilyName", "DateOfBirth.Day", "DateOfBirth.Month", "DateOfBirth.Year"];

    [Fact]
    public async Task While_a_customer_is_typed_the_record_that_may_be_theirs_appears_and_using_it_keeps_what_was_typed()
    {
        var adviser = await site.SignInAsync("adviser");
        var (record, person) = await SomebodyAsync(adviser);

        await adviser.GoAsync("/customers/new");
        await adviser.Page.GetByLabel("Telephone", new PageGetByLabelOptions { Exact = true }).FillAsync("01632 960977");
        await adviser.Page.GetByLabel("E-mail", new PageGetByLabelOptions { Exact = true }).FillAsync("typed.first@example.com");
        foreach (var (field, value) in s_typed.Zip(person)) await Field(adviser, field).FillAsync(value);
        var likely = adviser.Page.Locator("[data-likely-here] .cf-candidate").Filter(new LocatorFilterOptions { HasText = $"{person[0]} {person[1]}" });
        await Assertions.Expect(likely.First).ToContainTextAsync(new Regex("% likely: .*born|birth", RegexOptions.IgnoreCase));
        // Somebody who cannot see the page change hears of it.
        await Assertions.Expect(adviser.Page.Locator("[data-likely-said]")).ToContainTextAsync("may be this customer");
        Assert.DoesNotContain(person[1], adviser.Page.Url, StringComparison.OrdinalIgnoreCase);
        await adviser.LookAsync("New customer", "suggestions");

        await adviser.FollowAsync(adviser.Page.Locator($"[data-likely-here] button[value='{record}']"));
        Assert.Equal($"/customers/{record}/change", adviser.Path);
        Assert.Contains("01632 960977", await ValuesAsync(adviser, "input[type=tel]"));
        Assert.Contains("typed.first@example.com", await ValuesAsync(adviser, "input[type=email]"));
        Assert.Equal(person, await Task.WhenAll(s_typed.Select(field => Field(adviser, field).InputValueAsync())));
        await adviser.CheckAsync();
    }

    [Theory]
    [InlineData("maggie", "found")]
    [InlineData("smithe", "found")]
    [InlineData("1985", "found")]
    [InlineData("march 1985", "found")]
    [InlineData("müller", "found")]
    [InlineData("road", "Too many customers")]
    public async Task One_word_finds_the_best_or_says_what_to_add(string typed, string heading)
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.Page.Locator("#header-search").FillAsync(typed);
        await adviser.Page.Locator("#header-search").PressAsync("Enter");
        await adviser.Page.WaitForURLAsync("**/customers/found/**");
        foreach (var width in new[] { 1280, 360 })
        {
            await adviser.Page.SetViewportSizeAsync(width, 900);
            await adviser.LookAsync(heading, $"search-{typed.Replace(' ', '-')}-{width}");
        }
    }

    // A person of the demonstration whose date of birth is known, and no other like them: their record and what one would type of them.
    private static async Task<(string Record, string[] Person)> SomebodyAsync(Visitor adviser)
    {
        await adviser.Page.Locator("#header-search").FillAsync("smith");
        await adviser.Page.Locator("#header-search").PressAsync("Enter");
        await adviser.Page.WaitForURLAsync("**/customers/found/**");
        foreach (var link in await adviser.Page.Locator("main [data-list] a[href^='/customers/']").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))"))
        {
            var record = Id().Match(link).Value;
            await adviser.GoAsync($"/customers/{record}/change");
            if (await Field(adviser, s_typed[0]).CountAsync() == 0) continue;
            var person = await Task.WhenAll(s_typed.Select(field => Field(adviser, field).InputValueAsync()));
            if (person.All(value => value.Length > 0)) return (record, person);
        }
        throw new InvalidOperationException("The demonstration has no Smith with a date of birth.");
    }

    private static ILocator Field(Visitor adviser, string name) => adviser.Page.Locator($"[name='Details.{name}']");

    private static Task<string[]> ValuesAsync(Visitor adviser, string inputs) => adviser.Page.Locator($"main form {inputs}").EvaluateAllAsync<string[]>("fields => fields.map(f => f.value)");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Id();
}
