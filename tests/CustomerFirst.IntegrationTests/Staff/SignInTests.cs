using System.Net;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class SignInTests(WebFixture web) : IClassFixture<WebFixture>, IDisposable
{
    private const string Refusal = "The e-mail address or password is not right, or the account is locked for a while";

    public void Dispose() => web.Clock.Runs();

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

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site_after_signing_in(string returnUrl)
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        var browser = web.Anybody();

        var page = await browser.GetAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        var landed = await browser.SubmitAsync(page, ("Email", account.Email), ("Password", WebFixture.Password));

        Assert.Equal("/", landed.Address);
    }

    [Theory]
    [InlineData(Role.Adviser, "/")]
    [InlineData(Role.CounterStaff, "/")]
    [InlineData(Role.Officer, "/")]
    [InlineData(Role.Manager, "/")]
    [InlineData(Role.Steward, "/")]
    [InlineData(Role.Member, "/ward")]
    [InlineData(Role.Administrator, "/admin")]
    [InlineData(Role.Auditor, "/audit")]
    public async Task Each_role_lands_where_it_works(Role role, string address)
    {
        var account = await web.AccountAsync(A.Staff(role));
        var browser = web.Anybody();

        var landed = await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", account.Email), ("Password", WebFixture.Password));

        Assert.Equal(address, landed.Address);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_and_an_ended_account_get_the_same_answer()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        var ended = A.Staff(Role.Adviser);
        ended.Active = false;
        await web.AccountAsync(ended);

        var answers = new List<Page>
        {
            await TryAsync(account.Email!, "not the password"), await TryAsync("nobody@example.org", WebFixture.Password), await TryAsync(ended.Email!, WebFixture.Password),
        };

        Assert.All(answers, answer =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal([Refusal], answer.Errors);
            Assert.StartsWith("Error: Sign in", answer.Title, StringComparison.Ordinal);
        });
        Assert.Single(answers.Select(a => a.Text).Distinct());
    }

    [Fact]
    public async Task Empty_fields_are_named_beside_themselves_and_the_password_never_comes_back()
    {
        var browser = web.Anybody();

        var empty = await browser.SubmitAsync(await browser.GetAsync("/sign-in"));
        var wrong = await TryAsync("somebody@example.org", "a wrong password");

        Assert.Equal(["Enter your e-mail address", "Enter your password"], empty.Errors);
        Assert.Equal("somebody@example.org", wrong.Document.GetElementById("Email")!.GetAttribute("value"));
        Assert.Null(wrong.Document.GetElementById("Password")!.GetAttribute("value"));
        Assert.DoesNotContain("a wrong password", wrong.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_wrong_tries_even_the_right_password_is_refused_for_fifteen_minutes()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        web.Clock.Is(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 5; i++) await TryAsync(account.Email!, $"wrong {i}");

        Assert.Equal([Refusal], (await TryAsync(account.Email!, WebFixture.Password)).Errors);
        web.Clock.Pass(TimeSpan.FromMinutes(14));
        Assert.Equal([Refusal], (await TryAsync(account.Email!, WebFixture.Password)).Errors);
        web.Clock.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal("/", (await TryAsync(account.Email!, WebFixture.Password)).Address);
        Assert.Equal(["refused", "lockedOut"], Assert.Single(await EntriesAsync(account), e => e.Fields.Length == 2).Fields);
    }

    [Fact]
    public async Task A_right_password_makes_the_count_begin_anew()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++) await TryAsync(account.Email!, $"wrong {i}");
            Assert.Equal("/", (await TryAsync(account.Email!, WebFixture.Password)).Address);
        }
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_are_counted_as_strictly_as_one_after_another()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));

        var guesses = Enumerable.Range(0, 30).Select(i => web.Hub.DoAsync(new SignInCommand(account.Email, $"guess {i}"), Actor.Public));
        Assert.All(await Task.WhenAll(guesses), outcome => Assert.Equal(SignInStep.Refused, outcome.Step));

        Assert.Equal(5, await web.Hub.ScalarAsync<int>("select access_failed_count from staff where id = @id", ("id", account.Id)));
        Assert.Single(await EntriesAsync(account), e => e.Fields.Contains("lockedOut"));
        Assert.Equal(SignInStep.Refused, (await web.Hub.DoAsync(new SignInCommand(account.Email, WebFixture.Password), Actor.Public)).Step);
    }

    [Fact]
    public async Task Signing_in_and_out_are_in_the_audit_trail_with_ids_only()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        await TryAsync(account.Email!, "wrong");
        var browser = await web.SignInAsync(account);
        var out_ = await browser.SubmitAsync(await browser.GetAsync("/account"), "form[action='/sign-out']");

        Assert.Equal("You are signed out", out_.Said);
        Assert.Equal("/sign-in", (await browser.GetAsync("/account")).Address.Split('?')[0]);
        var entries = await EntriesAsync(account);
        Assert.Equal([("SignIn", "refused"), ("SignIn", "signedIn"), ("SignOut", "signedOut")], entries.Select(e => (e.Action, string.Join(' ', e.Fields))));
        // Who proved to be somebody did it as that person, not as the public.
        Assert.Equal([("public", false), ("staff", true), ("staff", true)], entries.Select(e => (e.ActorKind, e.ActorId == account.Id)));
        Assert.All(entries, e => Assert.False(string.IsNullOrEmpty(e.CorrelationId)));
    }

    [Fact]
    public async Task A_session_ends_within_a_minute_of_a_change_of_the_security_stamp()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        await ChangeAsync(browser, account => account.SecurityStamp = "another");
        Assert.Equal("/account", (await browser.GetAsync("/account")).Address);

        web.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.StartsWith("/sign-in", (await browser.GetAsync("/account")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_within_a_minute_of_the_end_of_the_account()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        await ChangeAsync(browser, account => account.Active = false);

        web.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.StartsWith("/sign-in", (await browser.GetAsync("/account")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_role_works_after_a_minute_without_signing_in_again()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        await web.Hub.SaveAsync(new StaffRole { StaffId = browser.Account!.Id, Role = Role.Manager });
        Assert.DoesNotContain("Performance", (await browser.GetAsync("/account")).TextsOf(".moj-primary-navigation__link"));

        web.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.Contains("Performance", (await browser.GetAsync("/account")).TextsOf(".moj-primary-navigation__link"));
    }

    [Fact]
    public async Task A_session_ends_after_an_hour_without_a_request_and_after_twelve_hours_however_busy()
    {
        var idle = await web.SignInAsAsync(Role.Adviser);
        web.Clock.Pass(TimeSpan.FromMinutes(61));
        Assert.StartsWith("/sign-in", (await idle.GetAsync("/account")).Address, StringComparison.Ordinal);

        var busy = await web.SignInAsAsync(Role.Adviser);
        for (var half = 0; half < 23; half++)
        {
            web.Clock.Pass(TimeSpan.FromMinutes(30));
            Assert.Equal("/account", (await busy.GetAsync("/account")).Address);
        }
        web.Clock.Pass(TimeSpan.FromMinutes(31));
        Assert.StartsWith("/sign-in", (await busy.GetAsync("/account")).Address, StringComparison.Ordinal);
    }

    private async Task<Page> TryAsync(string email, string password)
    {
        var browser = web.Anybody();
        return await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", email), ("Password", password));
    }

    private Task<List<AuditEntry>> EntriesAsync(StaffAccount account) => web.Hub.DatabaseAsync(db =>
        db.Set<AuditEntry>().Where(e => e.RecordId == account.Id && (e.Action == "SignIn" || e.Action == "SignOut")).OrderBy(e => e.Id).ToListAsync());

    private Task<int> ChangeAsync(Browser browser, Action<StaffAccount> change) => web.Hub.DatabaseAsync(async db =>
    {
        change(await db.Users.SingleAsync(a => a.Id == browser.Account!.Id));
        return await db.SaveChangesAsync();
    });
}
