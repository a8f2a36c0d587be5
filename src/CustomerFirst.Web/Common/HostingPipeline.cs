using CustomerFirst.Application.Pipeline;
using CustomerFirst.Web.Api;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace CustomerFirst.Web.Common;

/// <summary>What each request passes through, in order.</summary>
internal static class HostingPipeline
{
    /// <summary>Puts the pipeline and the addresses together.</summary>
    public static void UseHub(this WebApplication app)
    {
        var security = app.Services.GetRequiredService<TransportOptions>();
        if (security.KnownProxies.Count > 0) app.UseForwardedHeaders();
        app.UseMiddleware<RequestRecord>();
        if (security.RequireHttps)
        {
            app.UseHsts();
            app.UseHttpsRedirection();
        }
        app.UseWhen(context => !IsForPrograms(context.Request.Path), pages =>
        {
            pages.UseExceptionHandler("/error/500");
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
        });
        app.UseResponseCompression();
        app.UseHubApi();
        app.UseRouting();
        app.Use(KeepRoute);
        app.UseRateLimiter();
        app.UseAuthentication();
        app.Use(SayWhoActs);
        app.Use(LargeForms.ReadAsync);
        app.UseAuthorization();

        app.MapStaticAssets();
        app.MapMethods(CouncilStyle.Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext context, CouncilStyle style) => style.Answer(context));
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapRazorPages().WithStaticAssets();
    }

    /// <summary>Programs get problem details or nothing; people get pages.</summary>
    private static bool IsForPrograms(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/health");

    // An error page is found by running the pipeline again; the log line is to name the route that was asked for first.
    private static Task KeepRoute(HttpContext context, RequestDelegate next)
    {
        context.Items.TryAdd(typeof(RouteEndpoint), RequestRecord.RouteOf(context));
        return next(context);
    }

    private static Task SayWhoActs(HttpContext context, RequestDelegate next)
    {
        context.RequestServices.GetRequiredService<CurrentActor>().Actor = StaffSession.ActorOf(context.User, context.Connection.RemoteIpAddress?.ToString());
        return next(context);
    }
}
