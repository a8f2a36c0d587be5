using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Api;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;
using Serilog;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace CustomerFirst.Web.Common;

/// <summary>What the pages and the API are made of.</summary>
internal static class HostingServices
{
    /// <summary>Adds everything to the program.</summary>
    public static void AddHub(this WebApplicationBuilder builder, CouncilOptions council, string connectionString)
    {
        // In a clone the compressed copies of styles and scripts lie where the build put them; a published program has them in wwwroot.
        if (!Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))) builder.WebHost.UseStaticWebAssets();
        // Run from a clone, too, styles and scripts come as the build compressed them and may be kept for ever; only a developer wants them read anew each time.
        if (!builder.Environment.IsDevelopment()) builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        AddLogs(builder);
        var services = builder.Services;
        services.AddSingleton(council);
        services.AddSingleton(new CouncilStyle(council.Colours));
        services.AddCustomerFirst(connectionString);
        builder.AddHubApi();
        services.AddHostedService<Tickets.SlaTimer>();
        services.Configure<PasswordRuleOptions>(rules => rules.Words.AddRange([council.Name, council.Product]));
        services.AddHostedService<Staff.AuditTimer>();
        services.AddHostedService<Staff.DraftTimer>();
        services.AddHostedService<Customers.SearchTimer>();
        services.AddHostedService<Customers.PairTimer>();
        services.AddHostedService<Customers.MatchTimer>();
        services.AddHostedService<Customers.WeightTimer>();
        services.AddHostedService<Customers.MoveTimer>();
        services.AddHostedService<Customers.MergeRunTimer>();
        services.AddSingleton<Places.PlaceImportRunner>();
        services.AddHealthChecks().AddCheck<DatabaseReady>("database");
        AddPages(services);
        AddSessions(services, builder.Configuration);
        AddTransport(services, builder.Configuration);
        AddLimits(services, builder.Configuration);
    }

    private static void AddLogs(WebApplicationBuilder builder)
    {
        var logs = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.FromLogContext().ReadFrom.Configuration(builder.Configuration)
            // Why the program cannot start is said once, when it ends.
            .Filter.ByExcluding(e => e.MessageTemplate.Text == "Hosting failed to start");
        if (string.Equals(builder.Configuration["Logging:Format"], "json", StringComparison.OrdinalIgnoreCase))
            logs.WriteTo.Console(new JsonFormatter(renderMessage: true));
        else
            logs.WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj} {CorrelationId}{NewLine}{Exception}");
        // Which levels of which categories are written is said once, by the section Logging:LogLevel; AddSerilog would overrule it.
        builder.Logging.ClearProviders().AddProvider(new SerilogLoggerProvider(logs.CreateLogger(), dispose: true));
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorPages().AddMvcOptions(mvc =>
        {
            // What has to be entered is said by the commands' validators, in their words.
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            mvc.Filters.Add(new HandlerNeeded());
            mvc.Filters.Add(new FormOfAnother());
            mvc.ModelBinderProviders.Insert(0, new DateBinderProvider());
            var words = mvc.ModelBindingMessageProvider;
            words.SetAttemptedValueIsInvalidAccessor((_, _) => "Enter this in the form that is asked for");
            words.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "Enter this in the form that is asked for");
            words.SetValueIsInvalidAccessor(_ => "Select one of the answers");
            words.SetValueMustBeANumberAccessor(_ => "Enter a number");
            words.SetNonPropertyValueMustBeANumberAccessor(() => "Enter a number");
            words.SetValueMustNotBeNullAccessor(_ => "Enter an answer");
            words.SetMissingBindRequiredValueAccessor(_ => "Enter an answer");
            mvc.ModelMetadataDetailsProviders.Add(new NumberWords(words));
        });
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<CookieTempDataProviderOptions>(said => (said.Cookie.Name, said.Cookie.IsEssential, said.Cookie.SameSite) = (Flash.Cookie, true, SameSiteMode.Lax));
        services.AddAntiforgery(forgery =>
        {
            (forgery.Cookie.Name, forgery.Cookie.SameSite, forgery.Cookie.SecurePolicy) = ("cf-form", SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
            // The content security policy says who may frame a page: nobody.
            forgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddResponseCompression(compression =>
        {
            // Cookies are SameSite and every form's token is masked anew, so that compressed secrets cannot be guessed by size (BREACH).
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
    }

    private static void AddSessions(IServiceCollection services, ConfigurationManager configuration)
    {
        var session = configuration.GetSection("Session").Get<SessionOptions>() ?? new SessionOptions();
        services.AddSingleton(session);
        services.AddAuthentication(StaffSession.Scheme).AddCookie(StaffSession.Scheme, cookie =>
        {
            Shape(cookie, "cf-staff", TimeSpan.FromMinutes(session.IdleMinutes));
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnValidatePrincipal = StaffSession.ValidateAsync;
            cookie.Events.OnSigningIn = coming => FormerUsers.RememberAsync(coming.HttpContext);
            cookie.Events.OnSigningOut = leaving => FormerUsers.RememberAsync(leaving.HttpContext);
            cookie.Events.OnRedirectToLogin = async context =>
            {
                var kept = await KeptForm.KeepAsync(context.HttpContext);
                context.Response.Redirect(kept ? $"{cookie.LoginPath}?{cookie.ReturnUrlParameter}={KeptForm.Page}" : context.RedirectUri);
            };
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        }).AddCookie(StaffSession.SecondFactorScheme, cookie => Shape(cookie, "cf-second-factor", TimeSpan.FromMinutes(10)));
        services.AddAuthorization();
    }

    private static void Shape(CookieAuthenticationOptions cookie, string name, TimeSpan lasts)
    {
        (cookie.Cookie.Name, cookie.Cookie.HttpOnly, cookie.Cookie.SameSite, cookie.Cookie.SecurePolicy) = (name, true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        cookie.ExpireTimeSpan = lasts;
    }

    private static void AddTransport(IServiceCollection services, ConfigurationManager configuration)
    {
        var transport = configuration.GetSection("Transport").Get<TransportOptions>() ?? new TransportOptions();
        services.AddSingleton(transport);
        services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), false));
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in transport.KnownProxies)
            {
                if (!IPAddress.TryParse(proxy, out var address)) throw new ConfigurationProblemException($"Transport:KnownProxies has \"{proxy}\", which is no IP address.");
                forwarded.KnownProxies.Add(address);
            }
        });
    }

    private static void AddLimits(IServiceCollection services, ConfigurationManager configuration)
    {
        var limits = configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (refused, _) =>
            {
                refused.HttpContext.Response.Headers.RetryAfter = $"{(int)RateLimits.Window.TotalSeconds}";
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(RateLimits.SignIn, context => RateLimits.PerAddress(context, limits.SignInPerMinute));
            limiter.AddPolicy(RateLimits.Tracking, context => RateLimits.PerAddress(context, limits.TrackingPerMinute));
        });
    }
}

/// <summary>How the hub is reached: the configuration section <c>Transport</c>.</summary>
public sealed class TransportOptions
{
    /// <summary>Redirects to https and tells browsers to stay there. Off where a proxy ends https and does so itself.</summary>
    public bool RequireHttps { get; set; }
    /// <summary>IP addresses of the proxies whose word about the sender is believed.</summary>
    public List<string> KnownProxies { get; set; } = [];
}

/// <summary>How often one address may try what could be guessed: the configuration section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Sign-ins a minute; a whole contact centre may share one address.</summary>
    public int SignInPerMinute { get; set; } = 120;
    /// <summary>Looks for an enquiry a minute.</summary>
    public int TrackingPerMinute { get; set; } = 10;
}

/// <summary>Limits of what could be guessed: <c>[EnableRateLimiting(RateLimits.Tracking)]</c> on a page model. Only posts count.</summary>
public static class RateLimits
{
    /// <summary>For sign-in and its second step.</summary>
    public const string SignIn = "signIn";
    /// <summary>For the public's look-up of an enquiry.</summary>
    public const string Tracking = "tracking";

    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static RateLimitPartition<string> PerAddress(HttpContext context, int perMinute) => HttpMethods.IsPost(context.Request.Method)
        ? RateLimitPartition.GetSlidingWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, SegmentsPerWindow = 6 })
        : RateLimitPartition.GetNoLimiter("reading");
}
