using CustomerFirst.Web.Api;

namespace CustomerFirst.Web.Common;

/// <summary>What each request passes through, in order.</summary>
internal static class HostingPipeline
{
    /// <summary>Puts the pipeline and the addresses together.</summary>
    public static void UseHub(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseHubApi();
        app.UseRouting();
        app.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<CustomerFirst.Application.Pipeline.CurrentActor>().Actor = CustomerFirst.Domain.Staff.Actor.Public;
            return next(context);
        });
        app.MapStaticAssets();
        app.MapGet(CouncilStyle.Path, (HttpContext context, CouncilStyle style) => style.Answer(context));
        app.MapRazorPages().WithStaticAssets();
    }
}
