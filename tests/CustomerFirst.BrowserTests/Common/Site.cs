using CustomerFirst.Application.Database;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Tests.Common;
using CustomerFirst.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CustomerFirst.BrowserTests.Common;

/// <summary>The web program with the demonstration council, listening on loopback, and a Chromium to use it with. One for all browser tests.</summary>
public sealed class Site : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private WebApplicationFactory<HubPage> _program = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("demonstration", SeedAsync);
        _program = new WebApplicationFactory<HubPage>().WithWebHostBuilder(web =>
        {
            web.UseSetting("ConnectionStrings:CustomerFirst", _database.ConnectionString);
            // Any free port, whatever listens on the usual one.
            web.UseSetting("urls", "http://127.0.0.1:0");
            web.UseSetting("Logging:LogLevel:Default", "Warning");
        });
        _program.UseKestrel(0);
        _program.StartServer();
        Address = _program.ClientOptions.BaseAddress;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await Chromium.FindAsync(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _program.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Somebody's browser, not signed in.</summary>
    /// <param name="width">Width of the window in CSS pixels.</param>
    public async Task<Visitor> VisitAsync(int width = 1400, bool javaScript = true)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(), ViewportSize = new ViewportSize { Width = width, Height = 900 }, JavaScriptEnabled = javaScript, Locale = "en-GB", BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        return new Visitor(await context.NewPageAsync());
    }

    /// <summary>A browser in which one of the demonstration's people has signed in.</summary>
    /// <param name="who">The part of the e-mail address before the at sign.</param>
    public async Task<Visitor> SignInAsync(string who, int width = 1400, bool javaScript = true)
    {
        var visitor = await VisitAsync(width, javaScript);
        await visitor.GoAsync("/sign-in");
        await visitor.Page.GetByLabel("E-mail address").FillAsync($"{who}@kelderby.example");
        await visitor.Page.GetByLabel("Password", new PageGetByLabelOptions { Exact = true }).FillAsync(DemoSignIns.Password);
        await visitor.ClickAsync("Sign in");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" })).ToBeVisibleAsync();
        return visitor;
    }

    private static async Task SeedAsync(string connection, CancellationToken token)
    {
        await Migrator.MigrateAsync(connection, TimeProvider.System, token);
        await using var services = new ServiceCollection().AddLogging().AddCustomerFirst(connection).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Operator;
        var seeded = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SeedDemoCommand(), token);
        if (!seeded.Ok) throw new InvalidOperationException($"The demonstration was not seeded: {seeded.Error}");
    }
}

/// <summary>The browser tests take turns on one site: two cores are soon busy.</summary>
[CollectionDefinition(nameof(Site))]
public sealed class SiteCollection : ICollectionFixture<Site>;
