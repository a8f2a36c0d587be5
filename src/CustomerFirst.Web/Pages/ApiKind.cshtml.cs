using CustomerFirst.Web.Api;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages;

/// <summary>Where the API's operations on one kind of record can be read about and tried.</summary>
[AllowAnonymous]
public sealed class ApiKindModel : PublicPage
{
    internal ApiOperationGroup Group { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string kind)
    {
        var guide = await HttpContext.RequestServices.GetRequiredService<ApiGuide>().ReadAsync(HttpContext.RequestAborted);
        if (guide.Groups.FirstOrDefault(g => g.Address == $"/api/{kind}") is not { } group) return NotFound();
        Group = group;
        return Page();
    }
}
