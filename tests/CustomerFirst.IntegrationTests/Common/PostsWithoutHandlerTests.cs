using System.Net;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>What no form of the hub's sends.</summary>
public sealed class PostsWithoutHandlerTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_post_to_a_page_that_has_no_such_form_is_refused_as_wrong()
    {
        var scene = await web.SceneAsync();
        var call = await scene.CallAsync(scene.Customer.Id);
        var raised = await scene.RaiseAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var token = (await browser.GetAsync("/customers/new")).Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        foreach (var address in (string[])["/", "/tickets", $"/tickets/{raised.Reference}", $"/contacts/{call.Id}", $"/contacts/{call.Id}?handler=Nothing"])
        {
            using var answer = await browser.Client.PostAsync(address, new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token }));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{address} answered {(int)answer.StatusCode}.");
        }
    }
}
