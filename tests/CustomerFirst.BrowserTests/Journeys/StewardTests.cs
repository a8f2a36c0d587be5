using System.Text.RegularExpressions;
using CustomerFirst.BrowserTests.Common;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Journeys;

/// <summary>Records that are merged in a run, taken back together, and told apart; a consent that was recorded by mistake.</summary>
[Collection(nameof(Site))]
public sealed class StewardTests(Site site)
{
    private const string NotSure = "main .cf-stack a[href^='/customers/review?low=']";

    [Fact]
    public async Task A_run_is_merged_and_taken_back_as_a_whole_and_each_record_says_what_became_of_it()
    {
        var steward = await site.SignInAsync("steward");
        await steward.GoAsync("/customers/review");
        await steward.LookAsync("One customer or two?", "review");
        await steward.ClickAsync("Same");
        await steward.GoAsync("/customers/review/runs");
        await steward.ClickAsync("Show what would be merged");
        await steward.LookAsync("Merge ", "run-prepared");
        var (run, customer) = (steward.Path, await steward.Page.Locator("main .cf-stack a[href^='/customers/']").First.GetAttributeAsync("href"));
        await steward.Page.Locator("#Because").FillAsync("Reviewed by two stewards");
        await steward.FollowAsync(steward.Page.Locator("main form button", new PageLocatorOptions { HasTextRegex = new Regex("^Merge ") }));
        await WaitForAsync(steward, run, "Finished");
        await steward.LookAsync("A run of merges", "run-finished");

        await steward.Page.Locator("#Because").FillAsync("Twins among them");
        await steward.FollowAsync(steward.Page.Locator("main form[action$='handler=Undo'] button"));
        await WaitForAsync(steward, run, "Undone");

        foreach (var width in new[] { 1280, 360 })
        {
            await steward.Page.SetViewportSizeAsync(width, 900);
            await steward.GoAsync(run);
            await steward.LookAsync("A run of merges", $"run-undone-{width}");
            await steward.GoAsync($"{customer}/merges");
            await steward.LookAsync("Merges", $"merges-{width}");
            await Assertions.Expect(steward.Page.Locator("main")).ToContainTextAsync("Nobody is sure whether the two are one customer");
            await steward.GoAsync("/customers/review/pairs?verdict=notSure");
            await steward.LookAsync("Pairs of records", $"pairs-{width}");
            await steward.FollowAsync(steward.Page.Locator(NotSure).First);
            await steward.LookAsync("One customer or two?", $"review-not-sure-{width}");
            // Each of the two leads to its record, on a telephone too.
            Assert.Equal(2, await steward.Page.Locator("main tbody tr:first-child td a[href^='/customers/']").CountAsync());
            await Assertions.Expect(steward.Page.Locator("main tbody tr:first-child td a").First).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task A_consent_that_was_recorded_by_mistake_is_struck_out()
    {
        var adviser = await site.SignInAsync("adviser");
        await adviser.GoAsync("/customers/new");
        await adviser.Page.GetByLabel("Given names").FillAsync("Ambrose");
        await adviser.Page.GetByLabel("Family name").FillAsync("Tattersall-Wyke");
        await adviser.ClickAsync("Create the customer");
        var customer = adviser.Path;
        await adviser.GoAsync($"{customer}/consents");
        await adviser.Page.Locator("select[name=Purpose]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await adviser.Page.Locator("input[name=Word]").First.CheckAsync();
        await adviser.Page.Locator("select[name=How]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await adviser.ClickAsync("Record");
        var mistake = await adviser.Page.Locator("a[href$='/mistake']").First.GetAttributeAsync("href");

        foreach (var width in new[] { 1280, 360 })
        {
            await adviser.Page.SetViewportSizeAsync(width, 900);
            await adviser.GoAsync(mistake!);
            await adviser.LookAsync("Recorded by mistake", $"consent-mistake-{width}");
        }
        await adviser.ClickAsync("Strike it out");
        await adviser.LookAsync("Recorded by mistake", "consent-mistake-error");
        await adviser.Page.Locator("#Because").FillAsync("Said by somebody else");
        await adviser.ClickAsync("Strike it out");
        await adviser.LookAsync("Ambrose Tattersall-Wyke");
        // Whoever opens the page again is told, and not as if something had been done.
        await adviser.GoAsync(mistake!);
        await Assertions.Expect(adviser.Page.Locator(".govuk-notification-banner")).ToBeVisibleAsync();
        Assert.Equal(0, await adviser.Page.Locator(".govuk-notification-banner--success").CountAsync());
        await adviser.LookAsync("Ambrose Tattersall-Wyke", "consent-struck-before");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Why_somebody_is_none_of_those_who_are_there_takes_two_keys(int width)
    {
        var family = width == 360 ? "Quennebrough" : "Quennelthorpe";
        var adviser = await site.SignInAsync("adviser", width);
        for (var time = 0; time < 2; time++)
        {
            await adviser.GoAsync("/customers/new");
            await adviser.Page.GetByLabel("Given names").FillAsync("Hortense");
            await adviser.Page.GetByLabel("Family name").FillAsync(family);
            await adviser.Page.GetByLabel("E-mail", new PageGetByLabelOptions { Exact = true }).FillAsync($"hortense@{family.ToLowerInvariant()}.example");
            await adviser.FollowAsync(adviser.Page.Locator("main .govuk-button-group button", new PageLocatorOptions { HasText = "Create the customer" }));
            if (time == 0) await adviser.LookAsync($"Hortense {family}");
        }
        await adviser.LookAsync("New customer", $"none-of-them-{width}");
        await adviser.FollowAsync(adviser.Page.Locator("main button", new PageLocatorOptions { HasText = "It is none of them" }));
        await adviser.LookAsync("New customer", $"none-of-them-error-{width}");

        await adviser.Page.Keyboard.PressAsync("1");
        await Assertions.Expect(adviser.Page.Locator("#DespiteReason")).ToBeCheckedAsync();
        await adviser.Page.EvaluateAsync("document.documentElement.setAttribute('data-left', '')");
        await adviser.Page.Keyboard.PressAsync("Enter");
        await adviser.Page.Locator("html:not([data-left]) body").WaitForAsync();
        await adviser.LookAsync($"Hortense {family}");
        await Assertions.Expect(adviser.Page.Locator(".govuk-notification-banner--success")).ToContainTextAsync("The customer was created");
    }

    [Theory]
    [InlineData("steward", "/customers/review/weights", "How records are matched", "weights")]
    [InlineData("admin", "/admin/sources", "Sources of customers' details", "sources")]
    public async Task Tables_of_figures_are_whole_on_a_telephone(string who, string path, string heading, string picture)
    {
        var visitor = await site.SignInAsync(who, 360);
        await visitor.GoAsync(path);
        await visitor.LookAsync(heading, $"{picture}-360");
        Assert.Equal(0, await visitor.Page.Locator("main .cf-scroll").EvaluateAllAsync<int>("all => all.filter(e => e.scrollWidth > e.clientWidth).length"));
        await visitor.Page.SetViewportSizeAsync(1280, 900);
        await visitor.LookAsync(heading, $"{picture}-1280");
    }

    private static async Task WaitForAsync(Visitor steward, string run, string state)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await steward.GoAsync(run);
            if (await steward.Page.Locator("main .govuk-tag", new PageLocatorOptions { HasTextRegex = new Regex($"^\\s*{state}\\s*$") }).CountAsync() > 0) return;
            await Task.Delay(500);
        }
        throw new TimeoutException($"The run is not {state} after half a minute.");
    }
}
