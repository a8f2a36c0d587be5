using System.Net;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class TwoFactorTests(WebFixture web) : IClassFixture<WebFixture>, IDisposable
{
    private const string WrongCode = "The code is not right, was used before, or the account is locked for a while";

    public void Dispose() => web.Clock.Runs();

    [Fact]
    public async Task Once_set_up_the_password_alone_does_not_let_in_and_the_app_s_code_does()
    {
        var (browser, key, _) = await SetUpAsync();

        var page = await PasswordAsync(browser.Account!);
        Assert.Equal("Enter the code", page.Page.TextOf("h1"));
        Assert.StartsWith("/sign-in", (await page.Browser.GetAsync("/account")).Address, StringComparison.Ordinal);
        var landed = await page.Browser.SubmitAsync(page.Page, ("Code", CodeNow(key)));

        Assert.Equal("/", landed.Address);
    }

    [Fact]
    public async Task A_code_works_only_once()
    {
        var (browser, key, _) = await SetUpAsync();
        web.Clock.Is(new DateTimeOffset(2027, 3, 1, 9, 0, 10, TimeSpan.Zero));
        var code = CodeNow(key);
        var first = await PasswordAsync(browser.Account!);
        Assert.Equal("/", (await first.Browser.SubmitAsync(first.Page, ("Code", code))).Address);

        var second = await PasswordAsync(browser.Account!);
        var refused = await second.Browser.SubmitAsync(second.Page, ("Code", code));

        Assert.Equal([WrongCode], refused.Errors);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        var (browser, _, codes) = await SetUpAsync();
        Assert.Equal(10, codes.Count);

        var first = await PasswordAsync(browser.Account!);
        Assert.Equal("/", (await first.Browser.SubmitAsync(first.Page, ("Code", codes[3].ToLowerInvariant()))).Address);
        var second = await PasswordAsync(browser.Account!);

        Assert.Equal([WrongCode], (await second.Browser.SubmitAsync(second.Page, ("Code", codes[3]))).Errors);
        Assert.Contains("9 recovery codes left", (await first.Browser.GetAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_account_also_when_the_password_is_given_again_between_them()
    {
        var (browser, key, _) = await SetUpAsync();
        for (var i = 0; i < 5; i++)
        {
            var page = await PasswordAsync(browser.Account!);
            Assert.Equal([WrongCode], (await page.Browser.SubmitAsync(page.Page, ("Code", "000000"))).Errors);
        }

        var locked = await PasswordAsync(browser.Account!);

        Assert.Equal("/sign-in", locked.Page.Address);
        Assert.Equal(SignInStep.Refused, (await web.Hub.DoAsync(new VerifySecondFactorCommand(browser.Account!.Id, CodeNow(key)), Actor.Public)).Step);
    }

    [Fact]
    public async Task A_wrong_first_code_sets_nothing_up_and_the_key_stays_the_same()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var begun = await browser.SubmitAsync(await browser.GetAsync("/account/two-factor"));
        var key = begun.TextOf(".cf-code");

        var refused = await browser.SubmitAsync(begun, ("Code", "123456"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(["The code is not right. Enter the one that the app shows now"], refused.Errors);
        Assert.Equal(key, refused.TextOf(".cf-code"));
        Assert.Contains("Off", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_key_nor_recovery_codes_stand_readable_in_the_database()
    {
        var (browser, key, codes) = await SetUpAsync();

        var kept = await web.Hub.DatabaseAsync(db => db.UserTokens.Where(t => t.UserId == browser.Account!.Id).Select(t => t.Name + t.Value).ToListAsync());

        var all = string.Concat(kept);
        Assert.Equal(11, kept.Count);
        Assert.DoesNotContain(Convert.ToBase64String(key), all, StringComparison.Ordinal);
        Assert.All(codes, code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), all, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_is_turned_off_with_the_password_and_not_without()
    {
        var (browser, _, _) = await SetUpAsync();

        var refused = await browser.PressAsync(await browser.GetAsync("/account/two-factor"), "Turn off two-factor sign-in", ("Password", "wrong"));
        Assert.Equal(["Your password is not right"], refused.Errors);
        var off = await browser.PressAsync(refused, "Turn off two-factor sign-in", ("Password", WebFixture.Password));

        Assert.Equal("Two-factor sign-in is off", off.Said);
        Assert.Equal("/", (await PasswordAsync(browser.Account!)).Page.Address);
    }

    [Fact]
    public async Task New_recovery_codes_replace_the_old_ones()
    {
        var (browser, _, old) = await SetUpAsync();

        var page = await browser.PressAsync(await browser.GetAsync("/account/two-factor"), "Make new recovery codes", ("Password", WebFixture.Password));
        var renewed = page.TextsOf(".cf-code");

        Assert.Equal(10, renewed.Count);
        Assert.Empty(renewed.Intersect(old));
        var next = await PasswordAsync(browser.Account!);
        Assert.Equal([WrongCode], (await next.Browser.SubmitAsync(next.Page, ("Code", old[0]))).Errors);
        Assert.Equal("/", (await next.Browser.SubmitAsync(next.Page, ("Code", renewed[0]))).Address);
    }

    [Fact]
    public async Task Where_a_role_demands_it_everything_else_waits_until_it_is_set_up_and_it_cannot_be_turned_off()
    {
        await web.Hub.SaveAsync(new RolePolicy { Role = Role.Steward, RequiresTwoFactor = true });
        var browser = await web.SignInAsAsync(Role.Steward);

        Assert.Equal("/account/two-factor", (await browser.GetAsync("/")).Address);
        Assert.Empty((await browser.GetAsync("/account")).TextsOf(".moj-primary-navigation__link"));
        Assert.Contains("Your role needs two-factor sign-in", (await browser.GetAsync("/account/two-factor")).Text, StringComparison.Ordinal);

        await TurnOnAsync(browser);

        Assert.Equal("/", (await browser.GetAsync("/")).Address);
        Assert.DoesNotContain("Turn off two-factor sign-in", (await browser.GetAsync("/account/two-factor")).TextsOf("main button"));
        var refused = await web.Hub.SendAsync(new TurnOffTwoFactorCommand(WebFixture.Password), A.Actor(browser.Account!));
        Assert.IsType<TwoFactorDemanded>(refused.Error);
    }

    [Fact]
    public async Task A_role_that_begins_to_demand_it_reaches_who_is_signed_in_within_a_minute()
    {
        var browser = await web.SignInAsAsync(Role.Auditor);
        await web.Hub.SaveAsync(new RolePolicy { Role = Role.Auditor, RequiresTwoFactor = true });
        Assert.NotEqual("/account/two-factor", (await browser.GetAsync("/")).Address);

        web.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.Equal("/account/two-factor", (await browser.GetAsync("/")).Address);
    }

    [Fact]
    public async Task Setting_up_is_in_the_audit_trail_without_any_secret()
    {
        var (browser, _, _) = await SetUpAsync();

        var entries = await web.Hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == browser.Account!.Id && e.Action == "TurnOnTwoFactor")
            .Join(db.Set<AuditValue>(), e => e.Id, v => v.EntryId, (e, v) => new { e.Fields, v.Values }).ToListAsync());

        var entry = Assert.Single(entries);
        Assert.Equal(["security_stamp", "two_factor_enabled"], entry.Fields.Order());
        Assert.DoesNotContain("security_stamp", entry.Values, StringComparison.Ordinal);
    }

    private async Task<(Browser Browser, byte[] Key, IReadOnlyList<string> Codes)> SetUpAsync()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var (key, codes) = await TurnOnAsync(browser);
        return (browser, key, codes);
    }

    private async Task<(byte[] Key, IReadOnlyList<string> Codes)> TurnOnAsync(Browser browser)
    {
        var begun = await browser.SubmitAsync(await browser.GetAsync("/account/two-factor"));
        var key = Decode(begun.TextOf(".cf-code"));
        var done = await browser.SubmitAsync(begun, ("Code", CodeNow(key)));
        Assert.Equal("Keep your recovery codes", done.TextOf("h1"));
        return (key, done.TextsOf(".cf-code"));
    }

    private async Task<(Browser Browser, Page Page)> PasswordAsync(StaffAccount account)
    {
        var browser = web.Anybody();
        return (browser, await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", account.Email), ("Password", WebFixture.Password)));
    }

    private string CodeNow(byte[] key) => TimeBasedCode.Of(key, TimeBasedCode.StepAt(web.Clock.GetUtcNow()));

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Where(c => c != ' ').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
