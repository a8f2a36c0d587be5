using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Tests.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>
/// The web program on a database of its own, with real HTTP, cookies and HTML. Use it as a class fixture (<c>IClassFixture&lt;WebFixture&gt;</c>);
/// <see cref="Hub"/> saves test data and looks at what was saved, <see cref="Anybody"/> and <see cref="SignInAsAsync(Role, Role[])"/> give browsers.
/// </summary>
public class WebFixture : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>The password of every account that <see cref="AccountAsync"/> makes.</summary>
    public const string Password = "lantern gravel otter";

    private TestDatabase _database = null!;
    private WebApplicationFactory<HubPage> _program = null!;

    /// <summary>The program's services, database and clock.</summary>
    public Hub Hub { get; private set; } = null!;

    /// <summary>The program's clock: real time until a test sets it.</summary>
    public HubClock Clock => Hub.Clock;

    /// <summary>Development, so that scopes are checked and the style guide is there.</summary>
    protected virtual string Environment => "Development";

    /// <summary>What the configuration says besides the database.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    /// <summary>Whether the program listens on a port, with the limits of a real server, and not in memory.</summary>
    protected virtual bool Listens => false;

    /// <summary>Replaces services.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <inheritdoc />
    public virtual async Task InitializeAsync()
    {
        var clock = new HubClock();
        _database = await TestDatabase.CreateMigratedAsync();
        _program = new WebApplicationFactory<HubPage>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment(Environment);
            web.UseSetting("ConnectionStrings:CustomerFirst", _database.ConnectionString);
            web.UseSetting("Logging:LogLevel:Default", "Warning");
            // However busy the machine, a test waits for its import.
            web.UseSetting("Imports:PatienceSeconds", "300");
            foreach (var (key, value) in Settings) web.UseSetting(key, value);
            web.ConfigureServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services.AddStrictQueries();
                // Real cost is for real passwords.
                services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
                Configure(services);
            });
        });
        if (Listens)
        {
            _program.UseKestrel(0);
            _program.StartServer();
        }
        Hub = Hub.Over(_database, _program.Services, clock);
    }

    /// <inheritdoc />
    public virtual async Task DisposeAsync()
    {
        await _program.DisposeAsync();
        await _database.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser of somebody who has not signed in.</summary>
    public Browser Anybody() => Listens
        ? new(new HttpClient(new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } }) { BaseAddress = _program.ClientOptions.BaseAddress })
        : new(_program.CreateDefaultClient(new Uri("http://localhost/"), new CookieJar()));

    /// <summary>A program that speaks HTTP with this one: no cookies, no redirects followed.</summary>
    protected HttpClient Caller() => _program.CreateDefaultClient(new Uri("http://localhost/"));

    /// <summary>A browser of a new person with these roles, signed in through the page.</summary>
    public async Task<Browser> SignInAsAsync(Role role, params Role[] more) => await SignInAsync(await AccountAsync(A.Staff(role, more)));

    /// <summary>A browser in which an account of <see cref="AccountAsync"/> has signed in through the page.</summary>
    public async Task<Browser> SignInAsync(StaffAccount account)
    {
        var browser = Anybody();
        var page = await browser.GetAsync("/sign-in");
        var landed = await browser.SubmitAsync(page, "form[method=post]:has(#Password)", ("Email", account.Email!), ("Password", Password));
        Assert.True(landed.Document.QuerySelector("form[action='/sign-out']") is not null, $"{account.DisplayName} was not let in: {landed.Status} {landed.Title}");
        browser.Account = account;
        return browser;
    }

    /// <summary>Saves an account, with <see cref="Password"/> as its password.</summary>
    public async Task<StaffAccount> AccountAsync(StaffAccount account)
    {
        account.PasswordHash = Hub.Services.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(account, Password);
        await Hub.SaveAsync(account);
        return account;
    }
}
