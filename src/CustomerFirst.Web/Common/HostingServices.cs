using CustomerFirst.Application.Database;
using CustomerFirst.Web.Api;
using Microsoft.AspNetCore.ResponseCompression;

namespace CustomerFirst.Web.Common;

/// <summary>What the pages and the API are made of.</summary>
internal static class HostingServices
{
    /// <summary>Adds everything to the program.</summary>
    public static void AddHub(this WebApplicationBuilder builder, CouncilOptions council, string connectionString)
    {
        // In a clone the compressed copies of styles and scripts lie where the build put them; a published program has them in wwwroot.
        if (!Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))) builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var services = builder.Services;
        services.AddSingleton(council);
        services.AddSingleton(new CouncilStyle(council.Colours));
        services.AddCustomerFirst(connectionString);
        services.AddRazorPages();
        builder.AddHubApi();
        services.AddResponseCompression(compression =>
        {
            // Cookies are SameSite and every form's token is masked anew, so that compressed secrets cannot be guessed by size (BREACH).
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
    }
}
