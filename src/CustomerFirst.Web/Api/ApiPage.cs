namespace CustomerFirst.Web.Api;

/// <summary>The page at <c>/api</c> on which the API can be read and tried.</summary>
internal static class ApiPage
{
    // Swagger UI writes style attributes and draws its icons from data addresses; scripts come from files only.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Serves it, with a policy of its own.</summary>
    public static void UseHubApiPage(this WebApplication app) => app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), page =>
    {
        page.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                return Task.CompletedTask;
            });
            return next(context);
        });
        page.UseSwaggerUI(swagger =>
        {
            swagger.RoutePrefix = "api";
            swagger.DocumentTitle = "API - CustomerFirst";
            swagger.SwaggerEndpoint($"{ApiRegistration.Root}/openapi.json", "CustomerFirst API");
            swagger.ConfigObject.TryItOutEnabled = true;
            swagger.ConfigObject.DisplayRequestDuration = true;
            swagger.ConfigObject.DefaultModelsExpandDepth = -1;
        });
    });
}
