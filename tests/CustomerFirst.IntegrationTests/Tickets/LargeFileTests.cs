using System.Net;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>The program on a port: how large a body may be, only a real server limits.</summary>
public sealed class ListeningFixture : WebFixture
{
    /// <inheritdoc />
    protected override bool Listens => true;
}

/// <summary>A file that is too large costs nobody what they typed beside it.</summary>
public sealed class LargeFileTests(ListeningFixture web) : IClassFixture<ListeningFixture>
{
    // Just too large; larger than what a server takes; larger than what a form takes.
    [Theory]
    [InlineData(11)]
    [InlineData(30)]
    [InlineData(140)]
    public async Task However_large_the_file_is_the_page_says_so_beside_its_field_and_keeps_what_was_typed(int megabytes)
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");

        var again = await browser.UploadAsync(page, "#add-file", [("Upload", "bin.png", "image/png", new byte[megabytes * 1024 * 1024])], ("Note", "Rang the depôt."), ("Update", "We come tomorrow."), ("CustomerMaySee", "true"));

        Assert.Equal((HttpStatusCode.BadRequest, "The selected file must be smaller than 10 MB"), (again.Status, Assert.Single(again.Errors)));
        Assert.EndsWith("The selected file must be smaller than 10 MB", again.TextOf("#Upload-error"), StringComparison.Ordinal);
        Assert.Equal(("Rang the depôt.", "We come tomorrow."), (again.Document.QuerySelector("#Note")!.TextContent.Trim(), again.Document.QuerySelector("#Update")!.TextContent.Trim()));
        // The form goes on as it is.
        Assert.Equal("Your note was added", (await browser.PressAsync(again, "Add the note")).Said);
    }

    [Fact]
    public async Task A_note_is_added_although_a_much_too_large_file_was_chosen_beside_it()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        var added = await browser.UploadAsync(page, "button[formaction*='handler=Note']", [("Upload", "bin.png", "image/png", new byte[31 * 1024 * 1024])], ("Note", "Rang the depot."));
        Assert.Equal("Your note was added. The file that you chose was not added: choose it again", added.Said);
        Assert.DoesNotContain((await scene.GetAsync(ticket.Id!.Value)).Timeline, i => i.Kind == TimelineKind.File);
    }

    [Fact]
    public async Task A_body_that_no_form_of_ours_makes_is_called_too_large_and_no_fault_of_ours()
    {
        var (scene, browser) = await StartAsync();
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        var refused = await browser.UploadAsync(page, "#add-file", [("Upload", "bin.png", "image/png", new byte[12 * 1024 * 1024])], ("Note", new string('a', 3 * 1024 * 1024)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "What you sent is too large"), (refused.Status, refused.TextOf("h1")));
    }

    // Larger than what a server takes of itself; larger than what the hub takes; larger than what a form takes.
    [Theory]
    [InlineData(31, "")]
    [InlineData(103, "The selected file must be smaller than 100 MB: import a larger one by the command line")]
    [InlineData(140, "The selected file must be smaller than 100 MB: import a larger one by the command line")]
    public async Task A_file_to_be_imported_has_one_limit_of_size_on_every_page(int megabytes, string said)
    {
        var browser = await web.SignInAsAsync(Domain.Staff.Role.Administrator);
        var again = await browser.UploadAsync(await browser.GetAsync("/admin/bank-holidays"), "form[enctype]", [("File", "bank-holidays.json", "application/json", new byte[megabytes * 1024 * 1024])]);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        if (megabytes > 100) Assert.Equal(said, Assert.Single(again.Errors));
        else Assert.DoesNotContain(Assert.Single(again.Errors), "smaller than", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_beside_a_file_that_is_too_large_to_be_imported_stays()
    {
        var browser = await web.SignInAsAsync(Domain.Staff.Role.Administrator);
        var again = await browser.UploadAsync(await browser.GetAsync("/admin/places/wards/import"), "form[enctype]", [("File", "wards.json", "application/json", new byte[110 * 1024 * 1024])],
            ("EffectiveFrom.Day", "5"), ("EffectiveFrom.Month", "5"), ("EffectiveFrom.Year", "2031"), ("CodeProperty", "WARD_CODE"));
        Assert.Equal("The selected file must be smaller than 100 MB: import a larger one by the command line", Assert.Single(again.Errors));
        Assert.Equal(("2031", "WARD_CODE"), (again.Document.QuerySelector("[name='EffectiveFrom.Year']")!.GetAttribute("value"), again.Document.QuerySelector("[name=CodeProperty]")!.GetAttribute("value")));
    }

    private async Task<(TicketScene Scene, Browser Browser)> StartAsync()
    {
        var scene = await web.SceneAsync();
        return (scene, await web.SignInAsync(scene.AdviserAccount));
    }
}
