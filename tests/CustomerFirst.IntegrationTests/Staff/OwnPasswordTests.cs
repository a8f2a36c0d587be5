using System.Net;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class OwnPasswordTests(WebFixture web) : IClassFixture<WebFixture>, IDisposable
{
    private const string Another = "pewter almanac thistle";

    public void Dispose() => web.Clock.Runs();

    [Theory]
    [InlineData("wrong", Another, Another, "Your current password is not right")]
    [InlineData(WebFixture.Password, "short", "short", "Password must be 12 characters or more")]
    [InlineData(WebFixture.Password, "password1234", "password1234", "Password is too easy to guess: three words that have nothing to do with each other make a good one")]
    [InlineData(WebFixture.Password, "Kelderby2026!", "Kelderby2026!", "Password must not be built on the name of the council or of this system")]
    [InlineData(WebFixture.Password, Another, "something else entirely", "The two new passwords are not the same")]
    [InlineData(WebFixture.Password, WebFixture.Password, WebFixture.Password, "Enter a password that you did not have before")]
    [InlineData("", Another, Another, "Enter your current password")]
    public async Task A_password_that_the_rules_do_not_allow_is_refused_with_the_reason(string present, string fresh, string again, string problem)
    {
        var browser = await web.SignInAsAsync(Role.Adviser);

        var page = await browser.SubmitAsync(await browser.GetAsync("/account/password"), ("Present", present), ("New", fresh), ("Again", again));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal([problem], page.Errors);
    }

    [Fact]
    public async Task A_changed_password_works_at_once_keeps_this_session_and_ends_every_other_one()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        var (here, elsewhere) = (await web.SignInAsync(account), await web.SignInAsync(account));

        var done = await here.SubmitAsync(await here.GetAsync("/account/password"), ("Present", WebFixture.Password), ("New", Another), ("Again", Another));
        web.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.Equal("Your password was changed. You were signed out everywhere else", done.Said);
        Assert.Equal("/account", (await here.GetAsync("/account")).Address);
        Assert.StartsWith("/sign-in", (await elsewhere.GetAsync("/account")).Address, StringComparison.Ordinal);
        var browser = web.Anybody();
        Assert.Equal("/", (await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", account.Email), ("Password", Another))).Address);
    }

    [Fact]
    public async Task Guessing_the_present_password_from_a_borrowed_session_locks_the_account()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        for (var i = 0; i < 5; i++) await browser.SubmitAsync(await browser.GetAsync("/account/password"), ("Present", $"guess {i}"), ("New", Another), ("Again", Another));

        var page = await browser.SubmitAsync(await browser.GetAsync("/account/password"), ("Present", WebFixture.Password), ("New", Another), ("Again", Another));

        Assert.Equal(["Your current password is not right"], page.Errors);
    }

    [Fact]
    public async Task Who_was_given_a_password_has_to_choose_one_before_anything_else()
    {
        var given = A.Staff(Role.Adviser);
        given.MustChangePassword = true;
        var browser = await web.SignInAsync(await web.AccountAsync(given));
        var led = await browser.GetAsync("/");
        Assert.Equal("/account/password", led.Address);

        await browser.SubmitAsync(led, ("Present", WebFixture.Password), ("New", Another), ("Again", Another));

        Assert.Equal("/", (await browser.GetAsync("/")).Address);
        Assert.False(await web.Hub.DatabaseAsync(db => db.Users.Where(a => a.Id == given.Id).Select(a => a.MustChangePassword).SingleAsync()));
    }

    [Fact]
    public async Task Keyboard_shortcuts_can_be_switched_off_and_on()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var account = await browser.GetAsync("/account");
        Assert.Contains("cf-answers-keys", account.Document.Body!.ClassList);

        var off = await browser.SubmitAsync(account, ("Shortcuts", "off"));
        Assert.Equal("Keyboard shortcuts are off", off.Said);
        Assert.DoesNotContain("cf-answers-keys", off.Document.Body!.ClassList);
        var on = await browser.SubmitAsync(off, ("Shortcuts", "on"));

        Assert.Contains("cf-answers-keys", on.Document.Body!.ClassList);
        Assert.Null((await browser.GetAsync("/account")).Said);
    }
}
