using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class KeptFormTests(WebFixture web) : IClassFixture<WebFixture>, IDisposable
{
    public void Dispose() => web.Clock.Runs();

    [Fact]
    public async Task A_form_that_is_sent_after_the_session_ended_can_be_sent_after_signing_in_again()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var form = await browser.GetAsync("/account");
        web.Clock.Pass(TimeSpan.FromMinutes(61));

        var signIn = await browser.SubmitAsync(form, ("Shortcuts", "off"));
        Assert.StartsWith("/sign-in", signIn.Address, StringComparison.Ordinal);
        var kept = await browser.SubmitAsync(signIn, ("Email", browser.Account!.Email), ("Password", WebFixture.Password));
        Assert.Equal("What you sent is still here", kept.TextOf("h1"));
        var done = await browser.PressAsync(kept, "Send it now");

        Assert.Equal("Keyboard shortcuts are off", done.Said);
    }

    [Fact]
    public async Task Nobody_else_who_signs_in_with_the_same_browser_sees_it()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var other = await web.AccountAsync(A.Staff(Role.Adviser));
        var form = await browser.GetAsync("/account");
        web.Clock.Pass(TimeSpan.FromMinutes(61));

        var signIn = await browser.SubmitAsync(form, ("Shortcuts", "off"));
        var landed = await browser.SubmitAsync(signIn, ("Email", other.Email), ("Password", WebFixture.Password));

        Assert.Equal("/", landed.Address);
    }

    [Fact]
    public async Task A_form_that_is_sent_after_another_window_signed_out_can_be_sent_after_signing_in_again()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var form = await browser.GetAsync("/account");
        await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");

        var signIn = await browser.SubmitAsync(form, ("Shortcuts", "off"));
        var kept = await browser.SubmitAsync(signIn, ("Email", browser.Account!.Email), ("Password", WebFixture.Password));
        Assert.Equal("What you sent is still here", kept.TextOf("h1"));
        Assert.Equal("Keyboard shortcuts are off", (await browser.PressAsync(kept, "Send it now")).Said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_typed_on_a_tickets_page_outlives_a_sign_out_in_another_window_also_beside_a_file(bool file)
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");

        var form = page.Document.QuerySelector("form[enctype='multipart/form-data']")!.Id!;
        (string, string, string, byte[])[] files = file ? [("Upload", "bin.png", "image/png", [0x89, 0x50])] : [];
        var signIn = await browser.UploadAsync(page, $"#{form}", files, ("Note", "Spoke to the crew: they come back on Thursday."));
        Assert.StartsWith("/sign-in", signIn.Address, StringComparison.Ordinal);
        var kept = await browser.SubmitAsync(signIn, ("Email", scene.AdviserAccount.Email), ("Password", WebFixture.Password));
        Assert.Equal(("What you sent is still here", file), (kept.TextOf("h1"), kept.Text.Contains("choose it again", StringComparison.Ordinal)));
        var done = await browser.PressAsync(kept, "Send it now");
        Assert.StartsWith($"/tickets/{ticket.Reference}", done.Address, StringComparison.Ordinal);
        Assert.Contains("Spoke to the crew: they come back on Thursday.", done.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_somebody_who_signed_out_nobody_gets_it_who_signed_in_after_them(bool expired)
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var other = await web.AccountAsync(A.Staff(Role.Adviser));
        var form = await browser.GetAsync("/account");
        await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");
        await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", other.Email), ("Password", WebFixture.Password));
        // The session of the other person ends too, by itself or by them.
        if (expired) web.Clock.Pass(TimeSpan.FromMinutes(61));
        else await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");

        var signIn = await browser.SubmitAsync(form, ("Shortcuts", "off"));
        var landed = await browser.SubmitAsync(signIn, ("Email", other.Email), ("Password", WebFixture.Password));
        Assert.NotEqual("What you sent is still here", landed.TextOf("h1"));
        Assert.Equal("/", (await browser.GetAsync("/account/kept-form")).Address);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_waits_for_its_writer_while_somebody_else_works_on_the_same_browser(bool expired)
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var other = await web.AccountAsync(A.Staff(Role.Adviser));
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        var form = $"#{page.Document.QuerySelector("form[enctype='multipart/form-data']")!.Id}";
        if (expired) web.Clock.Pass(TimeSpan.FromMinutes(61));
        else await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");
        await browser.UploadAsync(page, form, [], ("Note", "The crew comes on Thursday."));

        var others = await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", other.Email), ("Password", WebFixture.Password));
        Assert.Equal("/", others.Address);
        Assert.DoesNotContain("The crew comes on Thursday.", others.Text, StringComparison.Ordinal);
        Assert.Equal("/", (await browser.GetAsync("/account/kept-form")).Address);
        web.Clock.Pass(TimeSpan.FromHours(3));
        var kept = await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", scene.AdviserAccount.Email), ("Password", WebFixture.Password));
        Assert.Equal("What you sent is still here", kept.TextOf("h1"));
        Assert.Contains("The crew comes on Thursday.", (await browser.PressAsync(kept, "Send it now")).Text, StringComparison.Ordinal);
        // It has arrived, so that it asks nobody again.
        Assert.Equal("/", (await browser.GetAsync("/account/kept-form")).Address);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_that_is_sent_while_somebody_else_is_signed_in_waits_for_its_writer_and_is_not_shown_to_the_other(bool expired)
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var other = await web.AccountAsync(A.Staff(Role.Adviser));
        var ticket = await scene.RaiseAsync();
        var page = await browser.GetAsync($"/tickets/{ticket.Reference}");
        var form = $"#{page.Document.QuerySelector("form[enctype='multipart/form-data']")!.Id}";
        if (expired) web.Clock.Pass(TimeSpan.FromMinutes(61));
        else await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");
        await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", other.Email), ("Password", WebFixture.Password));

        var refused = await browser.UploadAsync(page, form, [], ("Note", "The crew comes on Friday."));
        Assert.Equal("This form is somebody else's", refused.TextOf("h1"));
        Assert.DoesNotContain("The crew comes on Friday.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/", (await browser.GetAsync("/account/kept-form")).Address);
        Assert.DoesNotContain("The crew comes on Friday.", (await browser.GetAsync($"/tickets/{ticket.Reference}")).Text, StringComparison.Ordinal);
        await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");
        var kept = await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", scene.AdviserAccount.Email), ("Password", WebFixture.Password));
        Assert.Contains("The crew comes on Friday.", (await browser.PressAsync(kept, "Send it now")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_a_day_and_no_longer_and_never_with_a_password()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var (form, password) = (await browser.GetAsync("/account"), await browser.GetAsync("/account/password"));
        await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");
        await browser.SubmitAsync(password, ("Present", WebFixture.Password), ("New", "Another long password"), ("Again", "Another long password"));
        Assert.Equal("/", (await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", browser.Account!.Email), ("Password", WebFixture.Password))).Address);
        await browser.PressAsync(await browser.GetAsync("/sign-out"), "Sign out");
        await browser.SubmitAsync(form, ("Shortcuts", "off"));
        web.Clock.Pass(TimeSpan.FromHours(25));
        Assert.Equal("/", (await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", browser.Account!.Email), ("Password", WebFixture.Password))).Address);
    }

    [Fact]
    public async Task It_is_gone_when_it_is_thrown_away()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var form = await browser.GetAsync("/account");
        web.Clock.Pass(TimeSpan.FromMinutes(61));
        var signIn = await browser.SubmitAsync(form, ("Shortcuts", "off"));
        var kept = await browser.SubmitAsync(signIn, ("Email", browser.Account!.Email), ("Password", WebFixture.Password));

        await browser.PressAsync(kept, "Throw it away");

        Assert.Equal("/", (await browser.GetAsync("/account/kept-form")).Address);
        Assert.Contains("cf-answers-keys", (await browser.GetAsync("/account")).Document.Body!.ClassList);
    }

    [Fact]
    public async Task A_form_of_somebody_who_was_never_signed_in_is_not_kept()
    {
        var answer = await web.Anybody().Client.PostAsync("/account", new FormUrlEncodedContent([new("Shortcuts", "off")]));

        Assert.DoesNotContain("kept-form", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("returnUrl=%2Faccount", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
