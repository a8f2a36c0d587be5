using System.Net;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class ReferenceSearchTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_reference_typed_in_the_header_leads_to_its_ticket_where_the_person_may_see_it()
    {
        var scene = await web.SceneAsync();
        var (plain, hidden) = (await scene.RaiseAsync(), await scene.RaiseRestrictedAsync());
        var browser = await web.SignInAsync(scene.AdviserAccount);
        async Task<Page> SearchAsync(string typed) => await browser.SubmitAsync(await browser.GetAsync("/customers"), "header form[action='/customers/find']", ("Text", typed));

        foreach (var typed in (string[])[plain.Reference, plain.Reference.ToLowerInvariant().Replace('-', ' '), $" {plain.Reference[3..].Replace("-", "", StringComparison.Ordinal)} "])
            Assert.Equal($"/tickets/{plain.Reference}", (await SearchAsync(typed)).Address);

        var notThere = await SearchAsync(hidden.Reference);
        Assert.StartsWith("/customers/found/", notThere.Address, StringComparison.Ordinal);
        Assert.Contains($"There is no ticket {hidden.Reference} that you can open.", notThere.Text, StringComparison.Ordinal);
        // Nothing is said of customers: nobody is called by a part of a reference.
        Assert.DoesNotContain("No customer has", notThere.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Every word must match", notThere.Text, StringComparison.Ordinal);
        var officer = await web.SignInAsync(scene.RefugeAccount);
        Assert.Equal($"/tickets/{hidden.Reference}", (await officer.SubmitAsync(await officer.GetAsync("/customers"), "header form[action='/customers/find']", ("Text", hidden.Reference))).Address);

        var slip = await SearchAsync(plain.Reference[..^1] + (plain.Reference[^1] == '7' ? '9' : '7'));
        Assert.Equal(HttpStatusCode.BadRequest, slip.Status);
        Assert.StartsWith("Check the reference: ", Assert.Single(slip.Errors), StringComparison.Ordinal);
    }
}
