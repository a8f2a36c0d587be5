using System.Collections.Concurrent;
using CustomerFirst.BrowserTests.Common;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Journeys;

/// <summary>Follows the links of each role from its first page and looks at one page of every kind, wide and on a telephone.</summary>
[Collection(nameof(Site))]
public sealed class EveryPageTests(Site site)
{
    private const int MostPages = 60;

    /// <summary>The most that a staff page may weigh, in bytes of HTML before compression.</summary>
    private const int HeaviestPage = 60 * 1024;

    /// <summary>The most that a public page may weigh with its styles and scripts, in bytes compressed. The sign-in belongs to the staff.</summary>
    private const int HeaviestPublicPage = 40 * 1024;

    private static readonly ConcurrentDictionary<string, string> s_seenOnTelephone = [];

    [Theory]
    [InlineData("adviser", 1400)]
    [InlineData("adviser", 360)]
    [InlineData("counter", 360)]
    [InlineData("officer", 1400)]
    [InlineData("care", 360)]
    [InlineData("manager", 1400)]
    [InlineData("manager", 360)]
    [InlineData("steward", 1400)]
    [InlineData("steward", 360)]
    [InlineData("member", 1400)]
    [InlineData("member", 360)]
    [InlineData("admin", 1400)]
    [InlineData("admin", 360)]
    [InlineData("auditor", 1400)]
    [InlineData("auditor", 360)]
    public async Task Every_kind_of_page_that_a_role_can_reach_answers_and_is_accessible(string who, int width)
    {
        var visitor = await site.SignInAsync(who, width);
        var waiting = new Queue<string>([visitor.Path]);
        var seen = new HashSet<string>();
        var problems = new List<string>();
        while (waiting.TryDequeue(out var path) && seen.Count < MostPages)
        {
            if (!seen.Add(Visitor.Kind(path))) continue;
            var response = await visitor.Page.GotoAsync(path);
            if (response!.Headers.TryGetValue("content-type", out var type) && !type.StartsWith("text/html", StringComparison.Ordinal)) continue;
            try
            {
                Assert.True(response.Status == 200, $"{path} answered {response.Status}.");
                Assert.True(response.Headers.ContainsKey("server-timing"), $"{path} does not say how long the server took.");
                var weight = (await response.BodyAsync()).Length;
                Assert.True(weight <= HeaviestPage, $"{path} weighs {weight} bytes.");
                // Every role's pages are looked at wide; on a telephone one of each kind is enough, whoever sees it.
                await (width > 400 || s_seenOnTelephone.TryAdd(Visitor.Kind(path), who) ? visitor.CheckAsync() : visitor.CheckWidthAsync());
                await visitor.CheckShiftAsync();
            }
            catch (Xunit.Sdk.XunitException problem)
            {
                problems.Add(problem.Message);
            }
            foreach (var link in await visitor.LinksAsync())
                if (!IsDownload(link)) waiting.Enqueue(link);
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.True(seen.Count > 2, $"Only {string.Join(", ", seen)} could be reached.");
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/track")]
    [InlineData("/nowhere")]
    [InlineData("/api")]
    [InlineData("/api/customers")]
    [InlineData("/api/tickets")]
    [InlineData("/api/problems")]
    public async Task Public_pages_are_accessible_on_a_telephone(string path)
    {
        var visitor = await site.VisitAsync(360);
        await visitor.Page.GotoAsync(path);

        await visitor.CheckAsync();
        await visitor.CheckShiftAsync();
        if (path == "/sign-in") return;
        var weight = await visitor.WeightAsync();
        Assert.True(weight <= HeaviestPublicPage, $"{path} weighs {weight} bytes with its styles and scripts.");
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(360)]
    public async Task The_pages_of_the_API_are_accessible_with_their_operations_open_and_show_what_they_answer(int width)
    {
        var visitor = await site.VisitAsync(width);
        await visitor.GoAsync("/api/client#readClient");
        await visitor.LookAsync("Client");
        var operation = visitor.Page.Locator("#readClient");
        await operation.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Send it" }).ClickAsync();
        await Assertions.Expect(operation.Locator("[data-status]")).ToContainTextAsync("401");
        await Assertions.Expect(operation.Locator("[data-answer]")).ToContainTextAsync("keyNeeded");

        await visitor.GoAsync("/api/tickets");
        await visitor.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await visitor.CheckAsync();
        Assert.True(await visitor.Page.Locator("form[data-try] [data-in]").CountAsync() > 50);
    }

    [Fact]
    public async Task What_has_focus_can_be_seen_wherever_the_keyboard_leads()
    {
        var adviser = await site.SignInAsync("adviser");
        foreach (var path in new[] { "/", "/contacts/new", "/tickets", "/account" })
        {
            await adviser.GoAsync(path);
            Assert.Empty(await adviser.UnseenFocusAsync(25));
        }
    }

    private static bool IsDownload(string link) => link.Contains("csv", StringComparison.OrdinalIgnoreCase) || link.Contains("/export", StringComparison.Ordinal) || link.Contains("/files/", StringComparison.Ordinal) || link.StartsWith("/api", StringComparison.Ordinal);
}
