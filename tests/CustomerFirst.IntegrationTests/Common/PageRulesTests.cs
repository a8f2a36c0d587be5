using System.Reflection;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>What holds for every page model.</summary>
public sealed class PageRulesTests
{
    private static readonly Type[] s_pages = [.. typeof(HubPage).Assembly.GetTypes().Where(t => typeof(PageModel).IsAssignableFrom(t) && !t.IsAbstract)];

    // Home leads everybody to where they work, whatever they may do.
    private static readonly string[] s_forEverybodyWhoIsSignedIn = ["CustomerFirst.Web.Pages.IndexModel"];

    [Fact]
    public void Every_staff_page_states_the_permission_that_it_needs()
    {
        var silent = s_pages.Where(t => typeof(StaffPage).IsAssignableFrom(t) && !typeof(IPartOfOwnAccount).IsAssignableFrom(t) && t.GetCustomAttribute<NeedsAttribute>() is null)
            .Select(t => t.FullName!).Except(s_forEverybodyWhoIsSignedIn);

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_page_is_one_of_the_hub_s() => Assert.All(s_pages, page => Assert.True(typeof(HubPage).IsAssignableFrom(page), $"{page.FullName} derives from neither shell's page."));

    [Fact]
    public void No_page_reaches_into_the_database_or_forgoes_the_form_s_token()
    {
        Assert.All(s_pages, page =>
        {
            var needs = page.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType.Name);
            Assert.DoesNotContain("CustomerFirstDb", needs);
            Assert.DoesNotContain("NpgsqlDataSource", needs);
            Assert.True(page.GetCustomAttribute<IgnoreAntiforgeryTokenAttribute>() is null || page.Name == "ErrorModel", $"{page.FullName} takes forms without a token.");
        });
    }
}
