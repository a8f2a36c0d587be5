using CustomerFirst.BrowserTests.Common;

namespace CustomerFirst.BrowserTests.Journeys;

/// <summary>Follows the links of each role from its first page and looks at one page of every kind, wide and on a telephone.</summary>
[Collection(nameof(Site))]
public sealed class EveryPageTests(Site site)
{
    private const int MostPages = 60;

    [Theory]
    [InlineData("adviser", 1400)]
    [InlineData("officer", 1400)]
    [InlineData("admin", 1400)]
    [InlineData("auditor", 1400)]
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
                await visitor.CheckAsync();
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
    public async Task Public_pages_are_accessible_on_a_telephone(string path)
    {
        var visitor = await site.VisitAsync(360);
        await visitor.Page.GotoAsync(path);

        await visitor.CheckAsync();
    }

    private static bool IsDownload(string link) => link.Contains("csv", StringComparison.OrdinalIgnoreCase) || link.Contains("/export", StringComparison.Ordinal) || link.Contains("/files/", StringComparison.Ordinal) || link.StartsWith("/api", StringComparison.Ordinal);
}
