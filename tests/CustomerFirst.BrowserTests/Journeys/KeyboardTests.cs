using System.Text.RegularExpressions;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.BrowserTests.Common;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Journeys;

/// <summary>An adviser without a mouse, from the sign-in to the end of a contact.</summary>
[Collection(nameof(Site))]
public sealed partial class KeyboardTests(Site site)
{
    [Fact]
    public async Task A_whole_call_can_be_taken_with_the_keyboard_alone()
    {
        var adviser = await site.VisitAsync();
        var keys = adviser.Page.Keyboard;
        await adviser.GoAsync("/sign-in");
        await TabToAsync(adviser, adviser.Page.GetByLabel("E-mail address"));
        await keys.TypeAsync("adviser@kelderby.example");
        await TabToAsync(adviser, adviser.Page.GetByLabel("Password", new PageGetByLabelOptions { Exact = true }));
        await keys.TypeAsync(DemoSignIns.Password);
        await EnterAsync(adviser);

        // Find somebody and open their record.
        await keys.PressAsync("/");
        await keys.TypeAsync("smith");
        await EnterAsync(adviser);
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(adviser.Page.Locator("main [data-list] tbody a").First).ToBeFocusedAsync();
        await EnterAsync(adviser);
        await SkipToMainAsync(adviser);
        await TabToAsync(adviser, adviser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start a contact" }));
        await EnterAsync(adviser);

        // Start the call; one of the channels is chosen to begin with.
        await SkipToMainAsync(adviser);
        await TabToAsync(adviser, adviser.Page.Locator("input[name='Channel']:checked"));
        await EnterAsync(adviser);
        await SkipToMainAsync(adviser);
        await TabToAsync(adviser, adviser.Page.GetByLabel("What does the customer need?"));
        await keys.TypeAsync("my bin was not emptied");
        await EnterAsync(adviser);
        await SkipToMainAsync(adviser);
        await TabToAsync(adviser, adviser.Page.Locator(".cf-found a").First);
        await EnterAsync(adviser);

        await SkipToMainAsync(adviser);
        await FillInAsync(adviser);
        var anyway = adviser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("new matter") });
        if (await anyway.CountAsync() > 0)
        {
            await Assertions.Expect(adviser.Page.Locator(".govuk-error-summary")).ToBeFocusedAsync();
            await TabToAsync(adviser, anyway);
            await EnterAsync(adviser);
        }
        await Assertions.Expect(adviser.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(Reference());
        await Assertions.Expect(adviser.Page.Locator(".cf-matters").Last).ToContainTextAsync("Resolved");

        await TabToAsync(adviser, adviser.Page.GetByLabel("How did it end?"));
        await keys.TypeAsync("Ans");
        await TabToAsync(adviser, adviser.Page.GetByLabel("Could it have been avoided?"));
        await keys.TypeAsync("No");
        await TabToAsync(adviser, adviser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "End the contact" }));
        await EnterAsync(adviser);
        await Assertions.Expect(adviser.Page.Locator(".govuk-notification-banner")).ToContainTextAsync("ended");
    }

    [Theory]
    [InlineData("adviser", "/")]
    [InlineData("adviser", "/customers/new")]
    [InlineData("manager", "/performance")]
    [InlineData("officer", "/tickets")]
    public async Task The_tab_key_leads_through_the_whole_page_and_out_of_it(string who, string path)
    {
        var visitor = await site.SignInAsync(who);
        await visitor.GoAsync(path);
        for (var step = 0; step < 400; step++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (await visitor.Page.EvaluateAsync<bool>("() => document.activeElement === document.body")) return;
        }
        Assert.Fail($"The focus never left {path}; it is at {await visitor.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)")}.");
    }

    // Answers every question in the order in which the keyboard comes to it, which must be the order on the page, and raises the ticket.
    private static async Task FillInAsync(Visitor adviser)
    {
        var keys = adviser.Page.Keyboard;
        var height = 0.0;
        for (var step = 0; step < 60; step++)
        {
            await keys.PressAsync("Tab");
            var at = await adviser.Page.EvaluateAsync<Focused>(
                """
                () => {
                  const at = document.activeElement;
                  return { name: at.name ?? '', kind: at.type ?? '', value: at.value ?? '', text: at.textContent.trim(), form: at.form?.id ?? '', top: at.getBoundingClientRect().top + scrollY, numeric: at.inputMode === 'numeric', year: /year/i.test(at.id), finder: at.closest('.cf-finder') !== null };
                }
                """);
            if (at.Form != "raise") continue;
            Assert.True(at.Top >= height - 40, $"{at.Name} {at.Text} comes after what stands below it.");
            height = Math.Max(height, at.Top);
            if (at.Kind == "submit" && at.Text == "Raise the ticket")
            {
                await EnterAsync(adviser);
                return;
            }
            if (at.Finder) continue;
            if (at.Name == "Form.Then")
            {
                for (var choice = 0; choice < 4 && await adviser.Page.EvaluateAsync<string>("() => document.activeElement.value") != "resolved"; choice++) await keys.PressAsync("ArrowDown");
            }
            else if (at.Name == "Form.CustomerTold") await keys.TypeAsync("The crew comes back by Thursday.");
            else if (!at.Name.StartsWith("Form.Answers", StringComparison.Ordinal)) continue;
            else if (at.Kind == "radio") await keys.PressAsync("Space");
            else if (at.Kind == "select-one") await keys.PressAsync("ArrowDown");
            else if (at.Value.Length == 0) await keys.TypeAsync(at.Year ? "2026" : at.Numeric ? "3" : "By the gate");
        }
        Assert.Fail("The keyboard never came to the button that raises the ticket.");
    }

    // The first thing that the tab key reaches leads past the header; what it reaches next stands in the main part.
    private static async Task SkipToMainAsync(Visitor visitor)
    {
        // After something was done the message about it has the focus, and stands in the main part already.
        if (await visitor.Page.EvaluateAsync<bool>("() => document.activeElement.closest('main') !== null")) return;
        await visitor.Page.Keyboard.PressAsync("Tab");
        // Where the page before was left from its main part, the browser goes on there.
        if (await visitor.Page.EvaluateAsync<bool>("() => document.activeElement.closest('main') !== null")) return;
        var first = await visitor.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 160)");
        Assert.True(first.Contains("govuk-skip-link", StringComparison.Ordinal), $"The tab key leads first to {first} on {visitor.Page.Url}.");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.activeElement.closest('main') !== null"), $"The skip link of {visitor.Path} leads to {await visitor.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 120)")}.");
        await visitor.Page.Keyboard.PressAsync("Shift+Tab");
    }

    private static async Task TabToAsync(Visitor visitor, ILocator target)
    {
        for (var step = 0; step < 80; step++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement")) return;
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"On {visitor.Path} the tab key never came to {target}.");
    }

    private static Task EnterAsync(Visitor visitor) => visitor.LeaveAsync(() => visitor.Page.Keyboard.PressAsync("Enter"));

    /// <summary>What has the focus.</summary>
    private sealed class Focused
    {
        public string Name { get; set; } = "";
        public string Kind { get; set; } = "";
        public string Value { get; set; } = "";
        public string Text { get; set; } = "";
        public string Form { get; set; } = "";
        public double Top { get; set; }
        public bool Numeric { get; set; }
        public bool Year { get; set; }
        public bool Finder { get; set; }
    }

    [GeneratedRegex("CF-[2-9A-Z]{4}-[2-9A-Z]{4}")]
    private static partial Regex Reference();
}
