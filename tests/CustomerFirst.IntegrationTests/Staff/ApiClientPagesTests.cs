using System.Net;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class ApiClientPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_program_gets_a_key_that_is_shown_once_works_and_is_revoked()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        var name = $"Telephony {Guid.NewGuid():N}";
        var form = await browser.GetAsync("/admin/api-clients/new");
        Assert.Equal(["Enter the name of the program", "Select what the program may do"], (await browser.SubmitAsync(form)).Errors);
        Assert.Equal(["The day on which the key ends must be a real date: April has 30 days"],
            (await browser.SubmitAsync(form, ("Name", name), ("Scopes", "seeServices"), ("ExpiresAt.Day", "31"), ("ExpiresAt.Month", "4"))).Errors);

        var shown = await browser.SubmitAsync(form, ("Name", name), ("Scopes", "seeServices"));
        var key = shown.TextOf("#key");
        Assert.Equal("/admin/api-clients", (await browser.GetAsync("/admin/api-clients/key")).Address);
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(key));

        var list = await browser.GetAsync("/admin/api-clients");
        Assert.DoesNotContain(key, list.Html, StringComparison.Ordinal);
        Assert.Contains("Read services and teams", list.Text, StringComparison.Ordinal);
        var revoked = await browser.PressAsync(list, $"Revoke the key of {name}");
        Assert.StartsWith("The key was revoked", revoked.Said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(key));
        Assert.NotNull((await web.Hub.DatabaseAsync(db => db.Set<ApiClient>().SingleAsync(c => c.Name == name))).RevokedAt);
    }

    [Fact]
    public async Task Who_is_no_administrator_is_refused()
    {
        var browser = await web.SignInAsAsync(Role.Manager);
        foreach (var address in new[] { "/admin/api-clients", "/admin/api-clients/new", "/admin/api-clients/key" }) Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(address)).Status);
    }

    private async Task<HttpStatusCode> StatusAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/services");
        request.Headers.Add("Authorization", $"Bearer {key}");
        return (await web.Anybody().Client.SendAsync(request)).StatusCode;
    }
}
