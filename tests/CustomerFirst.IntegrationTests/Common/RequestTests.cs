using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>What every answer has, whatever the page.</summary>
public sealed partial class RequestTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Every_page_allows_only_scripts_and_styles_of_the_hub_itself_and_may_stand_in_no_frame()
    {
        var page = await web.Anybody().GetAsync("/sign-in");

        var policy = Header(page, "Content-Security-Policy");
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(page, "Referrer-Policy"));
        Assert.Contains("camera=()", Header(page, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("no-store", Header(page, "Cache-Control"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("script:not([src]), style, [style], [onclick]"));
    }

    [Fact]
    public async Task Every_page_says_how_long_it_took()
    {
        Assert.Matches(@"^total;dur=\d+\.\d$", Header(await web.Anybody().GetAsync("/sign-in"), "Server-Timing"));
    }

    [Theory]
    [InlineData("abc-123_x.y", true)]
    [InlineData("two words", false)]
    [InlineData("<script>", false)]
    public async Task A_sane_correlation_id_is_taken_over_and_any_other_replaced(string given, bool taken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "X-Correlation-Id", given } } };
        var answer = await web.Anybody().Client.SendAsync(request);

        var correlation = Assert.Single(answer.Headers.GetValues("X-Correlation-Id"));
        Assert.Equal(taken, correlation == given);
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", correlation);
    }

    [Fact]
    public async Task The_log_line_of_a_request_names_the_route_and_never_the_address()
    {
        await using var quiet = new LogFixture();
        await quiet.InitializeAsync();

        await quiet.Anybody().GetAsync("/nobody-knows/this-place?surname=Featherstonehaugh");
        await quiet.Anybody().GetAsync("/sign-in?returnUrl=%2Ftickets%3Fsurname%3DFeatherstonehaugh");
        var browser = quiet.Anybody();
        await browser.SubmitAsync(await browser.GetAsync("/sign-in"), ("Email", "featherstonehaugh@example.org"), ("Password", "a wrong password"));
        await browser.GetAsync("/tickets/Featherstonehaugh/resolve");

        var lines = quiet.Lines;
        Assert.Contains(lines, line => LogLine().IsMatch(line));
        Assert.Contains(lines, line => line.StartsWith("GET (no route) 404 in", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("POST sign-in 400 in", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("GET tickets/{reference}/{slug}/{on?} 302 in", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Featherstonehaugh", StringComparison.OrdinalIgnoreCase) || line.Contains("wrong password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Live_and_ready_answer_and_ready_fails_while_the_schema_is_not_this_version_s()
    {
        await using var other = new WebFixture();
        await other.InitializeAsync();
        Assert.Equal(HttpStatusCode.OK, (await other.Anybody().Client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.Anybody().Client.GetAsync("/health/ready")).StatusCode);

        await using (var forget = other.Hub.Database.CreateCommand("delete from migrations where \"MigrationId\" like '%StaffSignIn'")) await forget.ExecuteNonQueryAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await other.Anybody().Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.Anybody().Client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page_that_says_what_to_do()
    {
        var answer = await Page.ReadAsync(await web.Anybody().Client.PostAsync("/sign-in", new FormUrlEncodedContent([new("Email", "a@example.org")])));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("This page could not read what was sent", answer.TextOf("h1"));
    }

    [Theory]
    [InlineData(400, "This page could not read what was sent")]
    [InlineData(403, "You cannot see this page")]
    [InlineData(404, "Page not found")]
    [InlineData(409, "This was changed in the meantime")]
    [InlineData(429, "Too many tries")]
    [InlineData(500, "Sorry, there is a problem")]
    public async Task Each_error_has_its_page_in_the_shell_of_who_asks(int code, string title)
    {
        var forEverybody = await web.Anybody().GetAsync($"/error/{code}");
        var forStaff = await (await web.SignInAsAsync(Role.Auditor)).GetAsync($"/error/{code}");

        Assert.Equal([title, title], new[] { forEverybody.TextOf("h1"), forStaff.TextOf("h1") });
        Assert.Equal([code, code], new[] { (int)forEverybody.Status, (int)forStaff.Status });
        Assert.NotNull(forEverybody.Document.QuerySelector(".cf-public-header"));
        Assert.NotNull(forStaff.Document.QuerySelector(".moj-header"));
    }

    [Fact]
    public async Task A_failure_inside_a_page_is_told_without_its_cause_and_with_the_number_of_its_log_lines()
    {
        await using var broken = new ProductionFixture();
        await broken.InitializeAsync();
        var browser = await broken.SignInAsAsync(Role.Adviser);
        await using (var drop = broken.Hub.Database.CreateCommand("alter table offices rename to offices_gone")) await drop.ExecuteNonQueryAsync();

        var page = await browser.GetAsync("/account");

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Equal("Sorry, there is a problem", page.TextOf("h1"));
        Assert.Equal(Header(page, "X-Correlation-Id"), page.TextOf("main code"));
        Assert.DoesNotContain("offices", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_with_something_that_this_version_does_not_know_is_told_as_that()
    {
        await using var broken = new ProductionFixture();
        await broken.InitializeAsync();
        var id = await TheCustomer.CreateAsync(broken.Hub, TheCustomer.Named(TheCustomer.Word()));
        var browser = await broken.SignInAsAsync(Role.Adviser);
        await broken.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customers set erasure = 'whoKnows' where id = {id}"));

        var page = await browser.GetAsync($"/customers/{id}");

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains("not what this version of the hub writes", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(Header(page, "X-Correlation-Id"), page.TextOf("main code"));
        Assert.DoesNotContain("whoKnows", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_style_guide_is_there_in_development_only()
    {
        await using var production = new ProductionFixture();
        await production.InitializeAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await production.Anybody().GetAsync("/styleguide")).Status);
        Assert.Equal(HttpStatusCode.OK, (await web.Anybody().GetAsync("/styleguide")).Status);
    }

    [Fact]
    public async Task Too_many_sign_ins_from_one_address_are_held_up()
    {
        await using var strict = new StrictFixture();
        await strict.InitializeAsync();
        var browser = strict.Anybody();
        var form = await browser.GetAsync("/sign-in");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(form, ("Email", $"a{i}@example.org"), ("Password", "x"))).Status);

        var held = await browser.SubmitAsync(form, ("Email", "a@example.org"), ("Password", "x"));

        Assert.Equal(HttpStatusCode.TooManyRequests, held.Status);
        Assert.Equal("Too many tries", held.TextOf("h1"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sign-in")).Status);
    }

    [Fact]
    public async Task Styles_and_scripts_come_compressed_with_addresses_that_may_be_kept_for_ever()
    {
        await using var production = new ProductionFixture();
        await production.InitializeAsync();
        var browser = production.Anybody();
        var page = await browser.GetAsync("/sign-in");

        var files = page.Document.QuerySelectorAll("link[rel=stylesheet]").Select(e => e.GetAttribute("href")!).ToList();
        Assert.Equal(7, files.Count);
        foreach (var file in files)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file) { Headers = { { "Accept-Encoding", "gzip" } } };
            var answer = await browser.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("gzip", answer.Content.Headers.ContentEncoding);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/error/404", 40, 40, 40)]
    [InlineData("/sign-in", 60, 100, 160)]
    public async Task Pages_are_light(string address, int pageKilobytes, int scriptKilobytes, int allKilobytes)
    {
        await using var production = new ProductionFixture();
        await production.InitializeAsync();
        var browser = production.Anybody();
        var page = await browser.GetAsync(address);
        var scripts = page.Document.QuerySelectorAll("script[src]").Select(e => e.GetAttribute("src")!).Append("/lib/govuk-frontend.min.js").ToList();
        var styles = page.Document.QuerySelectorAll("link[rel=stylesheet]").Select(e => e.GetAttribute("href")!).ToList();

        var html = await SizeAsync(browser, address);
        var ofScripts = await SizeAsync(browser, [.. scripts]);
        var all = html + ofScripts + await SizeAsync(browser, [.. styles]);

        Assert.True(html < pageKilobytes * 1024, $"The page has {html} bytes.");
        Assert.True(ofScripts < scriptKilobytes * 1024, $"Its scripts have {ofScripts} bytes.");
        Assert.True(all < allKilobytes * 1024, $"All of it has {all} bytes.");
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_stay_on_the_site()
    {
        var answer = await web.Anybody().Client.GetAsync("/sign-in");

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static async Task<long> SizeAsync(Browser browser, params string[] addresses)
    {
        var size = 0L;
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip" } } };
            size += (await (await browser.Client.SendAsync(request)).Content.ReadAsByteArrayAsync()).Length;
        }
        return size;
    }

    private static string Header(Page page, string name) => Assert.Single(page.Headers.GetValues(name));

    [GeneratedRegex(@"^GET sign-in 200 in \d+\.\d ms by public")]
    private static partial Regex LogLine();

    private sealed class ProductionFixture : WebFixture
    {
        protected override string Environment => "Production";
    }

    private sealed class StrictFixture : WebFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("RateLimits:SignInPerMinute", "3")];
    }

    /// <summary>Logs as much as an installation does, and keeps the lines.</summary>
    private sealed class LogFixture : WebFixture, ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        protected override string Environment => "Production";

        protected override IEnumerable<(string Key, string Value)> Settings => [("Logging:LogLevel:Default", "Information")];

        protected override void Configure(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(this);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
