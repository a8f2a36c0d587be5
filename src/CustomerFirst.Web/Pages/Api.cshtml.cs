using CustomerFirst.Web.Api;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authorization;

namespace CustomerFirst.Web.Pages;

/// <summary>Where the API can be read and tried.</summary>
[AllowAnonymous]
public sealed class ApiModel : PublicPage
{
    internal ApiGuideText Guide { get; private set; } = null!;

    public async Task OnGetAsync() => Guide = await HttpContext.RequestServices.GetRequiredService<ApiGuide>().ReadAsync(HttpContext.RequestAborted);
}
