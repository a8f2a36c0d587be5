using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

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

        Assert.DoesNotContain("cf-kept", string.Concat(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []), StringComparison.Ordinal);
        Assert.Contains("returnUrl=%2Faccount", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
