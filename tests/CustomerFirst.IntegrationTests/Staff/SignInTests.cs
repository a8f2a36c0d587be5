using System.Net;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class SignInTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Refusal = "The e-mail address or password is not right, or the account is locked for a while";

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_sign_in_and_then_back_to_where_they_wanted_to_go()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        var browser = web.Anybody();

        var page = await browser.GetAsync("/account");
        Assert.Equal("Sign in - CustomerFirst", page.Title);
        var landed = await browser.SubmitAsync(page, ("Email", account.Email), ("Password", WebFixture.Password));

        Assert.Equal("/account", landed.Address);
        Assert.Equal("My account", landed.TextOf("h1"));
    }
}
