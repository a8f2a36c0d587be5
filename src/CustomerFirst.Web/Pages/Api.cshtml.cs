using CustomerFirst.Web.Api;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authorization;

namespace CustomerFirst.Web.Pages;

/// <summary>What the API can do: leads to each operation.</summary>
[AllowAnonymous]
public sealed class ApiModel : PublicPage
{
    internal ApiGuideText Guide { get; private set; } = null!;

    public async Task OnGetAsync() => Guide = await HttpContext.RequestServices.GetRequiredService<ApiGuide>().ReadAsync(HttpContext.RequestAborted);
}
