using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Common;

/// <summary>A person at a browser. Every page that is looked at is checked for accessibility.</summary>
public sealed partial class Visitor(IPage page)
{
    /// <summary>Screenshots go to the folder that this variable names; none are taken without it.</summary>
    private static readonly string? s_screenshots = Environment.GetEnvironmentVariable("CUSTOMERFIRST_SCREENSHOTS");

    private static readonly AxeRunOptions s_rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }, ResultTypes = [ResultType.Violations], Iframes = false };

    /// <summary>The tab.</summary>
    public IPage Page => page;

    /// <summary>The path on which the visitor is.</summary>
    public string Path => new Uri(page.Url).AbsolutePath;

    /// <summary>Goes to an address, which must answer with 200.</summary>
    public async Task GoAsync(string path)
    {
        var response = await page.GotoAsync(path);
        Assert.True(response!.Status == 200, $"{path} answered {response.Status}.");
    }

    /// <summary>Presses a button or follows a link by its name, and waits for the next page.</summary>
    public async Task ClickAsync(string name)
    {
        var main = page.Locator("main").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true })
            .Or(page.Locator("main").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true }));
        await FollowAsync(main.First);
    }

    /// <summary>Clicks on what leads to another page, and waits until that is there.</summary>
    public Task FollowAsync(ILocator way) => LeaveAsync(() => way.ClickAsync());

    /// <summary>Does what leads to another page, and waits until that is there with its styles and scripts.</summary>
    public async Task LeaveAsync(Func<Task> doing)
    {
        await page.EvaluateAsync("document.documentElement.setAttribute('data-left', '')");
        await doing();
        await page.Locator("html:not([data-left]) body").WaitForAsync();
        // The page is asked itself: Playwright's own count of load events can miss one that came while the form was still answered by a redirect.
        for (var asked = 0; await page.EvaluateAsync<string>("document.readyState") != "complete"; asked++)
        {
            Assert.True(asked < 600, $"{Path} was not loaded after 30 seconds.");
            await Task.Delay(50);
        }
    }

    /// <summary>Asserts that the page has one heading with these words, no axe violation and no sideways scrolling; takes its picture when asked.</summary>
    public async Task LookAsync(string heading, string? picture = null)
    {
        await Assertions.Expect(page.Locator("h1")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(heading);
        await CheckAsync();
        if (s_screenshots is not null && picture is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(s_screenshots, picture + ".png"), FullPage = true });
    }

    /// <summary>Asserts that the page has no axe violation and does not scroll sideways.</summary>
    public async Task CheckAsync()
    {
        await CheckWidthAsync();
        var result = await page.RunAxe(s_rules);
        Assert.True(result.Violations.Length == 0, $"{Path} at {page.ViewportSize!.Width} px: " +
            string.Join("; ", result.Violations.Select(v => $"{v.Id} ({v.Help}) at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Target))}")));
    }

    /// <summary>Asserts that the page does not scroll sideways.</summary>
    public async Task CheckWidthAsync()
    {
        var (scrolls, shows) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), page.ViewportSize!.Width);
        Assert.True(scrolls <= shows, $"{Path} is {scrolls} px wide in a window of {shows} px.");
    }

    /// <summary>Asserts that the page did not move under its reader while it loaded (cumulative layout shift).</summary>
    public async Task CheckShiftAsync()
    {
        var moved = await page.EvaluateAsync<string?>(
            """
            () => new Promise(done => {
              let moved = 0;
              const what = [];
              const place = rect => `${Math.round(rect.y)}+${Math.round(rect.height)}`;
              new PerformanceObserver(list => list.getEntries().forEach(e => {
                if (e.hadRecentInput) return;
                moved += e.value;
                what.push(`${e.value.toFixed(3)} after ${Math.round(e.startTime)} ms: ` + e.sources.map(s => `${s.node?.nodeName}.${s.node?.className ?? ''} ${place(s.previousRect)} to ${place(s.currentRect)}`).join(', '));
              })).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => done(moved < 0.01 ? null : what.join('; ')), 50);
            })
            """);
        Assert.True(moved is null, $"{Path} moves while it loads: {moved}.");
    }

    /// <summary>What the page, its styles and its scripts weigh compressed, in bytes; pictures are left out.</summary>
    public Task<int> WeightAsync() => page.EvaluateAsync<int>(
        """
        async () => {
          const names = [location.href, ...performance.getEntriesByType('resource').map(e => e.name)].filter(name => !/[.](svg|png|jpe?g|webp)$/.test(name));
          const sizes = await Promise.all([...new Set(names)].map(async name =>
            (await new Response((await fetch(name)).body.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()).byteLength));
          return sizes.reduce((sum, size) => sum + size, 0);
        }
        """);

    /// <summary>Goes through the page with the tab key and names what has focus without showing it.</summary>
    /// <param name="steps">How often the key is pressed.</param>
    public async Task<IReadOnlyList<string>> UnseenFocusAsync(int steps)
    {
        var unseen = new List<string>();
        for (var step = 0; step < steps; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>(
                """
                () => {
                  const at = document.activeElement;
                  if (!at || at === document.body) return null;
                  // A radio or a checkbox shows its focus on the label drawn for it.
                  const shows = at.matches('.govuk-radios__input, .govuk-checkboxes__input') ? [at.nextElementSibling, '::before'] : [at, null];
                  const seen = () => { const s = getComputedStyle(...shows); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor].join(); };
                  const focused = seen();
                  at.blur();
                  const without = seen();
                  at.focus();
                  return focused === without ? at.outerHTML.slice(0, 120) : null;
                }
                """) is { } hidden) unseen.Add(hidden);
        }
        return unseen;
    }

    /// <summary>The pages of this site that the page links to.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync()
    {
        var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].filter(a => !a.hasAttribute('download')).map(a => a.href)");
        var home = new Uri(page.Url).GetLeftPart(UriPartial.Authority);
        return [.. links.Where(l => l.StartsWith(home + "/", StringComparison.Ordinal)).Select(l => l[home.Length..].Split('#')[0]).Distinct()];
    }

    /// <summary>An address with its ids and references left out, so that two tickets' pages are the same kind of page.</summary>
    public static string Kind(string path) => Varying().Replace(path.Split('?')[0], "*");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|CF-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9]+")]
    private static partial Regex Varying();
}
