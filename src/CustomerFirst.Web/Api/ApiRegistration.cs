using CustomerFirst.Application.Tickets;
using CustomerFirst.Web.Api.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CustomerFirst.Web.Api;

/// <summary>Puts the API together.</summary>
internal static class ApiRegistration
{
    /// <summary>Where the API is.</summary>
    public const string Root = "/api/v1";

    /// <summary>Adds what the API is made of.</summary>
    public static void AddHubApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(builder.Configuration.GetSection("Api").Get<ApiOptions>() ?? new ApiOptions());
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        // A request that cannot be read is answered by the gate, with the place and the reason.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddHubOpenApi();
        services.AddSingleton<ApiGuide>();
        services.AddHostedService<KeyUseRecorder>();
    }

    /// <summary>Gives everything below <see cref="Root"/> a pipeline of its own: cookies, forms and error pages are not for programs.</summary>
    public static void UseHubApi(this WebApplication app)
    {
        app.MapWhen(context => context.Request.Path.StartsWithSegments(Root), api =>
        {
            api.UseRouting();
            api.UseMiddleware<ApiGate>();
            api.UseEndpoints(routes =>
            {
                var root = routes.MapGroup(Root).WithMetadata(new BodyLimit(BodyLimit.Usual), new RequestSizeLimitAttribute(BodyLimit.Usual));
                root.MapHubOpenApi();
                root.MapCustomers();
                root.MapRelationships();
                root.MapMerging();
                root.MapContacts();
                root.MapAddresses();
                root.MapTickets(routes.ServiceProvider.GetRequiredService<AttachmentOptions>());
                root.MapServices();
                root.MapPerformance();
                root.MapClient();
            });
        });
    }
}
