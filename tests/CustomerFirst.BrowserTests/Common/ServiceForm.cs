using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Common;

/// <summary>The form by which a contact raises a ticket.</summary>
internal static class ServiceForm
{
    /// <summary>Answers whatever the service asks: the first choice, and something sensible in every other field.</summary>
    public static async Task AnswerAsync(Visitor adviser)
    {
        var form = adviser.Page.Locator("#raise");
        foreach (var field in await form.Locator("textarea[name^='Form.Answers'], input[name^='Form.Answers']:not([type=radio])").AllAsync())
            await field.FillAsync(await ForAsync(field));
        foreach (var name in await form.EvaluateAsync<string[]>("f => [...new Set([...f.querySelectorAll('input[type=radio]')].map(r => r.name).filter(n => n.startsWith('Form.Answers')))]"))
            await form.Locator($"input[type=radio][name='{name}']").First.CheckAsync();
        foreach (var select in await form.Locator("select[name^='Form.Answers']").AllAsync())
            await select.SelectOptionAsync(new SelectOptionValue { Index = 1 });
    }

    private static async Task<string> ForAsync(ILocator field)
    {
        var (id, mode) = (await field.GetAttributeAsync("id") ?? "", await field.GetAttributeAsync("inputmode"));
        return id.EndsWith("year", StringComparison.OrdinalIgnoreCase) ? "2026" : mode is null ? "By the gate" : "3";
    }

    /// <summary>Raises the ticket, as a new matter if something like it was raised before.</summary>
    public static async Task RaiseAsync(Visitor adviser)
    {
        await adviser.ClickAsync("Raise the ticket");
        // Somebody else of the demonstration may have reported the same nearby; then the page shows it before anything is raised.
        var anyway = adviser.Page.Locator("main").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new Regex("new matter") });
        if (await anyway.CountAsync() == 0) return;
        await adviser.CheckAsync();
        await adviser.FollowAsync(anyway.First);
    }
}
