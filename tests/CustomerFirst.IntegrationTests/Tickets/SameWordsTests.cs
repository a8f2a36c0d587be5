using CustomerFirst.Application.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class SameWordsTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Who_goes_back_and_sends_the_same_words_again_tells_the_customer_once_and_is_told_so()
    {
        var scene = await web.SceneAsync();
        var ticket = await scene.RaiseAsync(scene.Raising());
        var browser = await web.SignInAsync(scene.AdviserAccount);
        foreach (var (field, button, done) in new[] { ("Update", "Send the update", "The customer can see your update"), ("Note", "Add the note", "Your note was added") })
        {
            // The page is fetched anew as Back does it, with another key, and the browser puts the typed words back.
            var first = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}"), button, (field, "The crew comes on Thursday."));
            var again = await browser.PressAsync(await browser.GetAsync($"/tickets/{ticket.Reference}"), button, (field, " The crew comes on Thursday. "));
            Assert.Equal((done, "You sent the same words a moment ago: they were not sent again", null), (first.Said, again.Refused, again.Said));
        }
        Assert.Equal(2, (await scene.GetAsync(ticket.Id!.Value)).Timeline.Count(i => i.Kind is TimelineKind.Note or TimelineKind.Update));

        await web.Hub.DoAsync(new AddUpdateCommand(ticket.Id.Value, "The crew comes on Thursday."), scene.Manager);
        Assert.Equal(3, (await scene.GetAsync(ticket.Id.Value)).Timeline.Count(i => i.Kind is TimelineKind.Note or TimelineKind.Update));
    }
}
